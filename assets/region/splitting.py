"""A delivery for all municipalities of a region, split at the door: every row goes to exactly
one of them, or is counted as of none.

Which municipality a row is of is decided in `members` and `statistics_split`; what is kept of it,
in `archive`.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from assets.basis.errors import UnreadableError
from assets.deliveries.reader import FileToRead, Reader
from assets.deliveries.source import Kind
from assets.formats import cubes
from assets.formats.reading import read_parts
from assets.formats.statistics import Statistics, read_statistics
from assets.formats.text_table import TextTable
from assets.formats.workbooks import open_if_workbook
from assets.region.members import NOWHERE, OUTSIDE, Members
from assets.region.part_files import PartFile
from assets.region.statistics_split import (
    COUNTRY,
    layout_of,
    municipality_of_rows,
    part_of,
    write_parts,
)
from assets.region.statistics_split import NOWHERE as NO_AREA
from assets.sources.cases import without_missing_words
from assets.sources.registry import of_kind
from schemas.configuration import Configuration
from schemas.layout import Layout


@dataclass(frozen=True)
class Split:
    """How the rows of a delivery were divided. `parts`: code -> rows of that municipality alone;
    `shared`: rows that every municipality gets, such as those of the Netherlands. `files`: code ->
    the files with its part."""

    source: str
    parts: dict[str, int]
    shared: int = 0
    outside: int = 0
    nowhere: int = 0
    unusable: int = 0
    files: dict[str, tuple[Path, ...]] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """Rows in the delivery."""
        return sum(self.parts.values()) + self.shared + self.outside + self.nowhere + self.unusable


def layouts_of(configuration: Configuration) -> tuple[Layout, ...]:
    """How deliveries that can be split by row are laid out."""
    return tuple(
        layout for source in of_kind(Kind.ROWS) for layout in source.layouts(configuration)
    )


def split(
    path: Path, name: str, layouts: Sequence[Layout], members: Members, reader: Reader, folder: Path
) -> Split:
    """Divide the delivery `path` over `members`, into files in `folder` (one folder for each).

    `name`: what the analyst calls the file. Raises `UnreadableError` for a file that cannot be
    divided, or of which a part would be read otherwise than the whole.
    """
    pieces = reader.each(FileToRead(path, name), read_for_all, path, tuple(layouts), name)
    first = next(pieces)
    if isinstance(first, TextTable):
        return _split_rows(first, pieces, name, members, folder)
    return _split_statistics(first, name, members, folder)


def read_for_all(
    path: Path, layouts: tuple[Layout, ...], name: str
) -> Iterator[TextTable | Statistics]:
    """The statistics in a file, of all areas; or else its rows, in parts."""
    statistics = read_statistics(path, name, open_if_workbook(path, name))
    if statistics is not None:
        yield statistics
    else:
        yield from read_parts(path, layouts, name)


def _split_rows(
    first: TextTable, others: Iterator[TextTable], name: str, members: Members, folder: Path
) -> Split:
    sources = {source.name: source for source in of_kind(Kind.ROWS)}
    addressed = sources[first.layout.source].addressed
    parts: dict[str, PartFile] = {}
    count: Counter[str] = Counter()
    unusable = 0
    for table in (first, *others):
        unusable += len(table.malformed)
        owners = members.of_rows(addressed(without_missing_words(table.frame)))
        count.update(owners.value_counts().to_dict())
        for code, rows in table.frame.groupby(owners):
            if code in (OUTSIDE, NOWHERE):
                continue
            if code not in parts:
                parts[code] = PartFile(_room(folder, code) / Path(name).stem, first)
            parts[code].add(rows)
    for part in parts.values():
        part.close()
    return Split(
        first.layout.source,
        {code: part.rows for code, part in sorted(parts.items())},
        outside=count[OUTSIDE],
        nowhere=count[NOWHERE],
        unusable=unusable,
        files={code: (part.file,) for code, part in sorted(parts.items())},
    )


def _split_statistics(statistics: Statistics, name: str, members: Members, folder: Path) -> Split:
    owners = municipality_of_rows(statistics)
    count = owners.value_counts().to_dict()
    is_shared = owners.eq(COUNTRY) & (not isinstance(statistics, cubes.Grid))
    places = pd.Series(range(len(owners))).groupby(owners.to_numpy()).indices
    parts, files = {}, {}
    for each in members.all:
        if each.code not in places:
            continue
        rows = is_shared.copy()
        rows.iloc[places[each.code]] = True
        table = part_of(statistics, rows, each.code, each.name, name)
        if isinstance(statistics, cubes.Grid) and len(table.frame) != int(rows.sum()):
            raise UnreadableError(f"«{name}»: niet elke rij van {each.name} is te lezen.")
        files[each.code] = tuple(write_parts(table, _room(folder, each.code), name))
        parts[each.code] = int(count[each.code])
    country = count.get(COUNTRY, 0)
    shared = int(is_shared.sum())
    nowhere = count.get(NO_AREA, 0) + country - shared
    others = len(owners) - sum(parts.values()) - shared - nowhere
    return Split(
        layout_of(statistics, "", "").source,
        parts,
        shared=shared,
        outside=others,
        nowhere=nowhere,
        unusable=len(statistics.malformed),
        files=files,
    )


def _room(folder: Path, code: str) -> Path:
    room = folder / code
    room.mkdir(mode=0o700, parents=True, exist_ok=True)
    return room


def clear(folder: Path) -> None:
    """Remove the files of a split that were moved, or never finished."""
    shutil.rmtree(folder, ignore_errors=True)
