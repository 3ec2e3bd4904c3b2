"""From a delivered file to its table of text, reduced to the fields of one layout.

A column outside the layout is never turned into text. Finding the header and the layout is in
`headers`; tables of statistics are opened in `statistics`. What a value means is not known here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from assets.formats import municipality_rows, swapped, wide
from assets.formats.cells import as_text, header_texts, is_filled, texts
from assets.formats.headers import (
    Match,
    best_match,
    refuse_closed,
    refuse_forbidden,
    refuse_other_deliveries,
)
from assets.formats.opening import open_sheets
from assets.formats.sheets import Sheet
from assets.formats.statistics import read_statistics
from assets.formats.text_table import TextTable
from assets.formats.texts import require_complete
from assets.formats.workbooks import open_if_workbook
from schemas.layout import AreaLayout, Layout

_REMARK_ROWS = 50  # of each other sheet


def read_delivery(path: Path, layouts: Iterable[Layout], name: str | None = None) -> TextTable:
    """The table of the layout that fits `path`: of statistics, or with one row per record.

    `name`: what the analyst calls the file. Raises `UnreadableError` for a file that is empty, cut
    off, protected, not what its extension says, or that fits no layout.
    """
    name = name or path.name
    layouts = tuple(layouts)
    areas = {layout.statistics: layout for layout in layouts if isinstance(layout, AreaLayout)}
    sheets = open_if_workbook(path, name)
    statistics = read_statistics(path, name, sheets) if areas else None
    if statistics is not None and statistics.kind in areas:
        refuse_closed(areas[statistics.kind], name)
        return municipality_rows.table_of(statistics, areas[statistics.kind], name)
    plain = [layout for layout in layouts if not isinstance(layout, AreaLayout) or layout.flat]
    return read_table(path, plain, name, sheets)


def read_table(
    path: Path,
    layouts: Iterable[Layout],
    name: str | None = None,
    sheets: list[Sheet] | None = None,
) -> TextTable:
    """The table with one row per record of the layout that fits `path` best.

    `sheets`: the sheets of the file, if they were opened already. Raises as `read_delivery`.
    """
    name = name or path.name
    layouts = tuple(layouts)
    sheets = open_sheets(path, name, layouts) if sheets is None else sheets
    match = best_match(sheets, layouts, name)
    sheet, layout = match.sheet, match.layout
    refuse_closed(layout, name)
    refuse_forbidden(layout, match.header, name)
    rows, number = sheet.read(), match.row
    others: list[Sheet] = []
    if sheet.text is None:
        refuse_other_deliveries(match, sheets, layouts, name)
        others = [other for other in sheets if other is not sheet]
    else:  # the sheets of a text file are the same text, split differently
        require_complete(sheet.text, rows, len(match.header), name)
    if layout.wide and "waarde" not in layout.recognise(header_texts(rows[number])):
        rows, number = wide.one_row_per_year(rows, number), 0
    table = _projected(match, rows, number, _remarks(others))
    frame, notes = swapped.put_right(table.frame, layout)
    return replace(table, frame=frame, notes=(*sheet.notes, *notes))


def _remarks(sheets: list[Sheet]) -> tuple[str, ...]:
    return tuple(
        as_text(cell)
        for sheet in sheets
        for row in sheet.read()[:_REMARK_ROWS]
        for cell in row
        if is_filled(cell)
    )


def _projected(
    match: Match, cells: Sequence[Sequence[object]], number: int, remarks: tuple[str, ...]
) -> TextTable:
    """The fields of the layout from the rows below row `number` (from 0) of `cells`."""
    header = header_texts(cells[number])
    while header and not header[-1]:
        header.pop()
    rows, numbers, malformed = _records(cells[number + 1 :], number + 2, len(header))
    frame = pd.DataFrame(
        {
            field.name: pd.Series(
                texts([row[match.positions[field.name]] for row in rows])
                if field.name in match.positions
                else "",
                index=numbers,
                dtype="str",
            )
            for field in match.layout.fields
        },
        index=pd.Index(numbers, dtype="int64", name="rijnummer"),
    )
    return TextTable(
        layout=match.layout,
        sheet=match.sheet.name,
        header=tuple(header),
        positions=match.positions,
        frame=frame,
        malformed=tuple(malformed),
        remarks=remarks,
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
