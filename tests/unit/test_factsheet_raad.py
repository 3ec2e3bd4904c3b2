"""Tests of the content of the council's sheet: choice, order, words; nothing is rendered."""

from __future__ import annotations

import dataclasses
import re

import pytest
from factsheet_tables import RAAD, cell_of, figures_of, raad_tables, table_of, texts

from assets.factsheets.raad import raad
from assets.factsheets.raad.goals import MAIN_GOALS
from assets.factsheets.sheet import Figures
from assets.factsheets.wording import in_plain_words


@pytest.fixture(scope="module")
def council():
    """All tables but the course through time, which is slow to draw."""
    return {name: frame for name, frame in raad_tables().items() if name != "raad_verloop"}


@pytest.fixture(scope="module")
def sheet(council):
    """The sheet of these tables, to look at."""
    return raad(council, RAAD)


def test_the_three_main_goals_come_first(council):
    for tables in (council, {}):
        headings = [section.heading for section in raad(tables, RAAD).sections()]
        assert headings[1:4] == [f"{at}. {goal}" for at, goal in enumerate(MAIN_GOALS, start=1)]


def test_other_main_goals_replace_those_of_the_programme(council):
    goals = council["raad_doelen"].assign(hoofddoel="Een veilige wijk")
    headings = [
        section.heading
        for section in raad({**council, "raad_doelen": goals}, RAAD).sections()
        if section.name.startswith("doel-")
    ]
    assert headings == ["1. Een veilige wijk"]


def test_the_sheet_says_that_targets_are_invented_and_has_no_score(sheet):
    words = texts(sheet)
    assert words.count("zijn verzonnen") == 1
    assert "Van 5 doelen: 1 op koers, 1 niet op koers en 3 niet vast te stellen." in words


def test_goals_of_a_programme_that_ended_are_shown_apart_and_not_judged(council):
    goals = council["raad_doelen"].assign(
        programma=["Programma 2019-2022"] * 3 + ["Oud programma"] * 2,
        programma_van=[2019] * 3 + [2015] * 2,
        programma_tot=[2022] * 3 + [2018] * 2,
    )
    goals.loc[3:, "oordeel"] = "afgesloten"
    sheet = raad({**council, "raad_doelen": goals}, RAAD)
    counted = "Van 3 doelen van Programma 2019-2022: 1 op koers, 1 niet op koers en 1 niet vast"
    assert counted in texts(sheet)
    closed = table_of(sheet, "doelen-afgesloten")
    assert [column.heading for column in closed.columns[4:]] == ["Eindcijfer", "Periode"]
    assert len(closed.rows) == 2
    assert "Afgesloten: Oud programma (2015\u20132018)" in [
        section.heading for section in sheet.sections()
    ]
    assert not any(len(table_of(sheet, f"doelen-{at}").rows) for at in (2, 3))


def test_the_council_sees_city_and_district_only(sheet):
    assert "Binnenstad" not in texts(sheet)
    for annex in sheet.annexes:
        if "gebiedsniveau" in annex.frame:
            assert "buurt" not in set(annex.frame["gebiedsniveau"])


def _lists(sheet, name):
    """The lines of the lists of a section, and the places of its blocks by kind."""
    [section] = [section for section in sheet.sections() if section.name == name]
    kinds = [getattr(block, "role", type(block).__name__) for block in section.blocks]
    lists = [block for block in section.blocks if getattr(block, "role", "") == "list"]
    return [line for block in lists for line in block.lines], kinds


def test_a_half_year_is_beside_the_same_halves_with_the_interpretation_above(council, sheet):
    table = table_of(sheet, "indicatoren")
    assert [column.heading for column in table.columns[1:7]] == [
        "Oordeel",  # first, as a phone shows no more than that beside the name
        *"2016 2017 2018 2019 2020".split(),
    ]
    (row,) = (
        row for row in table.rows if cell_of(row, "Indicator").text.startswith("Burengerucht")
    )
    source = council["raad_indicatoren"].query(
        "indicator_id == 'burengerucht' and gebiedsniveau == 'gemeente'"
    )
    assert cell_of(row, "2020").text == str(source["nu"].item())
    lines, kinds = _lists(sheet, "indicatoren")
    assert [line.startswith("Duiding bij burengerucht") for line in lines] == [True]
    assert lines[0].endswith("(team Veiligheid, 14 juli 2020)")
    assert kinds.index("list") < kinds.index("Table")
    assert not any(row.remark for row in table.rows)


def test_an_interpretation_of_a_goal_stands_above_its_figures_and_nowhere_else(council):
    figures = council["raad_indicatoren"]
    is_goal = figures["indicator_id"].eq("straatroof") & figures["gebiedsniveau"].eq("gemeente")
    figures = figures.assign(duiding=figures["duiding"].mask(is_goal, "Eén groep."))
    sheet = raad({**council, "raad_indicatoren": figures}, RAAD)
    lines, kinds = _lists(sheet, "doel-1")
    assert lines[0].startswith("Duiding bij straatroof: Eén groep.")
    assert kinds.index("list") < kinds.index("Figures") < kinds.index("Table")
    assert texts(sheet).count("Eén groep.") == 1


@pytest.mark.dear
def test_each_goal_has_a_chart_with_its_target_and_the_country_where_it_is_known(council):
    figures = raad_tables()["raad_verloop"]
    sheet = raad({**council, "raad_verloop": figures}, RAAD)
    drawn = [figure for at in (1, 2, 3) for figure in figures_of(sheet, f"doel-{at}")]
    assert [figure.title for figure in drawn] == [
        "Minder woninginbraken: op koers",
        "Minder straatroof: niet vast te stellen",
        "Minder mishandeling: niet op koers",
        "Minder bewoners voelen zich vaak onveilig: niet vast te stellen",
        "Meer locaties behandeld: niet vast te stellen",
    ]
    assert all(">doel " in figure.svg and "95%-interval" in figure.alt for figure in drawn)
    assert [">NL " in figure.svg for figure in drawn] == [False, False, False, True, False]
    assert "Nederland in 2019: 2,2" in drawn[3].alt
    assert "2021" not in drawn[3].alt.partition("Daarvoor")[2], "nothing after the figure itself"
    unknown = council["raad_doelen"].assign(nu=None)
    assert not [*figures_of(raad({**council, "raad_doelen": unknown}, RAAD), "doel-1")]


def test_what_was_done_for_a_goal_is_what_is_public_of_the_registers_it_names(council, sheet):
    lines, _ = _lists(sheet, "doel-1")
    assert lines == [
        "Gedaan voor ‘Minder straatroof’ (inzet, geen resultaat): "
        "Bibob-onderzoeken in 2020: 61; in 2019: 48."
    ]
    hidden = council["raad_prestaties"].assign(waarde=None, geheim="waarde")
    lines, _ = _lists(raad({**council, "raad_prestaties": hidden}, RAAD), "doel-1")
    assert lines[0].endswith("Bibob-onderzoeken in 2020: geheim; in 2019: 48.")


def test_a_column_without_a_figure_is_left_out(council):
    figures = council["raad_indicatoren"].assign(
        vier_jaar_eerder=None, twaalf_maanden_per_1000=float("nan")
    )
    table = table_of(raad({**council, "raad_indicatoren": figures}, RAAD), "indicatoren")
    headings = {column.heading for column in table.columns}
    assert not {"2016", "Per 1.000 inw."} & headings
    assert {"2017", "Oordeel"} <= headings
    assert all(set(row.cells) == set(table.columns) for row in table.rows)


def test_definitions_are_words(sheet):
    [section] = [each for each in sheet.sections() if each.name == "definities"]
    meanings = dict(section.blocks[0].terms)
    assert meanings["Straatroof"] == (
        "Registraties van: zakkenrollerij/tassenrollerij met geweld; straatroof"
    )
    assert not [words for words in meanings.values() if re.search(r"\b[A-Z]\d", words)]
    assert not [words for words in meanings.values() if "gekwal." in words]


def test_an_interpretation_for_another_sheet_is_not_shown(council):
    """Interpretations are read from the row that they are about, never from the table of all texts,
    which also has those for the confidential sheet."""
    silent = council["raad_indicatoren"].assign(duiding=None)
    remarks = council["raad_indicatoren"][["indicator_id", "gebied_code", "duiding"]]
    tables = {**council, "raad_indicatoren": silent, "duidingen": remarks.assign(is_nieuwste=True)}
    assert not any(row.remark for row in table_of(raad(tables, RAAD), "indicatoren").rows)


def test_a_result_without_an_earlier_period_has_no_verdict(council):
    results = council["raad_prestaties"].assign(
        periode="2019--2020", vorige_periode=None, vorige_waarde=float("nan"), toelichting="Samen"
    )
    table = table_of(raad({**council, "raad_prestaties": results}, RAAD), "prestaties")
    assert {cell_of(row, "Periode").text for row in table.rows} == {"2019 tot en met 2020"}
    assert not {"Signaal", "Aantal ervoor"} & {column.heading for column in table.columns}
    first = results.index[results["indicator_id"].eq("bibob")]
    results.loc[first, ["vorige_periode", "vorige_waarde"]] = ["2017--2018", 48]
    table = table_of(raad({**council, "raad_prestaties": results}, RAAD), "prestaties")
    told = [cell_of(row, "Signaal").text for row in table.rows]
    assert sorted(text == "." for text in told) == [False, True, True]
    assert table.notes == ("Samen (3 rijen).", "Bron: MJP-evaluatie 2021.")


def test_margins_are_mentioned_only_if_there_are_any(council):
    bare = council["raad_veiligheidsmonitor"].assign(
        marge_onder=None, marge_boven=None, signaal=None
    )
    for survey, is_mentioned in ((council["raad_veiligheidsmonitor"], True), (bare, False)):
        sheet = raad({**council, "raad_veiligheidsmonitor": survey}, RAAD)
        table = table_of(sheet, "veiligheidsmonitor")
        assert any("Tussen haakjes" in note for note in table.notes) is is_mentioned
        assert ("met marge" in table.caption) is is_mentioned
        assert any("zijn eigen 95%-marge" in note for note in table.notes) is is_mentioned
        drawn = next(
            block
            for section in sheet.sections()
            if section.name == "veiligheidsmonitor"
            for block in section.blocks
            if isinstance(block, Figures)
        )
        assert ("marge" in drawn.legend) is is_mentioned


@pytest.mark.parametrize(
    ("without", "told"),
    [
        ((), None),
        (("vm_soms",), "Van 1 van de 4 vragen zijn geen marges"),
        (("vm_soms", "vm_vaak", "vm_fiets", "vm_inbraak"), "Van deze vragen zijn geen marges"),
    ],
)
def test_of_questions_without_margins_one_line_tells_it_and_no_row(council, without, told):
    survey = council["raad_veiligheidsmonitor"]
    is_bare = survey["indicator_id"].isin(without)
    bare = {
        name: survey[name].mask(is_bare, None) for name in ("marge_onder", "marge_boven", "signaal")
    }
    tables = {**council, "raad_veiligheidsmonitor": survey.assign(**bare)}
    table = table_of(raad(tables, RAAD), "veiligheidsmonitor")
    notes = [note for note in table.notes if "respondenten" in note]
    assert [note.startswith(told) for note in notes] == ([True] if told else [])
    words = [[cell.text for cell in row.cells.values()] for row in table.rows]
    has_verdicts = table.columns[-1].heading == "Verandering"
    assert has_verdicts is (len(without) < 4)
    undecided = [cells.count("niet vast te stellen") for cells in words]
    assert sorted(undecided) == [0] * len(without) + [1] * (4 - len(without))


def test_the_country_is_beside_the_outcomes_if_it_was_delivered(council):
    survey = council["raad_veiligheidsmonitor"].assign(nederland=None)
    bare = {**council, "raad_veiligheidsmonitor": survey}
    headings = [
        column.heading for column in table_of(raad(bare, RAAD), "veiligheidsmonitor").columns
    ]
    assert "Nederland" not in headings
    national = survey["waarde"].where(survey["indicator_id"].eq("vm_soms"))
    tables = {**council, "raad_veiligheidsmonitor": survey.assign(nederland=national)}
    table = table_of(raad(tables, RAAD), "veiligheidsmonitor")
    [column] = [column for column in table.columns if column.heading == "Nederland"]
    assert sorted(row.cells[column].text for row in table.rows) == ["", "", "", "33,0"]
    assert any(note.startswith("Nederland: ") for note in table.notes)


def test_survey_questions_that_are_goals_are_drawn_first(council):
    survey = council["raad_veiligheidsmonitor"]
    goals = council["raad_doelen"].assign(indicator_id="vm_soms")
    tables = {**council, "raad_doelen": goals, "raad_veiligheidsmonitor": survey}
    names = [figure.title for figure in figures_of(raad(tables, RAAD), "veiligheidsmonitor")]
    assert names[0].startswith("Voelt zich wel eens onveilig")
    assert len(names) == 4


def test_districts_show_both_sources(council, sheet):
    table = table_of(sheet, "wijken")
    assert "de eerste helft van 2020" in table.notes[0]
    assert "meer (+) of minder (−)" in table.notes[0]
    names = [column.heading for column in table.columns[1:]]
    sources = in_plain_words(council)["raad_indicatoren"].set_index("indicator")["bron"].to_dict()
    assert [sources[name] for name in names] == ["politie"] * 3 + ["melddesk"] * 3


def test_a_hidden_figure_is_an_x_on_every_part_of_the_sheet_with_its_meaning(council):
    figures = council["raad_indicatoren"].assign(
        nu=float("nan"), twaalf_maanden=float("nan"), geheim="nu, twaalf maanden"
    )
    goals = council["raad_doelen"].assign(nu=float("nan"), geheim="nu")
    results = council["raad_prestaties"].assign(waarde=float("nan"), geheim="waarde")
    revisions = council["raad_herzieningen"].assign(oude_waarde=float("nan"), geheim="oude waarde")
    hidden = {
        "raad_indicatoren": figures,
        "raad_doelen": goals,
        "raad_prestaties": results,
        "raad_herzieningen": revisions,
    }
    sheet = raad({**council, **hidden}, RAAD)
    for name, heading in {
        "indicatoren": "2020",
        "doelen-1": "Nu",
        "prestaties": "Aantal",
        "herzieningen": "Was",
    }.items():
        cells = [cell_of(row, heading) for row in table_of(sheet, name).rows]
        assert {(cell.text, cell.spoken) for cell in cells} == {("x", "geheim")}, name
    districts = table_of(sheet, "wijken")
    assert {cell.text for row in districts.rows for cell in [*row.cells.values()][1:]} == {"x"}
    for table in (districts, table_of(sheet, "indicatoren")):
        assert any(note.startswith("x: geheim") for note in table.notes)


def test_a_sheet_as_known_on_an_earlier_day_may_not_be_published(council, sheet):
    assert sheet.restricted == ""
    told = raad(council, dataclasses.replace(RAAD, is_reconstruction=True)).restricted
    assert "niet openbaar" in told


def test_a_line_separates_surveys_that_are_not_comparable(sheet):
    table = table_of(sheet, "veiligheidsmonitor")
    assert [column.heading for column in table.columns if column.is_break] == ["2021"]
    assert any("breuk in de methode" in note for note in table.notes)


def test_a_period_of_another_form_is_no_error():
    raad({}, dataclasses.replace(RAAD, period="nu"))


def test_names_are_written_out_and_in_plain_dutch():
    told = texts(raad(raad_tables(), RAAD))
    assert "Overval in woning" in told and "Vernieling of zaakbeschadiging - Totaal" in told
    assert not re.search(r"cq\.|Overval In|\(zonder vervolg\)", told)
