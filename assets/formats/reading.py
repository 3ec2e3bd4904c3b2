"""From a file to a table of text: opening Excel and CSV, finding the header, projecting.

Only the fields of a layout come out of here; another column is never turned into text. What the
values mean is the work of the room of the source.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path

import pandas as pd
from python_calamine import CalamineError, CalamineWorkbook

from assets.basis.errors import UnreadableError
from assets.basis.masking import masked
from assets.formats import bundles, objects, swapped, wide
from assets.formats.sheets import Sheet
from schemas.layout import Layout, fold_header

SPREADSHEETS = {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"}
TEXTS = {".csv", ".txt", ".tsv"}
_HEADER_WITHIN = 15  # a header stands in one of the first rows; titles may stand above it
DELIMITERS = ";,\t|"
_VACANCY = re.compile(r"leegsta|spookbewon|vastgoed", re.IGNORECASE)
_UNTIDY = re.compile(r"\s\s|[^\S ]")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class TextTable:
    """A recognised table, as text, reduced to the fields of its layout.

    `frame`: a row a record, a column a field of the layout (empty text where the file lacks it),
    indexed by the row's number in the file as Excel shows it. `malformed`: numbers of rows with
    another number of cells than the header. `header`: all headers, as written. `notes`: what was
    put right or could not be found on the way, for the analyst.
    """

    layout: Layout
    sheet: str | None
    header: tuple[str, ...]
    positions: dict[str, int]
    frame: pd.DataFrame
    malformed: tuple[int, ...]
    remarks: tuple[str, ...]  # text of the other sheets, such as the police sheet `Informatie`
    notes: tuple[str, ...] = ()

    @property
    def row_count(self) -> int:
        """Rows read, usable or not."""
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


def read_table(
    path: Path,
    layouts: Iterable[Layout],
    name: str | None = None,
    sheets: list[Sheet] | None = None,
) -> TextTable:
    """The table of the layout that fits `path` best.

    `name` is the name by which the analyst knows the file; `sheets`: its sheets where they were
    opened already. Raises `UnreadableError` for a file that is empty, cut off, protected, not what
    its extension says, or that fits no layout.
    """
    name = name or path.name
    layouts = tuple(layouts)
    sheets = _open(path, name, layouts) if sheets is None else sheets
    sheet, number, layout, found = _best(sheets, layouts, name)
    _without_addresses(layout, _header(sheet.head[number]), name)
    rows = sheet.read()
    others: list[Sheet] = []
    if sheet.text is None:
        others = [other for other in sheets if other is not sheet]
        _only_sheet(sheet, others, layouts, name)
    elif _is_broken(sheet.text, rows, len(sheet.head[number])):
        raise UnreadableError(
            f"«{name}» is afgebroken of beschadigd: een regel of een tekst tussen aanhalingstekens "
            "eindigt niet. Vraag de export opnieuw op en zet die in de inbox."
        )
    if layout.wide and "waarde" not in layout.recognise(_header(rows[number])):
        rows, number = wide.one_year_a_row(rows, number), 0
    table = _project(layout, sheet.name, rows, number, found, others)
    frame, notes = swapped.put_right(table.frame, layout)
    return replace(table, frame=frame, notes=(*sheet.notes, *notes))


def _only_sheet(sheet: Sheet, others: list[Sheet], layouts: tuple[Layout, ...], name: str) -> None:
    """Refuse a workbook with a delivery on more than one sheet: none may be left unread."""
    more = [
        other.name
        for other in others
        if any(
            all(field.name in found for field in layout.required)
            for row in other.head
            for layout in layouts
            for found in [layout.recognise(_header(row))]
        )
    ]
    if more:
        names = ", ".join(f"«{masked(text)}»" for text in (sheet.name, *more))
        raise UnreadableError(
            f"«{name}» heeft een levering op meer dan één blad ({names}). Sla elk blad op als een "
            "eigen bestand en zet die in de inbox."
        )


def _best(
    sheets: list[Sheet], layouts: tuple[Layout, ...], name: str
) -> tuple[Sheet, int, Layout, dict[str, int]]:
    """The sheet, the row of the header and the layout of which most fields are there."""
    best: tuple[int, Sheet, int, Layout, dict[str, int]] | None = None
    near: tuple[float, Layout, dict[str, int]] | None = None
    for sheet in sheets:
        for number, row in enumerate(sheet.head):
            for layout in layouts:
                found = _fields(layout, sheet, _header(row), name)
                known = sum(field.name in found for field in layout.required)
                share = known / len(layout.required)
                if share == 1 and (best is None or len(found) > best[0]):
                    best = len(found), sheet, number, layout, found
                elif share < 1 and known >= 2 and (near is None or share > near[0]):
                    near = share, layout, found
    if best is None:
        for layout in layouts:
            _no_list_of_addresses(layout, sheets, name)
        raise UnreadableError(_not_recognised(name, near))
    return best[1:]


def _without_addresses(layout: Layout, header: list[str], name: str) -> None:
    """Refuse a table that counts, where it has a column of what may not come along."""
    found = [f"«{text}»" for text in header if fold_header(text) in layout.forbidden]
    if found:
        raise UnreadableError(f"«{name}» heeft de kolom {', '.join(found)}. {layout.advice}")


def _no_list_of_addresses(layout: Layout, sheets: list[Sheet], name: str) -> None:
    """The same for a list of vacant addresses: no figures, and no other delivery either."""
    for sheet in sheets:
        texts = [name, *(_text(cell) for row in sheet.head for cell in row)]
        if layout.forbidden and any(_VACANCY.search(text) for text in texts):
            for row in sheet.head:
                _without_addresses(layout, _header(row), name)


def _fields(layout: Layout, sheet: Sheet, header: list[str], name: str) -> dict[str, int]:
    """The fields of a layout under a header; none where a sign tells that it is of another."""
    found = layout.recognise(header)
    if layout.wide and "indicator" in found and "waarde" not in found:
        found = layout.recognise(wide.header(header))
    if layout.sign and not any(field in found for field in layout.marks):
        texts = [name, *(_text(cell) for row in sheet.head for cell in row)]
        if not any(re.search(layout.sign, text.casefold()) for text in texts):
            return {}
    return found


def _project(
    layout: Layout,
    sheet: str | None,
    cells: Sequence[Sequence[object]],
    number: int,
    found: dict[str, int],
    others: list[Sheet],
) -> TextTable:
    header = _header(cells[number])
    while header and not header[-1]:
        header.pop()
    rows, numbers, malformed = _records(cells[number + 1 :], number + 2, len(header))
    frame = pd.DataFrame(
        {
            field.name: pd.Series(
                _texts([row[found[field.name]] for row in rows]) if field.name in found else "",
                index=numbers,
                dtype="str",
            )
            for field in layout.fields
        },
        index=pd.Index(numbers, dtype="int64", name="rijnummer"),
    )
    remarks = tuple(
        _text(cell)
        for other in others
        for row in other.read()[:50]
        for cell in row
        if _filled(cell)
    )
    return TextTable(layout, sheet, tuple(header), found, frame, tuple(malformed), remarks)


def _records(
    cells: Sequence[Sequence[object]], first: int, width: int
) -> tuple[list[Sequence[object]], list[int], list[int]]:
    """Rows of the width of the header, their numbers, and the numbers of rows of another width.

    Rows without any content are no records; empty cells beyond the header are none either.
    """
    rows, numbers, malformed = [], [], []
    for number, row in enumerate(cells, start=first):
        if not any(map(_filled, row)):
            continue
        if len(row) < width or any(map(_filled, row[width:])):
            malformed.append(number)
        else:
            rows.append(row)
            numbers.append(number)
    return rows, numbers, malformed


def _header(row: Sequence[object]) -> list[str]:
    return [_text(cell) for cell in row]


def _filled(cell: object) -> bool:
    return cell is not None and cell != "" and not (isinstance(cell, str) and not cell.strip())


def _texts(cells: list[object]) -> list[str]:
    """Cells of a column as text; what stands in it more than once is turned into text once."""
    if any(type(cell) is not str for cell in cells):
        return [_text(cell) for cell in cells]
    texts = {cell: _text(cell) for cell in set(cells)}
    return [texts[cell] for cell in cells]


def _text(cell: object) -> str:
    """A cell as text: moments in ISO form, whole numbers without `.0`, tidy spaces."""
    if isinstance(cell, str):
        if cell.isalnum():
            return cell
        tidy = cell.strip()
        return " ".join(tidy.split()) if _UNTIDY.search(tidy) else tidy
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "J" if cell else "N"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        if cell.microsecond:  # a cell counts in parts of a day, which never fall on a second
            cell += timedelta(seconds=round(cell.microsecond / 1e6), microseconds=-cell.microsecond)
        return cell.isoformat(sep=" ")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


def _not_recognised(name: str, near: tuple[float, Layout, dict[str, int]] | None) -> str:
    if near is None:
        return (
            f"«{name}» is niet herkend: geen van de kopregels hoort bij een bekende levering. "
            "Controleer of dit het goede bestand is; wijken de kopjes af, zet ze dan in "
            "veiligheidsbeeld.toml onder [melddesk.kolommen] of [politie.kolommen]."
        )
    _, layout, found = near
    missing = [f"«{field.headers[0]}»" for field in layout.required if field.name not in found]
    present = [f"«{field.headers[0]}»" for field in layout.fields if field.name in found]
    return (
        f"«{name}» lijkt op een {layout.title}, maar mist de kolom {', '.join(missing)}. "
        f"Wel gevonden: {', '.join(present)}. "
        + (
            "Vraag de export opnieuw met deze kolom, of wijs in veiligheidsbeeld.toml onder "
            f"[{layout.source}.kolommen] aan welke kop dit is."
            if layout.source in {"politie", "melddesk"}
            else "Voeg de kolom toe, of geef de kolom deze kop."
        )
    )


# -- opening -----------------------------------------------------------------------------------


def open_sheets(path: Path, name: str) -> list[Sheet]:
    """Every sheet of a file of which nothing is known yet; a text once under each separator."""
    return _open(path, name, ())


def open_spreadsheet(path: Path, name: str) -> list[Sheet] | None:
    """The sheets of a workbook; None for a file that is none, or not what its name says."""
    if Path(name).suffix.lower() not in SPREADSHEETS:
        return None
    with path.open("rb") as file:
        is_one = file.read(8).startswith((b"PK", _OLE))
    return _open_spreadsheet(path, name) if is_one else None


def as_text(cell: object) -> str:
    """A cell as it would be read."""
    return _text(cell)


def _open(path: Path, name: str, layouts: tuple[Layout, ...]) -> list[Sheet]:
    suffix = Path(name).suffix.lower()
    with path.open("rb") as file:
        start = file.read(8192)
    if not start.strip():
        raise UnreadableError(
            f"«{name}» is leeg. Vraag de export opnieuw op en zet die in de inbox."
        )
    if suffix == bundles.SUFFIX:
        return bundles.open_bundle(path, name, layouts)
    if suffix == objects.SUFFIX:
        return objects.open_objects(path, name)
    if suffix not in SPREADSHEETS | TEXTS:
        raise UnreadableError(
            f"«{name}» is geen Excel- of CSV-bestand en is niet gelezen. "
            "Sla de levering op als .xlsx of .csv."
        )
    is_spreadsheet = start.startswith((b"PK", _OLE))
    if suffix in SPREADSHEETS and not is_spreadsheet:
        raise UnreadableError(
            f"«{name}» is niet wat de extensie {suffix} zegt: het is geen Excel-bestand. "
            "Open het, sla het op als .xlsx (of .csv) en zet dat in de inbox."
        )
    if suffix in TEXTS and (is_spreadsheet or _is_binary(start)):
        raise UnreadableError(
            f"«{name}» is niet wat de extensie {suffix} zegt: het is geen tekstbestand. "
            "Is het een Excel-bestand, geef het dan de extensie .xlsx."
        )
    return _open_spreadsheet(path, name) if is_spreadsheet else _open_text(path, name)


def _is_binary(start: bytes) -> bool:
    return b"\0" in start and not start.startswith((b"\xff\xfe", b"\xfe\xff"))


def _open_spreadsheet(path: Path, name: str) -> list[Sheet]:
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
            sheets.append(Sheet(sheet, rows[:_HEADER_WITHIN], lambda rows=rows: rows))
        return sheets
    except (CalamineError, OSError, ValueError, zipfile.BadZipFile):
        raise UnreadableError(
            f"«{name}» kan niet als Excel-bestand worden geopend: het is beschadigd, beveiligd of "
            "van een ander soort. Open het in Excel, sla het opnieuw op als .xlsx en zet dat in "
            "de inbox."
        ) from None


def _open_text(path: Path, name: str) -> list[Sheet]:
    """The text under each separator that its head could have."""
    text = decode(path.read_bytes(), name)
    csv.field_size_limit(10_000_000)

    def records(delimiter: str) -> Iterator[list[str]]:
        return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)

    def read(delimiter: str) -> list[list[str]]:
        try:
            return list(records(delimiter))
        except csv.Error:
            raise UnreadableError(
                f"«{name}» is beschadigd: een tekst tussen aanhalingstekens eindigt niet. "
                "Vraag de export opnieuw op en zet die in de inbox."
            ) from None

    sheets = []
    for delimiter in DELIMITERS:
        try:
            head = list(islice(records(delimiter), _HEADER_WITHIN))
        except csv.Error:
            continue
        if any(len(row) > 1 for row in head):
            sheets.append(Sheet(None, head, partial(read, delimiter), text))
    return sheets


def _is_broken(text: str, rows: Sequence[Sequence[object]], width: int) -> bool:
    """Whether the text stops in the middle of its last record, or a quotation that was never
    closed swallowed whole records."""
    last = rows[-1] if rows else []
    if 0 < len(last) < width and not text.endswith(("\n", "\r")):
        return True
    if text.count("\n") <= len(rows):  # no cell holds the end of a line
        return False
    return any(
        "\n" in cell
        and max(line.count(mark) for line in cell.split("\n") for mark in DELIMITERS) >= width - 1
        for row in rows
        for cell in map(str, row)
    )


def decode(content: bytes, name: str) -> str:
    """The text of a file in the character set that it is written in."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    # A few damaged characters in UTF-8 are still UTF-8; read as cp1252 every accent would break.
    attempt = content.decode("utf-8-sig", errors="replace")
    damaged = attempt.count("\ufffd")
    if damaged < len(re.findall(r"[^\x00-\x7f\ufffd]", attempt)):
        return attempt
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        raise UnreadableError(
            f"«{name}» heeft een onbekende tekenset. Sla het op als CSV UTF-8 en zet dat in de "
            "inbox."
        ) from None
