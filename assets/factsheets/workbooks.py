"""A factsheet as an Excel workbook: every table whole, as a native table, and native charts.

No cell ever begins a formula: text from the data is written as text. What is in the workbook is
decided by the sheet (`Sheet.annexes`); how a chart looks, in `workbook_charts`.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from assets.factsheets import numbers, workbook_charts
from assets.factsheets.sheet import Annex, Sheet
from schemas import published

_A4 = 9
_WORDS = {
    "12m": "12 maanden",
    "pct": "%",
    "hic": "HIC",
    "vvc": "VVC",
    "melddesk": "MeldDesk",
    "pai": "PAI",
    "pei": "PEI",
}
_CELL = 32_000  # characters that Excel takes in a cell
_LONG_NAME = 60
_GUIDE = 100  # characters on a line of the guide
_WIDE = 46  # characters in a column; a longer text runs on over lines
_MANY = 30  # columns that can be read on one page of paper
_FIRST = workbook_charts.HEADS


def render(sheet: Sheet) -> bytes:
    """The workbook. The same sheet gives the same bytes: its date is the reference date."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    title = _clean(f"{sheet.title}, {sheet.subtitle}")
    book.set_properties(
        {"title": title[:250], "created": datetime.fromisoformat(sheet.known_until[:10])}
    )
    formats = _formats(book)
    told = ". ".join(_clean(fact) for fact in sheet.facts) + "."
    if sheet.restricted:
        told = f"{sheet.restricted}. {told}"
    _guide(book, formats, title, told, sheet.annexes)
    heads = {
        annex.title: _unique([_heading(column) for column in annex.frame.columns])
        for annex in sheet.annexes
    }
    workbook_charts.add(book, sheet.annexes, heads)
    for annex in sheet.annexes:
        _page(book, formats, annex, heads[annex.title])
    for page in book.worksheets():
        _set_up(page, sheet)
    book.close()
    return buffer.getvalue()


def _set_up(page: Worksheet, sheet: Sheet) -> None:
    page.set_paper(_A4)
    page.set_landscape()
    page.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.7)
    page.set_header(f"&R&B{_footer(sheet.restricted)}")
    page.set_footer(f"&L{_footer(sheet.footer)}&RPagina &P van &N")


def _formats(book: xlsxwriter.Workbook) -> dict[str, Format]:
    return {
        "title": book.add_format({"bold": True, "font_size": 16}),
        "note": book.add_format({"italic": True, "text_wrap": True, "valign": "top"}),
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1}),
        "part": book.add_format({"bold": True, "valign": "top"}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "line": book.add_format({"valign": "top"}),
        "whole": book.add_format({"num_format": "#,##0", "valign": "top"}),
        "tenth": book.add_format({"num_format": "#,##0.0", "valign": "top"}),
        "hundredth": book.add_format({"num_format": "#,##0.00", "valign": "top"}),
        "year": book.add_format({"num_format": "0", "valign": "top"}),
        "moment": book.add_format({"num_format": "dd-mm-yyyy", "valign": "top"}),
    }


def _guide(
    book: xlsxwriter.Workbook,
    formats: Mapping[str, Format],
    title: str,
    told: str,
    annexes: Sequence[Annex],
) -> None:
    """The first page: what each table is and what each of its columns means."""
    page = book.add_worksheet("Leeswijzer")
    page.set_column(0, 0, 36)
    page.set_column(1, 1, _GUIDE)
    page.set_row(0, 26)
    page.write_string(0, 0, title, formats["title"])
    page.write_string(1, 0, told)
    page.fit_to_pages(1, 0)
    row = 3
    for annex in annexes:
        page.write_string(row, 0, annex.title, formats["part"])
        page.write_string(row, 1, annex.note, formats["note"])
        page.set_row(row, 32)
        row += 1
        for column in annex.frame.columns:
            meaning = _meaning(annex.table, column)
            if meaning:
                page.write_string(row, 0, f"   {_heading(column)}", formats["text"])
                page.write_string(row, 1, meaning, formats["text"])
                page.set_row(row, 15 * -(-len(meaning) // _GUIDE))
                row += 1
        row += 1


def _meaning(table: str, column: str) -> str:
    """What a column means in the published table that an annex shows, with other columns under the
    heading that they have in the workbook; empty for a column that the table does not have."""
    if not table or column not in published.table(table).names:
        return ""
    contract = published.table(table)
    return re.sub(
        "`([^`]+)`",
        lambda named: f"«{_heading(named[1])}»" if named[1] in contract.names else named[1],
        contract.column(column).comment,
    )


def _page(
    book: xlsxwriter.Workbook, formats: Mapping[str, Format], annex: Annex, heads: Sequence[str]
) -> None:
    """A page with the whole table of an annex as a native Excel table."""
    page = book.add_worksheet(annex.title)
    frame = annex.frame
    page.set_row(0, 26)
    page.write_string(0, 0, annex.title, formats["title"])
    page.merge_range(1, 0, 1, min(max(len(frame.columns) - 1, 3), 8), "", formats["note"])
    page.write_string(1, 0, annex.note, formats["note"])
    page.set_row(1, 34)
    page.set_row(_FIRST, 62)
    rows = [[_value(value) for value in row] for row in frame.itertuples(index=False)]
    _table(page, formats, annex.title, frame, heads, rows)
    for position, head in enumerate(heads):
        page.set_column(position, position, _width(head, [row[position] for row in rows]))
    page.freeze_panes(_FIRST + 1, 1)
    page.repeat_rows(_FIRST)
    if len(heads) <= _MANY:
        page.fit_to_pages(1, 0)
    else:
        page.repeat_columns(0)


def _table(
    page: Worksheet,
    formats: Mapping[str, Format],
    title: str,
    frame: pd.DataFrame,
    heads: Sequence[str],
    rows: Sequence[Sequence[object]],
) -> None:
    """The table, cell by cell: each value by its own type, so that no text becomes a formula."""
    forms = [
        formats.get(_form(column, frame.iloc[:, at])) for at, column in enumerate(frame.columns)
    ]
    page.add_table(
        _FIRST,
        0,
        _FIRST + max(len(rows), 1),
        max(len(heads) - 1, 0),
        {
            "columns": [
                {"header": head, "header_format": formats["head"], "format": form}
                for head, form in zip(heads, forms, strict=True)
            ],
            "style": "Table Style Light 1",
            "name": "".join(letter for letter in title if letter.isascii() and letter.isalnum()),
        },
    )
    for at, row in enumerate(rows, start=_FIRST + 1):
        for position, value in enumerate(row):
            if isinstance(value, str):
                page.write_string(
                    at, position, value, formats["text" if len(value) > _WIDE else "line"]
                )
            elif isinstance(value, datetime):
                page.write_datetime(at, position, value, formats["moment"])
            elif value is not None:
                page.write_number(at, position, value, forms[position])


def _form(column: str, values: pd.Series) -> str:
    """The name of the format of a column."""
    if column in ("jaar", "nulmeting_jaar", "streefjaar"):
        return "year"
    if values.dtype.kind in "iu":
        return "whole"
    if values.dtype.kind == "f":
        known = values.dropna()
        if (known == known.round()).all():
            return "whole"
        return "hundredth" if known.abs().max() < 10 else "tenth"
    return "moment" if values.dtype.kind == "M" else ""


def _heading(column: object) -> str:
    """`hic_12m_per_1000` -> `HIC 12 maanden per 1000`; a name stays as it is."""
    text = _clean(str(column))
    words = [_WORDS.get(word, word) for word in text.split("_")]
    text = " ".join(words)
    return numbers.capital(text)[:_LONG_NAME] or "Kolom"


def _unique(heads: Sequence[str]) -> list[str]:
    """Excel wants each head once, whatever the capitals."""
    seen: dict[str, int] = {}
    unique = []
    for head in heads:
        seen[head.casefold()] = times = seen.get(head.casefold(), 0) + 1
        unique.append(head if times == 1 else f"{head} ({times})")
    return unique


def _width(head: str, values: Sequence[object]) -> float:
    """As wide as the longest word of the head, or the longest text or number."""
    longest_word = max(len(word) for word in head.split())
    lengths = [
        len(value) if isinstance(value, str) else min(len(str(value)), 11)
        for value in values
        if value is not None
    ]
    return min(max([longest_word + 3, *(length + 1 for length in lengths)]), _WIDE)


def _value(value: object) -> object:
    """What Excel takes: text, a number, a date, or nothing."""
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return None
    if isinstance(value, str):
        return _clean(value)
    if isinstance(value, bool) or type(value).__name__ == "bool_":
        return "ja" if value else "nee"
    if isinstance(value, pd.Timestamp):
        return value.to_pydatetime().replace(tzinfo=None)
    if hasattr(value, "isoformat"):
        return datetime(value.year, value.month, value.day)
    number = float(value)
    return number if abs(number) != float("inf") else "oneindig"


def _clean(text: str) -> str:
    """Without what XML cannot hold."""
    kept = (
        letter if letter in "\t\n" or unicodedata.category(letter) not in ("Cc", "Cs") else " "
        for letter in text[:_CELL]
    )
    return "".join(kept)


def _footer(text: str) -> str:
    """A header or footer of Excel: `&` is its own sign; at most 255 characters in all."""
    return _clean(text)[:160].replace("&", "&&")
