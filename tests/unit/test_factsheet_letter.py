"""Tests of the letter to the council: what it says, and the Word document that it becomes."""

from __future__ import annotations

import dataclasses
import io
import re
import zipfile

import docx
import pytest
from factsheet_cases import EXTREMES, HOSTILE, with_names
from factsheet_tables import RAAD, raad_tables

from assets.basis.errors import AnalystError
from assets.basis.home import Home
from assets.factsheets import council_issue, letters
from assets.factsheets.raad.letter import letter
from assets.factsheets.wording import in_plain_words
from schemas.configuration import Configuration


@pytest.fixture(scope="module")
def tables():
    return raad_tables()


@pytest.fixture(scope="module")
def content(tables):
    return letters.render(letter(tables, RAAD))


@pytest.fixture(scope="module")
def document(content):
    return docx.Document(io.BytesIO(content))


def _words(document) -> str:
    paragraphs = [paragraph.text for paragraph in document.paragraphs]
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join((*paragraphs, *cells))


def test_the_letter_has_real_headings_in_order(document):
    headings = [
        (paragraph.style.name, paragraph.text)
        for paragraph in document.paragraphs
        if paragraph.style.name.startswith(("Title", "Heading"))
    ]
    assert headings[0] == ("Title", "Raadsinformatiebrief")
    names = [text for style, text in headings if style == "Heading 1"]
    assert names == [
        "Aanleiding",
        "In het kort",
        "Stand van de doelen",
        "Wat bewoners ervaren",
        "Wat verder opvalt",
        "Hoe u de cijfers leest",
        "Vervolg",
    ]
    assert sum(style == "Heading 2" for style, _ in headings) == 3


def test_the_letter_says_that_it_is_a_draft_and_marks_what_is_to_be_filled_in(document):
    assert document.paragraphs[1].text.startswith("Concept. ")
    marked = {
        run.text
        for paragraph in document.paragraphs
        for run in paragraph.runs
        if run.font.highlight_color is not None
    }
    assert {"[datum van verzending]", "[zaaknummer]", "[naam]", "[functie]"} <= marked
    assert marked == set(re.findall(r"\[[^\]]*\]", _words(document)))


def test_the_letter_has_its_subject_its_date_and_the_table_of_goals(document):
    text = _words(document)
    assert "Onderwerp: Veiligheid in Maastricht in de eerste helft van 2020" in text
    assert "zoals bekend op 21 juli 2020" in text
    assert "De volgende factsheet gaat over de tweede helft van 2020." in text
    table = document.tables[0]
    assert [cell.text for cell in table.rows[0].cells][:3] == ["Doel", "Nulmeting", "Doel is"]
    assert len(table.rows) == 6
    assert table.rows[0]._tr.trPr.xpath("./w:tblHeader"), "repeated on the next page"
    assert all(row._tr.trPr.xpath("./w:cantSplit") for row in table.rows), "none is cut in two"


def test_the_letter_has_the_survey_with_its_margins_and_the_country(tables):
    survey = tables["raad_veiligheidsmonitor"]
    city = survey[survey["gebiedsniveau"].eq("gemeente")]
    last = city["jaar"].max()
    full = survey.assign(
        marge_onder=survey["waarde"] - 1, marge_boven=survey["waarde"] + 1.5, nederland=7.25
    )
    document = docx.Document(
        io.BytesIO(letters.render(letter({**tables, "raad_veiligheidsmonitor": full}, RAAD)))
    )
    table = document.tables[1]
    heads = [cell.text for cell in table.rows[0].cells]
    assert heads[:4] == ["Vraag", "Uitkomst", "95%-marge", "Nederland"]
    row = city[city["jaar"].eq(last)].iloc[0]
    [shown] = [
        [cell.text for cell in one.cells]
        for one in table.rows
        if one.cells[0].text == row["indicator"]
    ]
    value = row["waarde"]
    percent = "\u00a0%" if row["eenheid"] == "%" else ""
    assert shown[1] == f"{value:.1f}{percent} ({last})".replace(".", ",")
    assert shown[2] == f"{value - 1:.1f}\u2013{value + 1.5:.1f}".replace(".", ",")
    assert shown[3] in ("7,2", "7,3")


def test_without_margins_the_letter_says_that_a_change_cannot_be_told(tables):
    survey = tables["raad_veiligheidsmonitor"].assign(
        marge_onder=float("nan"), marge_boven=float("nan"), signaal=None, nederland=float("nan")
    )
    told = letters.render(letter({**tables, "raad_veiligheidsmonitor": survey}, RAAD))
    document = docx.Document(io.BytesIO(told))
    assert [cell.text for cell in document.tables[1].rows[0].cells] == ["Vraag", "Uitkomst"]
    assert "zijn geen marges of aantallen respondenten geleverd" in _words(document)
    none = {name: frame for name, frame in tables.items() if name != "raad_veiligheidsmonitor"}
    assert "Wat bewoners ervaren" not in _words(
        docx.Document(io.BytesIO(letters.render(letter(none, RAAD))))
    )


def test_the_letter_says_what_the_sheet_says_of_the_same_rows(document, tables):
    text = _words(document)
    assert "Van 5 doelen: 1 op koers, 1 niet op koers en 3 niet vast te stellen." in text
    assert "Op koers: het hele interval ligt onder de rechte lijn" in text
    assert "Gedaan: Bibob-onderzoeken in 2020: 61; in 2019: 48." in text
    assert "Duiding bij burengerucht" in text
    figures = in_plain_words(tables)["raad_indicatoren"].query("gebiedsniveau == 'gemeente'")
    parts = tables["indicatoren"].dropna(subset="onderdeel_van")["indicator_id"]
    figures = figures[~figures["indicator_id"].isin(parts)]
    for row in figures[figures["signaal"].eq("signaal omlaag")].itertuples():
        assert f"{row.indicator}: " in text
    assert "signaal omhoog" not in set(figures["signaal"])
    assert "meer dan te verwachten was" not in text


def test_a_secret_figure_is_not_in_the_letter(tables):
    goals = tables["raad_doelen"].assign(nu=float("nan"), geheim="nu", oordeel=None)
    hidden = letters.render(letter({**tables, "raad_doelen": goals}, RAAD))
    written = docx.Document(io.BytesIO(hidden))
    assert {row.cells[3].text for row in written.tables[0].rows[1:]} == {"geheim"}
    assert _words(written).count("het cijfer is geheim") == 5


def test_the_same_tables_give_the_same_bytes_and_no_moment_or_maker(content):
    assert letters.render(letter(raad_tables(), RAAD)) == content
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        about = parts.read("docProps/core.xml").decode()
    assert "2020-07-21" in about
    assert "python-docx" not in about


@pytest.mark.parametrize("case", ["no table", "no row", "huge", "long names", "far more"])
def test_there_is_a_letter_whatever_there_is(case):
    written = docx.Document(io.BytesIO(letters.render(letter(EXTREMES[case](raad_tables()), RAAD))))
    words = _words(written)
    assert not re.search(r"\b(None|nan|NaN|<NA>)\b", words)
    assert "Met vriendelijke groet," in words


def test_hostile_text_is_text(tables):
    content = letters.render(letter(with_names(tables, HOSTILE), RAAD))
    words = _words(docx.Document(io.BytesIO(content)))
    assert "<script>alert(1)</script>" in words
    assert "\u202e" not in words
    letter(tables, dataclasses.replace(RAAD, period="nu"))


def test_a_letter_that_was_edited_is_never_replaced(tmp_path, monkeypatch, tables):
    monkeypatch.setattr(council_issue, "council_issue", lambda *_: (tables, RAAD))
    home = Home(tmp_path, tmp_path)
    path, changed = council_issue.write_letter(home, Configuration())
    assert changed
    assert path.name == "raad_2020-H1_brief.docx"
    assert council_issue.write_letter(home, Configuration()) == (path, False)
    path.write_bytes(b"bewerkt")
    with pytest.raises(AnalystError, match=r"raad_2020-H1_brief\.docx .* blijft staan"):
        council_issue.write_letter(home, Configuration())
    assert path.read_bytes() == b"bewerkt"
