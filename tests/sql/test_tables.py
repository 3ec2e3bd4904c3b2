"""Tests of the published tables: months and gaps, 0 versus unknown, themes never shown by street,
rates, the tables of the Driehoek, and rows that could not be linked.
"""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from assets.basis.errors import AnalystError

YEAR = [f"2020-{month:02}" for month in range(1, 13)]
SOUTH = {"buurtcode": "BU99990002"}
NOWHERE = dict.fromkeys(["straat_id", "straatnaam", "buurtcode", "wijkcode"]) | {
    "koppelmethode": "niet gevonden",
    "koppelscore": 0.0,
    "gebiedsmethode": "geen",
    "gebiedsscore": 0.0,
}


def _every_month(world, months=YEAR, police=({},), reports=()):
    for number, month in enumerate(months):
        came = f"2021-01-{number + 1:02}"
        if police is not None:
            world.police(f"p{number:02}", came, [month], list(police))
        if reports:
            world.reports(f"m{number:02}", came, [month], list(reports))


def _view(tables, table, place, theme, columns):
    key = "straat_id" if table == "straatbeeld" else "buurtcode"
    return tables.ask(
        f"select maand, {columns} from {table} "
        f"where {key} = '{place}' and thema = '{theme}' order by maand"
    )


# -- nothing, and not everything ---------------------------------------------------------------


def test_without_deliveries_every_table_is_made_and_no_law_is_broken(world):
    tables = world.tables()
    assert tables.ask("select count(*) from straatbeeld") == [0]
    assert tables.ask("select count(*) from indicatorwaarden") == [0]
    assert tables.ask("select count(*) from int_driehoek_buurten") == [0]
    assert tables.broken() == {}


@pytest.mark.parametrize("source", ["police", "reports"])
def test_each_source_can_come_alone(world, source):
    getattr(world, source)("a", "2020-02-05", ["2020-01"], [{}, {}])
    tables = world.tables()
    assert tables.broken() == {}
    mine, other = ("politie_registraties", "melddesk_meldingen")[:: 1 if source == "police" else -1]
    assert tables.ask(f"select sum({mine}), count({other}) from straatbeeld") == [(2, 0)]


# -- 0, unknown, no counterpart ----------------------------------------------------------------


def test_0_and_not_delivered_and_no_counterpart_are_three_things(world):
    jeugd = {"hoofdcategorie": "Overlast van personen", "subcategorie": "Jongerenoverlast"}
    world.police("a", "2020-03-05", ["2020-01", "2020-02"], [{}])
    world.reports("b", "2020-04-05", ["2020-02", "2020-03"], [jeugd])
    tables = world.tables()
    columns = "politie_registraties, politie_status, melddesk_meldingen, melddesk_status"
    for table, place in (("straatbeeld", "S1"), ("buurtbeeld", "BU99990001")):
        assert _view(tables, table, place, "vermogen", columns) == [
            ("2020-01", 1, "geteld", None, "geen tegenhanger"),
            ("2020-02", 0, "geteld", None, "geen tegenhanger"),
            ("2020-03", None, "niet geleverd", None, "geen tegenhanger"),
        ]
        assert _view(tables, table, place, "jeugd", columns) == [
            ("2020-01", 0, "geteld", None, "niet geleverd"),
            ("2020-02", 0, "geteld", 1, "geteld"),
            ("2020-03", None, "niet geleverd", 0, "geteld"),
        ]


def test_a_row_counts_even_in_a_month_that_nobody_delivered(world):
    world.police("a", "2020-03-05", ["2020-02"], [{}, {"maand": "2020-01"}])
    tables = world.tables()
    assert _view(
        tables, "straatbeeld", "S1", "vermogen", "politie_registraties, politie_status"
    ) == [
        ("2020-01", 1, "geteld"),
        ("2020-02", 1, "geteld"),
    ]
    assert tables.value("diefstal_fiets", "2020-01") is None
    assert tables.broken(blocking_only=True) == {}


def test_a_category_that_the_settings_give_a_theme_of_the_police_counts(world):
    world.settings["melddesk"] = {
        "categorieen": {"Afval": "vermogen", "Afval/Zwerfvuil": "vermogen"}
    }
    world.reports("a", "2020-02-05", ["2020-01"], [{}])
    tables = world.tables()
    assert tables.ask("select thema from meldingen") == ["vermogen"]
    assert tables.ask("select sum(melddesk_meldingen) from straatbeeld") == [1]
    assert tables.broken(blocking_only=True) == {}


def test_a_category_of_a_theme_that_does_not_exist_loses_no_report(world):
    """It counts as `onbekend`, or the error names the setting."""
    world.settings["melddesk"] = {"categorieen": {"Afval/Zwerfvuil": "bestaat_niet"}}
    try:
        world.reports("a", "2020-02-05", ["2020-01"], [{}])
        tables = world.tables()
    except (ValidationError, AnalystError) as refusal:
        assert "bestaat_niet" in str(refusal)
        return
    assert tables.ask("select thema from meldingen") == ["onbekend"]


def test_categories_find_their_theme(world):
    world.settings["melddesk"] = {
        "categorieen": {"Afval/Zwerfvuil": "horeca", "Nieuw": "geluid", "Nieuw / Ratten": "dieren"}
    }
    asked = [
        ("Afval", "Zwerfvuil", "horeca"),  # the settings take precedence
        (" AFVAL ", "illegale stort", "afval"),
        ("Nieuw", "Iets", "geluid"),
        ("Nieuw", "Ratten", "dieren"),
        ("Nieuw", None, "geluid"),
        ("Afval", "Iets anders", "onbekend"),
        (None, None, "onbekend"),
    ]
    rows = [{"hoofdcategorie": main, "subcategorie": sub} for main, sub, _ in asked]
    world.reports("a", "2020-02-05", ["2020-01"], rows)
    tables = world.tables()
    assert tables.ask("select thema from meldingen order by rijnummer") == [
        theme for *_, theme in asked
    ]
    assert tables.broken() == {"categorie_onbekend": 2}


def test_cancelled_reports_count_with_their_status(world):
    world.reports("a", "2020-02-05", ["2020-01"], [{"status": "geannuleerd"}, {}])
    tables = world.tables()
    assert tables.ask("select status from meldingen order by 1") == ["geannuleerd", "open"]
    assert tables.ask("select sum(melddesk_meldingen) from buurtbeeld") == [2]


# -- gaps and twelve months --------------------------------------------------------------------


def test_twelve_months_need_twelve_months(world):
    _every_month(world, [*YEAR, "2021-01"])
    tables = world.tables()
    found = _view(tables, "straatbeeld", "S1", "vermogen", "politie_12m")
    assert [value for _, value in found] == [None] * 11 + [12, 12]
    assert tables.value("diefstal_fiets", "2020-01--2020-12") == 12
    assert tables.value("diefstal_fiets", "2020-02--2021-01") == 12
    assert tables.value("diefstal_fiets", "2020") == 12
    assert tables.value("diefstal_fiets", "2020-H2") == 6
    assert tables.value("diefstal_fiets", "2021") is None


def test_a_gap_is_told_and_makes_every_sum_over_it_unknown(world):
    _every_month(world, [month for month in YEAR if month != "2020-05"])
    tables = world.tables()
    found = _view(
        tables,
        "buurtbeeld",
        "BU99990001",
        "vermogen",
        "politie_registraties, politie_status, politie_12m",
    )
    assert found[4] == ("2020-05", None, "niet geleverd", None)
    assert {row[3] for row in found} == {None}
    assert tables.value("diefstal_fiets", "2020-05") is None
    assert tables.value("diefstal_fiets", "2020-Q2") is None
    assert tables.value("diefstal_fiets", "2020-H1") is None
    assert tables.value("diefstal_fiets", "2020") is None
    assert tables.value("diefstal_fiets", "2020-Q3") == 3
    assert tables.ask("select maand from driehoek_datakwaliteit where status = 'ontbreekt'") == [
        "2020-05"
    ]
    assert tables.broken() == {"maand_ontbreekt": 1}


def test_the_last_months_are_provisional(world):
    world.settings["cijfers"] = {"voorlopige_maanden": 3}
    _every_month(world)
    tables = world.tables()
    status = dict(
        tables.ask(
            "select periode, status from indicatorwaarden "
            "where indicator_id = 'diefstal_fiets' and gebied_code = 'GM9999'"
        )
    )
    assert [status[month] for month in YEAR] == ["definitief"] * 9 + ["voorlopig"] * 3
    assert (status["2020-Q3"], status["2020-Q4"], status["2020"]) == (
        "definitief",
        "voorlopig",
        "voorlopig",
    )


# -- streets and areas -------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["E33", "E14", "F95", "E13"])
def test_what_could_point_at_a_person_is_never_shown_by_street_but_counts(world, code):
    world.police("a", "2020-02-05", ["2020-01"], [{"mk_code": code}, {}])
    tables = world.tables()
    assert tables.ask(
        "select straat_id, sum(politie_registraties) from straatbeeld group by 1 order by 1"
    ) == [
        ("S1", 1),
        ("niet op straatniveau", 1),
    ]
    assert tables.ask("select sum(politie_registraties) from buurtbeeld") == [2]
    assert tables.broken(blocking_only=True) == {}


def test_reports_about_neighbours_are_never_shown_by_street_but_count(world):
    world.reports(
        "a",
        "2020-02-05",
        ["2020-01"],
        [{"hoofdcategorie": "Wonen", "subcategorie": "Burenoverlast"}],
    )
    tables = world.tables()
    assert tables.ask("select straat_id, melddesk_meldingen from straatbeeld") == [
        ("niet op straatniveau", 1)
    ]
    assert tables.derived("select count(*) from driehoek_hotspots") == [0]


def test_what_could_not_be_linked_counts_as_unknown(world):
    world.settings["cijfers"] = {"minimum_gekoppeld": 0}
    world.police("a", "2020-02-05", ["2020-01"], [{}, NOWHERE, NOWHERE])
    tables = world.tables()
    assert tables.ask(
        "select straat_id, straatnaam, politie_registraties from straatbeeld order by 1"
    ) == [
        ("S1", "Lindelaan", 1),
        ("onbekend", "onbekend", 2),
    ]
    assert tables.value("diefstal_fiets", "2020-01", "onbekend") == 2
    assert tables.value("diefstal_fiets", "2020-01", "WK999900") == 1
    assert tables.value("diefstal_fiets", "2020-01") == 3
    assert tables.ask(
        "select geteld, straat_gekoppeld, straat_opgegeven, buurt_gekoppeld, straat_gekoppeld_pct "
        "from driehoek_datakwaliteit"
    ) == [(3, 1, 3, 1, 33.3)]
    assert tables.broken() == {"koppeling_onder_streefwaarde": 1}


def test_a_street_that_was_not_given_is_no_failure_to_link(world):
    empty = NOWHERE | {"koppelmethode": "niet opgegeven"}
    world.police("a", "2020-02-05", ["2020-01"], [{}, empty, empty])
    tables = world.tables()
    assert tables.ask("select geteld, straat_opgegeven from driehoek_datakwaliteit") == [(3, 1)]
    assert tables.broken() == {}


def test_an_indicator_says_0_for_every_area_of_a_month_that_was_delivered(world):
    world.police("a", "2020-02-05", ["2020-01"], [{}])
    tables = world.tables()
    found = dict(
        tables.ask(
            "select gebied_code, waarde from indicatorwaarden "
            "where indicator_id = 'diefstal_fiets' and periode = '2020-01'"
        )
    )
    assert found == {"GM9999": 1, "WK999900": 1, "BU99990001": 1, "BU99990002": 0, "onbekend": 0}


def test_a_street_from_a_delivery_has_its_most_frequent_spelling_and_is_not_verified(world):
    new = {"straat_id": "N1", "koppelmethode": "uit levering"}
    spelled = [{"straatnaam": name} for name in ("Nwe Laan", "Nieuwe Laan", "Nieuwe Laan")]
    world.police("a", "2020-02-05", ["2020-01"], [new | name for name in spelled])
    tables = world.tables()
    assert tables.ask("select straatnaam, geverifieerd from straten where straat_id = 'N1'") == [
        ("Nieuwe Laan", False)
    ]
    assert set(tables.ask("select straatnaam from registraties")) == {"Nieuwe Laan"}


def test_a_street_that_the_list_came_to_know_later_is_one_street(world):
    """Staged before the list existed, and kept because the source file was purged."""
    world.police("a", "2020-02-05", ["2020-01"], [{"koppelmethode": "uit levering"}])
    tables = world.tables()
    assert tables.ask("select geverifieerd from straten where straat_id = 'S1'") == [True]
    assert tables.ask("select count(*) from registraties") == [1]


def test_a_row_of_a_neighbourhood_that_is_no_more_still_counts_and_stops_nothing(world):
    """Staged under an older division, and kept because the source file was purged."""
    world.police("a", "2020-02-05", ["2020-01"], [{}, {"buurtcode": "BU99990077"}])
    tables = world.tables()
    assert tables.value("diefstal_fiets", "2020-01") == 2
    assert tables.broken(blocking_only=True) == {}


# -- rates -------------------------------------------------------------------------------------


def test_rates_are_given_only_where_the_place_and_the_number_are_large_enough(world):
    world.settings["cijfers"] = {"minimum_inwoners": 1000, "minimum_aantal": 24}
    threat = {"mk_code": "F12"}
    _every_month(world, police=({}, {}, threat, SOUTH, SOUTH, SOUTH))
    tables = world.tables()
    last = (
        "select buurtcode, thema, politie_12m, politie_12m_per_1000 from buurtbeeld "
        "where maand = '2020-12' order by 1, 2"
    )
    assert tables.ask(last) == [
        ("BU99990001", "geweld", 12, None),  # too few rows
        ("BU99990001", "vermogen", 24, 12.0),
        ("BU99990002", "vermogen", 36, None),  # 500 inhabitants
    ]
    assert tables.ask(
        "select distinct politie_12m_per_1000 from buurtbeeld where maand < '2020-12'"
    ) == [None]
    assert tables.ask(
        "select buurtcode, vvc_12m, vvc_12m_per_1000, hic_12m from int_driehoek_buurten order by 1"
    ) == [("BU99990001", 24, 12.0, 0), ("BU99990002", 36, None, 0), ("onbekend", 0, None, 0)]
    assert tables.ask(
        "select twaalf_maanden, twaalf_maanden_per_1000 from int_driehoek_vergelijking "
        "where indicator_id in ('diefstal_fiets', 'openlijk_geweld_persoon') order by 1"
    ) == [(12, None), (60, 24.0)]


# -- the Driehoek ------------------------------------------------------------------------------


def test_the_driehoek_compares_the_last_two_whole_months_with_those_of_last_year(world):
    months = [f"{year}-{month:02}" for year in (2019, 2020) for month in range(1, 13)]
    for number, month in enumerate([*months, "2021-01"]):
        world.police(
            f"p{number:02}", f"2021-02-{number + 1:02}", [month], [{}] * (3 if number >= 22 else 1)
        )
    tables = world.tables()
    assert tables.ask(
        "select periode_van, periode_tot, nu, vorig_jaar, verschil, twaalf_maanden, "
        "twaalf_maanden_ervoor "
        "from int_driehoek_vergelijking where indicator_id = 'diefstal_fiets'"
    ) == [("2020-11", "2020-12", 6, 2, 4, 16, 12)]


def test_the_driehoek_compares_like_with_like_only(world):
    _every_month(world, ["2019-12", "2020-11", "2020-12"])
    tables = world.tables()
    assert tables.ask(
        "select nu, vorig_jaar, verschil, twaalf_maanden from int_driehoek_vergelijking "
        "where indicator_id = 'diefstal_fiets'"
    ) == [(2, None, None, None)]


def test_a_group_of_which_a_code_was_not_delivered_is_unknown(world):
    for number, month in enumerate(YEAR):
        world.police(f"p{number:02}", f"2021-01-{number + 1:02}", [month], [{}], codes=["A72"])
    assert world.tables().ask(
        "select distinct hic_12m, vvc_12m, melddesk_12m from int_driehoek_buurten"
    ) == [(None, None, None)]


def test_hotspots_rank_the_two_sources_apart(world):
    world.settings["cijfers"] = {"minimum_gekoppeld": 0}
    jeugd = {"hoofdcategorie": "Overlast van personen", "subcategorie": "Jongerenoverlast"}
    [code] = world.tables().ask(
        "select min(mk_code) from thema_politie where thema = 'jeugd' and straatniveau = 'J'"
    )
    other = {"straat_id": "S2", "straatnaam": "Kerkstraat"}
    unlinked = NOWHERE | {"mk_code": code}
    police = ({"mk_code": code}, {}, unlinked)
    _every_month(world, police=police, reports=(jeugd, jeugd | other, jeugd | other))
    assert world.tables().derived(
        "select straat_id, thema, politie_12m, melddesk_12m, beide_bronnen, rang_politie, "
        "rang_melddesk, maanden_actief from driehoek_hotspots order by straat_id"
    ) == [("S1", "jeugd", 12, 12, True, 1, 2, 12), ("S2", "jeugd", 0, 24, False, 2, 1, 12)]


def test_data_quality_tells_versions_faults_and_gaps_of_each_source(world):
    world.police(
        "a",
        "2020-02-05",
        ["2020-01"],
        [{}],
        refused=((3, "X", "fout"),),
        emptied=((2, "Y", "leeg"),),
    )
    world.police("b", "2020-04-05", ["2020-03"], [{}])
    world.police("c", "2020-05-05", ["2020-03"], [{}, {}])
    world.reports("d", "2020-03-05", ["2020-02"], [{}])
    assert world.tables().ask(
        "select bron, maand, status, versies, levering_id, levering_rijen, levering_afgekeurd, "
        "levering_veldfouten, geteld from driehoek_datakwaliteit order by 1, 2"
    ) == [
        ("melddesk", "2020-02", "geleverd", 1, "melddesk-d", 1, 0, 0, 1),
        ("politie", "2020-01", "geleverd", 1, "politie-a", 2, 1, 1, 1),
        ("politie", "2020-02", "ontbreekt", 0, None, None, None, None, 0),
        ("politie", "2020-03", "herzien", 2, "politie-c", 2, 0, 0, 2),
    ]


def test_refusals_and_emptied_fields_are_counted_apart(world):
    faults = ((5, "X", "fout"), (6, "X", "fout"), (7, "Y", "anders"))
    world.police("a", "2020-02-05", ["2020-01"], [{}], refused=faults, emptied=((2, "Z", "leeg"),))
    tables = world.tables()
    assert tables.ask("select kolom, reden, aantal from afkeuringen order by 1") == [
        ("X", "fout", 2),
        ("Y", "anders", 1),
    ]
    assert tables.ask("select kolom, reden, aantal from veldfouten") == [("Z", "leeg", 1)]
    assert tables.ask("select rijen, geaccepteerd, afgekeurd from leveringen") == [(4, 1, 3)]


def test_the_site_shows_whole_periods_of_the_municipality(world):
    _every_month(world)
    tables = world.tables()
    assert tables.ask(
        "select periode, waarde from feiten_en_cijfers "
        "where indicator_id = 'diefstal_fiets' order by 1"
    ) == [("2020", 12), ("2020-H1", 6), ("2020-H2", 6), *[(f"2020-Q{q}", 3) for q in range(1, 5)]]


def test_inhabitants_are_those_of_the_year_or_the_last_before_it(world):
    _every_month(world, ["2019-12", "2020-01", "2025-01"])
    assert world.tables().ask(
        "select jaar, inwoners, inwoners_jaar from int_inwoners "
        "where buurtcode = 'BU99990001' order by 1"
    ) == [(year, 2000, 2020) for year in range(2019, 2026)]


def test_a_cancelled_report_counts_and_the_definitions_say_so(world):
    world.reports("a", "2020-02-05", ["2020-01"], [{"status": "open"}, {"status": "geannuleerd"}])
    tables = world.tables()
    assert tables.value("melding_afval", "2020-01") == 2
    definitions = tables.ask("select definitie from indicatoren where bron = 'melddesk'")
    assert definitions
    assert all("(ook geannuleerde)" in definition for definition in definitions)
