"""Opening workbooks: Excel in each of its forms, and OpenDocument."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from assets.basis.errors import UnreadableError
from assets.basis.naming import public_name
from assets.formats.percentages import percentages
from assets.formats.sheets import HEAD_ROWS, Sheet, require_narrow
from assets.formats.zips import DAMAGE, require_small
from schemas.plain_text import printable

SUFFIXES = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # first bytes of .xls, and of a protected .xlsx
# A sheet takes 32 bytes for each cell between its first and its last, filled or not.
_MOST_CELLS = 30_000_000
_SHARE = 0.25  # of what a zip may take: the text of a cell takes as much again in memory
_AS_CSV = "Sla het blad met de levering op als .csv en zet dat in de inbox."
_DIMENSION = re.compile(rb'dimension ref="[A-Z]{1,3}\d{1,7}:([A-Z]{1,3})(\d{1,7})"')


def starts_as_workbook(start: bytes) -> bool:
    """Whether a file with these first bytes can be a workbook."""
    return start.startswith((b"PK", _OLE))


def open_if_workbook(path: Path, name: str) -> list[Sheet] | None:
    """The sheets of a workbook; None for a file that is not one, whatever its name says."""
    if Path(name).suffix.lower() not in SUFFIXES:
        return None
    with path.open("rb") as file:
        is_workbook = starts_as_workbook(file.read(8))
    return open_workbook(path, name) if is_workbook else None


def open_workbook(path: Path, name: str) -> list[Sheet]:
    """The sheets of a workbook, in order. Raises `UnreadableError` if it is protected or damaged.

    `name`: what the analyst calls the file.
    """
    content = path.read_bytes()
    if content.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in content:
        raise UnreadableError(
            f"«{name}» is met een wachtwoord beveiligd. Open het in Excel, haal het wachtwoord "
            "weg (Bestand > Info > Werkmap beveiligen), sla het op en zet het in de inbox."
        )
    if content.startswith(b"PK") and not zipfile.is_zipfile(io.BytesIO(content)):
        raise UnreadableError(
            f"«{name}» is afgebroken: het Excel-bestand is niet compleet. "
            "Vraag de export opnieuw op en zet die in de inbox."
        )
    try:
        if content.startswith(b"PK"):
            _require_unpackable(content, name)
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [
            _sheet(workbook.get_sheet_by_name(title), printable(title), name, content)
            for title in workbook.sheet_names
        ]
    except (CalamineError, ValueError, *DAMAGE):
        raise UnreadableError(
            f"«{name}» kan niet als Excel-bestand worden geopend: het is beschadigd, beveiligd of "
            "van een ander soort. Open het in Excel, sla het opnieuw op als .xlsx en zet dat in "
            "de inbox."
        ) from None


def _require_unpackable(content: bytes, name: str) -> None:
    """Refuse a workbook that is too large unpacked, or of which a sheet says that it is too wide
    and too long. A sheet may be silent about that, or lie: see `_sheet`."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        require_small(archive, name, _AS_CSV, _SHARE)
        for info in archive.infolist():
            if info.filename.startswith("xl/worksheets/") and not info.flag_bits & 1:
                with archive.open(info) as part:
                    match = _DIMENSION.search(part.read(4096))
                if match:
                    _require_few_cells(int(match[2]), _number_of(match[1]), "", name)


def _number_of(column: bytes) -> int:
    """The number of a column by its letters: A is 1, AA is 27."""
    number = 0
    for letter in column:
        number = number * 26 + letter - 64
    return number


def _require_few_cells(height: int, width: int, sheet: str, name: str) -> None:
    if height * width > _MOST_CELLS:
        cells, rows, columns = (
            f"{number:,}".replace(",", ".") for number in (height * width, height, width)
        )
        which = f" «{public_name(sheet)}»" if sheet else ""
        raise UnreadableError(
            f"«{name}» heeft een blad{which} van {rows} rijen en {columns} kolommen: {cells} "
            "cellen, te veel om te openen. Meestal staat er ver rechts of onderaan nog een losse "
            "cel of opmaak: verwijder in Excel de lege rijen en kolommen, of sla het blad op als "
            ".csv, en zet dat in de inbox."
        )


def _sheet(sheet: CalamineSheet, title: str, name: str, content: bytes) -> Sheet:
    """A sheet whose rows become Python objects one at a time, with the empty cells before the first
    filled one."""
    _require_few_cells(sheet.total_height, sheet.total_width, title, name)
    before = [""] * (sheet.start[1] if sheet.start else 0)

    def rows(width: int = 0) -> Iterator[list[object]]:
        for row in sheet.iter_rows():
            yield before + row

    head = list(islice(rows(), HEAD_ROWS))
    require_narrow(head, name)
    return Sheet(
        title,
        head,
        rows,
        merged=lambda: sheet.merged_cell_ranges or (),
        percentages=lambda: percentages(content, sheet.name),
    )
