"""Tests of the three files of a sheet: what a reader, a screen reader and Excel get to see."""

from __future__ import annotations

import dataclasses
import io
import re
import zipfile
from datetime import datetime
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import outloud
import pandas as pd
import pikepdf
import pypdfium2
import pytest
from factsheet_tables import DRIEHOEK, RAAD, driehoek_tables, raad_tables
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from assets.basis.errors import AnalystError
from assets.factsheets import html, pdf, workbooks
from assets.factsheets.driehoek import driehoek
from assets.factsheets.raad import raad
from assets.factsheets.sheet import Annex, Cell, Column, Figures, Row, Section, Sheet, Table, Text
from assets.factsheets.writing import write

HOSTILE = (
    "<script>alert(1)</script> #include \"x\" =cmd|' /C calc'!A0 *vet* _x_ $a$ @import {{ 7*7 }} "
    "\u202eabc \u0627\u0628 \U0001f600 \x07 &amp; \\u{41} [x]"
)
NAMES = (
    "indicator straatnaam buurtnaam gebiedsnaam soort thema naam doel tekst duiding "
    "duiding_auteur auteur reden geen_vergelijking klasse aanpak_status toelichting definitie "
    "bronvermelding"
).split()


@pytest.fixture(scope="module")
def sheets():
    return {
        "driehoek": driehoek(driehoek_tables(), DRIEHOEK),
        "raad": raad(raad_tables(), RAAD),
    }


@pytest.fixture(scope="module")
def written(sheets, tmp_path_factory):
    folder = tmp_path_factory.mktemp("bladen")
    return {
        name: {form: path for form, (path, _) in write(sheet, folder, name).items()}
        for name, sheet in sheets.items()
    }


def _without_drawings(tables):
    skipped = ("driehoek_verloop", "raad_veiligheidsmonitor")
    return {title: frame for title, frame in tables.items() if title not in skipped}


def _with_names(tables, name):
    """The same tables with every name and text replaced."""
    return {
        title: frame.assign(
            **{
                column: [f"{name} {at}" for at in range(len(frame))]
                for column in NAMES
                if column in frame
            }
        )
        for title, frame in tables.items()
    }


def _huge(tables):
    """The same tables with figures in the billions."""
    return {
        title: frame.assign(
            **{
                column: frame[column].astype(float) * 987_654_321
                for column in frame
                if frame[column].dtype.kind in "if"
                and not column.startswith(("rang", "jaar", "trend", "maanden", "nulmeting_j"))
                and column != "streefjaar"
            }
        )
        for title, frame in tables.items()
    }


def _areas(tables, number):
    whole = pd.concat([tables["driehoek_buurten"].iloc[:44]] * 3, ignore_index=True)
    codes = [f"BU9999{at:04d}" for at in range(len(whole))]
    districts = [f"WK{at // 9:02d}" for at in range(len(whole))]
    return {
        **tables,
        "driehoek_buurten": whole.assign(buurtcode=codes, wijkcode=districts).iloc[:number],
    }


def _more(tables):
    """Far more of everything than a page can hold."""
    more = {title: pd.concat([frame] * 8, ignore_index=True) for title, frame in tables.items()}
    more["indicatoren"] = tables["indicatoren"]
    return more


EXTREMES = {
    "no table": lambda tables: {},
    "no row": lambda tables: {title: frame.iloc[:0] for title, frame in tables.items()},
    "no reports": lambda tables: {
        title: frame[frame["bron"] != "melddesk"] if "bron" in frame else frame
        for title, frame in tables.items()
    },
    "first month": lambda tables: {
        title: tables[title] for title in ("driehoek_buurten", "driehoek_datakwaliteit")
    },
    "three areas": lambda tables: _areas(_without_drawings(tables), 3),
    "120 areas": lambda tables: _areas(_without_drawings(tables), 120),
    "huge": _huge,
    "long names": lambda tables: _with_names(tables, "Een heel lange naam die niet ophoudt " * 5),
    "one long word": lambda tables: _with_names(_without_drawings(tables), "Xyz01234567" * 20),
    "hostile": lambda tables: _with_names(tables, HOSTILE),
    "far more": lambda tables: _more(_without_drawings(tables)),
}


def _pages(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    return [page.get_textpage().get_text_bounded() for page in document]


@pytest.mark.parametrize("product", ["driehoek", "raad"])
def test_the_pdf_passes_the_check_of_pdf_ua(written, product):
    result = outloud.check(str(written[product]["pdf"]))
    assert [finding.message for finding in result.findings] == []
    assert result.verdict == "pass"


@pytest.mark.parametrize("case", EXTREMES)
def test_the_driehoek_gets_two_pages_whatever_there_is(case):
    given = EXTREMES[case](driehoek_tables())
    about = dataclasses.replace(DRIEHOEK, code="GM9999") if "areas" in case else DRIEHOEK
    content = pdf.render(driehoek(given, about))
    pages = _pages(content)
    assert len(pages) == 2
    assert all("VERTROUWELIJK" in page for page in pages)
    _assert_nothing_outside(content)


@pytest.mark.parametrize("case", ["no table", "huge", "long names", "hostile", "far more"])
def test_the_council_sheet_holds_whatever_there_is(case):
    content = pdf.render(raad(EXTREMES[case](raad_tables()), RAAD))
    assert 1 <= len(_pages(content)) <= 40
    _assert_nothing_outside(content)


def _assert_nothing_outside(content: bytes) -> None:
    """Every letter stands within the margins of its page, the last line of it included."""
    for page in pypdfium2.PdfDocument(content):
        text = page.get_textpage()
        for at in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(at)
            assert left >= 29
            assert bottom >= 9
            assert right <= 596 - 25
            assert top <= 842 - 9


def test_a_page_that_cannot_fit_is_an_error_that_says_what_to_do():
    section = Section("s", "Kop", (Text(tuple("regel" for _ in range(400))),))
    sheet = Sheet("driehoek", "T", "s", (), ((section,),), "2020-01-01", is_fixed=True)
    with pytest.raises(AnalystError, match="Kort de duiding in"):
        pdf.render(sheet)


def test_a_full_page_is_filled_as_far_as_it_goes():
    def sheet(number):
        rows = tuple(Row((Cell(f"rij {at}"), Cell("1")), rank=at) for at in range(number))
        columns = (Column("Naam", 1), Column("Aantal"))
        table = Table("t", "t", columns, rows, most=500, least=1, rest="nog {n}")
        section = Section("s", "Kop", (table,))
        return Sheet("driehoek", "T", "s", (), ((section,),), "2020-01-01", is_fixed=True)

    (page,) = _pages(pdf.render(sheet(200)))
    shown = page.count("rij ")
    assert 40 < shown < 100
    assert f"nog {200 - shown}" in page
    (page,) = _pages(pdf.render(sheet(30)))
    assert page.count("rij ") == 30
    assert "nog" not in page


def test_fonts_are_embedded_and_no_other_than_ours(written):
    for files in written.values():
        with pikepdf.open(files["pdf"]) as document:
            fonts = [
                item
                for item in document.objects
                if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
            ]
            assert fonts
            for font in fonts:
                assert "SourceSansPro" in str(font.FontName)
                assert "/FontFile3" in font or "/FontFile2" in font


def _elements(node, kind):
    stack, found = [node], []
    while stack:
        one = stack.pop()
        if isinstance(one, pikepdf.Array):
            stack.extend(one)
        elif isinstance(one, pikepdf.Dictionary):
            if one.get("/S") == kind:
                found.append(one)
            if "/K" in one:
                stack.append(one.K)
    return found


def test_rows_and_columns_have_headers_and_drawings_words(written, sheets):
    for product, files in written.items():
        with pikepdf.open(files["pdf"]) as document:
            root = document.Root.StructTreeRoot
            scopes = [
                str(attribute.Scope)
                for header in _elements(root, "/TH")
                for attribute in header.A
                if "/Scope" in attribute
            ]
            assert scopes.count("/Column") > 20
            assert scopes.count("/Row") > 30
            words = [str(figure.Alt) for figure in _elements(root, "/Figure")]
            drawn = [
                figure
                for section in sheets[product].sections()
                for block in section.blocks
                if isinstance(block, Figures)
                for figure in block.figures
            ]
            assert 5 <= len(words) <= len(drawn)
            assert set(words) <= {figure.alt for figure in drawn}
            assert str(document.Root.Lang) == "nl-NL"
            assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
            assert len(_elements(root, "/H1")) == 1


@settings(max_examples=15)
@given(st.text(max_size=80))
def test_any_text_can_be_set(text):
    section = Section(
        "s",
        "Kop",
        (
            Text((text,), role="headline"),
            Table("t", "t", (Column(text, 1), Column("n")), (Row((Cell(text), Cell("1"))),)),
        ),
    )
    pdf.render(Sheet("raad", "Titel", "s", (), ((section,),), "2020-01-01"))


def test_what_the_typeface_has_is_shown_as_it_is():
    text = "Café Zuyd, 's-Gravenhage – € 5 … “ja” ▲▼ Ĳssel"
    assert pdf.drawable(text) == text.replace("Ĳ", "IJ")
    assert pdf.drawable("\u0627\U0001f600") == "◊◊"
    assert pdf.drawable("a" * 60).replace("\u200b", "") == "a" * 60
    assert "\u200b" in pdf.drawable("a" * 60)


def test_hostile_text_is_shown_as_text_on_paper():
    tables = _with_names(raad_tables(), HOSTILE)
    words = " ".join(" ".join(_pages(pdf.render(raad(tables, RAAD)))).split())
    for shown in ('#include "x"', "=cmd|'", "*vet*", "$a$", "{{ 7*7 }}", "&amp;", "[x]"):
        assert shown in words
    assert "\u202e" not in words


class _Page(HTMLParser):
    """Reads a page strictly: every element is closed, and counted with its attributes."""

    VOID = frozenset({"meta", "br", "img", "link", "hr", "input"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))
        assert len(attrs) == len(dict(attrs)), tag
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)

    def all(self, tag):
        return [attributes for name, attributes in self.seen if name == tag]


def _read(content: bytes) -> _Page:
    page = _Page()
    page.feed(content.decode())
    page.close()
    assert page.open == []
    return page


@pytest.mark.parametrize("product", ["driehoek", "raad"])
def test_the_page_is_well_made(written, product):
    content = written[product]["html"].read_bytes()
    assert content.startswith(b"<!DOCTYPE html>")
    page = _read(content)
    assert page.all("html") == [{"lang": "nl"}]
    assert len(page.all("h1")) == len(page.all("title")) - len(page.all("svg")) == 1
    tags = {tag for tag, _ in page.seen}
    assert not tags & {"script", "img", "iframe", "link", "object"}
    for _, attributes in page.seen:
        assert not {"src", "onclick", "onload", "style"} & set(attributes)
        assert attributes.get("href", "#").startswith("#")
    assert "url(http" not in content.decode()
    identities = [attributes["id"] for _, attributes in page.seen if "id" in attributes]
    assert len(identities) == len(set(identities))
    for _, attributes in page.seen:
        assert set((attributes.get("aria-labelledby") or "").split()) <= set(identities)


@pytest.mark.parametrize("product", ["driehoek", "raad"])
def test_tables_and_drawings_of_the_page_can_be_heard(written, product):
    page = _read(written[product]["html"].read_bytes())
    assert len(page.all("table")) == len(page.all("caption")) > 4
    assert {attributes["scope"] for attributes in page.all("th")} == {"col", "row", "rowgroup"}
    assert len(page.all("svg")) == len(page.all("desc")) > 4
    assert all(attributes["role"] == "img" for attributes in page.all("svg"))
    levels = [int(tag[1]) for tag, _ in page.seen if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    if product == "driehoek":
        assert page.text.count("Vertrouwelijk") == 1
        assert 'content: "Vertrouwelijk"' in "".join(page.text)  # on each page of print


def test_hostile_text_is_shown_as_text_on_the_page():
    for sheet in (
        driehoek(_with_names(driehoek_tables(), HOSTILE), DRIEHOEK),
        raad(_with_names(_without_drawings(raad_tables()), HOSTILE), RAAD),
    ):
        page = _read(html.render(sheet))
        assert page.all("script") == []
        assert "<script>alert(1)</script>" in "".join(page.text)
        assert "{{ 7*7 }}" in "".join(page.text)


def test_the_page_has_more_rows_than_paper_and_says_where_the_rest_is(written):
    text = "".join(_read(written["driehoek"]["html"].read_bytes()).text)
    rest = re.search(r"En nog (\d+) plekken met een klasse: zie de werkmap, blad Hotspots", text)
    classes = driehoek_tables()["driehoek_hotspots"]["klasse"]
    assert int(rest[1]) == classes.ne("sporadisch").sum() - 45
    assert f"{classes.eq('sporadisch').sum()} sporadische niet getoond." in text


def _books(written):
    return {name: files["xlsx"].read_bytes() for name, files in written.items()}


def test_no_cell_of_a_workbook_is_a_formula():
    reports = _without_drawings(raad_tables())
    for sheet in (
        driehoek(_with_names(driehoek_tables(), '=HYPERLINK("http://x","y")'), DRIEHOEK),
        raad(_with_names(reports, "+1+2"), RAAD),
        raad(_with_names(reports, "-1"), RAAD),
        raad(_with_names(reports, "@SUM(A1)"), RAAD),
        raad(_with_names(reports, HOSTILE), RAAD),
    ):
        with zipfile.ZipFile(io.BytesIO(workbooks.render(sheet))) as book:
            for name in book.namelist():
                content = book.read(name)
                if name.endswith((".xml", ".rels")):
                    ElementTree.fromstring(content)
                if name.startswith("xl/worksheets/sheet"):
                    assert b"<f>" not in content
                    assert b"<hyperlink" not in content


def test_a_workbook_holds_the_tables_whole_and_charts_of_its_own(written):
    books = _books(written)
    tables = driehoek_tables()
    book = CalamineWorkbook.from_filelike(io.BytesIO(books["driehoek"]))
    rows = book.get_sheet_by_name("Kerncijfers").to_python()[3:]
    assert rows[0][:3] == ["Thema", "Indicator", "Bron"]
    assert len(rows) == 1 + len(tables["driehoek_kerncijfers"])
    assert rows[1][rows[0].index("Nu")] == tables["driehoek_kerncijfers"]["nu"][0]
    hotspots = tables["driehoek_hotspots"]
    kept = hotspots["rang"].le(200) | hotspots["klasse"].ne("sporadisch")
    assert len(book.get_sheet_by_name("Hotspots").to_python()) == 4 + kept.sum()
    with zipfile.ZipFile(io.BytesIO(books["driehoek"])) as archive:
        names = archive.namelist()
    assert sum(name.startswith("xl/charts/chart") for name in names) == 14
    assert book.sheet_names[:2] == ["Leeswijzer", "Grafieken"]
    assert sum(name.startswith("xl/tables/") for name in names) == len(book.sheet_names) - 2


def test_the_guide_of_a_workbook_says_what_a_column_means_in_its_own_table(written):
    book = CalamineWorkbook.from_filelike(io.BytesIO(_books(written)["raad"]))
    guide = book.get_sheet_by_name("Leeswijzer").to_python()
    part, meanings = "", {}
    for heading, text in (row[:2] for row in guide):
        part = part if heading.startswith("   ") else heading
        meanings[part, heading.strip()] = text
    assert meanings["Indicatoren", "Nu"] == "Aantal in het halfjaar (halfjaar)"
    assert meanings["Prestaties", "Verschil"].startswith("«Waarde» min «Vorige waarde»")
    assert meanings["Veiligheidsmonitor", "Waarde"] == "Uitkomst van de meting (zie «Eenheid»)"


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


def test_the_same_tables_give_the_same_bytes(sheets, written, tmp_path):
    again = {
        "driehoek": driehoek(driehoek_tables(), DRIEHOEK),
        "raad": raad(raad_tables(), RAAD),
    }
    for name, sheet in again.items():
        for form, (path, changed) in write(sheet, tmp_path, name).items():
            assert changed
            assert path.read_bytes() == written[name][form].read_bytes(), (name, form)
        assert not any(changed for _, changed in write(sheet, tmp_path, name).values())


def test_files_are_readable_by_their_owner_only(sheets, tmp_path: Path):
    for path, _ in write(sheets["raad"], tmp_path, "raad").values():
        assert path.stat().st_mode & 0o077 == 0


def test_nothing_is_written_where_one_of_the_files_cannot_be_made(sheets, tmp_path: Path):
    lines = Section("s", "Kop", (Text(tuple("regel" for _ in range(400))),))
    broken = dataclasses.replace(sheets["driehoek"], pages=((lines,),))
    with pytest.raises(AnalystError):
        write(broken, tmp_path, "blad")
    assert list(tmp_path.iterdir()) == []
