"""A cell as text, whatever type the library that opened the file gave it.

What the text of a column means is not known here.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from schemas.plain_text import one_line

# Of these, cells that are equal have the same text. Not of others: True equals 1, and a moment one
# in another zone.
_TELL_APART = {str, float, int, type(None)}


def as_text(cell: object) -> str:
    """A cell as text: moments in ISO form, whole numbers without `.0`, single spaces, and without
    control characters: this is the door through which every cell and header enters. Empty for a
    missing value; a word such as `NULL` stays: what it means depends on the column."""
    if isinstance(cell, str):
        if cell.isalnum():
            return cell
        return one_line(cell)
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "J" if cell else "N"
    if isinstance(cell, float):
        return _number_text(cell)
    if isinstance(cell, datetime):
        if cell.microsecond:  # Excel stores fractions of a day, which rarely hit a whole second
            cell += timedelta(seconds=round(cell.microsecond / 1e6), microseconds=-cell.microsecond)
        return cell.isoformat(sep=" ")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


def _number_text(cell: float) -> str:
    if math.isnan(cell):
        return ""
    return str(int(cell)) if cell.is_integer() else repr(cell)


def texts(cells: Sequence[object]) -> list[str]:
    """The cells of a column as text. Each distinct text or number is converted once, as most
    repeat."""
    if not set(map(type, cells)) <= _TELL_APART:
        return list(map(as_text, cells))
    text_of = {cell: as_text(cell) for cell in set(cells)}
    return [text_of[cell] for cell in cells]


def header_texts(row: Sequence[object]) -> list[str]:
    """The cells of a row as headers, one per cell."""
    return [as_text(cell) for cell in row]


def is_filled(cell: object) -> bool:
    """Whether a cell holds anything but spaces."""
    return cell is not None and cell != "" and not (isinstance(cell, str) and not cell.strip())
