"""From archived deliveries to staged Parquet: which files to make, and proof that no row is lost.
How a row is made is up to its source.

The name of a staged file has the mark of everything it was made from; under another mark the file
is rebuilt from the archive. Its faults are in quarantine under the same name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from assets.basis import program
from assets.basis.atomic import clear_leftovers, replacing
from assets.basis.errors import AnalystError, UnreadableError
from assets.basis.home import Home
from assets.basis.naming import renamed
from assets.deliveries.batch import ROW, Batch, Rows
from assets.deliveries.manifests import Manifest, manifests, raw_file
from assets.deliveries.source import Recipe
from assets.formats.reading import read_delivery
from assets.formats.text_table import TextTable
from schemas.layout import Layout

Content = TypeVar("Content")  # of a delivery: its raw file or its table
_BATCH = 400_000  # rows made at a time, so that many small months cost no more than one large file


@dataclass(frozen=True)
class Progress:
    """What staging a source did: deliveries made now, and deliveries in all."""

    made: tuple[str, ...]
    total: int


def stage(
    home: Home,
    layouts: tuple[Layout, ...],
    recipe: Recipe,
    tables: Mapping[str, TextTable] | None = None,
    tick: Callable[[int, int], None] = lambda done, total: None,
    ahead: Callable[[str, str], Mapping[str, Rows]] = lambda source, mark: {},
) -> Progress:
    """Make every staged file of a source that does not exist yet under the mark of `recipe`.

    `layouts`: how the source is laid out, one for each system that delivers it. `tables`: tables
    read earlier in this run, by levering_id. `ahead`: returns rows that `rows_of` has made already.
    A delivery whose bytes were removed after their term keeps its staged file. Raises
    `AnalystError` unless rows read = rows accepted + rows quarantined.
    """
    source, mark = layouts[0].source, mark_of(recipe)
    folder, quarantine = home.staged(source), home.quarantine(source)
    clear_leftovers(folder)
    clear_leftovers(quarantine)
    every = [manifest for manifest in manifests(home) if manifest.bron == source]
    for manifest in every:
        _drop_former(folder, quarantine, manifest.levering_id, mark)
    pending = [
        (manifest, raw)
        for manifest in every
        if not (folder / f"{manifest.levering_id}--{mark}.parquet").exists()
        and (raw := raw_file(home, manifest)) is not None
    ]
    ready = ahead(source, mark) if pending else {}
    done = 0
    for part in _batches(pending):
        if all(manifest.levering_id in ready for manifest, _ in part):
            rows = ready
        else:
            rows = recipe.make(
                Batch(
                    (manifest, _table(manifest, raw, _layout_of(manifest, layouts), tables or {}))
                    for manifest, raw in part
                )
            )
        for manifest, _ in part:
            _require_conserved(manifest, rows[manifest.levering_id])
            _write(folder, quarantine, manifest.levering_id, mark, rows[manifest.levering_id])
            done += 1
            tick(done, len(pending))
    return Progress(tuple(manifest.levering_id for manifest, _ in pending), len(every))


def mark_of(recipe: Recipe) -> str:
    """The mark of the rows of `recipe`: of the program and of everything they are made from."""
    return program.mark(*recipe.made_from)


def rows_of(
    deliveries: Iterable[tuple[Manifest, TextTable]], make: Callable[[Batch], dict[str, Rows]]
) -> dict[str, Rows]:
    """levering_id -> the rows that `stage` would make of new deliveries. Nothing is written."""
    in_order = sorted(deliveries, key=lambda delivery: delivery[0].order)
    return {
        levering_id: rows
        for part in _batches(in_order)
        for levering_id, rows in make(Batch(part)).items()
    }


def _batches(
    pending: Iterable[tuple[Manifest, Content]],
) -> Iterator[list[tuple[Manifest, Content]]]:
    part: list[tuple[Manifest, Content]] = []
    for manifest, content in pending:
        if part and sum(m.rijen for m, _ in part) + manifest.rijen > _BATCH:
            yield part
            part = []
        part.append((manifest, content))
    if part:
        yield part


def _layout_of(manifest: Manifest, layouts: tuple[Layout, ...]) -> Layout:
    """The layout of the system that delivered it; the first if the manifest names no system."""
    known = {layout.system: layout for layout in layouts}
    return known.get(manifest.meldsysteem, layouts[0])


def _table(
    manifest: Manifest, raw: Path, layout: Layout, tables: Mapping[str, TextTable]
) -> TextTable:
    known = tables.get(manifest.levering_id)
    if known is not None:
        return known
    try:
        table = read_delivery(raw, [layout], manifest.bestandsnaam)
    except (
        UnreadableError
    ):  # the settings name other headers now: use those by which it was recognised
        former = layout.with_headers({header: name for name, header in manifest.velden.items()})
        table = _read_as_before(raw, former, manifest)
    if table.row_count != manifest.rijen:
        raise AnalystError(
            f"«{manifest.levering_id}» in het archief heeft {table.row_count} rijen, maar had er "
            f"{manifest.rijen} toen het binnenkwam. Meld dit aan de beheerder."
        )
    return table


def _read_as_before(raw: Path, former: Layout, manifest: Manifest) -> TextTable:
    """The table of an archived file. An error names it as it may be shown."""
    try:
        return read_delivery(raw, [former], manifest.bestandsnaam)
    except UnreadableError as reason:
        message = renamed(str(reason), manifest.bestandsnaam, manifest.public_name())
        raise UnreadableError(message) from None


def _write(folder: Path, quarantine: Path, levering_id: str, mark: str, rows: Rows) -> None:
    """Write the faults before the rows, so that rows never exist without their faults."""
    name = f"{levering_id}--{mark}.parquet"
    for place, frame in ((quarantine, rows.faults), (folder, rows.accepted)):
        with replacing(place / name) as temporary:
            frame.to_parquet(temporary, index=False)
    _drop_former(folder, quarantine, levering_id, mark)


def _drop_former(folder: Path, quarantine: Path, levering_id: str, mark: str) -> None:
    """Remove the files of other marks, once the file of this mark exists."""
    name = f"{levering_id}--{mark}.parquet"
    if (folder / name).exists():
        for place in (folder, quarantine):
            for former in place.glob(f"{levering_id}--*.parquet"):
                if former.name != name:
                    former.unlink()


def staged_files(folder: Path) -> dict[str, Path]:
    """levering_id -> its file in a folder of staged or quarantined Parquet."""
    return {path.name.split("--")[0]: path for path in sorted(folder.glob("*--*.parquet"))}


def _require_conserved(manifest: Manifest, rows: Rows) -> None:
    refused = rows.faults.loc[rows.faults["soort"].eq(ROW), "rijnummer"].nunique()
    if manifest.rijen != len(rows.accepted) + refused:
        raise AnalystError(
            f"«{manifest.levering_id}»: {manifest.rijen} rijen gelezen, maar "
            f"{len(rows.accepted)} geaccepteerd en {refused} afgekeurd. Dat mag niet verschillen. "
            "Meld dit aan de beheerder."
        )
