"""A sheet: what every way of opening a file produces, before it is known what the sheet means.

How each kind of file is opened is in `workbooks`, `texts`, `bundles` and `objects`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from assets.basis.errors import UnreadableError
from assets.formats.cells import header_texts

HEAD_ROWS = 15  # a header is in one of the first rows; there may be titles above it
MOST_COLUMNS = 5_000  # the widest known delivery has a few hundred


@dataclass(frozen=True)
class Sheet:
    """A sheet as it is in the file: rows of cells; the first row is row 1.

    `head`: its first rows, in which the header is sought. `read`: the number of cells of the header
    -> all rows, one at a time, as a sheet may be larger than the memory; it raises
    `UnreadableError` if the file was cut off. `alternative`: whether the other sheets show the same
    content in another way, as a text split by each possible separator; then only the one whose
    header fits is read to the end. `notes`: for the analyst.
    `merged`: the ranges of merged cells, each as its first and last cell: row and column from 0.
    `percentages`: the cells with a number that is shown as a percentage.
    """

    name: str | None
    head: Sequence[Sequence[object]]
    read: Callable[[int], Iterable[Sequence[object]]]
    alternative: bool = False
    notes: tuple[str, ...] = ()
    merged: Callable[[], Sequence[tuple[tuple[int, int], tuple[int, int]]]] = tuple
    percentages: Callable[[], frozenset[tuple[int, int]]] = frozenset

    @cached_property
    def head_texts(self) -> list[list[str]]:
        """The head as text: every layout is held against it."""
        return [header_texts(row) for row in self.head]


def ready(
    name: str | None,
    rows: Sequence[Sequence[object]],
    notes: tuple[str, ...] = (),
    alternative: bool = False,
) -> Sheet:
    """A sheet of rows already in memory; its first row, and no other, is its header."""
    return Sheet(name, rows[:1], lambda width: rows, alternative, notes)


def require_narrow(head: Iterable[Sequence[object]], name: str) -> None:
    """Raise `UnreadableError` for a table with more columns than any delivery has: looking for a
    header in a million columns would take minutes."""
    widest = max(map(len, head), default=0)
    if widest > MOST_COLUMNS:
        columns, most = (f"{number:,}".replace(",", ".") for number in (widest, MOST_COLUMNS))
        raise UnreadableError(
            f"«{name}» heeft {columns} kolommen; meer dan {most} worden niet gelezen. Controleer "
            "of dit het goede bestand is, of verwijder de lege kolommen rechts van de tabel."
        )


# Stands in for a row that cannot be read: fewer cells than any header, and not empty.
MALFORMED = ("?",)
