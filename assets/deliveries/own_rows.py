"""The rows of a delivery that lie in this municipality: which months they cover, and an archived
delivery that holds nothing else.

Which row lies elsewhere is decided in `linking`; that it is refused, in its source.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
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

    def kept(self, table: TextTable) -> TextTable:
        """The rows of `table` that are archived."""
        return self.of(table) if self.alone else table


def as_csv(parts: Iterable[TextTable]) -> Iterator[bytes]:
    """The rows of a table, in parts, as CSV: the columns that were read, under their own headers.

    Each row is on the line of its number in the delivery, so that it is read back under that
    number; the lines between are blank. An unusable row keeps its line, without its content.
    """
    line = 1
    for table in parts:
        positions = {position: field for field, position in table.positions.items()}
        columns = [positions[position] for position in sorted(positions)]
        lines = {number: [_UNUSABLE] for number in table.malformed}
        cells = table.frame[columns].itertuples(name=None)
        lines |= {number: [*texts, str(number)] for number, *texts in cells}
        if line == 1:
            lines[1] = [*(table.header[table.positions[column]] for column in columns), _NUMBER]
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=";", lineterminator="\n")
        for number in sorted(lines):
            text.write("\n" * (number - line))
            writer.writerow(lines[number])
            line = number + 1
        yield text.getvalue().encode("utf-8")


def sha256_of(content: Iterable[bytes]) -> str:
    """The sha256 of content in parts."""
    sha = hashlib.sha256()
    for part in content:
        sha.update(part)
    return sha.hexdigest()


def left_out(kept: Sequence[np.ndarray | Sequence[int]], rows: int) -> np.ndarray:
    """Row numbers for `rows` rows that were not archived: the lowest numbers that are not in
    `kept`, the numbers of the archived rows, in parts."""
    known = np.concatenate([np.asarray(numbers, dtype="int64") for numbers in kept])
    return np.setdiff1d(np.arange(2, 2 + rows + len(known)), known, assume_unique=True)[:rows]
