"""A StatLine download as CSV, in each of its styles, and OData tables saved as CSV.

Only finding the separator and the header, and whether the file is whole. Which column is what
stands in `cubes`.
"""

from __future__ import annotations

import csv
import io
from itertools import islice

from assets.deliveries import cubes
from assets.deliveries.errors import UnreadableError
from assets.deliveries.reading import DELIMITERS
from schemas.layout import fold_header


def read_statline(text: str, name: str) -> cubes.Grid | cubes.CodeList | None:
    """The figures or the code list in `text`; None where it holds neither."""
    for delimiter in DELIMITERS:
        head = _rows(text, delimiter, cubes.HEADER_WITHIN)
        if not head:
            continue
        if code_list(head[0], (), name) is not None:
            return code_list(head[0], _rows(text, delimiter)[1:], name)
        number = cubes.header_row(head)
        if number is not None:
            rows = _rows(text, delimiter)
            _require_whole(text, rows, len(head[number]), name)
            return cubes.grid(rows, number)
    return None


def code_list(header: list[str], rows: list[list[str]] | tuple, name: str) -> cubes.CodeList | None:
    """The code list with this header, of the dimension that `name` names."""
    folded = [fold_header(cell) for cell in header]
    key = next((folded.index(word) for word in ("identifier", "key") if word in folded), None)
    if key is None or "title" not in folded:
        return None
    title = folded.index("title")
    status = folded.index("status") if "status" in folded else None
    usable = [row for row in rows if len(row) > max(key, title) and row[key].strip()]
    return cubes.CodeList(
        dimension_of(name),
        {row[key].strip(): " ".join(row[title].split()) for row in usable},
        {row[key].strip(): row[status].strip() for row in usable if len(row) > status}
        if status is not None
        else {},
    )


def dimension_of(name: str) -> str:
    """The dimension that the name of a code list names: `47022NED_SoortMisdrijfCodes` ->
    `soortmisdrijf`."""
    folded = fold_header(name.rsplit("/", 1)[-1].split(".")[0]).removesuffix("codes")
    known = ("soortmisdrijf", "soortoverlast", "overlast", "perioden", "measure")
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
