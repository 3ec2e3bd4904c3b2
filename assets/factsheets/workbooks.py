"""A factsheet as an Excel workbook: every table complete, as a native table, and native charts.

No cell ever becomes a formula: text from the data is written as text. The sheet decides what is in
the workbook (`Sheet.annexes`), `workbook_columns` what a column holds, `workbook_charts` what a
chart looks like.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import accumulate, chain, repeat, takewhile

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from assets.factsheets import workbook_charts
from assets.factsheets.sheet import Sheet
from assets.factsheets.workbook_columns import WIDE, BookColumn, BookPage, clean, meaning_of

_A4 = 9  # the number of the paper size in Excel
_GUIDE = 100  # characters on a line of the guide
_LINE = 15  # the height of a line of text, in points
_ACROSS = 95  # characters that a page of paper shows across
_EMPTY = 8.43  # the width of a column that is not used
_READABLE = 170  # characters across that are readable on one page of paper
_FIGURES = {"whole", "tenth", "hundredth", "year"}
_FIRST = workbook_charts.HEADINGS


def render(sheet: Sheet) -> bytes:
    """The workbook. The same sheet gives the same bytes: its date is the reference day."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    title = clean(f"{sheet.title}, {sheet.subtitle}")
    book.set_properties(
        {"title": title[:250], "created": datetime.fromisoformat(sheet.known_until[:10])}
    )
    formats = _formats(book)
    facts = ". ".join(clean(fact) for fact in sheet.facts) + "."
    if sheet.restricted:
        facts = f"{sheet.restricted}. {facts}"
    pages = [BookPage.of(annex) for annex in sheet.annexes]
    for page in pages:
        _write_page(book, formats, page, facts)
    workbook_charts.add(book, pages)
    _write_guide(book, formats, title, facts, pages)
    for worksheet in book.worksheets():
        _set_up_print(worksheet, sheet)
    book.close()
    return buffer.getvalue()


def _set_up_print(worksheet: Worksheet, sheet: Sheet) -> None:
    worksheet.set_paper(_A4)
    worksheet.set_landscape()
    worksheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.7)
    worksheet.set_header(f"&R&B{_footer(sheet.restricted)}")
    worksheet.set_footer(f"&L{_footer(sheet.footer)}&RPagina &P van &N")


def _formats(book: xlsxwriter.Workbook) -> dict[str, Format]:
    top, head = {"valign": "top"}, {"bold": True, "text_wrap": True, "valign": "bottom"}
    figure = top | {"align": "right", "indent": 1}  # so that it does not touch the text beside it
    day = top | {"align": "left"}
    looks = {
        "title": {"bold": True, "font_size": 16},
        "note": top | {"italic": True, "text_wrap": True},
        "head": head | {"bottom": 1},
        "head of figures": head | {"bottom": 1, "align": "right", "indent": 1},
        "part": top | {"bold": True},
        "text": top | {"text_wrap": True},
        "line": top,
        "whole": figure | {"num_format": "#,##0"},
        "tenth": figure | {"num_format": "#,##0.0"},
        "hundredth": figure | {"num_format": "#,##0.00"},
        "year": figure | {"num_format": "0"},
        "day": day | {"num_format": "dd-mm-yyyy"},
        "moment": day | {"num_format": "dd-mm-yyyy hh:mm"},
    }
    return {name: book.add_format(look) for name, look in looks.items()}


def _write_guide(
    book: xlsxwriter.Workbook,
    formats: Mapping[str, Format],
    title: str,
    facts: str,
    pages: Sequence[BookPage],
) -> None:
    """The last page: what each table is and what each of its columns means."""
    worksheet = book.add_worksheet("Leeswijzer")
    worksheet.set_column(0, 0, 36)
    worksheet.set_column(1, 1, _GUIDE)
    worksheet.set_row(0, 26)
    worksheet.write_string(0, 0, title, formats["title"])
    worksheet.write_string(1, 0, facts)
    worksheet.fit_to_pages(1, 0)
    row = 3
    for page in pages:
        worksheet.write_string(row, 0, page.annex.title, formats["part"])
        worksheet.write_string(row, 1, page.annex.note, formats["note"])
        worksheet.set_row(row, 32)
        row += 1
        for column in page.columns:
            meaning = meaning_of(page.annex, column.name)
            if meaning:
                worksheet.write_string(row, 0, f"   {column.heading}", formats["text"])
                worksheet.write_string(row, 1, meaning, formats["text"])
                worksheet.set_row(row, _LINE * -(-len(meaning) // _GUIDE))
                row += 1
        row += 1


def _write_page(
    book: xlsxwriter.Workbook, formats: Mapping[str, Format], page: BookPage, facts: str
) -> None:
    """A worksheet with the title and note of an annex, of when it is, and its complete table."""
    worksheet = book.add_worksheet(page.annex.title)
    worksheet.set_row(0, 26)
    worksheet.write_string(0, 0, page.annex.title, formats["title"])
    _write_above(worksheet, page, (page.annex.note, formats["note"]), (facts, formats["text"]))
    worksheet.set_row(_FIRST, 62)
    _write_table(worksheet, formats, page)
    for column in page.columns:
        worksheet.set_column(column.position, column.position, column.width)
    worksheet.freeze_panes(_FIRST + 1, 1)
    worksheet.repeat_rows(_FIRST)
    if sum(column.width for column in page.columns) <= _READABLE:
        worksheet.fit_to_pages(1, 0)
    else:
        worksheet.repeat_columns(0)


def _write_above(worksheet: Worksheet, page: BookPage, *lines: tuple[str, Format]) -> None:
    """The lines between the title and the table, each as wide as one page of paper shows, so that
    none is cut off when it is printed."""
    widths = chain((column.width for column in page.columns), repeat(_EMPTY))
    ends = list(takewhile(lambda end: end <= _ACROSS, accumulate(widths)))
    last, across = max(len(ends) - 1, 1), max(ends[-1:] or [_ACROSS])
    for row, (text, form) in enumerate(lines, start=1):
        worksheet.merge_range(row, 0, row, last, "", form)
        worksheet.write_string(row, 0, text, form)
        worksheet.set_row(row, _LINE * -(-len(text) // int(across * 0.9)) + 4)


def _write_table(worksheet: Worksheet, formats: Mapping[str, Format], page: BookPage) -> None:
    """The table as a native Excel table, then its values."""
    worksheet.add_table(
        _FIRST,
        0,
        _FIRST + max(page.row_count, 1),
        max(len(page.columns) - 1, 0),
        {
            "columns": [
                {
                    "header": column.heading,
                    "header_format": formats[
                        "head of figures" if column.form in _FIGURES else "head"
                    ],
                    "format": formats.get(column.form),
                }
                for column in page.columns
            ],
            "style": "Table Style Light 1",
            "name": "".join(
                letter for letter in page.annex.title if letter.isascii() and letter.isalnum()
            ),
        },
    )
    for number in range(page.row_count):
        for column in page.columns:
            _write_value(worksheet, formats, _FIRST + 1 + number, column, column.values[number])


def _write_value(
    worksheet: Worksheet,
    formats: Mapping[str, Format],
    row: int,
    column: BookColumn,
    value: object,
) -> None:
    """A value by its own type, so that no text becomes a formula; None leaves the cell empty."""
    if isinstance(value, str):
        form = formats["text" if len(value) > WIDE else "line"]
        worksheet.write_string(row, column.position, value, form)
    elif isinstance(value, datetime):
        worksheet.write_datetime(row, column.position, value, formats[column.form or "day"])
    elif value is not None:
        worksheet.write_number(row, column.position, value, formats.get(column.form))


def _footer(text: str) -> str:
    """Text for a header or footer of Excel: `&` is escaped, at most 255 characters in total."""
    return clean(text)[:160].replace("&", "&&")
