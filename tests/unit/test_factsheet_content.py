"""Tests of what stands on the sheets: choice, order, words; no renderer takes part."""

from __future__ import annotations

import dataclasses
import re

import pandas as pd
import pytest
from factsheet_tables import DRIEHOEK, RAAD, driehoek_tables, raad_tables, seed

from assets.factsheets import cells, charts, tilemap
from assets.factsheets.driehoek import driehoek
from assets.factsheets.raad import MAIN_GOALS, raad
from assets.factsheets.sheet import Cell, Column, Figures, Row, Table, Text


@pytest.fixture(scope="module")
def tables():
    """All but the course through time, which takes most of the time to draw."""
    return {name: frame for name, frame in driehoek_tables().items() if name != "driehoek_verloop"}


@pytest.fixture(scope="module")
def council():
    return {name: frame for name, frame in raad_tables().items() if name != "driehoek_verloop"}


def _table(sheet, name):
    found = {
        block.name: block
        for section in sheet.sections()
        for block in section.blocks
        if isinstance(block, Table)
    }
    return found[name]


def _texts(sheet):
    """Every word of a sheet, as one text."""
    words = [sheet.title, sheet.subtitle, *sheet.facts]
    for section in sheet.sections():
        words.append(section.heading)
        for block in section.blocks:
            if isinstance(block, Text):
                words += block.lines
            if isinstance(block, Table):
                words += [*block.notes, block.empty if not block.rows else ""]
                words += [f"{cell.text} {cell.small}" for row in block.rows for cell in row.cells]
                words += [row.remark for row in block.rows]
    return "\n".join(words)


def _shown(row):
    return [cell.text for cell in row.cells]


def test_the_headline_counts_the_signals_and_the_verdicts_of_the_main_indicators(tables):
    first = next(driehoek(tables, DRIEHOEK).sections()).blocks[0]
    main = tables["indicatoren"].query("bron != 'register'")["onderdeel_van"].isna().sum()
    assert first.lines[0] == (
        "2 signalen tegen de verwachting voor de hele gemeente (1 omhoog, 1 omlaag), en 2 voor "
        "wijken en buurten."
    )
    assert first.lines[1].startswith(f"Van {main} indicatoren ")
    counted = [int(number) for number in re.findall(r"\b\d+\b", first.lines[1])[1:]]
    assert sum(counted) == main
    assert "coronaperiode" in first.lines[2]


def test_without_a_signal_the_sheet_says_so(tables):
    none = {**tables, "driehoek_signalen": tables["driehoek_signalen"].iloc[:0]}
    sheet = driehoek(none, DRIEHOEK)
    assert "Geen signalen tegen de verwachting voor de hele gemeente, en geen" in _texts(sheet)
    assert "Geen enkele reeks gaat over haar grens." in _texts(sheet)


def test_a_missing_table_is_not_told_as_an_empty_one(tables):
    less = {name: frame for name, frame in tables.items() if name != "driehoek_signalen"}
    assert "signalen tegen de verwachting" not in _texts(driehoek(less, DRIEHOEK))
    assert "tabel ontbreekt" in _texts(driehoek(less, DRIEHOEK))


def test_a_signal_bears_what_the_team_makes_of_it(tables):
    table = _table(driehoek(tables, DRIEHOEK), "signalen")
    remarks = [row.cells[-1].text for row in table.rows]
    assert remarks[0].startswith("Meer mensen thuis")
    assert remarks[0].endswith("(team Veiligheid, 6 juli 2020)")
    assert remarks[1:] == ["nog geen duiding"] * 3
    assert [row.cells[2].text for row in table.rows][-1] == "Binnenstad"  # the city comes first


def test_key_figures_are_grouped_and_the_parts_of_a_total_left_out(tables):
    table = _table(driehoek(tables, DRIEHOEK), "kerncijfers")
    names = [row.cells[0].text for row in table.rows]
    assert "Mishandeling - Totaal" in names
    assert "Zware mishandeling" not in names
    groups = list(dict.fromkeys(row.group for row in table.rows))
    assert groups[0] == "Objectieve veiligheid"
    assert [row.group for row in table.rows] == sorted(
        (row.group for row in table.rows), key=groups.index
    )


def test_a_mark_that_all_rows_bear_is_said_once(tables):
    sheet = driehoek(tables, DRIEHOEK)
    table = _table(sheet, "kerncijfers")
    shown = {letter for row in table.rows for letter in row.cells[-1].text.split()}
    assert "Alle cijfers zijn voorlopig" in sheet.facts
    assert shown == {"r", "h"}
    assert "haaldelict" in table.notes[-1]
    assert "*" not in table.notes[-1]
    figures = tables["driehoek_kerncijfers"].copy()
    figures.loc[figures.index[1:], "status"] = "definitief"
    sheet = driehoek({**tables, "driehoek_kerncijfers": figures}, DRIEHOEK)
    assert "Alle cijfers zijn voorlopig" not in sheet.facts
    assert _table(sheet, "kerncijfers").rows[0].cells[-1].text.startswith("*")


def test_why_nothing_can_be_compared_is_said_under_the_table(tables):
    figures = tables["driehoek_kerncijfers"].copy()
    figures.loc[0, "geen_vergelijking"] = "definitie veranderd"
    figures.loc[0, ["vorig_jaar", "verschil", "verhouding", "verhouding_van"]] = float("nan")
    table = _table(driehoek({**tables, "driehoek_kerncijfers": figures}, DRIEHOEK), "kerncijfers")
    assert table.notes[-1] == "Geen vergelijking: definitie veranderd."
    assert _shown(table.rows[0])[2:5] == [".", ".", "."]
    assert table.rows[0].cells[2].spoken == "niet bekend"


def test_rows_give_way_by_rank_and_the_sheet_says_how_many():
    rows = tuple(Row((Cell(str(at)),), rank=-at) for at in range(10))
    table = Table("t", "t", (Column("n", 1),), rows, rest="En nog {n} meer.", notes=("x",))
    kept = table.within(4)
    assert [row.cells[0].text for row in kept.rows] == ["6", "7", "8", "9"]
    assert kept.notes == ("En nog 6 meer.", "x")
    assert table.within(10) is table
    beyond = dataclasses.replace(table, beyond=1200).within(10)
    assert beyond.notes[0] == "En nog 1.200 meer."


def test_signals_stay_when_key_figures_must_give_way(tables):
    table = _table(driehoek(tables, DRIEHOEK), "kerncijfers")
    whole = [row for row in table.rows if row.cells[5].icon in (cells.UP, cells.DOWN)]
    kept = table.within(len(whole) + 3).rows
    assert all(row in kept for row in whole)


def test_hotspots_say_how_well_the_last_list_did_and_claim_no_effect(tables):
    words = _texts(driehoek(tables, DRIEHOEK))
    assert "de 5 % hoogste plekken van de vorige lijst (93 van 1.858)" in words
    assert "149 van 235 registraties (trefkans 63\u00a0%; 71\u00a0% van die plekken bleef" in words
    assert "1.655 van 2.844 meldingen (" in words
    assert "PAI" not in words
    assert "niet of de aanpak werkt" in words


def test_a_part_gives_way_to_its_total_in_the_same_area_only(tables):
    signals = tables["driehoek_signalen"].assign(
        indicator_id=["mishandeling_totaal", "vechtpartij", "vechtpartij", "burengerucht"],
        indicator=["Totaal", "Deel", "Deel", "Ander"],
    )
    given = {**tables, "driehoek_signalen": signals}
    sheet = driehoek(given, DRIEHOEK)
    told = [(row.cells[0].text, row.cells[2].text) for row in _table(sheet, "signalen").rows]
    assert told == [("Totaal", "Maastricht"), ("Deel", "Noordwest"), ("Ander", "Binnenstad")]
    assert _table(sheet, "signalen").beyond == 1
    assert "1 signaal tegen de verwachting voor de hele gemeente" in _texts(sheet)
    book = next(annex for annex in sheet.annexes if annex.title == "Signalen")
    assert len(book.frame) == 4


def test_a_remark_that_is_cut_stands_whole_in_the_workbook_and_the_sheet_says_so(tables):
    long = "Dit is een lange duiding. " * 20
    texts = {"duiding": long, "duiding_auteur": "team", "duiding_datum": pd.Timestamp("2020-07-06")}
    figures = tables["driehoek_kerncijfers"].assign(**texts)
    sheet = driehoek({**tables, "driehoek_kerncijfers": figures}, DRIEHOEK)
    notes = _table(sheet, "kerncijfers").notes
    assert sum("eindigt op …" in note for note in notes) == 1
    beside = {"burengerucht", "zakkenrollerij"}  # these stand beside their signals
    main = tables["indicatoren"].query("bron != 'register' and onderdeel_van.isna()")
    left = len(set(main["indicator_id"]) - beside) - 3
    assert f"En nog {left} duidingen: zie de werkmap, blad Kerncijfers." in notes
    book = next(annex for annex in sheet.annexes if annex.title == "Kerncijfers")
    assert set(book.frame["duiding"]) == {long}
    assert "eindigt op …" not in _texts(driehoek(tables, DRIEHOEK))


def test_hotspots_leave_out_what_is_there_by_chance(tables):
    spots = tables["driehoek_hotspots"].assign(klasse="sporadisch")
    spots.loc[[3, 250], "klasse"] = "voorbij"
    sheet = driehoek({**tables, "driehoek_hotspots": spots}, DRIEHOEK)
    table = _table(sheet, "hotspots")
    assert [row.cells[0].text.split(".")[0] for row in table.rows] == ["4", "251"]
    assert table.notes == ("298 sporadische niet getoond.",)
    assert table.beyond == 0
    book = next(annex for annex in sheet.annexes if annex.title == "Hotspots")
    assert list(book.frame["rang"]) == [*range(1, 201), 251]


def test_a_start_is_that_of_the_approach_whatever_its_state(tables):
    spots = (
        tables["driehoek_hotspots"]
        .iloc[:3]
        .assign(
            klasse="hardnekkig",
            aanpak_status=["nazorg", "voorgenomen", None],
            aanpak_sinds=pd.to_datetime(["2019-09-02", "2020-01-06", None]),
        )
    )
    table = _table(driehoek({**tables, "driehoek_hotspots": spots}, DRIEHOEK), "hotspots")
    assert [(row.cells[-1].text, row.cells[-1].small) for row in table.rows] == [
        ("nazorg", "gestart september 2019"),
        ("voorgenomen", "per januari 2020"),
        ("geen", ""),
    ]


def test_a_break_that_may_be_compared_is_named_and_a_reason_of_twelve_months_is_no_mark(tables):
    figures = tables["driehoek_kerncijfers"].copy()
    figures["trendbreuk"] = "corona"
    figures.loc[0, "trendbreuk"] = "corona, nieuwe codes"
    figures["geen_vergelijking"] = None
    figures.loc[0, "geen_vergelijking"] = "12 maanden: maand niet geleverd"
    table = _table(driehoek({**tables, "driehoek_kerncijfers": figures}, DRIEHOEK), "kerncijfers")
    marks = table.rows[0].cells[-1]
    assert "b" in marks.text.split()
    assert "g" not in marks.text.split()
    assert "let op: nieuwe codes" in marks.spoken
    assert any("b let op: nieuwe codes" in note for note in table.notes)
    assert "Geen vergelijking: 12 maanden: maand niet geleverd." in table.notes


def test_a_figure_that_is_not_there_is_a_point_with_its_reason(tables):
    figures = tables["driehoek_kerncijfers"].copy()
    figures["nu"] = figures["nu"].astype("float64")
    figures.loc[0, ["nu", "verschil", "verhouding", "verhouding_van"]] = float("nan")
    figures.loc[0, "geen_vergelijking"] = "maand niet geleverd"
    table = _table(driehoek({**tables, "driehoek_kerncijfers": figures}, DRIEHOEK), "kerncijfers")
    assert table.rows[0].cells[1].text == "."
    assert "Geen cijfer of geen vergelijking: maand niet geleverd." in table.notes


def test_only_numbers_of_the_map_stand_before_a_neighbourhood(tables):
    table = _table(driehoek(tables, DRIEHOEK), "buurten")
    numbered = [row for row in table.rows if row.cells[0].text[:1].isdecimal()]
    assert len(numbered) == 12
    assert "geen rang" in table.notes[0]
    assert "rang per 1.000 tussen" in [column.heading for column in table.columns]


@pytest.mark.parametrize(
    ("period", "so_far", "expected"),
    [
        ("2019--2020", float("nan"), ["2019-2020", "7"]),
        ("2020", float("nan"), ["2020", "7"]),
        ("2020-06", float("nan"), ["t/m juni 2020", "."]),
        ("2020-06", 19.0, ["t/m juni 2020", "19"]),
    ],
)
def test_a_part_of_a_year_is_no_year(tables, period, so_far, expected):
    registers = (
        tables["driehoek_registers"]
        .iloc[[1]]
        .assign(periode_tot=period, waarde=7.0, jaar_tot_nu=so_far, toelichting="Zo geteld")
    )
    table = _table(driehoek({**tables, "driehoek_registers": registers}, DRIEHOEK), "registers")
    assert _shown(table.rows[0])[1:3] == expected
    assert table.notes == ("Bibob-onderzoeken: Zo geteld.",)


def test_a_trend_gets_an_arrow_only_beyond_chance(tables):
    spots = (
        tables["driehoek_hotspots"]
        .iloc[:3]
        .assign(trend_tau=[0.6, -0.6, 0.6], trend_p=[0.01, 0.01, 0.2])
    )
    table = _table(driehoek({**tables, "driehoek_hotspots": spots}, DRIEHOEK), "hotspots")
    assert [row.cells[9].text for row in table.rows] == ["↑ stijgend", "↓ dalend", "→ geen"]


def test_a_source_that_was_not_delivered_is_unknown_and_no_zero(tables):
    spots = tables["driehoek_hotspots"].iloc[:2].assign(melddesk_12m=[float("nan"), 0.0])
    table = _table(driehoek({**tables, "driehoek_hotspots": spots}, DRIEHOEK), "hotspots")
    assert [row.cells[7].text for row in table.rows] == [".", "0"]


def test_revisions_are_those_of_the_city_since_the_last_issue(tables):
    table = _table(driehoek(tables, DRIEHOEK), "herzieningen")
    assert len(table.rows) == 6
    assert _shown(table.rows[0]) == ["Bedreiging", "maart 2020", "31", "33", "8 juni 2020"]
    later = dataclasses.replace(DRIEHOEK, previous="2020-06-08")
    assert _table(driehoek(tables, later), "herzieningen").rows == ()


def test_registers_are_headed_as_activity(tables):
    sheet = driehoek(tables, DRIEHOEK)
    heading = next(section.heading for section in sheet.sections() if section.name == "registers")
    assert "geen resultaat" in heading
    assert len(_table(sheet, "registers").rows) == 6
    assert _shown(_table(sheet, "registers").rows[0])[2:] == ["61", "48", "96"]


def test_the_three_main_goals_head_the_council_sheet(council):
    for given in (council, {}):
        headings = [section.heading for section in raad(given, RAAD).sections()]
        assert headings[1:4] == [f"{at}. {goal}" for at, goal in enumerate(MAIN_GOALS, start=1)]


def test_other_main_goals_than_those_of_the_programme_stand_by_themselves(council):
    goals = council["raad_doelen"].assign(hoofddoel="Een veilige wijk")
    headings = [
        section.heading
        for section in raad({**council, "raad_doelen": goals}, RAAD).sections()
        if section.name.startswith("doel-")
    ]
    assert headings == ["1. Een veilige wijk"]


def test_the_council_is_told_that_targets_are_invented_and_gets_no_score(council):
    words = _texts(raad(council, RAAD))
    assert words.count("zijn verzonnen") == 1
    assert "Van 5 doelen: 1 op koers, 1 niet op koers en 3 niet vast te stellen." in words


def test_the_council_sees_city_and_district_only(council):
    sheet = raad(council, RAAD)
    assert "Binnenstad" not in _texts(sheet)
    for annex in sheet.annexes:
        if "gebiedsniveau" in annex.frame:
            assert "buurt" not in set(annex.frame["gebiedsniveau"])


def test_a_half_year_stands_beside_the_same_half_years_under_its_figures_the_remark(council):
    table = _table(raad(council, RAAD), "indicatoren")
    assert [column.heading for column in table.columns[1:6]] == "2016 2017 2018 2019 2020".split()
    row = next(row for row in table.rows if row.cells[0].text.startswith("Burengerucht"))
    source = council["raad_indicatoren"].query(
        "indicator_id == 'burengerucht' and gebiedsniveau == 'gemeente'"
    )
    assert row.cells[5].text == str(source["nu"].item())
    assert row.remark.endswith("(team Veiligheid, 14 juli 2020)")
    assert sum(bool(row.remark) for row in table.rows) == 1


def test_a_text_for_another_sheet_does_not_stand_on_that_of_the_council(council):
    """What the team wrote stands in the columns of the row it is of; the table of all texts, also
    those for the confidential sheet, is not read."""
    silent = council["raad_indicatoren"].assign(duiding=None)
    texts = council["raad_indicatoren"][["indicator_id", "gebied_code", "duiding"]]
    given = {**council, "raad_indicatoren": silent, "duidingen": texts.assign(is_nieuwste=True)}
    assert not any(row.remark for row in _table(raad(given, RAAD), "indicatoren").rows)


def test_a_result_without_an_earlier_period_has_no_verdict(council):
    results = council["raad_prestaties"].assign(
        periode="2019--2020", vorige_periode=None, vorige_waarde=float("nan"), toelichting="Samen"
    )
    table = _table(raad({**council, "raad_prestaties": results}, RAAD), "prestaties")
    assert {row.cells[1].text for row in table.rows} == {"2019 tot en met 2020"}
    assert {row.cells[-1].text for row in table.rows} == {"."}
    assert table.notes == ("Samen (3 rijen).", "Bron: MJP-evaluatie 2021.")


def test_margins_are_told_of_only_where_there_are(council):
    bare = council["raad_veiligheidsmonitor"].assign(marge_onder=None, marge_boven=None)
    for survey, is_told in ((council["raad_veiligheidsmonitor"], True), (bare, False)):
        sheet = raad({**council, "raad_veiligheidsmonitor": survey}, RAAD)
        table = _table(sheet, "veiligheidsmonitor")
        assert any("Tussen haakjes" in note for note in table.notes) is is_told
        assert ("met marge" in table.caption) is is_told
        assert any("zijn eigen 95%-marge" in note for note in table.notes)
        drawn = next(
            block
            for section in sheet.sections()
            if section.name == "veiligheidsmonitor"
            for block in section.blocks
            if isinstance(block, Figures)
        )
        assert ("marge" in drawn.legend) is is_told


def test_survey_questions_that_are_goals_are_drawn_first(council):
    survey = council["raad_veiligheidsmonitor"]
    goals = council["raad_doelen"].assign(indicator_id="vm_soms")
    given = {**council, "raad_doelen": goals, "raad_veiligheidsmonitor": survey}
    names = [
        figure.title
        for section in raad(given, RAAD).sections()
        if section.name == "veiligheidsmonitor"
        for block in section.blocks
        if isinstance(block, Figures)
        for figure in block.figures
    ]
    assert names[0].startswith("Voelt zich wel eens onveilig")
    assert len(names) == 4


def test_districts_show_both_sources_and_a_word_on_small_counts_only_where_there_are(council):
    figures = council["raad_indicatoren"].copy()
    large = figures.assign(nu=figures["nu"] + 5)
    for given, is_told in ((figures.assign(nu=3), True), (large, False)):
        table = _table(raad({**council, "raad_indicatoren": given}, RAAD), "wijken")
        assert any("niet onderdrukt" in note for note in table.notes) is is_told
        assert "de eerste helft van 2020" in table.notes[0]
        assert "(−169) is 169 minder" in table.notes[0]
        shown = [column.heading for column in table.columns[1:]]
        sources = council["raad_indicatoren"].set_index("indicator")["bron"].to_dict()
        assert [sources[name] for name in shown] == ["politie"] * 3 + ["melddesk"] * 3


def test_a_line_parts_what_the_survey_cannot_compare(council):
    table = _table(raad(council, RAAD), "veiligheidsmonitor")
    assert [column.heading for column in table.columns if column.is_break] == ["2021"]
    assert any("breuk in de methode" in note for note in table.notes)


def test_every_drawing_says_what_it_shows():
    for sheet in (driehoek(driehoek_tables(), DRIEHOEK), raad(raad_tables(), RAAD)):
        drawn = [
            figure
            for section in sheet.sections()
            for block in section.blocks
            if isinstance(block, Figures)
            for figure in block.figures
        ]
        assert len(drawn) > 8
        for figure in drawn:
            assert figure.title in figure.alt
            assert len(figure.alt.split()) > 8
            assert re.search(r"\d", figure.alt)


def test_the_words_of_a_course_hold_its_figures():
    points = [charts.Point(2019 + at / 12, f"m{at}", 100.0 + at, 90, 120) for at in range(13)]
    figure = charts.rolling(
        "n", "Fietsen", points, [charts.Stretch(2019.5, 2020, "corona")], (36, 19)
    )
    assert figure.alt == (
        "Fietsen: in de twaalf maanden tot en met m12 112 (95%-interval 90 tot 120), een jaar "
        "eerder 100. Hoogste 112 (m12), laagste 100 (m0). Aangegeven: corona."
    )


def test_no_line_is_drawn_across_a_gap_and_none_across_a_break_of_method():
    values = [10.0, 11.0, None, 12.0, 13.0]
    points = [charts.Point(2019 + at / 12, str(at), value) for at, value in enumerate(values)]
    drawn = charts.rolling("n", "t", points, [], (36, 19)).svg
    lines = re.findall(r'<path[^>]*stroke="#1f4e79"[^>]*stroke-width="1.4"', drawn)
    assert len(lines) == 2
    measured = [
        charts.Point(year, str(year), 5.0, 4, 6, "oud" if year < 2021 else "nieuw")
        for year in (2017, 2019, 2021, 2023)
    ]
    drawn = charts.measured("n", "t", measured, [], (36, 19)).svg
    assert len(re.findall(r'<path[^>]*stroke="#1f4e79"[^>]*stroke-width="0.9"', drawn)) == 2


def test_a_break_is_drawn_within_the_series_only():
    points = [charts.Point(2019 + at / 12, str(at), 5.0) for at in range(13)]
    for stretch, is_drawn in (
        (charts.Stretch(2019.5, 2019.5, "x"), True),
        (charts.Stretch(2015, 2015, "x"), False),
    ):
        drawn = charts.rolling("n", "t", points, [stretch], (36, 19))
        assert ("stroke-dasharray" in drawn.svg) is is_drawn
        assert ("Aangegeven: x" in drawn.alt) is is_drawn


def _areas(number, district=9):
    return [
        tilemap.Area(f"BU{at:04d}", f"Buurt {at}", f"W{at // district}", float(at), at + 1)
        for at in range(number)
    ]


def test_the_layout_of_maastricht_gives_each_neighbourhood_a_tile_of_its_own(tables):
    places = tilemap.layout("GM0935")
    codes = {code for code in tables["driehoek_buurten"]["buurtcode"] if code.startswith("BU")}
    assert set(places) == codes
    assert len(set(places.values())) == 44
    districts = {row["buurtcode"]: row["wijkcode"] for row in seed("GM0935", "buurten.csv")}
    for district in set(districts.values()):
        own = {place for code, place in places.items() if districts[code] == district}
        reached = {min(own)}
        for _ in own:
            reached |= {
                place
                for place in own
                for row, column in reached
                if abs(place[0] - row) + abs(place[1] - column) == 1
            }
        assert reached == own, district  # a district is one piece


@pytest.mark.parametrize("code", ["GM9999", "../GM0935", ""])
def test_another_municipality_has_no_layout(code):
    assert tilemap.layout(code) == {}


@pytest.mark.parametrize("number", [1, 3, 44, 120])
def test_tiles_stand_apart_within_the_drawing(number):
    figure = tilemap.draw("Kaart", _areas(number), {}, None, (100, 78))
    boxes = re.findall(
        r'<rect fill="[^"]+" stroke="#8a97a3" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" '
        r'height="([\d.]+)"',
        figure.svg,
    )
    assert len(boxes) == number
    spots = [tuple(float(side) for side in box) for box in boxes]
    assert len({(x, y) for x, y, _, _ in spots}) == number
    wide, high = (float(side) for side in re.search(r"0 0 ([\d.]+) ([\d.]+)", figure.svg).groups())
    assert all(x >= 0 and x + w <= wide and y + h <= high for x, y, w, h in spots)


def test_real_outlines_are_drawn_where_every_area_has_one():
    import geopandas
    from shapely.geometry import box

    areas = _areas(3)
    shapes = geopandas.GeoDataFrame(
        {"buurtcode": [area.code for area in areas]},
        geometry=[box(at, 0, at + 1, 1) for at in range(3)],
        crs="EPSG:28992",
    )
    drawn = tilemap.draw("Kaart", areas, {}, shapes, (100, 78)).svg
    assert drawn.count("<circle") == 3
    assert "<rect fill" in tilemap.draw("Kaart", areas, {}, shapes.iloc[:2], (100, 78)).svg


def test_an_unknown_figure_is_hatched_and_the_highest_darkest():
    areas = [*_areas(6), tilemap.Area("x", "Onbekend", "W9", None)]
    drawn = tilemap.draw("Kaart", areas, {}, None, (100, 78))
    assert 'fill="url(#geen)"' in drawn.svg
    assert "niet bekend" in drawn.svg
    assert drawn.svg.count(tilemap.SHADES[-1]) == 3  # two tiles and the legend
    assert drawn.alt.startswith("Kaart, 7 buurten. Hoogste: Buurt 5 5, Buurt 4 4")


def _luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _contrast(one, other):
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_text_on_a_shade_can_be_read_and_shades_differ_in_grey():
    for at, shade in enumerate(tilemap.SHADES):
        ink = tilemap._PAPER if at >= tilemap._LIGHT else tilemap._INK
        assert _contrast(shade, ink) >= 4.5
    greys = [_luminance(shade) for shade in tilemap.SHADES]
    assert greys == sorted(greys, reverse=True)
    assert all(
        _contrast(light, dark) > 1.15
        for light, dark in zip(tilemap.SHADES, tilemap.SHADES[1:], strict=False)
    )


@pytest.mark.parametrize(
    ("name", "most", "lines", "expected"),
    [
        ("Wyck", 11, 2, ["Wyck"]),
        ("Boschstraatkwartier", 11, 2, ["Boschstraat-", "kwartier"]),
        ("Sint Maartenspoort", 11, 2, ["Sint", "Maartenspoort"]),
        ("Oud-Caberg", 8, 2, ["Oud-", "Caberg"]),
        ("Een heel lange naam van een buurt", 8, 2, ["Een heel", "lange…"]),
        ("x" * 40, 8, 2, ["xxxxxxx-", "xxxxxxx…"]),
    ],
)
def test_a_name_is_parted_where_it_does_not_fit(name, most, lines, expected):
    assert tilemap._wrap(name, most, lines) == expected


def test_an_unknown_level_or_period_of_another_form_is_no_error(tables):
    odd = tables["driehoek_signalen"].assign(gebiedsniveau=None, sinds=None, bron="iets_nieuws")
    driehoek({**tables, "driehoek_signalen": odd}, dataclasses.replace(DRIEHOEK, period="2020"))
    raad({}, dataclasses.replace(RAAD, period="nu"))


def test_rows_keep_no_missing_value():
    frame = pd.DataFrame({"a": [1, None], "b": pd.to_datetime(["2020-01-01", None])})
    rows = cells.rows_of(frame, ["a", "b", "c"])
    assert [row.a for row in rows] == [1.0, None]
    assert rows[1].b is None
    assert rows[0].c is None
