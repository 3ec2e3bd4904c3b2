"""What goes when its term is over: the parts of a home together, and the log of what was removed.

Which things are outdated is decided in the rooms that make them; how it looks on a screen is for
the command and the Dagster screen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import dagster as dg

from assets.basis.errors import AnalystError
from assets.basis.home import Home
from assets.basis.removal import Removal, carry_out, remove_folder, size_of
from assets.basis.terms import days_before
from assets.deliveries.frozen import drop_counts, keep_note, remove_rows, rows_left
from assets.deliveries.manifests import Manifest
from assets.deliveries.retention import outdated_deliveries
from assets.deliveries.staged_files import staged_files
from assets.deliveries.staging import mark_of
from assets.factsheets.retention import outdated_sheets
from assets.reference.tables import load_reference
from assets.sources.registry import SOURCES
from assets.warehouse.build import is_built
from assets.warehouse.freezing import Due, due_deliveries, freeze, require_equal_figures
from assets.warehouse.inputs import Inputs, gather
from assets.warehouse.own_names import own_names, remove
from pipelines.history import compact, forget_ticks, outdated_runs
from schemas.configuration import Configuration, Term
from schemas.dutch import number

PARTS = {
    "leveringen": "geleverde bestanden",
    "runs": "runs van Dagster",
    "factsheets": "factsheets van de Driehoek en hun tabellen",
    "rijen": "leveringen met hun rijen, en kopieën waar die in staan",
}


@dataclass(frozen=True)
class Proposal:
    """What would be removed today.

    `terms`: the terms that were set, by part. `removals`: oldest first within a part. `waiting`:
    names of deliveries that are due, of which the bytes are still needed. `due`: the deliveries
    whose rows go; `inputs`: what the tables are made of. `obstacle`: why no rows can go now.
    """

    terms: dict[str, Term]
    removals: tuple[Removal, ...]
    waiting: tuple[str, ...] = ()
    due: tuple[Due, ...] = ()
    inputs: Inputs | None = None
    obstacle: str = ""

    def of(self, part: str) -> list[Removal]:
        """The removals of one part."""
        return [removal for removal in self.removals if removal.kind == part]


def terms_of(configuration: Configuration) -> dict[str, Term]:
    """The terms that the municipality has set, by part."""
    return {
        part: term for part in PARTS if (term := getattr(configuration.bewaren, part)) is not None
    }


def proposal(
    home: Home, configuration: Configuration, day: date, instance: dg.DagsterInstance | None
) -> Proposal:
    """What the terms of `configuration` would remove on `day`. Nothing is removed.

    `instance`: Dagster's storage of this home, or None if there is none.
    """
    terms = terms_of(configuration)
    until = {part: days_before(term.termijn, day) for part, term in terms.items()}
    removals: list[Removal] = []
    waiting: list[Manifest] = []
    if "leveringen" in terms:
        staged = _staged(home, configuration)
        removals, waiting = outdated_deliveries(
            home, until["leveringen"], lambda manifest: manifest.levering_id in staged
        )
    if "runs" in terms and instance is not None:
        removals += outdated_runs(instance, home.dagster, until["runs"])
    if "factsheets" in terms:
        removals += outdated_sheets(home, until["factsheets"])
    names = tuple(manifest.levering_id for manifest in waiting)
    if "rijen" not in terms:
        return Proposal(terms, tuple(removals), names)
    try:
        inputs = gather(home, configuration, load_reference(configuration))
        if not is_built(home, inputs.mark):
            raise AnalystError("De tabellen zijn niet van nu. Start eerst: veiligheidsbeeld run.")
    except AnalystError as reason:
        return Proposal(terms, tuple(removals), names, obstacle=str(reason))
    due = due_deliveries(home, inputs, until["rijen"])
    removals += _rows(home, inputs, due)
    return Proposal(terms, tuple(removals), names, tuple(due), inputs)


def clear(home: Home, proposed: Proposal, day: date, instance: dg.DagsterInstance | None) -> None:
    """Remove what was proposed, each thing after a line in the log: nothing goes without one.

    Rows go only after their counts were kept and every table made of these was the same. Raises
    `AnalystError` if one was not; then nothing was removed. The publications are still to be made
    again: they have the rows.
    """
    _keep_counts(home, proposed, day)
    for removal in proposed.removals:
        term = proposed.terms[removal.kind]
        carry_out(home.root, removal, term.termijn, term.vastgesteld_in)
    if "runs" in proposed.terms and instance is not None:
        forget_ticks(instance, days_before(proposed.terms["runs"].termijn, day))
        if proposed.of("runs"):
            compact(home.dagster)


def _rows(home: Home, inputs: Inputs, due: list[Due]) -> list[Removal]:
    """The rows that go, with those that an interrupted removal left, and the named copies of tables
    and publications, which have rows too."""
    since = {found.manifest.levering_id: found.since for found in due}
    frozen = {note.levering_id: note for note in inputs.frozen}
    removals = []
    for manifest in inputs.manifests:
        files = rows_left(home, manifest)
        if manifest.levering_id in since or (manifest.levering_id in frozen and files):
            counted_from = since.get(manifest.levering_id) or date.fromisoformat(
                frozen[manifest.levering_id].bevroren_op
            )
            removals.append(
                Removal(
                    "rijen",
                    manifest.levering_id,
                    counted_from,
                    sum(map(size_of, files)),
                    partial(remove_rows, home, manifest),
                )
            )
    if not removals:
        return []
    copies = [
        path
        for pattern in ("publish/peildatum=*", "tables/peildatum=*", "tables/uitgave=*")
        for path in sorted(home.root.glob(pattern))
    ]
    # Also the newest: once another is published, it is an older one.
    own = [(path, partial(remove, home, path)) for path in own_names(home)]
    return [  # copies first: as long as rows are left, an interrupted removal is resumed
        Removal(
            "rijen",
            path.relative_to(home.root).as_posix(),
            date.fromtimestamp(path.stat().st_mtime),
            size_of(path),
            removing,
        )
        for path, removing in [(path, partial(remove_folder, path)) for path in copies] + own
    ] + removals


def _keep_counts(home: Home, proposed: Proposal, day: date) -> None:
    """Keep the counts of the deliveries whose rows go, if every figure can be made of them."""
    if not proposed.due:
        return
    notes = freeze(home, proposed.due, day)
    try:
        require_equal_figures(home, proposed.inputs, notes)
    except BaseException:
        drop_counts(home, notes)
        raise
    for note in notes:
        keep_note(home, note)


def would_go(removals: Sequence[Removal]) -> str:
    """How many files, deliveries or runs would go, in words."""
    return f"{number(len(removals))} {'zou' if len(removals) == 1 else 'zouden'} weggaan"


def in_words(proposed: Proposal) -> str:
    """A line for each part, in Markdown."""
    if not proposed.terms:
        return "Er is nog geen termijn vastgesteld onder [bewaren]: er gaat niets weg."
    lines = [
        f"- {PARTS[part]} na {term.termijn} ({term.vastgesteld_in}): {would_go(proposed.of(part))}"
        for part, term in proposed.terms.items()
    ]
    if proposed.obstacle:
        lines.append(f"- rijen: {proposed.obstacle}")
    if proposed.waiting:
        lines.append(f"- blijft nog, tot een nieuwe run: {number(len(proposed.waiting))} bestanden")
    return "\n".join([*lines, "", "Verwijderen: `veiligheidsbeeld opschonen`."])


def _staged(home: Home, configuration: Configuration) -> set[str]:
    """The deliveries whose rows were made by this program under these settings."""
    return {
        levering_id
        for source in SOURCES
        for files in [staged_files(home.staged(source.name))]
        if files
        for mark in [mark_of(source.recipe(home, configuration))]
        for levering_id, path in files.items()
        if path.name == f"{levering_id}--{mark}.parquet"
    }


@contextmanager
def storage_of(folder: Path) -> Iterator[dg.DagsterInstance | None]:
    """Dagster's storage in `folder`; None if there is none yet."""
    if not (folder / "dagster.yaml").exists():
        yield None
        return
    with dg.DagsterInstance.from_config(str(folder)) as instance:
        yield instance
