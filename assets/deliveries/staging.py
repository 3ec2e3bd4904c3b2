"""From archived deliveries to staged Parquet: which files to make, and proof that no row is lost.
How a row is made is up to its source.

The name of a staged file has the mark of everything it was made from; under another mark the file
is rebuilt from the archive. Its faults are in quarantine under the same name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from assets.basis import program
from assets.basis.checksums import State
from assets.basis.errors import AnalystError
from assets.basis.home import Home
from assets.deliveries.archived import read_back
from assets.deliveries.batch import Batch
from assets.deliveries.frozen import has_counts
from assets.deliveries.large import rows_in_parts
from assets.deliveries.manifests import Manifest, manifests, raw_file, require_unchanged
from assets.deliveries.reader import FileToRead, InThisProcess, Reader
from assets.deliveries.source import Recipe
from assets.deliveries.staged_files import StagedFiles
from assets.formats import reading
from assets.formats.text_table import TextTable, joined
from schemas.layout import Layout

Delivery = tuple[Manifest, Path]  # with its archived file
_BATCH = 400_000  # rows made at a time, so that many small months cost no more than one large file


@dataclass(frozen=True)
class Progress:
    """What staging a source did: deliveries made now, deliveries in all, and those of `made` whose
    files were damaged."""

    made: tuple[str, ...]
    total: int
    repaired: tuple[str, ...] = ()


def stage(
    home: Home,
    layouts: tuple[Layout, ...],
    recipe: Recipe,
    tables: Mapping[str, TextTable] | None = None,
    tick: Callable[[int, int], None] = lambda done, total: None,
    reader: Reader = InThisProcess(),
) -> Progress:
    """Make every staged file of a source that does not exist yet under the mark of `recipe`.

    `layouts`: how the source is laid out, one for each system that delivers it. `tables`: tables
    read earlier in this run, by levering_id. `reader`: opens the archived files. A damaged file is
    made again. A delivery whose bytes were removed after their term keeps its staged file. Raises
    `AnalystError` if archived bytes have changed, and unless rows read = rows accepted + rows
    quarantined.
    """
    source, mark = layouts[0].source, mark_of(recipe)
    files = StagedFiles(home, source)
    every = [manifest for manifest in manifests(home) if manifest.bron == source]
    pending, damaged = _pending(home, files, every, mark)
    archived = _Archived(layouts, tables or {}, reader)
    done = 0
    for part in _batches(pending):
        if recipe.in_parts and part[0][0].rijen > reading.PART:
            [(manifest, raw)] = part
            made = {
                manifest.levering_id: rows_in_parts(
                    manifest, partial(archived.parts, manifest, raw), recipe
                )
            }
        else:
            batch = Batch((manifest, archived.table(manifest, raw)) for manifest, raw in part)
            made = {name: [rows] for name, rows in recipe.make(batch).items()}
        for manifest, _ in part:
            files.write(manifest, mark, made[manifest.levering_id])
            done += 1
            tick(done, len(pending))
    if pending:
        files.settle()
    staged = tuple(manifest.levering_id for manifest, _ in pending)
    return Progress(staged, len(every), tuple(damaged))


def _pending(
    home: Home, files: StagedFiles, every: list[Manifest], mark: str
) -> tuple[list[Delivery], list[str]]:
    """The deliveries to stage, with their bytes; and the ids of those whose files are damaged.

    Raises `AnalystError` for damaged or missing rows that cannot be made again.
    """
    pending, damaged = [], []
    for manifest in every:
        state = files.state(manifest, mark)
        if state is State.SOUND:
            files.drop_former(manifest, mark)
            continue
        raw = raw_file(home, manifest)
        if raw is None:
            if not has_counts(home, manifest.bron, manifest.levering_id):
                files.require_kept(manifest)
            continue
        if state is State.DAMAGED:
            damaged.append(manifest.levering_id)
        pending.append((manifest, raw))
    return pending, damaged


def mark_of(recipe: Recipe) -> str:
    """The mark of the rows of `recipe`: of the program and of everything they are made from."""
    return program.mark(*recipe.made_from)


def _batches(pending: list[Delivery]) -> Iterator[list[Delivery]]:
    """Deliveries whose rows are made together; a large one is alone."""
    part: list[Delivery] = []
    for manifest, raw in pending:
        rows = sum(each.rijen for each, _ in part) + manifest.rijen
        if part and (rows > _BATCH or manifest.rijen > reading.PART):
            yield part
            part = []
        part.append((manifest, raw))
        if manifest.rijen > reading.PART:
            yield part
            part = []
    if part:
        yield part


@dataclass(frozen=True)
class _Archived:
    """The tables of archived deliveries of one source. `layouts`: one for each of its systems.
    `tables`: those that were read earlier, by levering_id."""

    layouts: tuple[Layout, ...]
    tables: Mapping[str, TextTable]
    reader: Reader

    def table(self, manifest: Manifest, raw: Path) -> TextTable:
        """The whole table of a delivery."""
        known = self.tables.get(manifest.levering_id)
        return joined(list(self.parts(manifest, raw))) if known is None else known

    def parts(self, manifest: Manifest, raw: Path) -> Iterator[TextTable]:
        """The table of a delivery, in parts."""
        require_unchanged(manifest, raw)
        file, rows = FileToRead(raw, manifest.public_name()), 0
        for part in self.reader.each(file, read_back, raw, manifest, self._layout_of(manifest)):
            rows += part.row_count
            yield part
        expected = manifest.rijen - manifest.buiten_gemeente
        if rows != expected:
            raise AnalystError(
                f"«{manifest.levering_id}» in het archief heeft {rows} rijen, maar had er "
                f"{expected} toen het binnenkwam. Meld dit aan de beheerder."
            )

    def _layout_of(self, manifest: Manifest) -> Layout:
        """The layout of the system that delivered it; the first if the manifest names no system."""
        known = {layout.system: layout for layout in self.layouts}
        return known.get(manifest.meldsysteem, self.layouts[0])
