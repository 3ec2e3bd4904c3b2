"""Tests of the register models: by year for the Driehoek, by period for the council."""

from __future__ import annotations

import pytest

T5 = "select jaar, periode_tot, waarde, jaar_tot_nu, vorig_jaar, vorig_jaar_heel, toelichting"


def figure(period: str, value: float, **more) -> dict:
    return {
        "indicator_id": "bibob_onderzoeken",
        "naam": "Bibob",
        "periode": period,
        "waarde": value,
    } | more


def of_year(tables) -> dict[int, tuple]:
    rows = tables.ask(f"{T5} from driehoek_registers order by jaar")
    return {row[0]: row[1:] for row in rows}


def test_years_stand_beside_the_year_before(world):
    world.register("a", "2021-01-05", ["2020-01"], [figure("2019", 40), figure("2020", 56)])
    tables = world.tables()
    assert tables.broken() == {}
    assert of_year(tables) == {
        2019: ("2019", 40, 40, None, None, None),
        2020: ("2020", 56, 56, 40, 40, None),
    }


def test_quarters_add_up_to_the_year_so_far_against_the_same_stretch(world):
    quarters = [figure(f"2019-Q{n}", n) for n in (1, 2, 3, 4)] + [
        figure("2020-Q1", 5),
        figure("2020-Q2", 6),
    ]
    world.register("a", "2020-07-05", ["2020-01"], quarters)
    assert of_year(world.tables()) == {
        2019: ("2019-Q4", 4, 10, None, None, None),
        2020: ("2020-Q2", 6, 11, 3, 10, None),
    }


def test_a_part_that_is_missing_makes_no_sum(world):
    world.register(
        "a",
        "2020-07-05",
        ["2020-01"],
        [figure("2019-01", 9), figure("2020-02", 5), figure("2019-02", 1)],
    )
    found = of_year(world.tables())
    assert found[2019] == ("2019-02", 1, 10, None, None, None)
    assert found[2020] == ("2020-02", 5, None, 10, None, None)


def test_a_year_that_was_given_goes_before_the_sum_of_its_parts(world):
    quarters = [figure(f"2019-Q{n}", n) for n in (1, 2, 3, 4)]
    world.register(
        "a", "2021-01-05", ["2020-01"], [*quarters, figure("2019", 12), figure("2020", 13)]
    )
    found = of_year(world.tables())
    assert found[2020] == ("2020", 13, 13, 12, 12, None)
    assert found[2019][0] == "2019-Q4"  # the latest known figure


def test_a_figure_of_two_years_says_so_and_is_no_year(world):
    world.register(
        "a", "2021-01-05", ["2020-01"], [figure("2019--2020", 216, bronvermelding="MJP")]
    )
    tables = world.tables()
    assert of_year(tables) == {
        2020: ("2019--2020", 216, None, None, None, "Eén getal over 2019 tot en met 2020")
    }
    assert tables.ask("select periode_soort, waarde from indicatorwaarden") == [("meerjarig", 216)]
    assert tables.ask("select bronvermelding from driehoek_registers") == ["MJP"]
    assert tables.ask("select * from feiten_en_cijfers") == []


def test_a_year_of_its_own_goes_before_one_of_two_years(world):
    world.register("a", "2021-01-05", ["2020-01"], [figure("2019--2020", 216), figure("2020", 100)])
    assert of_year(world.tables())[2020][:2] == ("2020", 100)


def test_what_is_there_at_the_end_is_never_added_up(world):
    rows = [
        figure(f"{year}-Q{n}", 10 * n, indicator_id="sleutelpersonen")
        for year in (2019, 2020)
        for n in (1, 2)
    ]
    world.register("a", "2020-07-05", ["2020-01"], rows)
    assert of_year(world.tables())[2020] == ("2020-Q2", 20, None, 20, None, None)


def test_the_council_sees_like_with_like(world):
    rows = [figure("2019-Q2", 60), figure("2020-Q2", 90), figure("2020-Q1", 7), figure("2020", 30)]
    rows += [figure("2017--2018", 40), figure("2019--2020", 50), figure("2015--2018", 1)]
    world.register("a", "2021-01-05", ["2020-01"], rows)
    found = world.tables().ask(
        "select periode, vorige_periode, vorige_waarde, verschil, verschil_pct "
        "from int_raad_prestaties order by periode"
    )
    assert found == [
        ("2015--2018", None, None, None, None),
        ("2017--2018", None, None, None, None),
        ("2019--2020", "2017--2018", 40, 10, None),  # too few for a percentage
        ("2019-Q2", None, None, None, None),
        ("2020", None, None, None, None),
        ("2020-Q1", None, None, None, None),
        ("2020-Q2", "2019-Q2", 60, 30, 50.0),
    ]


def test_an_unknown_indicator_counts_under_its_own_name_and_is_told(world):
    row = figure("2020", 3, indicator_id="reg_carnaval", naam="Carnaval: boetes")
    world.register("a", "2021-01-05", ["2020-01"], [row])
    tables = world.tables()
    assert tables.broken() == {"register_indicator_onbekend": 1}
    assert tables.ask(
        "select naam, thema, bron, eenheid from indicatoren where indicator_id = 'reg_carnaval'"
    ) == [("Carnaval: boetes", "Registers", "register", "aantal")]
    assert tables.ask("select indicator from driehoek_registers") == ["Carnaval: boetes"]
    assert tables.ask("select * from feiten_en_cijfers") == []


def test_vacancy_is_for_the_inside_only(world):
    rows = [
        figure("2020", value, indicator_id="onverklaarbare_leegstand", gebied_code=area)
        for area, value in (("GM9999", 4), ("BU99990001", 3), ("BU99990002", 1))
    ]
    world.register("a", "2021-01-05", ["2020-01"], rows)
    tables = world.tables()
    assert tables.ask("select gebied_code, waarde from indicatorwaarden order by 1") == [
        ("BU99990001", 3),
        ("BU99990002", 1),
        ("GM9999", 4),
    ]
    assert tables.ask("select indicator_id from driehoek_registers") == ["onverklaarbare_leegstand"]
    for closed in ("int_raad_prestaties", "feiten_en_cijfers"):
        assert tables.ask(f"select * from {closed}") == [], closed


@pytest.mark.parametrize("area", ["WK999900", "BU99990001"])
def test_only_the_municipality_as_a_whole_stands_on_the_sheets(world, area):
    world.register("a", "2021-01-05", ["2020-01"], [figure("2020", 3, gebied_code=area)])
    tables = world.tables()
    assert tables.ask("select * from driehoek_registers") == []
    assert tables.ask("select * from int_raad_prestaties") == []
