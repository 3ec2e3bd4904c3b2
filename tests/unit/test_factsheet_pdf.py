"""Tests of the PDF: its pages, its fonts, and what a screen reader gets to hear."""

from __future__ import annotations

import dataclasses
import io
import math

import outloud
import pikepdf
import pypdfium2
import pytest
from factsheet_cases import EXTREMES, HOSTILE, with_names
from factsheet_tables import DRIEHOEK, RAAD, driehoek_tables, figures_of, raad_tables
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.basis.errors import AnalystError
from assets.factsheets import pdf
from assets.factsheets.driehoek import driehoek
from assets.factsheets.raad import raad
from assets.factsheets.sheet import Section, Sheet, Text
from assets.factsheets.table import Cell, Column, Table, by_position
from assets.factsheets.typeface import drawable


@pytest.fixture(scope="module")
def sheets():
    return {
        "driehoek": driehoek(driehoek_tables(), DRIEHOEK),
        "raad": raad(raad_tables(), RAAD),
    }


@pytest.fixture(scope="module")
def written(sheets):
    return {product: pdf.render(sheet) for product, sheet in sheets.items()}


def _pages(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    return [page.get_textpage().get_text_bounded() for page in document]


@pytest.mark.parametrize("product", ["driehoek", "raad"])
def test_the_pdf_passes_the_check_of_pdf_ua(written, product, tmp_path):
    path = tmp_path / "blad.pdf"
    path.write_bytes(written[product])
    result = outloud.check(str(path))
    assert [finding.message for finding in result.findings] == []
    assert result.verdict == "pass"


@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.parametrize("across", [3, 4])
def test_a_short_table_passes_the_check_too(number, across, tmp_path):
    """As many headers as figures, and a screen reader takes the table for shredded."""
    columns = (
        Column("Plek", lambda at: Cell(f"Plek {at}"), share=1),
        *(Column(f"Aantal {at}", lambda at: Cell("1")) for at in range(across - 1)),
    )
    table = Table.of("t", "t", columns, range(number))
    section = Section("s", "Kop", (table,))
    path = tmp_path / "blad.pdf"
    path.write_bytes(pdf.render(Sheet("raad", "Titel", "s", (), ((section,),), "2020-01-01")))
    assert [finding.message for finding in outloud.check(str(path)).findings] == []


@pytest.mark.dear
@pytest.mark.parametrize("case", EXTREMES)
def test_the_driehoek_gets_two_pages_whatever_there_is(case):
    tables = EXTREMES[case](driehoek_tables())
    purpose = "Doelbinding: " + "artikel 1 van een wet, " * 80 if "more" in case else ""
    code = "GM9999" if "areas" in case else DRIEHOEK.code
    about = dataclasses.replace(DRIEHOEK, code=code, purpose=purpose)
    content = pdf.render(driehoek(tables, about))
    pages = _pages(content)
    assert len(pages) == 2
    assert all("VERTROUWELIJK" in page for page in pages)
    assert sum(len(page.split()) for page in pages) <= 900
    assert _smallest_type(content) >= 8.99
    _assert_nothing_outside(content)


def _smallest_type(content: bytes) -> float:
    """The size in points of the smallest letter, as it is drawn."""
    raw, sizes = pypdfium2.raw, []
    for page in pypdfium2.PdfDocument(content):
        text = page.get_textpage()
        matrix = raw.FS_MATRIX()
        for at in range(text.count_chars()):
            if not raw.FPDFText_IsGenerated(text, at):
                raw.FPDFText_GetMatrix(text, at, matrix)
                size = raw.FPDFText_GetFontSize(text, at)
                sizes.append(size * math.hypot(matrix.c, matrix.d))
    return min(sizes)


@pytest.mark.dear
@pytest.mark.parametrize(
    "case",
    [
        *("no table", "huge", "long names", "hostile"),
        pytest.param("far more", marks=pytest.mark.slow_by_nature),
    ],
)
def test_the_council_sheet_holds_whatever_there_is(case):
    content = pdf.render(raad(EXTREMES[case](raad_tables()), RAAD))
    assert 1 <= len(_pages(content)) <= 40
    _assert_nothing_outside(content)


def _assert_nothing_outside(content: bytes) -> None:
    """Every letter is within the margins of its page, that of the footer included."""
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
        columns = (
            Column("Naam", lambda at: Cell(f"rij {at}"), share=1),
            Column("Aantal", lambda at: Cell("1")),
        )
        options = {"rank": by_position, "most": 500, "least": 1, "rest": "nog {n}"}
        table = Table.of("t", "t", columns, range(number), **options)
        section = Section("s", "Kop", (table,))
        return Sheet("driehoek", "T", "s", (), ((section,),), "2020-01-01", is_fixed=True)

    (page,) = _pages(pdf.render(sheet(200)))
    count = page.count("rij ")
    assert 40 < count < 100
    assert f"nog {200 - count}" in page
    (page,) = _pages(pdf.render(sheet(30)))
    assert page.count("rij ") == 30
    assert "nog" not in page


def test_fonts_are_embedded_and_no_other_than_ours(written):
    for content in written.values():
        with pikepdf.open(io.BytesIO(content)) as document:
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
    """The structure elements of a kind at or below a node."""
    stack, elements = [node], []
    while stack:
        current = stack.pop()
        if isinstance(current, pikepdf.Array):
            stack.extend(current)
        elif isinstance(current, pikepdf.Dictionary):
            if current.get("/S") == kind:
                elements.append(current)
            if "/K" in current:
                stack.append(current.K)
    return elements


def test_rows_and_columns_have_headers_and_drawings_have_text_alternatives(written, sheets):
    for product, content in written.items():
        with pikepdf.open(io.BytesIO(content)) as document:
            root = document.Root.StructTreeRoot
            scopes = [
                str(attribute.Scope)
                for header in _elements(root, "/TH")
                for attribute in header.A
                if "/Scope" in attribute
            ]
            assert scopes.count("/Column") > 20
            assert scopes.count("/Row") > 20
            words = [str(figure.Alt) for figure in _elements(root, "/Figure")]
            drawn = list(figures_of(sheets[product]))
            assert 5 <= len(words) <= len(drawn)
            assert set(words) <= {figure.alt for figure in drawn}
            assert str(document.Root.Lang) == "nl-NL"
            assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
            assert len(_elements(root, "/H1")) == 1


@settings(max_examples=15)
@given(st.text(max_size=80))
def test_any_text_can_be_typeset(text):
    columns = (
        Column(text, lambda record: Cell(record), share=1),
        Column("n", lambda record: Cell("1")),
    )
    table = Table.of("t", "t", columns, [text])
    section = Section("s", "Kop", (Text((text,), role="headline"), table))
    pdf.render(Sheet("raad", "Titel", "s", (), ((section,),), "2020-01-01"))


def test_characters_of_the_typeface_are_left_as_they_are():
    text = "Café Zuyd, 's-Gravenhage – € 5 … “ja” ▲▼ Ĳssel"
    assert drawable(text) == text.replace("Ĳ", "IJ")
    assert drawable("\u0627\U0001f600") == "◊◊"
    assert drawable("a" * 60).replace("\u200b", "") == "a" * 60
    assert "\u200b" in drawable("a" * 60)


@pytest.mark.dear
def test_hostile_text_is_shown_as_text_on_paper():
    tables = with_names(raad_tables(), HOSTILE)
    words = " ".join(" ".join(_pages(pdf.render(raad(tables, RAAD)))).split())
    for expected in ('#include "x"', "=cmd|'", "*vet*", "$a$", "{{ 7*7 }}", "&amp;", "[x]"):
        assert expected in words
    assert "\u202e" not in words
