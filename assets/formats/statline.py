"""A StatLine download as CSV, in each of its styles, and OData tables saved as CSV.

Only finding the separator and the header, and whether the file is whole. Which column is what
stands in `cubes`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from itertools import islice

from assets.basis.errors import UnreadableError
from assets.formats import cubes, surveys
from assets.formats.reading import DELIMITERS
from schemas.layout import fold_header

Rows = Sequence[Sequence[str]]
Part = cubes.Grid | surveys.Survey | cubes.CodeList


def read_statline(text: str, name: str) -> Part | None:
    """The figures or the code list in `text`; None where it holds neither."""
    for delimiter in DELIMITERS:
        head = _rows(text, delimiter, cubes.HEADER_WITHIN)
        if not head:
            continue
        if code_list(head[0], (), name) is not None:
            return code_list(head[0], _rows(text, delimiter)[1:], name)
        if (width := _width(head, name)) is not None:
            rows = _rows(text, delimiter)
            _require_whole(text, rows, width, name)
            return figures_in(rows, name)
    return None


def figures_in(rows: Rows, name: str) -> cubes.Grid | surveys.Survey | None:
    """The figures of a survey or of a count in rows of cells; None where they hold neither."""
    head = rows[: cubes.HEADER_WITHIN]
    if (number := surveys.header_row(head, name)) is not None:
        return surveys.grid(rows, number)
    number = cubes.header_row(head)
    return None if number is None else cubes.grid(rows, number)


def _width(head: Rows, name: str) -> int | None:
    numbers = surveys.header_row(head, name), cubes.header_row(head)
    number = next((one for one in numbers if one is not None), None)
    return None if number is None else len(head[number])


def code_list(header: list[str], rows: list[list[str]] | tuple, name: str) -> cubes.CodeList | None:
    """The code list with this header, of the dimension that `name` names."""
    folded = [fold_header(cell) for cell in header]
    key = next((folded.index(word) for word in ("identifier", "key") if word in folded), None)
    if key is None or "title" not in folded:
        return None
    title = folded.index("title")
    status, unit = (folded.index(word) if word in folded else None for word in ("status", "unit"))
    usable = [row for row in rows if len(row) > max(key, title) and row[key].strip()]
    return cubes.CodeList(
        dimension_of(name),
        {row[key].strip(): " ".join(row[title].split()) for row in usable},
        _column(usable, key, status),
        _column(usable, key, unit),
    )


def _column(rows: Rows, key: int, place: int | None) -> dict[str, str]:
    if place is None:
        return {}
    return {row[key].strip(): row[place].strip() for row in rows if len(row) > place}


def dimension_of(name: str) -> str:
    """The dimension that the name of a code list names: `47022NED_SoortMisdrijfCodes` ->
    `soortmisdrijf`."""
    folded = fold_header(name.rsplit("/", 1)[-1].split(".")[0]).removesuffix("codes")
    known = ("soortmisdrijf", "soortoverlast", "overlast", "perioden", "measure", "marges")
    return next((dimension for dimension in known if folded.endswith(dimension)), folded)


def _rows(text: str, delimiter: str, most: int | None = None) -> list[list[str]]:
    try:
        return list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), most))
    except csv.Error:
        return []


def _require_whole(text: str, rows: list[list[str]], width: int, name: str) -> None:
    """No cell of such a table holds the end of a line: where one does, a quotation never closed.
    A last line that is too short and does not end was cut off; a footer is one cell."""
    torn = any("\n" in cell for row in rows for cell in row)
    last = rows[-1] if rows else []
    short = 1 < len(last) < width and not text.endswith(("\n", "\r"))
    if torn or short:
        raise UnreadableError(
            f"«{name}» is afgebroken of beschadigd: een regel of een tekst tussen aanhalingstekens "
            "eindigt niet. Download de tabel opnieuw en zet die in de inbox."
        )
