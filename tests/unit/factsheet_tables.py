"""The invented tables of both factsheets, and how tests look at a sheet.

`python tests/unit/factsheet_tables.py FOLDER` writes both sheets, to look at them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
from factsheet_common import seed
from factsheet_driehoek import DRIEHOEK, driehoek_tables
from factsheet_raad import RAAD, raad_tables

from assets.factsheets.driehoek import driehoek
from assets.factsheets.raad import raad
from assets.factsheets.sheet import Figure, Figures, Findings, Sheet, Text
from assets.factsheets.table import Cell, Row, Table
from assets.factsheets.writing import files_of, write

__all__ = ["DRIEHOEK", "RAAD", "driehoek_tables", "raad_tables", "seed"]


def quick_driehoek_tables() -> dict[str, pd.DataFrame]:
    """All tables but the course through time, which is slow to draw."""
    return {name: frame for name, frame in driehoek_tables().items() if name != "driehoek_verloop"}


def table_of(sheet: Sheet, name: str) -> Table:
    """The table with this name."""
    (table,) = (
        block
        for section in sheet.sections()
        for block in section.blocks
        if isinstance(block, Table) and block.name == name
    )
    return table


def figures_of(sheet: Sheet, section_name: str | None = None) -> Iterator[Figure]:
    """Every drawing, or those of one section."""
    for section in sheet.sections():
        for block in section.blocks:
            if section_name not in (None, section.name):
                continue
            if isinstance(block, Figures):
                yield from block.figures
            if isinstance(block, Findings):
                yield from (one.figure for one in block.findings if one.figure is not None)


def cell_of(row: Row, heading: str) -> Cell:
    """The cell below a heading."""
    (cell,) = (cell for column, cell in row.cells.items() if column.heading == heading)
    return cell


def shown(row: Row) -> dict[str, str]:
    """heading -> text of a row."""
    return {column.heading: cell.text for column, cell in row.cells.items()}


def texts(sheet: Sheet) -> str:
    """Every word of a sheet, as one text."""
    words = [sheet.title, sheet.subtitle, *sheet.facts]
    for section in sheet.sections():
        words.append(section.heading)
        for block in section.blocks:
            if isinstance(block, Text):
                words += block.lines
            if isinstance(block, Findings):
                for one in block.findings:
                    words += [one.sentence, *(" ".join(pair) for pair in one.details)]
                words.append(block.legend)
            if isinstance(block, Table):
                words += [*block.notes, block.empty if not block.rows else ""]
                for row in block.rows:
                    words += [f"{cell.text} {cell.small}" for cell in row.cells.values()]
                    words.append(row.remark)
    return "\n".join(words)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, sheet in (
        ("driehoek", driehoek(driehoek_tables(), DRIEHOEK)),
        ("raad", raad(raad_tables(), RAAD)),
    ):
        for path, _ in write(files_of(sheet), folder, name).values():
            sys.stdout.write(f"{path}\n")
