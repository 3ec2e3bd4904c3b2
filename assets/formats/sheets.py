"""A sheet: what every way of opening a file produces, before it is known what the sheet means.

How each kind of file is opened is in `workbooks`, `texts`, `bundles` and `objects`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

HEAD_ROWS = 15  # a header is in one of the first rows; there may be titles above it


@dataclass(frozen=True)
class Sheet:
    """A sheet as it is in the file: rows of cells; the first row is row 1.

    `head`: its first rows, in which the header is sought. `read`: gives all rows; a text file has
    one sheet per separator, and only the one whose header fits is read to the end. `text`: the
    content of a text file, to check that it is complete. `notes`: for the analyst.
    """

    name: str | None
    head: Sequence[Sequence[object]]
    read: Callable[[], Sequence[Sequence[object]]]
    text: str | None = None
    notes: tuple[str, ...] = ()


def ready(name: str | None, rows: Sequence[Sequence[object]], notes: tuple[str, ...] = ()) -> Sheet:
    """A sheet of rows already in memory; its first row, and no other, is its header."""
    return Sheet(name, rows[:1], lambda: rows, notes=notes)


# Stands in for a row that cannot be read: fewer cells than any header, and not empty.
MALFORMED = ("?",)
