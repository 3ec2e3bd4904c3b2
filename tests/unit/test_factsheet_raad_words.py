"""Tests of what the council's sheet says of its own figures: what is public, of which years, what
was revised, and why there is no comparison. Nothing is rendered."""

from __future__ import annotations

import dataclasses
import re

import pandas as pd
import pytest
from factsheet_tables import RAAD, cell_of, figures_of, raad_tables, table_of, texts

from assets.factsheets.raad import raad
from assets.factsheets.raad.plain_words import in_plain_words
from assets.indicators.breaks import load_breaks

LATER = "Cijfers over hele jaren, zoals ze zijn aangeleverd: ook van na dit halfjaar."


@pytest.fixture(scope="module")
def council():
    """All tables but the course through time, which is slow to draw."""
    return {name: frame for name, frame in raad_tables().items() if name != "raad_verloop"}


def _section(sheet, name):
    [section] = [section for section in sheet.sections() if section.name == name]
    return section


@pytest.mark.parametrize(
    ("first", "told"),
    [
        (2016, "staan er ook in, behalve die van vóór 2016."),
        (2014, "in de Veiligheidsmonitor staan er ook in."),
        (None, ""),
    ],
)
def test_the_guide_says_which_outcomes_are_not_in_the_public_figures(council, first, told):
    about = dataclasses.replace(RAAD, public_from=first)
    [block] = _section(raad(council, about), "leeswijzer").blocks
    [line] = [line for line in block.lines if "openbare cijfers" in line]
    assert line.endswith(told)
    assert ("Veiligheidsmonitor" in line) is bool(told)
    without = {name: frame for name, frame in council.items() if name != "raad_veiligheidsmonitor"}
    assert "Veiligheidsmonitor" not in texts(raad(without, about))


@pytest.mark.parametrize(("period", "is_told"), [("2020-H1", True), ("2020-H2", False)])
def test_figures_of_after_the_half_year_are_announced(council, period, is_told):
    sheet = raad(council, dataclasses.replace(RAAD, period=period))
    for name in ("gebeurtenissen", "prestaties"):
        lines = [
            line for block in _section(sheet, name).blocks for line in getattr(block, "lines", ())
        ]
        assert (LATER in lines) is is_told


def test_the_first_edition_says_that_it_is_the_first(council):
    tables = {**council, "raad_herzieningen": council["raad_herzieningen"].head(0)}
    first = dataclasses.replace(RAAD, previous=None)
    assert table_of(raad(tables, RAAD), "herzieningen").empty == (
        "Sinds de vorige uitgave is geen cijfer herzien."
    )
    assert table_of(raad(tables, first), "herzieningen").empty == "Dit is de eerste uitgave."
    figures = tables["raad_indicatoren"]
    partly = figures["status"].mask(figures["indicator_id"].eq("bedreiging"), "deels herzien")
    tables["raad_indicatoren"] = figures.assign(status=partly)
    sheet = raad(tables, first)
    assert table_of(sheet, "herzieningen").empty == (
        "Dit is de eerste uitgave. Wat al daarvoor was veranderd, heeft bij de indicatoren het "
        "teken r."
    )
    [row] = [
        row
        for row in table_of(sheet, "indicatoren").rows
        if cell_of(row, "Indicator").text == "Bedreiging"
    ]
    assert "r" in cell_of(row, "Tekens").text.split()


def _with_figures(council, **columns):
    """The council's tables with these columns of the indicators, and all of those shown."""
    figures = council["raad_indicatoren"].assign(onderdeel_van=None, **columns)
    tables = {**council, "raad_indicatoren": figures}
    del tables["indicatoren"]
    return tables


def _marks(sheet):
    return [cell_of(row, "Tekens").text.split() for row in table_of(sheet, "indicatoren").rows]


def test_a_mark_that_all_rows_have_is_told_too(council):
    first = dataclasses.replace(RAAD, previous=None)
    tables = _with_figures(
        council, status="deels herzien", registratietype="haal", trendbreuk="eigen breuk"
    )
    tables["raad_herzieningen"] = tables["raad_herzieningen"].head(0)
    sheet = raad(tables, first)
    assert "het teken r" in table_of(sheet, "herzieningen").empty
    assert all({"r", "h", "b"} <= set(marks) for marks in _marks(sheet))
    [note] = [note for note in table_of(sheet, "indicatoren").notes if note.startswith("Tekens: ")]
    assert "r deels herzien" in note
    assert "b let op: eigen breuk" in note


def test_what_holds_for_all_rows_and_has_a_fact_is_not_repeated(council):
    sheet = raad(_with_figures(council, status="voorlopig", trendbreuk="corona"), RAAD)
    assert "Alle cijfers van de politie en het meldsysteem zijn voorlopig" in sheet.facts
    assert "Alle vergelijkingen lopen door de coronaperiode" in sheet.facts
    assert not {"*", "c"} & {mark for marks in _marks(sheet) for mark in marks}
    partly = council["raad_indicatoren"]["trendbreuk"].where(
        council["raad_indicatoren"]["indicator_id"].eq("bedreiging")
    )
    sheet = raad(_with_figures(council, trendbreuk=partly), RAAD)
    assert not [fact for fact in sheet.facts if "corona" in fact]
    assert ["c"] in _marks(sheet)


def test_a_revised_part_that_the_sheet_does_not_show_has_no_mark_there(council):
    tables = {**council, "raad_herzieningen": council["raad_herzieningen"].head(0)}
    parents = council["indicatoren"].set_index("indicator_id")["onderdeel_van"].dropna()
    figures = tables["raad_indicatoren"]
    is_part = figures["indicator_id"].eq(parents.index[0])
    status = figures["status"].mask(is_part, "deels herzien")
    tables["raad_indicatoren"] = figures.assign(status=status)
    sheet = raad(tables, dataclasses.replace(RAAD, previous=None))
    assert not [marks for marks in _marks(sheet) if "r" in marks]
    assert table_of(sheet, "herzieningen").empty == "Dit is de eerste uitgave."


def test_each_reason_for_no_comparison_is_told_once_in_plain_words(council):
    reasons = [
        "een cijfer is geheim",
        "een cijfer is geheim; 12 maanden: een cijfer is geheim",
        "trendbreuk: lichte E33-meldingen; 12 maanden: trendbreuk: lichte E33-meldingen",
        "12 maanden: trendbreuk: samenloop",
    ]
    figures = council["raad_indicatoren"]
    told = [*reasons, *[None] * (len(figures) - len(reasons))]
    is_city = figures["gebiedsniveau"].eq("gemeente")
    figures = pd.concat([figures[is_city], figures[~is_city]]).assign(geen_vergelijking=told)
    figures = figures.assign(onderdeel_van=None)
    tables = {**council, "raad_indicatoren": figures}
    del tables["indicatoren"]  # so that all rows are shown
    sheet = raad(tables, RAAD)
    notes = [note for note in table_of(sheet, "indicatoren").notes if note.startswith("Geen ")]
    assert notes == [
        "Geen vergelijking: een cijfer is geheim; sinds maart 2020 tellen ook lichte meldingen van "
        "verward gedrag mee.",
        "Geen vergelijking over twaalf maanden: sinds juli 2018 is elk strafbaar feit een eigen "
        "registratie.",
    ]


def test_no_name_of_a_break_that_only_the_team_knows_is_on_the_sheet(council):
    goals = council["raad_doelen"]
    notes = goals["toelichting"] + "; trendbreuk: samenloop, eigen breuk"
    tables = {**council, "raad_doelen": goals.assign(toelichting=notes)}
    figures = council["raad_indicatoren"].assign(
        trendbreuk="corona, lichte E33-meldingen", geen_vergelijking="trendbreuk: samenloop"
    )
    words = texts(raad({**tables, "raad_indicatoren": figures}, RAAD))
    known = [one.naam for one in load_breaks() if one.naam not in ("corona",)]
    assert not [name for name in [*known, "trendbreuk: "] if name in words]
    assert "let op: sinds juli 2018 is elk strafbaar feit een eigen registratie, eigen" in words


def test_a_text_of_the_team_about_a_break_stays_as_it_is(council):
    text = (
        "Streefwaarde aangepast vanwege de trendbreuk: er is een nieuwe vragenlijst, met andere "
        "vragen + een andere steekproef.; trendbreuk: andere vragen + steekproef"
    )
    goals = council["raad_doelen"].assign(toelichting=f"{text}; trendbreuk: samenloop")
    told = in_plain_words({"raad_doelen": goals})["raad_doelen"]["toelichting"].unique()
    changed = "let op: sinds juli 2018 is elk strafbaar feit een eigen registratie"
    assert told.tolist() == [f"{text}; {changed}"]


def test_two_breaks_in_one_reason_are_told_in_full(council):
    names = "lichte E33-meldingen, samenloop"
    tables = _with_figures(council, geen_vergelijking=f"trendbreuk: {names}", trendbreuk=names)
    notes = table_of(raad(tables, RAAD), "indicatoren").notes
    told = (
        "sinds maart 2020 tellen ook lichte meldingen van verward gedrag mee, sinds juli 2018 is "
        "elk strafbaar feit een eigen registratie"
    )
    assert f"Geen vergelijking: {told}." in notes
    assert any(f"b let op: {told}" in note for note in notes)


def test_the_first_words_of_a_break_have_no_codes():
    names = ", ".join(one.naam for one in load_breaks())
    figures = pd.DataFrame({"trendbreuk": [names]})
    [told] = in_plain_words({"raad_indicatoren": figures})["raad_indicatoren"]["trendbreuk"]
    assert "in 2015 is fraude" in told
    assert not re.search(r"\d\.\d|E\d\d", told)


def test_an_outcome_of_the_survey_has_the_same_decimals_everywhere(council):
    """Also where it is whole: a chart says 3,0 % and so does the table."""
    goals = council["raad_doelen"]
    is_asked = goals["indicator_id"].eq("vm_vaak")
    goals = goals.assign(nu=goals["nu"].mask(is_asked, 3.0))
    sheet = raad({**council, "raad_doelen": goals}, RAAD)
    [row] = table_of(sheet, "doelen-2").rows
    shown = {column.heading: cell.text for column, cell in row.cells.items()}
    assert shown["Nulmeting"] == shown["Nu"] == "3,0\u00a0%"
    assert shown["Streefwaarde"] == "2,0\u00a0%"
    assert shown["95%-interval"] == "1,6–3,9"


def test_a_unit_that_the_name_of_a_question_says_is_not_repeated(council):
    survey = council["raad_veiligheidsmonitor"]
    is_mark = survey["indicator_id"].eq("vm_soms")
    survey = survey.assign(
        indicator=survey["indicator"].mask(is_mark, "Rapportcijfer veiligheid"),
        eenheid=survey["eenheid"].mask(is_mark, "rapportcijfer"),
    )
    sheet = raad({**council, "raad_veiligheidsmonitor": survey}, RAAD)
    titles = [figure.title for figure in figures_of(sheet, "veiligheidsmonitor")]
    assert "Rapportcijfer veiligheid" in titles
    assert "Voelt zich vaak onveilig (%)" in titles
    names = [cell_of(row, "Vraag") for row in table_of(sheet, "veiligheidsmonitor").rows]
    assert {cell.small for cell in names if cell.text.startswith("Rapportcijfer")} == {""}
