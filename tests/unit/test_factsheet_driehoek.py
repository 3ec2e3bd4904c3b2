"""Tests of the content of the Driehoek's sheet: choice, order, words; nothing is rendered."""

from __future__ import annotations

import dataclasses
import re
from types import SimpleNamespace

import pandas as pd
import pytest
from factsheet_tables import (
    DRIEHOEK,
    cell_of,
    driehoek_tables,
    figures_of,
    quick_driehoek_tables,
    shown,
    table_of,
    texts,
)

from assets.factsheets import cells, series
from assets.factsheets.driehoek import data_quality, driehoek


@pytest.fixture(scope="module")
def tables():
    """See `quick_driehoek_tables`."""
    return quick_driehoek_tables()


@pytest.fixture(scope="module")
def sheet(tables):
    """The sheet of these tables, to look at."""
    return driehoek(tables, DRIEHOEK)


def _findings(sheet):
    return next(sheet.sections()).blocks[0].findings


def test_the_sentences_come_first_the_most_serious_first(sheet):
    told = [finding.sentence for finding in _findings(sheet)]
    assert told == [
        f"{sentence} (nieuw)."
        for sentence in (
            "Burengerucht (relatieproblemen): meer dan verwacht in heel Maastricht, sinds april "
            "2020",
            "Overlast zwervers: meer dan verwacht in de buurt Binnenstad, sinds mei 2020",
            "Meldingen jeugdoverlast: meer dan verwacht in de wijk Noordwest, sinds mei 2020",
            "Zakkenrollerij: minder dan verwacht in heel Maastricht, sinds maart 2020",
        )
    ]


def test_a_sentence_has_its_interpretation_and_its_action_or_says_that_there_is_none(tables):
    actions = tables["acties"].assign(indicator_id="zakkenrollerij", gebied_code="GM0935")
    findings = _findings(driehoek({**tables, "acties": actions}, DRIEHOEK))
    first, last = dict(findings[0].details), dict(findings[-1].details)
    assert first["Duiding"].startswith("Meer mensen thuis")
    assert first["Afspraak"] == "geen."
    assert last["Duiding"] == (
        "Minder drukte in de binnenstad (over de eerste helft van 2020, team Veiligheid)."
    )
    assert "; had af moeten zijn op 1 juli 2020). En nog 1 afspraak." in last["Afspraak"]
    assert dict(findings[1].details)["Duiding"] == "ontbreekt."


def test_every_sentence_has_its_months_beside_it_with_the_limits_and_the_signals(sheet):
    figures = [finding.figure for finding in _findings(sheet)]
    assert figures[0].alt.startswith(
        "Burengerucht (relatieproblemen), Maastricht, per 2 maanden: 99 tot en met juni 2020, waar "
        "45 tot 83 gewoon is."
    )
    assert figures[0].alt.endswith("Signaal omhoog: juni 2020.")
    assert [figure.svg.count("<polygon") for figure in figures] == [1] * 4
    steps = [re.search(r'<path d="([^"]+)" fill="#b9c8d6"', figure.svg)[1] for figure in figures]
    assert [step.count("Z") for step in steps] == [24, 6, 6, 24]


def test_what_has_no_sentence_is_named_with_its_areas_and_not_counted(tables):
    signals = tables["driehoek_signalen"]
    more = [
        signals.iloc[[1, 2]].assign(
            indicator_id=f"i{at}",
            indicator=f"Feit {at}",
            gebied_code=["GM0935", "AG-markt"],
            gebiedsnaam=["Maastricht", "Vrijthof en Markt"],
            gebiedsniveau=["gemeente", "aandachtsgebied"],
            richting=["omlaag", "omhoog"],
        )
        for at in range(20)
    ]
    sheet = driehoek({**tables, "driehoek_signalen": pd.concat([signals, *more])}, DRIEHOEK)
    (block,) = next(s for s in sheet.sections() if s.name == "verder").blocks
    assert block.lines[0].startswith("▲ Meer dan verwacht: Feit ")
    assert "(Vrijthof en Markt); Feit " in block.lines[0]
    named = sum(line.count("Feit ") for line in block.lines)
    assert len(_findings(sheet)) == 5
    told = sum(finding.sentence.startswith("Feit") for finding in _findings(sheet))
    rest = sum(map(int, re.findall(r"(\d+) (?:indi|minder)", block.lines[-1])))
    assert named + told + rest >= 40, "none is forgotten"


def test_without_a_signal_the_sheet_says_so(tables):
    none = {**tables, "driehoek_signalen": tables["driehoek_signalen"].iloc[:0]}
    sheet = driehoek(none, DRIEHOEK)
    assert next(sheet.sections()).blocks[0].lines == (
        "Geen enkel cijfer ligt buiten wat gewoon is.",
    )
    assert "Geen enkele reeks gaat over haar grens." in texts(sheet)


def test_a_missing_table_is_not_reported_as_an_empty_one(tables):
    less = {name: frame for name, frame in tables.items() if name != "driehoek_signalen"}
    assert "signalen tegen de verwachting" not in texts(driehoek(less, DRIEHOEK))
    assert "tabel ontbreekt" in texts(driehoek(less, DRIEHOEK))


def test_a_signal_has_the_interpretation_of_the_team(sheet):
    table = table_of(sheet, "signalen")
    remarks = [cell_of(row, "Duiding").text for row in table.rows]
    assert remarks[0].startswith("Meer mensen thuis")
    assert remarks[0].endswith("(team Veiligheid, 6 juli 2020)")
    assert remarks[1].startswith("Over de eerste helft van 2020: Minder drukte in de binnenstad.")
    assert remarks[2:] == ["nog geen duiding"] * 2
    assert cell_of(table.rows[-1], "Gebied").text == "Binnenstad"  # the city comes first


def test_what_was_known_is_told_once_beside_the_signals(sheet):
    assert texts(sheet).count("Bekend in deze maanden: Demonstratie (6 jun).") == 1
    assert "Evenementen" in [annex.title for annex in sheet.annexes]


def test_what_was_known_is_numbered_in_the_course_up_to_its_last_month():
    tables = driehoek_tables()
    drawn = {
        last: series.courses(tables, [("zakkenrollerij", "Zakkenrollerij")], last)
        for last in ("2020-02", "2020-06")
    }
    first = "Punt met nummer: maand van wat bekend was: 1 Zomerfestival (6\u201314 jul 2019)"
    assert drawn["2020-06"].legend.endswith(f"{first}; 2 Horeca dicht (15 mrt \u2013 31 mei 2020).")
    assert drawn["2020-02"].legend.endswith(f"{first}.")
    assert "Bekend: Zomerfestival" in drawn["2020-06"].figures[0].alt


def test_key_figures_are_grouped_and_the_parts_of_a_total_left_out(sheet):
    table = table_of(sheet, "kerncijfers")
    names = [cell_of(row, "Indicator").text for row in table.rows]
    assert "Mishandeling - Totaal" in names
    assert "Zware mishandeling" not in names
    groups = list(dict.fromkeys(row.group for row in table.rows))
    assert groups[0] == "Objectieve veiligheid"
    assert [row.group for row in table.rows] == sorted(
        (row.group for row in table.rows), key=groups.index
    )


def test_a_mark_that_all_rows_share_is_mentioned_once(tables):
    sheet = driehoek(tables, DRIEHOEK)
    table = table_of(sheet, "kerncijfers")
    letters = {letter for row in table.rows for letter in cell_of(row, "Tekens").text.split()}
    assert "Alle kerncijfers zijn voorlopig" in sheet.facts
    assert letters == {"r", "h"}
    assert "haaldelict" in table.notes[-1]
    assert "*" not in table.notes[-1]
    figures = tables["driehoek_kerncijfers"].copy()
    figures.loc[figures.index[1:], "status"] = "definitief"
    sheet = driehoek({**tables, "driehoek_kerncijfers": figures}, DRIEHOEK)
    assert "Alle kerncijfers zijn voorlopig" not in sheet.facts
    first = table_of(sheet, "kerncijfers").rows[0]
    assert cell_of(first, "Tekens").text.startswith("*")


def test_the_reason_that_nothing_can_be_compared_is_below_the_table(tables):
    figures = tables["driehoek_kerncijfers"].copy()
    figures.loc[0, "geen_vergelijking"] = "definitie veranderd"
    figures.loc[0, ["vorig_jaar", "verschil", "verhouding", "verhouding_van"]] = float("nan")
    table = table_of(driehoek({**tables, "driehoek_kerncijfers": figures}, DRIEHOEK), "kerncijfers")
    assert table.notes[-1] == "Geen vergelijking: definitie veranderd."
    for heading in ("Jaar eerder", "Verhouding (95%-interval)"):
        assert cell_of(table.rows[0], heading).text == "."
    assert cell_of(table.rows[0], "Jaar eerder").spoken == "niet bekend"


def test_signals_remain_if_not_all_key_figures_fit(sheet):
    table = table_of(sheet, "kerncijfers")
    moved = [row for row in table.rows if cell_of(row, "Oordeel").icon in (cells.UP, cells.DOWN)]
    remaining = table.within(len(moved) + 3).rows
    assert all(row in remaining for row in moved)


def test_without_a_signal_the_sheet_says_what_would_have_been_one(sheet):
    table = table_of(sheet, "kerncijfers")
    for row in table.rows:
        cell = cell_of(row, "Oordeel")
        shown = "" if cell.icon in (cells.UP, cells.DOWN) else "zichtbaar ×1,7 of ×0,4"
        assert cell.small.replace("\u00a0", " ") == shown
    row = SimpleNamespace(
        signaal=cells.UNDECIDED, kleinste_zichtbare_op=31.0, kleinste_zichtbare_neer=0.01
    )
    assert cells.seen(row).small == "", "what is out of reach is not named"


def test_each_focus_area_has_its_signals_first_and_no_part_of_a_total(tables, sheet):
    table = table_of(sheet, "aandachtsgebieden")
    shown = [(row.group, cell_of(row, "Indicator").text) for row in table.rows]
    assert shown == [
        ("De kades", "Meldingen jeugdoverlast"),
        ("De kades", "Meldingen geluid en stank"),
        ("Stadspark", "Meldingen afval"),
    ]
    areas = {row.group for row in table.within(table.least).rows}
    assert areas == {"De kades", "Stadspark"}, "each area keeps a row"
    assert table.beyond == 2 and "niet optellen" in table.notes[0]
    assert cell_of(table.rows[0], "Sinds").text == "maart 2020"
    none = {name: frame for name, frame in tables.items() if name != "driehoek_aandachtsgebieden"}
    assert "Aandachtsgebieden" not in texts(driehoek(none, DRIEHOEK))


def test_rare_and_serious_crimes_are_always_there(sheet):
    table = table_of(sheet, "zeldzaam")
    shown = {cell_of(row, "Feit").text: row for row in table.rows}
    assert cell_of(shown["Straatroof"], "Laatste").small == "deze maand"
    assert cell_of(shown["Schietpartij"], "Laatste").small == "5 maanden geleden"
    assert cell_of(shown["Straatroof"], "Gewoonlijk ertussen").text == "0,4\u00a0mnd"
    assert cell_of(shown["Overval in woning"], "Laatste").text == "geen"
    assert cell_of(shown["Overval in woning"], "Oordeel").icon == cells.DOWN
    assert table.least >= len(table.rows), "none gives way"


def test_a_signal_says_how_much_it_was_since_it_began(tables, sheet):
    table = table_of(sheet, "signalen")
    cell = cell_of(table.rows[0], "Sinds")
    assert (cell.text, cell.small) == ("april 2020", "150, verwacht 92")
    over = tables["driehoek_signalen"].assign(sinds_maand=None)
    table = table_of(driehoek({**tables, "driehoek_signalen": over}, DRIEHOEK), "signalen")
    assert {cell_of(row, "Sinds").text for row in table.rows} == {"voorbij"}


def test_hotspots_say_how_well_the_last_list_predicted_and_claim_no_effect(sheet):
    words = texts(sheet)
    assert "de 5 % hoogste plekken van de vorige lijst (93 van 1.858)" in words
    assert "149 van 235 registraties (trefkans 63\u00a0%; 71\u00a0% van die plekken bleef" in words
    assert "1.655 van 2.844 meldingen (" in words
    assert "PAI" not in words
    assert "niet of de aanpak werkt" in words


def test_a_part_is_left_out_for_its_total_in_the_same_area_only(tables):
    signals = tables["driehoek_signalen"].assign(
        indicator_id=["mishandeling_totaal", "vechtpartij", "vechtpartij", "burengerucht"],
        indicator=["Totaal", "Deel", "Deel", "Ander"],
    )
    sheet = driehoek({**tables, "driehoek_signalen": signals}, DRIEHOEK)
    pairs = [
        (cell_of(row, "Indicator").text, cell_of(row, "Gebied").text)
        for row in table_of(sheet, "signalen").rows
    ]
    assert pairs == [("Totaal", "Maastricht"), ("Deel", "Noordwest"), ("Ander", "Binnenstad")]
    assert table_of(sheet, "signalen").beyond == 1
    book = next(annex for annex in sheet.annexes if annex.title == "Signalen")
    assert len(book.frame) == 4


def test_a_shortened_interpretation_is_complete_in_the_workbook_and_the_sheet_says_so(tables):
    long = "Dit is een lange duiding. " * 20
    remark = {
        "duiding": long,
        "duiding_auteur": "team",
        "duiding_datum": pd.Timestamp("2020-07-06"),
    }
    figures = tables["driehoek_kerncijfers"].assign(**remark)
    sheet = driehoek({**tables, "driehoek_kerncijfers": figures}, DRIEHOEK)
    notes = table_of(sheet, "kerncijfers").notes
    assert sum("eindigt op …" in note for note in notes) == 1
    signalled = {"burengerucht", "zakkenrollerij"}  # shown with their signals
    main = tables["indicatoren"].query("bron != 'register' and onderdeel_van.isna()")
    left = len(set(main["indicator_id"]) - signalled) - 3
    assert f"En nog {left} duidingen: zie de werkmap, blad Kerncijfers." in notes
    book = next(annex for annex in sheet.annexes if annex.title == "Kerncijfers")
    assert set(book.frame["duiding"]) == {long}
    assert "eindigt op …" not in texts(driehoek(tables, DRIEHOEK))


def test_sporadic_hotspots_are_left_out(tables):
    spots = tables["driehoek_hotspots"].assign(klasse="sporadisch")
    spots.loc[[3, 250], "klasse"] = "voorbij"
    sheet = driehoek({**tables, "driehoek_hotspots": spots}, DRIEHOEK)
    table = table_of(sheet, "hotspots")
    assert [cell_of(row, "Straat").text.split(".")[0] for row in table.rows] == ["4", "251"]
    assert table.notes == ("298 sporadische niet getoond.",)
    assert table.beyond == 0
    book = next(annex for annex in sheet.annexes if annex.title == "Hotspots")
    assert list(book.frame["rang"]) == [*range(1, 201), 251]


def test_a_hotspot_tells_on_which_parts_of_the_week(tables, sheet):
    table = table_of(sheet, "hotspots")
    told = [cell_of(row, "Soort").small for row in table.rows]
    assert told[0] == "vooral vrijdag- en zaterdagnacht (politie)"
    assert told[1] == ""
    assert "naar het moment van melden" in told[2]
    assert any("Een nacht heet naar de avond ervoor" in note for note in table.notes)
    none = tables["driehoek_hotspots"].assign(weekdelen=None)
    table = table_of(driehoek({**tables, "driehoek_hotspots": none}, DRIEHOEK), "hotspots")
    assert not any("nacht" in note for note in table.notes)


def test_the_start_of_an_approach_is_shown_whatever_its_state(tables):
    spots = (
        tables["driehoek_hotspots"]
        .iloc[:3]
        .assign(
            klasse="hardnekkig",
            aanpak_status=["nazorg", "voorgenomen", None],
            aanpak_sinds=pd.to_datetime(["2019-09-02", "2020-01-06", None]),
        )
    )
    table = table_of(driehoek({**tables, "driehoek_hotspots": spots}, DRIEHOEK), "hotspots")
    approaches = [cell_of(row, "Aanpak") for row in table.rows]
    assert [(cell.text, cell.small) for cell in approaches] == [
        ("nazorg", "gestart september 2019"),
        ("voorgenomen", "per januari 2020"),
        ("geen", ""),
    ]


def test_a_break_that_allows_comparison_is_named_and_a_gap_in_twelve_months_is_no_mark(tables):
    figures = tables["driehoek_kerncijfers"].copy()
    figures["trendbreuk"] = "corona"
    figures.loc[0, "trendbreuk"] = "corona, nieuwe codes"
    figures["geen_vergelijking"] = None
    figures.loc[0, "geen_vergelijking"] = "12 maanden: maand niet geleverd"
    table = table_of(driehoek({**tables, "driehoek_kerncijfers": figures}, DRIEHOEK), "kerncijfers")
    marks = cell_of(table.rows[0], "Tekens")
    assert "b" in marks.text.split()
    assert "g" not in marks.text.split()
    assert "let op: nieuwe codes" in marks.spoken
    assert any("b let op: nieuwe codes" in note for note in table.notes)
    assert "Geen vergelijking: 12 maanden: maand niet geleverd." in table.notes


def test_an_unknown_figure_is_a_full_stop_with_the_reason(tables):
    figures = tables["driehoek_kerncijfers"].copy()
    figures["nu"] = figures["nu"].astype("float64")
    figures.loc[0, ["nu", "verschil", "verhouding", "verhouding_van"]] = float("nan")
    figures.loc[0, "geen_vergelijking"] = "maand niet geleverd"
    table = table_of(driehoek({**tables, "driehoek_kerncijfers": figures}, DRIEHOEK), "kerncijfers")
    assert cell_of(table.rows[0], "Mei-juni 2020").text == "."
    assert "Geen cijfer of geen vergelijking: maand niet geleverd." in table.notes


def test_the_map_and_its_list_share_their_numbers(sheet):
    table = table_of(sheet, "kaartlijst")
    names = [cell_of(row, "Buurt").text for row in table.rows]
    assert [name.split(".")[0] for name in names] == [str(at) for at in range(1, 11)]
    (figure,) = figures_of(sheet, "kaart")
    drawn = re.findall(r">(\d+)</text>", figure.svg)
    assert sorted(drawn, key=int) == [str(at) for at in range(1, 11)]
    assert figure.title == "Overlast per 1.000 inwoners, twaalf maanden tot en met juni 2020"


def test_the_map_shows_the_change_where_it_tells_more_than_a_rate(tables):
    """That is, where at least three neighbourhoods have a signal of what has a sentence."""
    codes = tables["driehoek_buurten"]["buurtcode"].iloc[:3].tolist()
    rows = [
        {
            "indicator_id": "melding_jeugd",
            "gebied_code": code,
            "venster": "2m",
            "periode": "2020-06",
            "nu": 40,
            "verwacht": 10.0,
            "uitkomst": "signaal omhoog",
        }
        for code in codes
    ]
    titles = []
    for number in (2, 3):
        judged = pd.concat([tables["oordelen"], pd.DataFrame(rows[:number])])
        (figure,) = figures_of(driehoek({**tables, "oordelen": judged}, DRIEHOEK), "kaart")
        titles.append(figure.title)
    assert titles[0].startswith("Overlast per 1.000 inwoners")
    assert titles[1] == "Meldingen jeugdoverlast per buurt: mei-juni 2020 tegen de verwachting"
    assert figure.svg.count("▲</text>") == 3


@pytest.mark.parametrize(
    ("period", "so_far", "expected"),
    [
        ("2020-Q2", 19.0, ["t/m tweede kwartaal van 2020", "19"]),
        ("2020-H1", 19.0, ["t/m eerste helft van 2020", "19"]),
        ("2020-06", float("nan"), ["t/m juni 2020", "."]),
        ("2020-06", 19.0, ["t/m juni 2020", "19"]),
    ],
)
def test_a_part_of_a_year_is_not_shown_as_a_year(tables, period, so_far, expected):
    registers = (
        tables["driehoek_registers"]
        .iloc[[1]]
        .assign(periode_tot=period, waarde=7.0, jaar_tot_nu=so_far, toelichting="Zo geteld")
    )
    table = table_of(driehoek({**tables, "driehoek_registers": registers}, DRIEHOEK), "registers")
    row = shown(table.rows[0])
    assert [row["Periode"], row["Aantal"]] == expected
    assert table.notes == ("Bibob-onderzoeken: Zo geteld.",)


@pytest.mark.parametrize("period", ["2019--2020", "2020", "2019", "2020-Q1", "2020-H2", "2020-04"])
def test_a_register_is_only_in_the_issue_of_its_own_period(tables, period):
    registers = tables["driehoek_registers"].assign(periode_tot=period)
    sheet = driehoek({**tables, "driehoek_registers": registers}, DRIEHOEK)
    assert "registers" not in [section.name for section in sheet.sections()]
    book = next(annex for annex in sheet.annexes if annex.title == "Registers")
    assert len(book.frame) == len(registers), "the workbook has all"


def test_overlast_is_one_set_of_codes(sheet):
    names = [cell_of(row, "Indicator").text for row in table_of(sheet, "kerncijfers").rows]
    assert "Overlast van vuurwerk, stank en rook - Totaal" in names
    assert "Overlast - Totaal" not in texts(sheet)


def test_rare_crimes_are_told_as_time_since_the_last_beside_the_usual_time(sheet):
    table = table_of(sheet, "tijd-ertussen")
    assert [
        [cell_of(row, name).text for name in ("Laatste", "Gewoonlijk")] for row in table.rows
    ] == [
        ["5 maanden geleden", "om de 9 maanden"],
        ["nooit geteld", "niet bekend"],
    ]


def test_a_serious_crime_of_every_month_is_not_called_rare_and_still_told(tables):
    section = next(
        one for one in driehoek(tables, DRIEHOEK).sections() if one.name == "tijd-ertussen"
    )
    table, note = section.blocks
    assert "Straatroof" not in [cell_of(row, "Feit").text for row in table.rows]
    assert note.lines == (
        "Ernstig en niet zeldzaam: straatroof (gewoonlijk 2,5 per maand; 26 in twaalf maanden).",
    )
    moved = tables["driehoek_zeldzaam"].assign(twaalf_signaal="signaal omhoog")
    sheet = driehoek({**tables, "driehoek_zeldzaam": moved}, DRIEHOEK)
    assert "26 in twaalf maanden, ▲ signaal omhoog)" in texts(sheet)


def test_names_are_written_out_and_in_plain_dutch(tables):
    names = {
        "a": "Vernieling cq. zaakbeschadiging - Totaal",
        "b": "Ruzie of twist (zonder vervolg)",
    }
    signals = (
        tables["driehoek_signalen"]
        .iloc[[2, 2]]
        .assign(indicator_id=list(names), indicator=list(names.values()))
    )
    told = texts(driehoek({**tables, "driehoek_signalen": signals}, DRIEHOEK))
    assert "Vernieling of zaakbeschadiging - Totaal" in told and "Ruzie of twist: meer" in told
    assert "Overval in woning" in told and "Schietpartij" in told
    assert not re.search(r"cq\.|Overval In|\(zonder vervolg\)", told)
    assert "heten bij de politie «zonder vervolg»" in told


def test_moved_hotspots_come_first_and_lasting_ones_are_a_list_with_what_is_done(tables):
    spots = tables["driehoek_hotspots"].copy()
    spots.loc[0, "thema"] = "alcohol_drugs"  # on which there is an action
    sheet = driehoek({**tables, "driehoek_hotspots": spots}, DRIEHOEK)
    order = ["nieuw", "oplopend", "afnemend", "voorbij"]
    states = [cell_of(row, "Verloop").text for row in table_of(sheet, "plekken").rows]
    assert states == sorted(states, key=order.index) and set(states) == set(order)
    lasting = table_of(sheet, "hardnekkig")
    done = [cell_of(row, "Wat er wordt gedaan").text for row in lasting.rows]
    assert done[0].startswith("aanpak hotspotaanpak, sinds september 2019; Toezicht in de avond")
    assert done[1] == "aanpak hotspotaanpak, sinds september 2019" and set(done[2:]) == {"geen"}
    week = cell_of(lasting.rows[0], "Wat en wanneer").small
    assert week == "vooral vrijdag- en zaterdagnacht (politie)"


def test_the_head_says_through_which_month_the_sources_are_known(tables, sheet):
    facts = sheet.facts
    assert facts[:2] == (
        "Zoals bekend op 8 juli 2020",
        "Politie en MeldDesk bekend tot en met juni 2020",
    )
    quality = tables["driehoek_datakwaliteit"]
    is_late = quality["bron"].eq("melddesk") & quality["maand"].gt("2020-04")
    facts = driehoek({**tables, "driehoek_datakwaliteit": quality[~is_late]}, DRIEHOEK).facts
    assert facts[1:3] == (
        "Politie bekend tot en met juni 2020",
        "MeldDesk bekend tot en met april 2020",
    )


def test_only_a_significant_trend_has_an_arrow(tables):
    spots = (
        tables["driehoek_hotspots"]
        .iloc[:3]
        .assign(trend_tau=[0.6, -0.6, 0.6], trend_p=[0.01, 0.01, 0.2])
    )
    table = table_of(driehoek({**tables, "driehoek_hotspots": spots}, DRIEHOEK), "hotspots")
    assert [cell_of(row, "Trend").text for row in table.rows] == [
        "↑ stijgend",
        "↓ dalend",
        "→ geen",
    ]


def test_a_source_that_was_not_delivered_is_unknown_and_not_zero(tables):
    spots = tables["driehoek_hotspots"].iloc[:2].assign(melddesk_12m=[float("nan"), 0.0])
    table = table_of(driehoek({**tables, "driehoek_hotspots": spots}, DRIEHOEK), "hotspots")
    assert [cell_of(row, "MeldDesk").text for row in table.rows] == [".", "0"]


def test_revisions_are_those_of_the_city_since_the_last_issue(tables, sheet):
    table = table_of(sheet, "herzieningen")
    assert len(table.rows) == 6
    assert shown(table.rows[0]) == {
        "Indicator": "Bedreiging",
        "Maand": "maart 2020",
        "Was": "31",
        "Is": "33",
        "Sinds": "8 juni 2020",
    }
    later = dataclasses.replace(DRIEHOEK, previous="2020-06-08")
    assert table_of(driehoek(tables, later), "herzieningen").rows == ()


def test_registers_are_headed_as_activity(sheet):
    heading = next(section.heading for section in sheet.sections() if section.name == "registers")
    assert "geen resultaat" in heading
    assert len(table_of(sheet, "registers").rows) == 6
    first = shown(table_of(sheet, "registers").rows[0])
    assert first["Aantal"] == "61"
    assert first["Zelfde deel jaar ervoor"] == "48"
    assert first["Heel jaar ervoor"] == "96"


def test_an_unknown_level_or_period_of_another_form_is_no_error(tables):
    odd = tables["driehoek_signalen"].assign(gebiedsniveau=None, sinds=None, bron="iets_nieuws")
    driehoek({**tables, "driehoek_signalen": odd}, dataclasses.replace(DRIEHOEK, period="2020"))


def test_rows_that_count_in_a_theme_alone_are_told_beside_the_quality_of_their_source(tables):
    quality = tables["driehoek_datakwaliteit"]
    last = quality["maand"].eq(quality["maand"].max()) & quality["bron"].eq("politie")
    counted = quality.assign(alleen_thema=quality["alleen_thema"].mask(last, 1204))
    [table] = data_quality.section(tables | {"driehoek_datakwaliteit": counted}).blocks
    [_, note] = table.notes
    assert note.startswith(
        "Politie: 1.204 rijen van de laatste maand tellen alleen onder een thema"
    )
    [table] = data_quality.section(tables).blocks
    assert len(table.notes) == 1


def test_the_sheet_says_until_when_a_class_cannot_be_told_and_by_what_it_orders(tables, sheet):
    notes = " ".join(table_of(sheet, "hotspots").notes)
    assert "tot en met maart 2021 niet te zeggen" in notes
    words = str(sheet)
    assert "politie naar som van 12 maanden, MeldDesk naar verwachting" in words
    stable = tables["driehoek_hotspots"].assign(sleutel_stabiel=True, klasse_blind_tot=None)
    again = driehoek({**tables, "driehoek_hotspots": stable}, DRIEHOEK)
    assert "niet te zeggen" not in str(again)


def test_the_workbook_shows_which_share_comes_from_few_addresses_where_that_can_be_told(sheet):
    [book] = [annex for annex in sheet.annexes if annex.title == "Concentratie"]
    assert "enkele adressen of van overal" in book.note and "Niet getoond: 2 rijen" in book.note
    assert list(zip(book.frame["gebiedsnaam"], book.frame["maand_tot"], strict=True)) == [
        ("Maastricht", "2019-12"),
        ("Maastricht", "2020-06"),
        ("Centrum", "2020-06"),
    ]
    assert "gebied_code" not in book.frame


def _effects(*outcomes: str) -> pd.DataFrame:
    rows = [
        {
            "straatnaam": "Markt",
            "sinds": pd.Timestamp("2020-01-13"),
            "bron": "politie" if at % 2 else "melddesk",
            "uitkomst": outcome,
            "na": 31,
            "verwacht": 55.4,
            "verschil": None if outcome == "geen oordeel" else -24.4,
            "kleinste_zichtbare": 20.2,
        }
        for at, outcome in enumerate(outcomes)
    ]
    return pd.DataFrame(rows)


def test_what_the_comparison_of_an_approach_says_is_told_with_what_could_have_been_seen(tables):
    effects = _effects("meer gedaald dan vergelijkbare plekken", "geen oordeel")
    notes = table_of(driehoek({**tables, "aanpak_effect": effects}, DRIEHOEK), "hotspots").notes
    [told] = [note for note in notes if note.startswith("Aanpak")]
    assert "MeldDesk: meer gedaald dan vergelijkbare plekken (31 waar 55 te verwachten" in told
    assert "verschil van 20 was te zien geweest" in told
    many = {**tables, "aanpak_effect": _effects(*["geen verschil vast te stellen"] * 6)}
    notes = table_of(driehoek(many, DRIEHOEK), "hotspots").notes
    assert sum(note.startswith("Aanpak") for note in notes) == 4
    assert any("blad Effect van de aanpak" in note for note in notes)


def test_actions_are_carried_until_they_are_closed_and_overdue_ones_say_so(sheet):
    """One of a later issue is not on it, and one that was closed before the last issue no more."""
    rows = [shown(row) for row in table_of(sheet, "afspraken").rows]
    assert [(row["Over"], row["Stand"], row["Uiterlijk"]) for row in rows] == [
        ("Alcohol en drugs", "bezig, dag voorbij", "1 juli 2020"),
        ("Overlast zwervers", "open", "geen dag"),
        ("Woninginbraak", "klaar", "1 mei 2020"),
    ]
    assert rows[1]["Wie"] == "niet afgesproken"
    assert "Afspraken: van 1 is de dag voorbij" in texts(sheet)
    page = next(page for page in sheet.annexes if page.title == "Afspraken")
    assert len(page.frame) == 5 and "actie_id" not in page.frame, "the workbook has all"


def test_an_action_for_today_is_not_late_and_a_closed_one_never(tables):
    actions = tables["acties"].assign(uiterlijk=pd.Timestamp(DRIEHOEK.known_until))
    sheet = driehoek({**tables, "acties": actions}, DRIEHOEK)
    assert "dag voorbij" not in texts(sheet)
    later = dataclasses.replace(DRIEHOEK, known_until="2020-07-09")
    statuses = [
        shown(row)["Stand"]
        for row in table_of(driehoek({**tables, "acties": actions}, later), "afspraken").rows
    ]
    assert statuses == ["bezig, dag voorbij", "open, dag voorbij", "klaar"]


def test_without_actions_there_is_no_section(tables):
    none = {**tables, "acties": tables["acties"].iloc[:0]}
    assert "Afspraken" not in texts(driehoek(none, DRIEHOEK))
