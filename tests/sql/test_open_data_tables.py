"""Tests of the open-data models: side by side with the police export, never added to it."""

from __future__ import annotations

import pytest

AREAS = ("GM9999", "WK999900", "BU99990001")
YEAR = [f"2020-{month:02}" for month in range(1, 13)]


def figure(code: str, period: str, value: float | None, area: str = "GM9999", **more) -> dict:
    plain = code.replace(".", "_")
    return {
        "indicator_id": f"pod_{plain}",
        "code": code,
        "naam": f"{code} Naam",
        "gebied_code": area,
        "periode": period,
        "waarde": value,
        **more,
    }


@pytest.fixture
def year() -> list[dict]:
    """Twelve months of one code, with the values 1 to 12."""
    return [figure("1.1.1", month, number) for number, month in enumerate(YEAR, start=1)]


def test_a_code_is_an_indicator_with_its_own_name_and_counterpart(world):
    world.open_data(
        "a",
        "2021-02-01",
        YEAR,
        [
            figure("1.1.1", "2020", 5),
            figure("9.9.9", "2020", 5),
            figure("E33", "2020", 5, domein="overlast", indicator_id="pod_overlast_e33"),
        ],
    )
    assert world.tables().ask(
        "select indicator_id, naam, bron, zelfde_als, registratietype from indicatoren "
        "where bron not in ('politie', 'melddesk', 'register') order by volgorde"
    ) == [
        ("pod_1_1_1", "1.1.1 Naam", "politie (open data)", "woninginbraak", "breng"),
        (
            "pod_overlast_e33",
            "E33 Naam",
            "politie (open data)",
            "overlast_verward_persoon",
            "breng",
        ),
        ("pod_9_9_9", "9.9.9 Naam", "politie (open data)", None, "onbekend"),
    ]


def test_without_open_data_there_is_no_trace_of_it(world):
    world.police("a", "2020-02-05", ["2020-01"], [{}])
    tables = world.tables()
    assert tables.ask("select * from indicatoren where bron = 'politie (open data)'") == []
    assert tables.ask("select distinct bron from driehoek_datakwaliteit") == ["politie"]


def test_with_open_data_alone_there_are_figures_and_no_incidents(world, year):
    world.open_data("a", "2021-02-01", YEAR, year)
    tables = world.tables()
    assert tables.broken() == {}
    assert tables.value("pod_1_1_1", "2020-03") == 3
    assert tables.value("pod_1_1_1", "2020-Q1") == 6
    assert tables.value("pod_1_1_1", "2020-H2") == 57
    assert tables.value("pod_1_1_1", "2020") == 78
    assert tables.value("pod_1_1_1", "2020-01--2020-12") == 78
    for empty in ("registraties", "meldingen", "straatbeeld", "buurtbeeld"):
        assert tables.ask(f"select count(*) from {empty}") == [0]
    assert tables.ask("select buurtcode, inwoners from buurten order by 1") == [
        ("BU99990001", 2000),
        ("BU99990002", 500),
    ]
    assert tables.ask(
        "select periode, waarde, status from feiten_en_cijfers where periode_soort = 'jaar'"
    ) == [("2020", 78, "definitief")]
    assert tables.ask("select periode_van, nu, twaalf_maanden from int_driehoek_vergelijking") == [
        ("2020-11", 23, 78)
    ]


def test_a_published_year_is_not_the_sum_of_its_months(world, year):
    world.open_data("a", "2021-02-01", YEAR, [*year, figure("1.1.1", "2020", 80)])
    tables = world.tables()
    assert tables.value("pod_1_1_1", "2020") == 80
    assert tables.value("pod_1_1_1", "2020-H1") == 21
    assert tables.ask("select * from herzieningen") == []


def test_a_year_is_never_spread_over_months(world):
    world.open_data("a", "2021-02-01", YEAR, [figure("1.1.1", "2020", 80)])
    assert world.tables().ask("select periode_soort, periode, waarde from indicatorwaarden") == [
        ("jaar", "2020", 80)
    ]


def test_a_total_is_what_was_published_and_never_the_sum_of_codes_or_areas(world):
    world.open_data(
        "a",
        "2021-02-01",
        YEAR,
        [
            figure("0.0.0", "2020", 100),
            figure("1.1.1", "2020", 30),
            figure("1.2.3", "2020", 40),
            figure("1.1.1", "2020", 7, "WK999900"),
            figure("1.1.1", "2020", 3, "BU99990001"),
        ],
    )
    tables = world.tables()
    assert tables.broken() == {}
    assert tables.value("pod_0_0_0", "2020") == 100
    assert [tables.value("pod_1_1_1", "2020", area) for area in AREAS] == [30, 7, 3]
    assert tables.ask("select count(*) from indicatorwaarden") == [5]


def test_an_unknown_month_makes_no_sum_and_no_zero(world, year):
    year[4]["waarde"] = None
    world.open_data("a", "2021-02-01", YEAR, year)
    tables = world.tables()
    assert tables.value("pod_1_1_1", "2020-05") is None
    assert tables.value("pod_1_1_1", "2020-Q2") is None
    assert tables.value("pod_1_1_1", "2020") is None
    assert tables.value("pod_1_1_1", "2020-Q1") == 6


def test_a_later_download_revises_what_differs_and_the_sums_with_it(world, year):
    world.open_data("a", "2021-02-01", YEAR, year)
    later = world.open_data(
        "b", "2021-03-01", ["2020-01", "2020-02"],
        [figure("1.1.1", "2020-01", 4), figure("1.1.1", "2020-02", 2)],
    )  # fmt: skip
    tables = world.tables()
    assert tables.ask(
        "select periode, oude_waarde, nieuwe_waarde, levering_id from herzieningen "
        "where periode_soort <> '12m' order by periode"
    ) == [
        ("2020", 78, 81, later),
        ("2020-01", 1, 4, later),
        ("2020-H1", 21, 24, later),
        ("2020-Q1", 6, 9, later),
    ]
    assert tables.value("pod_1_1_1", "2020-Q1") == 9
    assert tables.ask(
        "select status from indicatorwaarden where periode in ('2020-01', '2020-02', '2020-Q1') "
        "order by periode"
    ) == ["herzien", "definitief", "herzien"]
    assert tables.ask(
        "select maand from driehoek_datakwaliteit where status = 'herzien' order by maand"
    ) == ["2020-01"]


def test_months_that_come_one_by_one_revise_nothing(world, year):
    for number, row in enumerate(year, start=1):
        world.open_data(f"m{number}", f"2021-02-{number:02}", [row["periode"]], [row])
    tables = world.tables()
    assert tables.ask("select * from herzieningen") == []
    assert tables.value("pod_1_1_1", "2020") == 78


def test_a_figure_that_is_hidden_later_stays_as_it_was_published(world):
    world.open_data("a", "2021-02-01", YEAR, [figure("1.4.1", "2020", 14)])
    world.open_data("b", "2021-03-01", YEAR, [figure("1.4.1", "2020", None)])
    tables = world.tables()
    assert tables.value("pod_1_4_1", "2020") == 14
    assert tables.ask("select * from herzieningen") == []


def test_as_known_on_a_day_only_what_had_come(world):
    world.open_data("a", "2021-02-01", YEAR, [figure("1.1.1", "2020", 5)])
    world.open_data("b", "2021-03-01", YEAR, [figure("1.1.1", "2020", 6)])
    world.as_of = "2021-02-15"
    assert world.tables().value("pod_1_1_1", "2020") == 5


def test_provisional_months_make_a_provisional_sum(world, year):
    year[2]["voorlopig"] = "J"
    world.open_data("a", "2021-02-01", YEAR, year)
    assert world.tables().ask(
        "select periode from indicatorwaarden "
        "where status = 'voorlopig' and periode_soort <> '12m' "
        "order by periode"
    ) == ["2020", "2020-03", "2020-H1", "2020-Q1"]


def test_export_and_open_data_stand_side_by_side(world):
    months = ["2020-01", "2020-02"]
    world.police("a", "2020-03-05", months, [{"mk_code": "A20"}, {"maand": "2020-02"}])
    world.open_data(
        "b", "2020-03-20", ["2012-01", *months],
        [figure("1.1.1", month, 7) for month in ("2012-01", *months)],
    )  # fmt: skip
    tables = world.tables()
    assert tables.value("woninginbraak", "2020-01") == 1
    assert tables.value("pod_1_1_1", "2020-01") == 7
    assert set(tables.broken()) <= {"maand_ontbreekt"}
    # months of the open data do not extend the calendar of the export
    assert tables.ask("select min(maand) from int_maanden") == ["2020-01"]
    assert "politie (open data)" not in tables.ask(
        "select distinct bron from int_driehoek_vergelijking"
    )


def test_a_code_with_another_name_is_told(world):
    world.open_data("a", "2021-02-01", YEAR, [figure("1.1.1", "2019", 5)])
    world.open_data("b", "2021-03-01", YEAR, [figure("1.1.1", "2020", 5, naam="1.1.1 Anders")])
    tables = world.tables()
    assert tables.broken() == {"open_data_code_hernoemd": 1}
    assert tables.ask("select naam from indicatoren where indicator_id = 'pod_1_1_1'") == [
        "1.1.1 Anders"
    ]


def test_two_tables_of_one_month_are_no_revision(world):
    world.open_data("a", "2021-02-01", ["2020-01"], [figure("1.1.1", "2020-01", 5)])
    world.open_data("b", "2021-02-02", ["2020-01"], [figure("1.2.3", "2020-01", 6)])
    assert world.tables().ask(
        "select bron, maand, status, versies, geteld from driehoek_datakwaliteit"
    ) == [("politie_open_data", "2020-01", "geleverd", 2, 2)]


def test_an_area_that_the_reference_does_not_know_is_told_and_published(world):
    world.open_data("a", "2021-02-01", YEAR, [figure("1.1.1", "2020", 5, "BU99990077")])
    tables = world.tables()
    assert tables.broken() == {"open_data_gebied_onbekend": 1}
    assert tables.value("pod_1_1_1", "2020", "BU99990077") == 5


# -- neighbourhoods (T4) -----------------------------------------------------------------------

GROUPS = {
    "hic": ("1_1_1", "1_4_6", "1_4_7"),
    "overlast": tuple(f"overlast_{code}" for code in "e33 e35 e38 e41 f010 m061 m062 m22".split()),
}
T4 = "select buurtcode, hic_12m, vvc_12m, overlast_12m from int_driehoek_buurten order by buurtcode"


def of_groups(months: list[str], area: str = "BU99990001", **values: int) -> list[dict]:
    """One figure per month for each code of the given groups."""
    return [
        figure("x", month, value, area, indicator_id=f"pod_{code}")
        for group, value in values.items()
        for code in GROUPS[group]
        for month in months
    ]


def test_without_an_export_neighbourhoods_have_the_groups_of_the_open_data(world):
    world.open_data("a", "2021-02-01", YEAR, of_groups(YEAR, hic=1, overlast=2))
    tables = world.tables()
    assert tables.broken() == {}
    assert tables.ask(T4) == [
        ("BU99990001", 36, None, 192),  # no code of VVC is complete: unknown
        ("BU99990002", None, None, None),
        ("onbekend", None, None, None),
    ]
    assert tables.ask("select hic_12m_per_1000, maand_tot from int_driehoek_buurten limit 1") == [
        (18.0, "2020-12")
    ]


@pytest.mark.parametrize("missing", [0, -1])
def test_a_group_of_which_a_month_of_a_code_is_unknown_is_unknown(world, missing):
    rows = of_groups(YEAR, hic=1)
    rows[missing]["waarde"] = None
    world.open_data("a", "2021-02-01", YEAR, rows)
    assert world.tables().ask(T4)[0] == ("BU99990001", None, None, None)


def test_where_there_is_an_export_the_open_data_stay_out_of_the_neighbourhoods(world):
    world.open_data("a", "2021-02-01", YEAR, of_groups(YEAR, hic=1))
    world.police("b", "2021-02-02", YEAR, [{"mk_code": "A20", "maand": YEAR[-1]}])
    assert world.tables().ask(T4)[0] == ("BU99990001", 1, 1, 0)


def test_with_reports_beside_the_open_data_each_keeps_its_own_column(world):
    world.open_data("a", "2021-02-01", YEAR, of_groups(YEAR, hic=1))
    world.reports("b", "2021-02-02", YEAR, [{"maand": month} for month in YEAR])
    assert world.tables().ask(
        "select hic_12m, melddesk_12m from int_driehoek_buurten where buurtcode = 'BU99990001'"
    ) == [(36, 12)]
