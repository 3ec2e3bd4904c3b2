"""Writing CSV and Excel files, such that the same rows always give the same bytes."""

import csv
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import xlsxwriter

CREATED = datetime(2021, 7, 21, 9, 0, 0)


def dutch(moment: datetime) -> str:
    """A date and time as Dutch exports write them."""
    return (
        f"{moment.day:02d}-{moment.month:02d}-{moment.year} {moment.hour:02d}:{moment.minute:02d}"
    )


def _csv_value(value: object) -> object:
    if isinstance(value, datetime):
        return dutch(value)
    if isinstance(value, float):
        return f"{value:.2f}".replace(".", ",")
    return "" if value is None else value


def write_csv(
    path: Path,
    header: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    delimiter: str = ";",
    encoding: str = "utf-8-sig",
) -> None:
    """Write a CSV file with Windows line endings, as spreadsheet programs save it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=delimiter, lineterminator="\r\n")
        writer.writerow(header)
        writer.writerows([_csv_value(value) for value in row] for row in rows)


def write_xlsx(
    path: Path,
    sheet: str,
    header: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    information: Sequence[str] = (),
) -> None:
    """Write a workbook; `information` are lines of text for a second sheet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(str(path), {"strings_to_urls": False})
    book.set_properties({"created": CREATED})
    moment_format = book.add_format({"num_format": "dd-mm-yyyy hh:mm"})
    page = book.add_worksheet(sheet)
    page.write_row(0, 0, header)
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            if value is None or value == "":
                continue
            if isinstance(value, str):
                page.write_string(number, column, value)
            elif isinstance(value, datetime):
                page.write_datetime(number, column, value, moment_format)
            else:
                page.write_number(number, column, value)
    if information:
        page = book.add_worksheet("Informatie")
        for number, line in enumerate(information):
            page.write_string(number, 0, line)
    book.close()
    _pack_tight(path)


def _pack_tight(path: Path) -> None:
    """Recompress a workbook at the highest level, to keep the repository small."""
    with ZipFile(path) as loose:
        parts = [(info, loose.read(info)) for info in loose.infolist()]
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=9) as tight:
        for info, content in parts:
            tight.writestr(ZipInfo(info.filename, info.date_time), content, ZIP_DEFLATED, 9)
