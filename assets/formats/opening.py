"""From a file to its sheets: which way of opening it fits its name and its first bytes.

How each kind of file is opened is in `workbooks`, `texts`, `bundles`, `objects`, `markup`,
`web_tables` and `spreadsheet_xml`; which sheet is a delivery is decided in `headers`.
"""

from __future__ import annotations

import codecs
import zipfile
from dataclasses import replace
from pathlib import Path

from assets.basis.errors import UnreadableError
from assets.formats import bundles, markup, objects, spreadsheet_xml, texts, web_tables, workbooks
from assets.formats.sheets import Sheet
from schemas.layout import Layout

_TABLES = (
    workbooks.SUFFIXES | texts.SUFFIXES | objects.SUFFIXES | markup.SUFFIXES | web_tables.SUFFIXES
)
_BOM = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def open_sheets(path: Path, name: str, layouts: tuple[Layout, ...] = ()) -> list[Sheet]:
    """Every sheet of a file; a text file gives one per separator.

    `name`: what the analyst calls the file. `layouts`: needed for a zip of tables, which is joined
    as one of them describes. Raises `UnreadableError` for a file that is empty, damaged, protected,
    of another kind, or not what its extension says.
    """
    if Path(name).suffix.lower() == bundles.SUFFIX and not _is_empty(path):
        bundle = bundles.bundle_in(path, name, layouts)
        if bundle is not None:
            return bundles.open_bundle(path, name, bundle)
        table, notes = bundles.only_table(path, name, _TABLES)
        sheets = _open_table(table, name, table.suffix.lower())
        return [replace(sheet, notes=(*sheet.notes, *notes)) for sheet in sheets]
    return _open_table(path, name, Path(name).suffix.lower())


def _open_table(path: Path | zipfile.Path, name: str, suffix: str) -> list[Sheet]:
    """The sheets of a file, also of one in a zip, which has all that is used of a path."""
    if _is_empty(path):
        raise UnreadableError(
            f"«{name}» is leeg. Vraag de export opnieuw op en zet die in de inbox."
        )
    if suffix not in _TABLES:
        raise UnreadableError(
            f"«{name}» is geen Excel- of CSV-bestand en is niet gelezen. "
            "Sla de levering op als .xlsx of .csv."
        )
    if suffix in objects.SUFFIXES:
        return objects.open_objects(path, name, suffix)
    with path.open("rb") as file:
        start = file.read(8192)
    if workbooks.starts_as_workbook(start) and suffix in workbooks.SUFFIXES:
        return workbooks.open_workbook(path, name)
    if suffix in texts.SUFFIXES:
        if workbooks.starts_as_workbook(start) or texts.is_binary(start):
            raise UnreadableError(
                f"«{name}» is niet wat de extensie {suffix} zegt: het is geen tekstbestand. "
                "Is het een Excel-bestand, geef het dan de extensie .xlsx."
            )
        return texts.open_text(path, name)
    return _open_by_content(path, name, suffix, start)


def _open_by_content(
    path: Path | zipfile.Path, name: str, suffix: str, start: bytes
) -> list[Sheet]:
    """The sheets of a file whose name says too little: programs save web pages, XML and text under
    the extension of Excel."""
    written = start.replace(b"\0", b"")
    for mark in _BOM:
        written = written.removeprefix(mark)
    written = written.lstrip().lower()
    if written.startswith(b"<"):
        if spreadsheet_xml.MARK in written:
            return spreadsheet_xml.open_spreadsheet(path, name)
        if web_tables.starts_as_page(written) or suffix in web_tables.SUFFIXES:
            return web_tables.open_page(path, name)
        return markup.open_markup(path, name)
    if suffix in workbooks.SUFFIXES and not texts.is_binary(start) and suffix != ".ods":
        sheets = texts.open_text(path, name)
        if sheets:
            return sheets
    if suffix in workbooks.SUFFIXES:
        raise UnreadableError(
            f"«{name}» is niet wat de extensie {suffix} zegt: het is geen Excel-bestand. "
            "Open het, sla het op als .xlsx (of .csv) en zet dat in de inbox."
        )
    raise UnreadableError(
        f"«{name}» is niet wat de extensie {suffix} zegt. Vraag de export opnieuw op, of sla de "
        "tabel op als .xlsx of .csv, en zet die in de inbox."
    )


def _is_empty(path: Path | zipfile.Path) -> bool:
    with path.open("rb") as file:
        return not file.read(8192).strip()
