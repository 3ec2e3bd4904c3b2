"""The file with the rows of one municipality out of a delivery for all: writing it, and reading it
back to prove that it says the same.

Columns that were not read are not in it. Its rows keep the number that they had in the whole.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pandas as pd

from assets.basis.errors import UnreadableError
from assets.formats.reading import read_parts
from assets.formats.text_table import TextTable
from schemas.layout import Layout

NUMBER = "Rijnummer in de levering"
_ALWAYS = datetime(2000, 1, 1)


@dataclass
class PartFile:
    """The part of one municipality, written as the rows of the whole go by.

    `path`: without suffix; a part with remarks, such as the selection that the police states on a
    second sheet, becomes a workbook.
    """

    path: Path
    first: TextTable
    rows: int = 0
    _held: list[pd.DataFrame] = field(default_factory=list)
    _digest: object = field(default_factory=hashlib.sha256)

    @property
    def file(self) -> Path:
        """Where it is written."""
        return self.path.with_name(self.path.name + (".xlsx" if self.first.remarks else ".csv"))

    def add(self, frame: pd.DataFrame) -> None:
        """Add rows of the whole, as they were read."""
        cells = _cells(self.first, frame)
        _update(self._digest, cells)
        self.rows += len(cells)
        if self.first.remarks:
            self._held.append(cells)
        else:
            text = io.StringIO(newline="")
            writer = csv.writer(text, delimiter=";", lineterminator="\n")
            if self.rows == len(cells):
                writer.writerow(_header(self.first))
            writer.writerows(_numbered(cells))
            with self.file.open("ab") as file:
                file.write(text.getvalue().encode("utf-8"))

    def close(self) -> None:
        """Finish the file. Raises `UnreadableError` unless it is read back the same."""
        if self.first.remarks:
            self._write_workbook()
        layout = self.first.layout
        name = self.file.name
        try:
            back = hashlib.sha256()
            remarks: tuple[str, ...] = ()
            for part in read_parts(self.file, (layout,), name):
                _update(back, _cells(part, part.frame))
                remarks = part.remarks
            same = back.digest() == self._digest.digest() and remarks == self.first.remarks
        except UnreadableError:
            same = False
        if not same:
            raise UnreadableError(cannot_split(name, layout))

    def _write_workbook(self) -> None:
        import xlsxwriter

        options = {
            "strings_to_numbers": False,
            "strings_to_formulas": False,
            "constant_memory": True,
        }
        with xlsxwriter.Workbook(self.file, options) as book:
            book.set_properties({"created": _ALWAYS})  # the same rows are the same bytes
            sheet = book.add_worksheet((self.first.sheet or "Rijen")[:31])
            lines = [
                _header(self.first),
                *(row for cells in self._held for row in _numbered(cells)),
            ]
            for number, row in enumerate(lines):
                for place, cell in enumerate(row):
                    if cell != "":
                        sheet.write_string(number, place, cell)
            told = book.add_worksheet("Informatie")
            for number, remark in enumerate(self.first.remarks):
                told.write_string(number, 0, remark)


def cannot_split(name: str, layout: Layout) -> str:
    """That a delivery cannot be split without changing what it says, and what to do."""
    return (
        f"«{name}» ({layout.title}) kan niet per gemeente worden bewaard zonder dat er iets "
        "verandert. Vraag de export als CSV, of lever elke gemeente haar eigen bestand."
    )


def write_figures(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write figures under the given headers as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def _cells(table: TextTable, frame: pd.DataFrame) -> pd.DataFrame:
    """The cells that were read, in the order of the delivery."""
    return frame[sorted(table.positions, key=table.positions.__getitem__)]


def _header(table: TextTable) -> list[str]:
    return [*(table.header[position] for position in sorted(table.positions.values())), NUMBER]


def _numbered(cells: pd.DataFrame) -> Iterator[list[str]]:
    for number, *texts in cells.itertuples(name=None):
        yield [*texts, str(number)]


def _update(digest: object, cells: pd.DataFrame) -> None:
    digest.update(cells.to_csv(index=False, header=False, lineterminator="\n").encode("utf-8"))
