"""The rows of a delivery that lie in this municipality: which months they cover, and an archived
delivery that holds nothing else.

Which row lies elsewhere is decided in `linking`; that it is refused, in its source.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import count, islice

import pandas as pd

from assets.formats.text_table import TextTable

STORED_NAME = "eigen_rijen.csv"
_NUMBER = "Rijnummer in de levering"
_UNUSABLE = "(onbruikbaar)"


def _none(table: TextTable) -> pd.Series:
    return pd.Series(False, index=table.frame.index)


@dataclass(frozen=True)
class OwnRows:
    """How rows of other municipalities are treated when a delivery comes in.

    `elsewhere`: table -> whether each of its rows lies in another municipality. `alone`: archive
    only the other rows.
    """

    elsewhere: Callable[[TextTable], pd.Series] = _none
    alone: bool = False

    def of(self, table: TextTable) -> TextTable:
        """`table` without the rows of other municipalities; the row numbers stay as they were."""
        elsewhere = self.elsewhere(table)
        if not elsewhere.any():
            return table
        return replace(table, frame=table.frame[~elsewhere.to_numpy()])


def as_csv(table: TextTable) -> bytes:
    """The rows of a table as CSV: the columns that were read, under their own headers.

    Each row is on the line of its number in the delivery, so that it is read back under that
    number; the lines between are blank. An unusable row keeps its line, without its content.
    """
    positions = {position: field for field, position in table.positions.items()}
    columns = [positions[position] for position in sorted(positions)]
    lines = {line: [_UNUSABLE] for line in table.malformed}
    cells = table.frame[columns].itertuples(name=None)
    lines |= {number: [*texts, str(number)] for number, *texts in cells}
    header = [*(table.header[table.positions[column]] for column in columns), _NUMBER]
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(header)
    for line in range(2, max(lines, default=1) + 1):
        if line in lines:
            writer.writerow(lines[line])
        else:
            text.write("\n")
    return text.getvalue().encode("utf-8")


def left_out(table: TextTable, rows: int) -> list[int]:
    """Numbers for `rows` rows that were not archived: the first that no row of the table has."""
    known = {*table.frame.index, *table.malformed}
    return list(islice((number for number in count(2) if number not in known), rows))
