"""Tests of the workbook: complete tables, native charts, and no formulas."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest
from factsheet_cases import HOSTILE, with_names, without_drawings
from factsheet_tables import DRIEHOEK, RAAD, driehoek_tables, raad_tables
from python_calamine import CalamineWorkbook

from assets.factsheets import workbooks
from assets.factsheets.driehoek import driehoek
from assets.factsheets.raad import raad
from assets.factsheets.sheet import Annex, Sheet


@pytest.mark.dear
@pytest.mark.parametrize("rows", [8, pytest.param(None, marks=pytest.mark.slow_by_nature)])
def test_no_cell_of_a_workbook_is_a_formula(rows):
    """In short of a few rows of each table: a cell does not become a formula by its place."""
    council, triangle = (
        {title: frame.head(rows or len(frame)) for title, frame in tables.items()}
        for tables in (without_drawings(raad_tables()), driehoek_tables())
    )
    for sheet in (
        driehoek(with_names(triangle, '=HYPERLINK("http://x","y")'), DRIEHOEK),
        raad(with_names(council, "+1+2"), RAAD),
        raad(with_names(council, "-1"), RAAD),
        raad(with_names(council, "@SUM(A1)"), RAAD),
        raad(with_names(council, HOSTILE), RAAD),
    ):
        with zipfile.ZipFile(io.BytesIO(workbooks.render(sheet))) as book:
            for name in book.namelist():
                content = book.read(name)
                if name.endswith((".xml", ".rels")):
                    ElementTree.fromstring(content)
                if name.startswith("xl/worksheets/sheet"):
                    assert b"<f>" not in content
                    assert b"<hyperlink" not in content


def test_a_workbook_has_complete_tables_and_native_charts():
    tables = driehoek_tables()
    content = workbooks.render(driehoek(tables, DRIEHOEK))
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    rows = book.get_sheet_by_name("Kerncijfers").to_python()[3:]
    assert rows[0][:3] == ["Thema", "Indicator", "Bron"]
    assert len(rows) == 1 + len(tables["driehoek_kerncijfers"])
    assert rows[1][rows[0].index("Nu")] == tables["driehoek_kerncijfers"]["nu"][0]
    hotspots = tables["driehoek_hotspots"]
    listed = hotspots["rang"].le(200) | hotspots["klasse"].ne("sporadisch")
    assert len(book.get_sheet_by_name("Hotspots").to_python()) == 4 + listed.sum()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
    assert sum(name.startswith("xl/charts/chart") for name in names) == 14
    assert book.sheet_names[0] == "Kerncijfers", "it opens on a table"
    assert book.sheet_names[-2:] == ["Grafieken", "Leeswijzer"]
    above = [row[0] for row in book.get_sheet_by_name("Kerncijfers").to_python()[:3]]
    assert _lines_above(content) <= 100, "what stands above a table is cut off on paper"
    assert above[2].startswith(
        "Vertrouwelijk. Zoals bekend op 8 juli 2020. Politie en MeldDesk bekend tot en met juni "
        "2020."
    )
    assert sum(name.startswith("xl/tables/") for name in names) == len(book.sheet_names) - 2


def test_a_workbook_takes_any_value():
    frame = pd.DataFrame(
        {
            "indicator": ["=1+1", None, "a\x00b" * 20_000],
            "Indicator": [True, None, False],
            "waarde": [np.inf, np.nan, 1e300],
            "sinds": [datetime(2020, 1, 1).date(), pd.Timestamp("2020-01-02", tz="UTC"), pd.NaT],
        }
    )
    sheet = Sheet("raad", "T", "s", (), (), "2020-01-01", annexes=(Annex("Blad", "=1", frame),))
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbooks.render(sheet)))
    rows = book.get_sheet_by_name("Blad").to_python()
    assert rows[1][0] == "=1"
    assert rows[3] == ["Indicator", "Indicator (2)", "Waarde", "Sinds"]
    assert rows[4][:3] == ["=1+1", "ja", "oneindig"]
    assert rows[5][:3] == ["", "", ""]


def test_the_guide_says_what_a_column_means_in_its_own_table():
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbooks.render(raad(raad_tables(), RAAD))))
    guide = book.get_sheet_by_name("Leeswijzer").to_python()
    part, meanings = "", {}
    for heading, text in (row[:2] for row in guide):
        part = part if heading.startswith("   ") else heading
        meanings[part, heading.strip()] = text
    assert meanings["Indicatoren", "Nu"] == "Aantal in het halfjaar (halfjaar)"
    assert meanings["Prestaties", "Verschil"].startswith("«Waarde» min «Vorige waarde»")
    assert meanings["Veiligheidsmonitor", "Waarde"] == "Uitkomst van de meting (zie «Eenheid»)"


def test_a_column_of_the_council_without_any_value_is_left_out():
    """A column that is empty from top to bottom promises what it has not; one with a value stays,
    and a page without rows keeps all."""
    tables = raad_tables()
    figures = tables["raad_indicatoren"].assign(verwacht=None, drie_jaar_eerder=np.nan)
    tables |= {
        "raad_indicatoren": figures,
        "raad_herzieningen": tables["raad_herzieningen"].head(0),
    }
    pages = {annex.title: annex for annex in raad(tables, RAAD).annexes}
    names = set(pages["Indicatoren"].frame)
    assert not {"verwacht", "drie_jaar_eerder", "twaalf_verschil_pct"} & names
    assert {"nu", "vier_jaar_eerder", "duiding"} <= names
    assert pages["Indicatoren"].chart is not None
    assert "reden" in pages["Herzieningen"].frame


def test_an_empty_column_of_the_council_stays_if_it_is_hidden_or_drawn():
    """`geheim` names a column that must be there; a chart needs all of its columns."""
    tables = raad_tables()
    figures = tables["raad_indicatoren"]
    figures = figures.assign(vorig_jaar=np.nan, drie_jaar_eerder=np.nan, twee_jaar_eerder=np.nan)
    hidden = pd.Series(None, index=figures.index, dtype=object)
    hidden.iloc[1] = "twee jaar eerder, twaalf maanden"
    tables["raad_indicatoren"] = figures.assign(geheim=hidden)
    [page] = [each for each in raad(tables, RAAD).annexes if each.title == "Indicatoren"]
    assert page.chart is not None
    assert {"vorig_jaar", "twee_jaar_eerder", "geheim"} <= set(page.frame)
    assert "drie_jaar_eerder" not in page.frame
    workbooks.render(raad(tables, RAAD))


@pytest.mark.parametrize(("columns", "is_fitted"), [(8, True), (25, False)])
def test_a_wide_table_is_not_printed_too_small_to_read(columns, is_fitted):
    frame = pd.DataFrame({f"kolom_{at}": ["tien letters"] for at in range(columns)})
    annexes = (Annex("Breed", "Een noot", frame),)
    content = workbooks.render(
        Sheet("raad", "T", "s", ("feit",), (), "2020-01-01", annexes=annexes)
    )
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert (b"fitToPage" in archive.read("xl/worksheets/sheet1.xml")) is is_fitted


def _lines_above(content: bytes) -> float:
    """The widest line between a title and its table, in characters."""
    spaces = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    widest = 0.0
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if not name.startswith("xl/worksheets/sheet"):
                continue
            page = ElementTree.fromstring(archive.read(name))
            widths = {
                at: float(column.get("width"))
                for column in page.iterfind(".//x:col", spaces)
                for at in range(int(column.get("min")), int(column.get("max")) + 1)
            }
            for merged in page.iterfind(".//x:mergeCell", spaces):
                if found := re.fullmatch(r"A[23]:([A-Z])[23]", merged.get("ref")):
                    last = ord(found[1]) - ord("A") + 1
                    widest = max(widest, sum(widths.get(at, 8.43) for at in range(1, last + 1)))
    assert widest > 0
    return widest
