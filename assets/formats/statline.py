"""A StatLine download as CSV, in each of its styles, and OData tables saved as CSV.

Only finding the separator and the header, and whether the file is complete. Which column is which
is in `cubes` and `surveys`.
"""

from __future__ import annotations

import csv
import io
from itertools import islice

from assets.basis.errors import UnreadableError
from assets.formats import cubes, surveys
from assets.formats.code_lists import CodeList, code_list
from assets.formats.sheets import require_narrow
from assets.formats.statistic_tables import HEADER_WITHIN, Rows
from assets.formats.texts import DELIMITERS, decode

Part = cubes.Grid | surveys.Survey | CodeList
_WORDS = (b"periode", b"measure", b"crime_type", b"identifier", b"title", b"regio", b"marges")
PEEK = 100_000  # bytes in which the header of a table is


def may_be_statistics(start: bytes, name: str) -> bool:
    """Whether a text file with these first bytes may hold figures or a code list, so that another
    export need not be read twice, nor as a whole."""
    if not any(word in start.replace(b"\0", b"").lower() for word in _WORDS):
        return False
    if len(start) < PEEK:
        return True
    try:
        text = decode(start[: start.rfind(b"\n") + 1], name)
    except UnreadableError:
        return True
    heads = [_rows(text, delimiter, HEADER_WITHIN) for delimiter in DELIMITERS]
    return any(
        head and (code_list(head[0], (), name) is not None or _width(head, name) is not None)
        for head in heads
    )


def read_statline(text: str, name: str) -> Part | None:
    """The figures or the code list in `text`; None if it has neither.

    Raises `UnreadableError` for a table that was cut off.
    """
    for delimiter in DELIMITERS:
        head = _rows(text, delimiter, HEADER_WITHIN)
        if not head:
            continue
        require_narrow(head, name)
        if code_list(head[0], (), name) is not None:
            return code_list(head[0], _rows(text, delimiter)[1:], name)
        if (width := _width(head, name)) is not None:
            rows = _rows(text, delimiter)
            _require_complete(text, rows, width, name)
            return figures_in(rows, name)
    return None


def figures_in(rows: Rows, name: str) -> cubes.Grid | surveys.Survey | None:
    """The figures of a survey or of counts in rows of cells; None if they are neither."""
    head = rows[:HEADER_WITHIN]
    if (number := surveys.header_row(head, name)) is not None:
        return surveys.grid(rows, number)
    number = cubes.header_row(head)
    return None if number is None else cubes.grid(rows, number)


def _width(head: Rows, name: str) -> int | None:
    candidates = surveys.header_row(head, name), cubes.header_row(head)
    number = next((row for row in candidates if row is not None), None)
    return None if number is None else len(head[number])


def _rows(text: str, delimiter: str, most: int | None = None) -> list[list[str]]:
    try:
        return list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), most))
    except csv.Error:
        return []


def _require_complete(text: str, rows: list[list[str]], width: int, name: str) -> None:
    """No cell of such a table contains a line break: if one does, a quote was never closed. A short
    last line without a line end was cut off, unless it is the footer: one cell, which is not the
    beginning of another first cell."""
    torn = any("\n" in cell for row in rows for cell in row)
    last = rows[-1] if rows else []
    short = 0 < len(last) < width and not text.endswith(("\n", "\r"))
    if short and len(last) == 1:
        short = any(row[0].startswith(last[0]) for row in rows[:-1] if len(row) == width)
    if torn or short:
        raise UnreadableError(
            f"«{name}» is afgebroken of beschadigd: een regel of een tekst tussen aanhalingstekens "
            "eindigt niet. Download de tabel opnieuw en zet die in de inbox."
        )
