"""All that the models read, and the one mark of it: same mark, same tables.

Gathering the inputs, no more; making tables of them is the work of `loading`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from assets.basis import program
from assets.basis.errors import AnalystError
from assets.basis.home import Home
from assets.deliveries.acceptance import Acceptance, acceptances
from assets.deliveries.manifests import (
    Manifest,
    SetAside,
    manifests,
    set_aside,
)
from assets.deliveries.staging import staged_files
from assets.reference.tables import Reference
from assets.sources.registry import SOURCES
from schemas.configuration import Configuration

# The sections of the settings on which a table can depend.
_SETTINGS = ("gemeente", "cijfers", "melddesk", "leveringen")


@dataclass(frozen=True)
class Inputs:
    """One set of inputs. `mark` tells it from every other.

    `staged`: source -> its files, one a delivery; `quarantine`: the files with their faults.
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

    @property
    def known_until(self) -> str:
        """The reference date: as asked, else the day of the newest delivery or acceptance (never
        today, so that the same archive always gives the same tables)."""
        received = (manifest.ontvangen_op[:10] for manifest in self.manifests)
        accepted = (acceptance.geaccepteerd_op for acceptance in self.acceptances)
        return self.as_of or max(*received, *accepted, "1970-01-01", "1970-01-01")


def gather(home: Home, configuration: Configuration, reference: Reference) -> Inputs:
    """The inputs of this moment. Raises `AnalystError` where a delivery was not staged."""
    known = tuple(
        manifest
        for manifest in manifests(home)
        if home.as_of is None or manifest.ontvangen_op[:10] <= home.as_of
    )
    staged, quarantine = {}, []
    for source in SOURCES:
        wanted = [manifest for manifest in known if manifest.bron == source.name]
        staged[source.name] = _files_of(wanted, home.staged(source.name))
        quarantine += _files_of(wanted, home.quarantine(source.name))
    inputs = Inputs(
        manifests=known,
        aside=tuple(set_aside(home)) if home.as_of is None else (),
        staged=staged,
        quarantine=tuple(quarantine),
        reference=reference,
        configuration=configuration,
        as_of=home.as_of,
        acceptances=acceptances(home),
        issue=home.issue,
    )
    return replace(inputs, mark=_mark(inputs))


def _files_of(wanted: list[Manifest], folder: Path) -> tuple[Path, ...]:
    files = staged_files(folder)
    for manifest in wanted:
        if manifest.levering_id not in files:
            raise AnalystError(
                f"«{manifest.bestandsnaam}» is wel gearchiveerd maar niet verwerkt. "
                "Start de hele taak opnieuw: veiligheidsbeeld run."
            )
    return tuple(files[manifest.levering_id] for manifest in wanted)


def _mark(inputs: Inputs) -> str:
    """The mark of the program and of every input. The name of a staged file has its own mark."""
    return program.mark(
        [path.name for paths in inputs.staged.values() for path in paths],
        [(one.levering_id, one.ontvangen_op, one.maanden) for one in inputs.manifests],
        [(note.bestandsnaam, note.melding) for note in inputs.aside],
        [vars(acceptance) for acceptance in inputs.acceptances],
        inputs.reference.versie,
        inputs.configuration.model_dump_json(include=set(_SETTINGS)),
        inputs.as_of,
        inputs.issue,
    )
