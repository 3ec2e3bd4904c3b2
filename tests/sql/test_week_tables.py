"""Tests of the parts of the week by street and neighbourhood."""

from __future__ import annotations

import pytest

MONTHS = [f"2020-{month:02}" for month in range(1, 13)]


@pytest.fixture
def year(world):
    """A year of both sources; the rows with a moment are told in the test."""

    def tables(police: list[dict], reports: list[dict], months: list[str] = MONTHS):
        world.police("a", "2021-01-05", months, police)
        world.reports("b", "2021-01-06", MONTHS, reports)
        return world.tables()

    return tables


def test_each_event_counts_once_over_the_parts_of_its_week(year):
    tables = year(
        [{"momenten": "16:6 17:6"}, {"momenten": "16:12"}, {"momenten": "onbekend"}],
        [{"momenten": "20:12", "momentbron": "gebeurtenis"}, {"momenten": "20:12"}],
    )
    rows = (
        "select weekdag, dagdeel, politie_12m, melddesk_12m, melddesk_voorval, momentbron from {} "
        "where thema = '{}' order by weekdag desc, dagdeel"
    )
    for table in ("straatmomenten", "buurtmomenten"):
        assert tables.ask(rows.format(table, "vermogen") + ", 1")[:3] == [
            ("vrijdag", "nacht", 1.5, None, None, None),
            ("vrijdag", "ochtend", 0.5, None, None, None),
            ("onbekend", "onbekend", 1.0, None, None, None),
        ]
        assert tables.ask(rows.format(table, "afval")) == [
            ("zaterdag", "nacht", 0.0, 2.0, 1.0, "beide"),
        ]
    assert "behoud_momenten" not in tables.broken()


def test_a_source_that_lacks_a_month_has_no_week(year):
    tables = year([{"momenten": "16:12"}], [{"momenten": "20:12"}], months=MONTHS[2:])
    assert tables.ask("select count(politie_12m), count(melddesk_12m) from straatmomenten") == [
        (0, 1)
    ]


@pytest.mark.parametrize(
    "change",
    [
        "delete from straatmomenten where weekdag = 'onbekend'",
        "delete from buurtmomenten where weekdag = 'onbekend'",
        "update straatmomenten set melddesk_12m = melddesk_12m + 1.0 / 12",
        "update buurtmomenten set politie_12m = 0",
    ],
)
def test_a_twelfth_that_is_lost_is_seen(year, change):
    tables = year([{"momenten": "16:5 17:7"}, {"momenten": "onbekend"}], [{"momenten": "20:12"}])
    assert tables.broken() == {}
    tables.connection.execute(change)
    assert set(tables.broken()) == {"behoud_momenten"}


def test_each_part_of_the_week_tells_whose_moment_that_of_the_reports_is(year):
    told = {"momenten": "20:12", "momentbron": "gebeurtenis"}
    tables = year([{}], [told, {"momenten": "21:12"}, told | {"momenten": "22:12"}])
    for table in ("straatmomenten", "buurtmomenten"):
        assert tables.ask(
            f"select dagdeel, momentbron from {table} where melddesk_12m > 0 order by dagdeel"
        ) == [("middag", "gebeurtenis"), ("nacht", "gebeurtenis"), ("ochtend", "melding")]


OF_EVENT = {"momentbron": "gebeurtenis"}
NIGHTS = [OF_EVENT | {"momenten": cell} for cell in ("20:12", "24:12") for _ in range(25)]
ANY = [OF_EVENT | {"momenten": f"{cell}:12"} for cell in range(28)]


def _elsewhere(row: dict) -> dict:
    return row | {"straat_id": "S2", "straatnaam": "Kerkstraat"}


@pytest.fixture
def two_streets(world):
    """Two streets of one neighbourhood: what happens in S1 is in two nights, in S2 at any time."""

    def tables(months: list[str] = MONTHS, code: str = "A72"):
        world.settings["cijfers"] = {"minimum_gekoppeld": 0}
        for at, month in enumerate(months):
            rows = [row | {"mk_code": code} for row in (*NIGHTS[at::12], {}, *map(_elsewhere, ANY))]
            world.police(f"p{at}", f"2021-01-{at + 2:02}", [month], rows)
        world.reports("r", "2021-01-20", MONTHS, [{}])
        return world.tables()

    return tables


def test_a_street_that_differs_is_named_with_its_parts_of_the_week(two_streets):
    tables = two_streets()
    rows = tables.derived(
        "select straat_id, buurtcode, thema, bron, maand_tot, gebeurtenissen, onbekend, "
        "momentbron, uitkomst, dagdelen, aandeel_pct, aandeel_rest_pct, reden, p_waarde <= 0.05 "
        "from straatpatronen where bron = 'politie' order by straat_id"
    )
    buurt = "BU99990001"
    assert rows[0] == (
        *("S1", buurt, "vermogen", "politie", "2020-12", 62, 12, "gebeurtenis", "wijkt af"),
        *("vrijdag- en zaterdagnacht", 100.0, 7.1, None, True),
    )
    assert rows[1][0] == "S2" and rows[1][8:10] == ("wijkt af", "doordeweeks")


def test_a_source_of_which_a_month_is_missing_has_no_pattern(two_streets):
    assert two_streets(MONTHS[1:]).derived(
        "select count(*) from straatpatronen where bron = 'politie'"
    ) == [0]


def test_a_hotspot_tells_the_parts_of_its_week(two_streets):
    tables = two_streets(code="E35")  # youth nuisance
    assert tables.derived(
        "select weekdelen from driehoek_hotspots where straat_id = 'S1' order by thema"
    ) == [None, "vooral vrijdag- en zaterdagnacht (politie)"]
