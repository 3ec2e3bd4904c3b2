"""A table that is drawn cell by cell, with cells that take more than one place, as rows of cells.

For tables in HTML and in the XML of Excel; a cell that takes more places is in the first of them.
"""

from __future__ import annotations

from collections import defaultdict

from assets.basis.errors import UnreadableError
from assets.formats.sheets import HEAD_ROWS, Sheet, require_narrow

_MOST_CELLS = 15_000_000
_MOST_ROWS = 2_000_000  # that a cell may take


class Grid:
    """The rows of a table, as its cells come by. `file`: what the analyst calls the file."""

    def __init__(self, file: str) -> None:
        self.rows: list[list[str]] = []
        self._file = file
        self._cells = 0
        self._taken: dict[int, int] = defaultdict(int)  # column -> until which row it is taken

    def row(self, index: int | None = None) -> None:
        """Begin a row, at `index` (from 1) if that is given."""
        empty = max(0, (index or 0) - 1 - len(self.rows))
        self._count(empty)
        self.rows += [[] for _ in range(empty)]
        self.rows.append([])

    def cell(self, text: str, across: int = 1, down: int = 1, index: int | None = None) -> None:
        """Add a cell to the row, at column `index` (from 1) if that is given.

        `across`, `down`: how many columns and rows it takes. Raises `UnreadableError` if the table
        gets too large.
        """
        if not self.rows:
            self.row()
        row, number = self.rows[-1], len(self.rows)
        while self._taken.get(len(row), 0) >= number:
            self._count(1)
            row.append("")
        if index is not None and index - 1 > len(row):
            self._count(index - 1 - len(row))
            row += [""] * (index - 1 - len(row))
        across = max(1, across)
        self._count(across)
        if down > 1:
            until = number + min(down, _MOST_ROWS) - 1
            for column in range(len(row), len(row) + across):
                self._taken[column] = until
        row += [text, *[""] * (across - 1)]

    def sheet(self, title: str | None) -> Sheet:
        """The rows as a sheet, all of one width: empty cells at the end are often left out."""
        require_narrow(self.rows[:HEAD_ROWS], self._file)
        width = max(map(len, self.rows), default=0)
        self._cells = 0
        self._count(width * len(self.rows))
        rows = [row + [""] * (width - len(row)) for row in self.rows]
        return Sheet(title, rows[:HEAD_ROWS], lambda _: rows)

    def _count(self, cells: int) -> None:
        self._cells += cells
        if self._cells > _MOST_CELLS:
            raise UnreadableError(
                f"«{self._file}» heeft een tabel met te veel cellen om te openen, de meeste leeg. "
                "Open het, sla de tabel op als .xlsx of .csv en zet die in de inbox."
            )


def whole(text: str | None) -> int | None:
    """A number in an attribute; None if it is none or far too large."""
    plain = (text or "").strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= 7 else None
