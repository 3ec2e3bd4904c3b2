"""The tables of a factsheet as an Excel workbook: native tables, Dutch headings, a guide up front.

No cell ever begins a formula: text from the data is written as text.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb
import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format

from assets.deliveries.atomic import write_if_changed
from assets.deliveries.home import Home
from assets.warehouse.build import scan
from schemas import products

_A4 = 9
_WORDS = {"12m": "12 maanden", "pct": "%", "hic": "HIC", "vvc": "VVC", "melddesk": "MeldDesk"}


@dataclass(frozen=True)
class Page:
    """A sheet: its title, the query that fills it, what a reader should know."""

    title: str
    sql: str
    note: str


DRIEHOEK = (
    Page(
        "Kerncijfers",
        "select thema, indicator, bron, nu, vorig_jaar, verschil, twaalf_maanden, "
        "twaalf_maanden_ervoor, twaalf_maanden_per_1000, registratietype, status "
        "from driehoek_kerncijfers",
        "De laatste twee maanden tegen dezelfde twee maanden van vorig jaar. Politie en MeldDesk "
        "staan naast elkaar en worden nooit opgeteld.",
    ),
    Page(
        "Hotspots",
        "select rang, straatnaam, soort, maanden_actief, politie_12m, melddesk_12m, "
        "beide_bronnen from driehoek_hotspots where rang <= 100",
        "De honderd hoogste combinaties van straat en overlastthema in twaalf maanden. De bronnen "
        "zijn elk apart gerangschikt; wie in beide hoog staat, staat bovenaan.",
    ),
    Page(
        "Buurten",
        "select buurtnaam, wijkcode, inwoners, hic_12m, vvc_12m, overlast_12m, melddesk_12m, "
        "hic_12m_per_1000, vvc_12m_per_1000, overlast_12m_per_1000, melddesk_12m_per_1000 "
        "from driehoek_buurten",
        "Twaalf maanden. HIC hoort deels bij VVC: niet optellen. Per 1.000 inwoners alleen waar de "
        "buurt en het aantal groot genoeg zijn.",
    ),
    Page(
        "Datakwaliteit",
        "select bron, maand, status, versies, geteld, straat_gekoppeld_pct, buurt_gekoppeld_pct, "
        "levering_afgekeurd, ontvangen_op from driehoek_datakwaliteit",
        "Welke maanden er zijn, hoe vaak ze zijn geleverd, en welk deel aan een straat en een "
        "buurt kon worden gekoppeld. Wat niet koppelt, telt mee als onbekend.",
    ),
)
RAAD = (
    Page(
        "Feiten en cijfers",
        "select thema, indicator, periode, waarde, status, registratietype "
        "from feiten_en_cijfers where periode_soort in ('jaar', 'halfjaar')",
        "Hele gemeente. Een half jaar wordt alleen met hetzelfde halve jaar vergeleken.",
    ),
    Page(
        "Herzieningen",
        "select naam as indicator, periode, oude_waarde, nieuwe_waarde, sinds, levering_id "
        "from herzieningen inner join indicatoren using (indicator_id) "
        "where gebied_code = (select gemeentecode from stg_instellingen) "
        "and periode_soort in ('jaar', 'halfjaar') order by sinds, volgorde, periode",
        "Cijfers die na hun eerste publicatie zijn veranderd, met de oude en de nieuwe waarde.",
    ),
)


def driehoek_period(home: Home) -> str | None:
    """`2020-05--2020-06`: the two months of the latest issue; None where there is none yet."""
    frame = _query(home, "select periode_van, periode_tot from int_driehoek_periode")
    return f"{frame.iloc[0, 0]}--{frame.iloc[0, 1]}" if len(frame) else None


def council_period(home: Home) -> str | None:
    """`2020-H1`: the latest half-year of which every month was delivered; None without one."""
    frame = _query(
        home,
        "select max(periode) from feiten_en_cijfers where periode_soort = 'halfjaar'",
    )
    period = frame.iloc[0, 0]
    return None if pd.isna(period) else str(period)


def write_workbook(
    home: Home,
    path: Path,
    title: str,
    pages: tuple[Page, ...],
    known_until: str,
    restricted: bool,
) -> bool:
    """Write `pages` to `path`; True where the workbook changed.

    The same tables give the same bytes: the date in the file is the reference date.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": title, "created": datetime.fromisoformat(known_until)})
    formats = {
        "title": book.add_format({"bold": True, "font_size": 16}),
        "note": book.add_format({"italic": True, "text_wrap": True, "valign": "top"}),
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1}),
        "part": book.add_format({"bold": True, "valign": "top"}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "whole": book.add_format({"num_format": "#,##0"}),
        "tenth": book.add_format({"num_format": "#,##0.0"}),
        "moment": book.add_format({"num_format": "dd-mm-yyyy"}),
    }
    with _tables(home) as connection:
        frames = [(page, connection.execute(page.sql).df()) for page in pages]
    day = f"{datetime.fromisoformat(known_until):%d-%m-%Y}"
    told = f"Zoals bekend op {day}." + (" Vertrouwelijk: tot op de straat." if restricted else "")
    _guide(book, formats, title, told, frames)
    for page, frame in frames:
        _sheet(book, formats, page, frame)
    for sheet in book.worksheets():
        sheet.set_paper(_A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)
        sheet.set_footer(f"&L{title}  {told}&R&P van &N")
    book.close()
    return write_if_changed(path, buffer.getvalue())


def _guide(
    book: xlsxwriter.Workbook,
    formats: dict[str, Format],
    title: str,
    told: str,
    frames: list[tuple[Page, pd.DataFrame]],
) -> None:
    """The first sheet: what each table is and what each of its columns means."""
    sheet = book.add_worksheet("Leeswijzer")
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 100)
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, title, formats["title"])
    sheet.write_string(1, 0, told)
    row = 3
    for page, frame in frames:
        sheet.write_string(row, 0, page.title, formats["part"])
        sheet.write_string(row, 1, page.note, formats["note"])
        sheet.set_row(row, 32)
        row += 1
        for column in frame.columns:
            sheet.write_string(row, 0, f"   {_heading(column)}")
            sheet.write_string(row, 1, products.describe(column) or "", formats["text"])
            row += 1
        row += 1


def _sheet(
    book: xlsxwriter.Workbook, formats: dict[str, Format], page: Page, frame: pd.DataFrame
) -> None:
    """A sheet with the table of a page as a native Excel table."""
    sheet = book.add_worksheet(page.title)
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, page.title, formats["title"])
    sheet.merge_range(1, 0, 1, max(len(frame.columns) - 1, 1), page.note, formats["note"])
    sheet.set_row(1, 34)
    sheet.set_row(3, 48)
    columns = []
    for column in frame.columns:
        form = {"i": "whole", "f": "tenth", "M": "moment"}.get(frame[column].dtype.kind)
        columns.append(
            {
                "header": _heading(column),
                "header_format": formats["head"],
                "format": formats[form] if form else None,
            }
        )
    rows = [[_cell(value) for value in row] for row in frame.itertuples(index=False)]
    sheet.add_table(
        3,
        0,
        3 + max(len(rows), 1),
        len(frame.columns) - 1,
        {
            "columns": columns,
            "data": rows,
            "style": "Table Style Light 1",
            "name": "".join(letter for letter in page.title if letter.isalnum()),
        },
    )
    for position, column in enumerate(frame.columns):
        longest_word = max(len(word) for word in _heading(column).split())
        widest = max([longest_word + 3, *(len(str(row[position] or "")) + 1 for row in rows)])
        is_moment = frame[column].dtype.kind == "M"
        sheet.set_column(position, position, 12 if is_moment else min(widest, 46))
    sheet.freeze_panes(4, 2)
    sheet.repeat_rows(3)


def _heading(column: str) -> str:
    """`hic_12m_per_1000` -> `HIC 12 maanden per 1000`."""
    words = [_WORDS.get(word, word) for word in column.split("_")]
    heading = " ".join(words)
    return heading[0].upper() + heading[1:]


def _cell(value: object) -> object:
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return None
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, pd.Timestamp):
        return value.to_pydatetime()
    return value


@contextmanager
def _tables(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that knows every table of `home` by its name."""
    with duckdb.connect() as connection:
        for path in home.tables.glob("*.parquet"):
            connection.execute(f"create view {path.stem} as select * from {scan(path)}")
        yield connection


def _query(home: Home, sql: str) -> pd.DataFrame:
    with _tables(home) as connection:
        return connection.execute(sql).df()
