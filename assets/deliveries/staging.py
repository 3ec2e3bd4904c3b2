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
from assets.basis.checksums import State
from assets.basis.errors import AnalystError, UnreadableError
from assets.basis.home import Home
from assets.basis.naming import renamed
from assets.deliveries.batch import Batch, Rows
from assets.deliveries.frozen import has_counts
from assets.deliveries.manifests import Manifest, manifests, raw_file, require_unchanged
from assets.deliveries.source import Recipe
from assets.deliveries.staged_files import StagedFiles
from assets.formats.reading import read_delivery
from assets.formats.text_table import TextTable
from schemas.layout import Layout

Content = TypeVar("Content")  # of a delivery: its raw file or its table
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
    ahead: Callable[[str, str], Mapping[str, Rows]] = lambda source, mark: {},
) -> Progress:
    """Make every staged file of a source that does not exist yet under the mark of `recipe`.

    `layouts`: how the source is laid out, one for each system that delivers it. `tables`: tables
    read earlier in this run, by levering_id. `ahead`: returns rows that `rows_of` has made already.
    A damaged file is made again. A delivery whose bytes were removed after their term keeps its
    staged file. Raises `AnalystError` if archived bytes have changed, and unless rows read = rows
    accepted + rows quarantined.
    """
    source, mark = layouts[0].source, mark_of(recipe)
    files = StagedFiles(home, source)
    every = [manifest for manifest in manifests(home) if manifest.bron == source]
    pending, damaged = _pending(home, files, every, mark)
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
            files.write(manifest, mark, rows[manifest.levering_id])
            done += 1
            tick(done, len(pending))
    if pending:
        files.settle()
    made = tuple(manifest.levering_id for manifest, _ in pending)
    return Progress(made, len(every), tuple(damaged))


def _pending(
    home: Home, files: StagedFiles, every: list[Manifest], mark: str
) -> tuple[list[tuple[Manifest, Path]], list[str]]:
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
    require_unchanged(manifest, raw)
    try:
        table = read_delivery(raw, [layout], manifest.bestandsnaam)
    except (
        UnreadableError
    ):  # the settings name other headers now: use those by which it was recognised
        former = layout.with_headers({header: name for name, header in manifest.velden.items()})
        table = _read_as_before(raw, former, manifest)
    archived = manifest.rijen - manifest.buiten_gemeente
    if table.row_count != archived:
        raise AnalystError(
            f"«{manifest.levering_id}» in het archief heeft {table.row_count} rijen, maar had er "
            f"{archived} toen het binnenkwam. Meld dit aan de beheerder."
        )
    return table


def _read_as_before(raw: Path, former: Layout, manifest: Manifest) -> TextTable:
    """The table of an archived file. An error names it as it may be shown."""
    try:
        return read_delivery(raw, [former], manifest.bestandsnaam)
    except UnreadableError as reason:
        message = renamed(str(reason), manifest.bestandsnaam, manifest.public_name())
        raise UnreadableError(message) from None
