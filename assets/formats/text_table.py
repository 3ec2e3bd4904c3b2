"""The table of text that every way of reading ends in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from schemas.layout import Layout


@dataclass(frozen=True)
class TextTable:
    """A recognised table as text, reduced to the fields of its layout.

    `frame`: one row per record, one column per field of the layout (empty text if the file lacks
    it), indexed by the number of the row in the file, as Excel shows it. `malformed`: numbers of
    rows with another number of cells than the header. `header`: all headers, as written;
    `positions`: field -> its place in `header`. `remarks`: texts that came with the table, such as
    the police sheet `Informatie`. `notes`: what was corrected or missing, for the analyst.
    `labels`: of a table that is laid out for people, the labels of the municipality in it by which
    it was read: label -> what it is.
    """

    layout: Layout
    sheet: str | None
    header: tuple[str, ...]
    positions: dict[str, int]
    frame: pd.DataFrame
    malformed: tuple[int, ...]
    remarks: tuple[str, ...]
    notes: tuple[str, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()

    @property
    def row_count(self) -> int:
        """Rows in the file, usable or not."""
        return len(self.frame) + len(self.malformed)

    @property
    def unread_headers(self) -> tuple[str, ...]:
        """Headers of columns that were not read."""
        used = set(self.positions.values())
        return tuple(
            text
            for position, text in enumerate(self.header)
            if position not in used and text.strip()
        )


def joined(pieces: Sequence[TextTable]) -> TextTable:
    """One table of consecutive pieces of it; at least one."""
    if len(pieces) == 1:
        return pieces[0]
    return replace(
        pieces[0],
        frame=pd.concat([piece.frame for piece in pieces]),
        malformed=tuple(number for piece in pieces for number in piece.malformed),
    )
