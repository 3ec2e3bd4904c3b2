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
        "select weekdag, dagdeel, politie_12m, melddesk_12m, melddesk_voorval from {} "
        "where thema = '{}' order by weekdag desc, dagdeel"
    )
    for table in ("straatmomenten", "buurtmomenten"):
        assert tables.ask(rows.format(table, "vermogen") + ", 1")[:3] == [
            ("vrijdag", "nacht", 1.5, None, None),
            ("vrijdag", "ochtend", 0.5, None, None),
            ("onbekend", "onbekend", 1.0, None, None),
        ]
        assert tables.ask(rows.format(table, "afval")) == [
            ("zaterdag", "nacht", 0.0, 2.0, 1.0),
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
