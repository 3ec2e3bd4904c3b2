"""The inputs of the models, and the one mark of them: same mark, same tables.

Inputs are only gathered here; `loading` makes tables of them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from assets.basis import program
from assets.basis.errors import AnalystError
from assets.basis.home import Home
from assets.deliveries.acceptance import Acceptance, acceptances
from assets.deliveries.frozen import Frozen, frozen_deliveries
from assets.deliveries.manifests import (
    Manifest,
    SetAside,
    manifests,
    set_aside,
)
from assets.deliveries.staged_files import staged_files
from assets.reference.tables import Reference
from assets.sources.registry import SOURCES
from schemas.configuration import Configuration

# The sections of the settings on which a table can depend.
_SETTINGS = {"gemeente", "cijfers", "melddesk", "leveringen", "themas"}
# Of these no table is made: what a run says is, and which months a delivery covers, decided when it
# came in.
_ELSEWHERE = {"leveringen": {"verwacht_op_dag", "aandeel_dekkende_maand", "inbox"}}


@dataclass(frozen=True)
class Inputs:
    """One set of inputs, identified by `mark`.

    `staged`: source -> its files, one per delivery. `quarantine`: the files with their faults.
    `frozen`: the deliveries of which counts are all there is; they have neither; their counts
    are in `home`.
    """

    manifests: tuple[Manifest, ...]
    aside: tuple[SetAside, ...]
    staged: dict[str, tuple[Path, ...]]
    quarantine: tuple[Path, ...]
    reference: Reference
    configuration: Configuration
    as_of: str | None
    mark: str = ""
    acceptances: tuple[Acceptance, ...] = ()
    issue: str | None = None
    frozen: tuple[Frozen, ...] = ()
    home: Home | None = None

    @property
    def known_until(self) -> str:
        """The reference date: `as_of`, else the day of the newest delivery or acceptance (never
        today, so that the same archive always gives the same tables)."""
        received = (manifest.ontvangen_op[:10] for manifest in self.manifests)
        accepted = (acceptance.geaccepteerd_op for acceptance in self.acceptances)
        return self.as_of or max([*received, *accepted], default="1970-01-01")

    @property
    def waited_for(self) -> tuple[Manifest, ...]:
        """The deliveries after which more must come; on a reference date nothing is late."""
        return () if self.as_of else self.manifests


def gather(home: Home, configuration: Configuration, reference: Reference) -> Inputs:
    """The inputs at this moment. Raises `AnalystError` if a delivery was not staged."""
    known = tuple(
        manifest
        for manifest in manifests(home)
        if home.as_of is None or manifest.ontvangen_op[:10] <= home.as_of
    )
    frozen = _frozen(home, known)
    staged, quarantine = {}, []
    for source in SOURCES:
        own = [
            manifest
            for manifest in known
            if manifest.bron == source.name and manifest.levering_id not in frozen
        ]
        staged[source.name] = _files_of(own, home.staged(source.name))
        quarantine += _files_of(own, home.quarantine(source.name))
    inputs = Inputs(
        home=home,
        manifests=known,
        aside=tuple(set_aside(home)) if home.as_of is None else (),
        staged=staged,
        quarantine=tuple(quarantine),
        reference=reference,
        configuration=configuration,
        as_of=home.as_of,
        acceptances=acceptances(home),
        issue=home.issue,
        frozen=tuple(frozen.values()),
    )
    return replace(inputs, mark=_mark(inputs))


def before_any_delivery(configuration: Configuration, reference: Reference) -> Inputs:
    """Inputs without a row, of which the tables have all their columns."""
    return Inputs(
        manifests=(),
        aside=(),
        staged={source.name: () for source in SOURCES},
        quarantine=(),
        reference=reference,
        configuration=configuration,
        as_of=None,
    )


def _frozen(home: Home, known: tuple[Manifest, ...]) -> dict[str, Frozen]:
    """levering_id -> its note, of the known deliveries whose rows were removed.

    Raises `AnalystError` for what can no longer be made: the figures as known before a removal, and
    an issue of the Driehoek that compares addresses of removed rows.
    """
    every = frozen_deliveries(home)
    day = max((note.bevroren_op for note in every.values()), default="")
    if home.as_of is not None and home.as_of < day:
        raise AnalystError(
            f"De cijfers zoals bekend op {home.as_of} kunnen niet meer worden gemaakt: op {day} "
            "zijn rijen verwijderd omdat hun bewaartermijn voorbij was. Kies een dag vanaf toen."
        )
    newest = max((note.laatste_maand for note in every.values()), default="")
    if home.issue and "--" in home.issue and _year_before(home.issue[-7:]) < newest:
        raise AnalystError(
            f"De factsheet van {home.issue} kan niet meer opnieuw worden gemaakt: zij vergelijkt "
            f"adressen in twaalf maanden, en tot en met {newest} zijn de rijen verwijderd omdat "
            "hun bewaartermijn voorbij was."
        )
    return {m.levering_id: every[m.levering_id] for m in known if m.levering_id in every}


def _year_before(month: str) -> str:
    return f"{int(month[:4]) - 1}{month[4:]}"


def _files_of(deliveries: list[Manifest], folder: Path) -> tuple[Path, ...]:
    files = staged_files(folder)
    for manifest in deliveries:
        if manifest.levering_id not in files:
            raise AnalystError(
                f"«{manifest.levering_id}» is wel gearchiveerd maar niet verwerkt. "
                "Start de hele taak opnieuw: veiligheidsbeeld run."
            )
    return tuple(files[manifest.levering_id] for manifest in deliveries)


def _mark(inputs: Inputs) -> str:
    """The mark of the program and every input. The name of a staged file has the file's mark.

    Of one source, manifests are in the order in which they count. How that order came about is no
    input, nor is which source came first.
    """
    return program.mark(
        [path.name for paths in inputs.staged.values() for path in paths],
        [
            (delivery.levering_id, delivery.ontvangen_op, delivery.maanden)
            for delivery in sorted(inputs.manifests, key=lambda manifest: manifest.bron)
        ],
        [(note.bestandsnaam, note.melding) for note in inputs.aside],
        [vars(acceptance) for acceptance in inputs.acceptances],
        inputs.reference.versie,
        inputs.configuration.model_dump_json(include=_SETTINGS, exclude=_ELSEWHERE),
        sorted(inputs.configuration.politie.codes.items()),  # which of the themes the police know
        inputs.as_of,
        inputs.issue,
        *([inputs.frozen] if inputs.frozen else []),
    )
