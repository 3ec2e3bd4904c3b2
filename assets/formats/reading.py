"""From a delivered file to its table of text, reduced to the fields of one layout.

A column outside the layout is never turned into text. Rows are read a piece at a time, so that a
text file of any length takes a few hundred MB at most. Finding the header and the layout is in
`headers`; tables of statistics are opened in `statistics`. What a value means is not known here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, islice
from pathlib import Path

import pandas as pd

from assets.basis.errors import UnreadableError
from assets.formats import chosen_sheets, municipality_rows, whole_file, wide, wide_books
from assets.formats.cells import as_text, header_texts, is_filled, texts
from assets.formats.headers import (
    Match,
    best_match,
    refuse_closed,
    refuse_forbidden,
    rival_notes,
)
from assets.formats.opening import open_sheets
from assets.formats.percentages import as_shown
from assets.formats.sheets import Sheet
from assets.formats.statistics import Statistics, read_statistics
from assets.formats.surveys import Survey
from assets.formats.text_table import TextTable, joined
from assets.formats.workbooks import open_if_workbook
from schemas.layout import AreaLayout, Layout

_REMARK_ROWS = 50  # of each other sheet
_PIECE = 20_000  # rows that are in memory with all their cells
PART = 200_000  # rows of a table that is handed on whole; a longer one comes in parts of that many


def read_delivery(path: Path, layouts: Iterable[Layout], name: str | None = None) -> TextTable:
    """The table of the layout that fits `path`: of statistics, or with one row per record.

    `name`: what the analyst calls the file. Raises `UnreadableError` for a file that is empty, cut
    off, protected, not what its extension says, or that fits no layout.
    """
    return joined(list(read_parts(path, layouts, name)))


def read_parts(
    path: Path, layouts: Iterable[Layout], name: str | None = None
) -> Iterator[TextTable]:
    """The same table in parts of at most `PART` rows, at least one; remarks and notes are with each
    part. Raises as `read_delivery`, possibly after some parts."""
    name = name or path.name
    layouts = tuple(layouts)
    areas = {layout.statistics: layout for layout in layouts if isinstance(layout, AreaLayout)}
    sheets = open_if_workbook(path, name)
    plain = tuple(layout for layout in layouts if not isinstance(layout, AreaLayout) or layout.flat)
    statistics, damage = None, None
    try:
        statistics = read_statistics(path, name, sheets) if areas else None
    except UnreadableError as reason:
        damage = reason
    book = _laid_out(sheets, plain, name, statistics)
    if book is not None:
        yield book
        return
    if damage is not None:
        raise damage
    if statistics is not None and statistics.kind in areas:
        refuse_closed(areas[statistics.kind], name)
        yield municipality_rows.table_of(statistics, areas[statistics.kind], name)
        return
    yield from _parts(path, plain, name, sheets)


def _laid_out(
    sheets: list[Sheet] | None,
    layouts: tuple[Layout, ...],
    name: str,
    statistics: Statistics | None,
) -> TextTable | None:
    """The table of a workbook that is laid out for people; None for a list, and for a workbook that
    is neither. One that can be read as statistics too is so if it has no margins, and names
    districts or neighbourhoods: those have no names in statistics."""
    if sheets is None:
        return None
    if statistics is not None:
        if not isinstance(statistics, Survey) or "marge" in statistics.labels:
            return None
        book = wide_books.read_book(sheets, layouts, name)
        return book if book is not None and "gebied" in dict(book.labels).values() else None
    try:
        match = best_match(sheets, layouts, name)
    except UnreadableError:
        return wide_books.read_book(sheets, layouts, name)
    turned = match.layout.wide and "waarde" not in match.layout.recognise(match.header)
    if not turned or wide_books.is_list(sheets):
        return None
    return wide_books.read_book(sheets, layouts, name)


def _parts(
    path: Path, layouts: tuple[Layout, ...], name: str, sheets: list[Sheet] | None = None
) -> Iterator[TextTable]:
    """The table with one row per record, in parts. `sheets`: of the file, if it was opened."""
    pieces = _pieces(path, layouts, name, sheets)
    parts = map(joined, iter(lambda: list(islice(pieces, max(1, PART // _PIECE))), []))
    first, second = next(parts), next(parts, None)
    every = None if second is None else partial(_pieces, path, layouts, name, sheets)
    decided = whole_file.decided(first, every)
    yield from map(decided.put_right, chain([first], [] if second is None else [second], parts))


def _pieces(
    path: Path, layouts: tuple[Layout, ...], name: str, sheets: list[Sheet] | None
) -> Iterator[TextTable]:
    """The table in pieces of at most `_PIECE` rows, at least one; notes and remarks on each."""
    sheets = open_sheets(path, name, layouts) if sheets is None else sheets
    match = chosen_sheets.chosen(sheets, layouts, name)
    sheet, layout = match.sheet, match.layout
    refuse_closed(layout, name)
    refuse_forbidden(layout, match.header, name)
    notes = (*sheet.notes, *rival_notes(layout, match.header))
    cells, number = iter(sheet.read(len(match.header))), match.row
    if "eenheid" in {field.name for field in layout.fields}:
        cells = as_shown(cells, sheet.percentages())
    if layout.wide and "waarde" not in layout.recognise(match.header):
        cells = iter(wide.one_row_per_year(list(cells), number))
        header, number = header_texts(next(cells)), 0
    else:
        header = list(match.header)
        next(islice(cells, number, None))
    remarks = _remarks(chosen_sheets.unread(match, sheets))
    while header and not header[-1]:
        header.pop()
    first = number + 2
    while (rows := list(islice(cells, _PIECE))) or first == number + 2:
        piece = _projected(match, header, rows, first)
        yield replace(piece, remarks=remarks, notes=notes)
        first += max(len(rows), 1)


def _remarks(sheets: list[Sheet]) -> tuple[str, ...]:
    return tuple(
        as_text(cell)
        for sheet in sheets
        for row in islice(sheet.read(0), _REMARK_ROWS)
        for cell in row
        if is_filled(cell)
    )


def _projected(
    match: Match, header: list[str], cells: Sequence[Sequence[object]], first: int
) -> TextTable:
    """The fields of the layout from `cells`, rows below the header. `first`: number of the first of
    these rows."""
    rows, numbers, malformed = _records(cells, first, len(header))
    absent = pd.array([""] * len(rows), dtype="str")
    columns = {
        field.name: pd.array(texts([row[position] for row in rows]), dtype="str")
        if (position := match.positions.get(field.name)) is not None
        else absent
        for field in match.layout.fields
    }
    frame = pd.DataFrame(columns, index=pd.Index(numbers, dtype="int64", name="rijnummer"))
    return TextTable(
        layout=match.layout,
        sheet=match.sheet.name,
        header=tuple(header),
        positions=match.positions,
        frame=frame,
        malformed=tuple(malformed),
        remarks=(),
    )


def _records(
    cells: Sequence[Sequence[object]], first: int, width: int
) -> tuple[list[Sequence[object]], list[int], list[int]]:
    """Rows as wide as the header, their numbers, and the numbers of rows of another width.

    Blank rows are skipped; so are empty cells beyond the header. `first`: number of the first row.
    """
    rows, numbers, malformed = [], [], []
    for number, row in enumerate(cells, start=first):
        if not any(map(is_filled, row)):
            continue
        if len(row) < width or any(map(is_filled, row[width:])):
            malformed.append(number)
        else:
            rows.append(row)
            numbers.append(number)
    return rows, numbers, malformed
