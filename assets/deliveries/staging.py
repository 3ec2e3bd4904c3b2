"""From archived deliveries to staged Parquet: which files to make, and proof that no row is lost.
How a row is made is up to its source.

The name of a staged file has the mark of everything it was made from; under another mark the file
is rebuilt from the archive. Its faults are in quarantine under the same name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from assets.basis import program
from assets.basis.atomic import clear_leftovers, replacing
from assets.basis.errors import AnalystError
from assets.basis.home import Home
from assets.deliveries.archive import LARGEST
from assets.deliveries.archived import read_back, read_back_in_parts
from assets.deliveries.batch import Batch, Rows, refused_rows, require_conserved
from assets.deliveries.large import stage_large
from assets.deliveries.manifests import Manifest, manifests, raw_file
from assets.deliveries.reader import FileToRead, InThisProcess, Reader
from assets.deliveries.source import Recipe
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
    reader: Reader | None = None,
) -> Progress:
    """Make every staged file of a source that does not exist yet under the mark of `recipe`.

    `layouts`: how the source is laid out, one for each system that delivers it. `tables`: tables
    read earlier in this run, by levering_id. `reader`: what opens the archived files; this process
    if there is none. A delivery whose bytes were removed after their term keeps its staged file.
    Raises `AnalystError` unless rows read = rows accepted + rows quarantined.
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
    read = _Archived(layouts, tables or {}, reader or InThisProcess())
    large = [pair for pair in pending if recipe.in_parts and read.is_large(pair[0])]
    done = 0
    for part in _batches(pair for pair in pending if pair not in large):
        rows = recipe.make(Batch((manifest, read.table(manifest, raw)) for manifest, raw in part))
        for manifest, _ in part:
            made = rows[manifest.levering_id]
            require_conserved(manifest, len(made.accepted), refused_rows(made))
            _write(folder, quarantine, manifest.levering_id, mark, made)
            done += 1
            tick(done, len(pending))
    for manifest, raw in large:
        name = f"{manifest.levering_id}--{mark}.parquet"
        parts = partial(read.parts, manifest, raw)
        stage_large(manifest, parts, recipe, folder / name, quarantine / name)
        _drop_former(folder, quarantine, manifest.levering_id, mark)
        done += 1
        tick(done, len(pending))
    return Progress(tuple(manifest.levering_id for manifest, _ in pending), len(every))


def mark_of(recipe: Recipe) -> str:
    """The mark of the rows of `recipe`: of the program and of everything they are made from."""
    return program.mark(*recipe.made_from)


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


@dataclass(frozen=True)
class _Archived:
    """The tables of archived deliveries of one source. `layouts`: one for each of its systems.
    `tables`: those that were read earlier, by levering_id."""

    layouts: tuple[Layout, ...]
    tables: Mapping[str, TextTable]
    reader: Reader

    def is_large(self, manifest: Manifest) -> bool:
        """Whether a delivery has too many rows to be held."""
        return manifest.rijen > LARGEST and manifest.levering_id not in self.tables

    def table(self, manifest: Manifest, raw: Path) -> TextTable:
        """The whole table of a delivery."""
        known = self.tables.get(manifest.levering_id)
        if known is not None:
            return known
        file, layout = FileToRead(raw, manifest.bestandsnaam), self._layout_of(manifest)
        table = self.reader.call(file, read_back, raw, manifest, layout)
        _require_as_before(manifest, table.row_count)
        return table

    def parts(self, manifest: Manifest, raw: Path) -> Iterator[TextTable]:
        """The table of a large delivery, in parts."""
        file, layout = FileToRead(raw, manifest.bestandsnaam), self._layout_of(manifest)
        rows = 0
        for part in self.reader.each(file, read_back_in_parts, raw, manifest, layout):
            rows += part.row_count
            yield part
        _require_as_before(manifest, rows)

    def _layout_of(self, manifest: Manifest) -> Layout:
        """The layout of the system that delivered it; the first if the manifest names no system."""
        known = {layout.system: layout for layout in self.layouts}
        return known.get(manifest.meldsysteem, self.layouts[0])


def _require_as_before(manifest: Manifest, rows: int) -> None:
    if rows != manifest.rijen:
        raise AnalystError(
            f"«{manifest.bestandsnaam}» in het archief heeft {rows} rijen, maar had er "
            f"{manifest.rijen} toen het binnenkwam. Meld dit aan de beheerder."
        )


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
