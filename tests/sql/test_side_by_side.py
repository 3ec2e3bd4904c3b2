"""Tests of two report systems side by side: the newest delivery of each counts for a month."""

from __future__ import annotations

import pytest

JAN = "2020-01"


@pytest.fixture
def two(world):
    """January from MeldDesk (3 reports) and, a week later, from Signalen (2 reports)."""
    world.reports("m", "2020-02-05", [JAN], [{}] * 3, system="melddesk")
    world.reports("s", "2020-02-12", [JAN], [{}] * 2, system="signalen")
    return world


def count(tables) -> float:
    return tables.value("melding_afval", JAN)


def test_both_count_and_that_is_told(two):
    tables = two.tables()
    assert count(tables) == 5
    assert tables.broken() == {"maand_uit_meer_systemen": 1}
    assert tables.ask("select levering_id, geteld, vervangt from leveringen order by 1") == [
        ("melddesk-m", 3, None),
        ("melddesk-s", 2, None),
    ]
    assert tables.ask("select status, versies, geteld from driehoek_datakwaliteit") == [
        ("geleverd", 2, 5)
    ]


def test_a_delivery_of_one_replaces_what_that_one_delivered(two):
    two.reports("s2", "2020-03-12", [JAN], [{}] * 4, system="signalen")
    tables = two.tables()
    assert count(tables) == 7
    assert tables.ask("select vervangt from leveringen where levering_id = 'melddesk-s2'") == [
        "melddesk-s"
    ]
    assert tables.ask("select status, versies from driehoek_datakwaliteit") == [("herzien", 3)]
    assert tables.broken(blocking_only=True) == {}


def test_a_figure_that_grew_by_the_other_system_is_shown_as_revised(two):
    assert two.tables().ask(
        "select oude_waarde, nieuwe_waarde from herzieningen where periode = '2020-01' "
        "and gebied_code = 'GM9999' and indicator_id = 'melding_afval'"
    ) == [(3, 5)]
    two.as_of = "2020-02-06"
    assert count(two.tables()) == 3


def test_after_a_move_the_newest_delivery_replaces_that_of_the_other_system(two):
    two.settings["melddesk"] = {"naast_elkaar": False}
    tables = two.tables()
    assert count(tables) == 2
    assert "maand_uit_meer_systemen" not in tables.broken()
    assert tables.ask("select vervangt from leveringen where levering_id = 'melddesk-s'") == [
        "melddesk-m"
    ]


@pytest.mark.parametrize(("side_by_side", "held"), [(True, 0), (False, 1)])
def test_a_small_system_is_not_held_against_a_large_one(world, side_by_side, held):
    world.settings["melddesk"] = {"naast_elkaar": side_by_side}
    world.reports("m", "2020-02-05", [JAN], [{}] * 400, system="melddesk")
    world.reports("s", "2020-02-12", [JAN], [{}] * 20, system="signalen")
    tables = world.tables()
    assert tables.ask("select count(*) from leveringen where status = 'vastgehouden'") == [held]
    assert count(tables) == (420 if side_by_side else 400)


def test_a_delivery_of_before_there_were_systems_is_of_melddesk(world):
    world.reports("a", "2020-02-05", [JAN], [{}] * 3)
    world.reports("b", "2020-03-05", [JAN], [{}] * 2, system="melddesk")
    assert count(world.tables()) == 2
