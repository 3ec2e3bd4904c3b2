"""Opening workbooks: Excel in each of its forms, and OpenDocument."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from assets.basis.errors import UnreadableError
from assets.basis.printable import printable
from assets.formats.sheets import HEAD_ROWS, Sheet

SUFFIXES = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # first bytes of .xls, and of a protected .xlsx


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
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = []
        for sheet in workbook.sheet_names:
            rows = workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
            sheets.append(Sheet(printable(sheet), rows[:HEAD_ROWS], lambda rows=rows: rows))
        return sheets
    except (CalamineError, OSError, ValueError, zipfile.BadZipFile):
        raise UnreadableError(
            f"«{name}» kan niet als Excel-bestand worden geopend: het is beschadigd, beveiligd of "
            "van een ander soort. Open het in Excel, sla het opnieuw op als .xlsx en zet dat in "
            "de inbox."
        ) from None
