"""Tests of the focus areas: which rows count in them, in which months, and where they are shown."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest

from assets.indicators.focus_areas import counted
from assets.indicators.months import month_number
from tests.sql.conftest import Tables, World

SQUARE = {"naam": "Plein", "gebied_code": "AG-plein", "soort": "plein", "van": "", "tot": ""}
ELSEWHERE = {"straat_id": "S4", "straatnaam": "Plein 1992", "buurtcode": "BU99990002"}
PARK = {"straat_id": None, "straatnaam": None, "koppelmethode": "plaats", "plaatsnaam": "Park"}
COUNTS = (
    "select periode, waarde from int_aandachtsgebied_maand "
    "where gebied_code = '{}' and indicator_id = 'diefstal_fiets' order by 1"
)


def _bicycles(world: World, *rows: dict) -> None:
    """Thefts of bicycles in January, unless a row says otherwise; most rows may lack a street."""
    world.settings["cijfers"] = {"minimum_gekoppeld": 0}
    theft = {"mk_code": "A72"}
    world.police("a", "2020-03-05", ["2020-01", "2020-02"], [theft | row for row in rows])


def _area(world: World, **more: object) -> Tables:
    world.team("aandachtsgebieden", "lijst", "2020-03-06", [], [SQUARE | more])
    return world.tables()


def test_a_row_counts_once_in_an_area_however_many_parts_it_lies_in(world: World) -> None:
    _bicycles(world, {}, {}, ELSEWHERE, PARK, ELSEWHERE | {"maand": "2020-02"})
    tables = _area(world, straten="Lindelaan", buurten="BU99990001|WK999900", plaatsen="Park")
    assert tables.ask(COUNTS.format("AG-plein")) == [("2020-01", 4.0), ("2020-02", 1.0)]


@pytest.mark.parametrize(
    ("parts", "january"),
    [
        ({"straten": "Lindelaan"}, 2.0),
        ({"straten": "Plein 1992"}, 1.0),
        ({"buurten": "BU99990002"}, 1.0),
        ({"plaatsen": "Park"}, 1.0),
        ({"straten": "Lindelaan", "plaatsen": "Park"}, 3.0),
    ],
)
def test_each_kind_of_part_counts_its_own_rows(world: World, parts: dict, january: float) -> None:
    _bicycles(world, {}, {}, ELSEWHERE, PARK)
    tables = _area(world, **parts)
    assert tables.ask(COUNTS.format("AG-plein")) == [("2020-01", january), ("2020-02", 0.0)]


@pytest.mark.dear
def test_areas_may_overlap_and_no_total_changes(world: World) -> None:
    _bicycles(world, {}, {}, ELSEWHERE)
    before = world.tables().ask("select * exclude (peildatum) from indicatorwaarden order by all")
    areas = [
        SQUARE | {"straten": "Lindelaan"},
        SQUARE | {"naam": "Ook", "gebied_code": "AG-ook", "buurten": "WK999900"},
    ]
    world.team("aandachtsgebieden", "lijst", "2020-03-06", [], areas)
    tables = world.tables()
    assert tables.ask(COUNTS.format("AG-plein"))[0] == ("2020-01", 2.0)
    assert tables.ask(COUNTS.format("AG-ook"))[0] == ("2020-01", 3.0)
    assert tables.ask("select * exclude (peildatum) from indicatorwaarden order by all") == before
    assert not world.tables().broken(blocking_only=True)


def test_its_table_has_the_columns_of_the_other_counts(world: World) -> None:
    _bicycles(world, {})
    tables = _area(world, straten="Lindelaan")
    assert tables.ask(
        "select column_name, column_type from (describe from int_aandachtsgebied_maand)"
    ) == tables.ask("select column_name, column_type from (describe from indicatorwaarden)")


def test_what_is_never_shown_by_street_is_not_counted_by_street(world: World) -> None:
    quarrel = {"hoofdcategorie": "Wonen", "subcategorie": "Burenoverlast"}
    world.reports("m", "2020-02-05", ["2020-01"], [quarrel, {}])
    areas = [
        SQUARE | {"straten": "Lindelaan"},
        SQUARE | {"naam": "Buurt", "gebied_code": "AG-buurt", "buurten": "BU99990001"},
    ]
    world.team("aandachtsgebieden", "lijst", "2020-03-06", [], areas)
    tables = world.tables()
    by_area = (
        "select distinct indicator_id from int_aandachtsgebied_maand where gebied_code = '{}' "
        "and waarde > 0 order by 1"
    )
    shown, everything = (tables.ask(by_area.format(code)) for code in ("AG-plein", "AG-buurt"))
    assert set(shown) < set(everything)
    assert "melding_buren_wonen" in set(everything) - set(shown)


def test_a_month_with_too_few_streets_linked_is_not_known_by_street(world: World) -> None:
    lost = {"straat_id": None, "straatnaam": None, "koppelmethode": "niet gevonden"}
    later = {"maand": "2020-02"}
    _bicycles(world, *[{}] * 9, later, *[lost | later] * 9)
    world.settings["cijfers"] = {"minimum_gekoppeld": 0.9}
    tables = _area(world, straten="Lindelaan")
    assert tables.ask(COUNTS.format("AG-plein")) == [("2020-01", 9.0)]
    tables = _area(world, buurten="BU99990001")
    assert tables.ask(COUNTS.format("AG-plein")) == [("2020-01", 9.0), ("2020-02", 10.0)]


def test_the_newest_list_tells_the_areas_and_gebieden_has_them(world: World) -> None:
    _bicycles(world, {})
    gone = SQUARE | {"naam": "Weg", "gebied_code": "AG-weg", "straten": "Lindelaan"}
    row = SQUARE | {"straten": "Lindelaan", "van": "2020-03-09", "tot": "2020-12-31"}
    world.team("aandachtsgebieden", "oud", "2020-03-06", [], [gone], file="lijst.csv")
    world.team("aandachtsgebieden", "nu", "2020-03-07", [], [row], file="lijst.csv")
    tables = world.tables()
    assert tables.ask(
        "select gebied_code, gebiedsnaam, soort, maand_van, maand_tot, cast(geldig_van as varchar) "
        "from gebieden where gebiedsniveau = 'aandachtsgebied'"
    ) == [("AG-plein", "Plein", "plein", "2020-03", "2020-12", "2020-03-09")]
    assert set(tables.ask("select distinct gebiedsniveau from gebieden")) == {
        "gemeente",
        "wijk",
        "buurt",
        "aandachtsgebied",
        "onbekend",
    }


def _counted(tables: Tables, first: str, last: str) -> pd.DataFrame:
    material = SimpleNamespace(ask=lambda sql: tables.execute(sql).df())
    return counted(material, month_number(first), month_number(last))


def test_the_count_of_a_window_is_there_when_all_its_months_are(world: World) -> None:
    _bicycles(world, {}, {}, {"maand": "2020-02"})
    tables = _area(world, straten="Lindelaan", van="2020-02-01")
    rows = _counted(tables, "2020-01", "2020-02").set_index("indicator_id")
    assert rows.loc["diefstal_fiets"].tolist() == ["AG-plein", "Plein", "plein", 3]
    assert _counted(tables, "2019-12", "2020-02").empty  # December was not delivered
    assert _counted(tables, "2020-01", "2020-01").empty  # it was not followed yet


def test_an_event_touches_the_areas_that_share_a_part_with_its_place(world: World) -> None:
    _bicycles(world, {})
    place = {"gebied_soort": "straat", "gebied": "Lindelaan", "buurten": "BU99990001"}
    rows = [
        {"naam": "Overal"},
        {"naam": "Straat", **place},
        {"naam": "Elders", **place, "gebied": "Plein 1992", "buurten": "BU99990002"},
        {"naam": "Park", "gebied_soort": "plaats", "gebied": "Park"},
        {"naam": "Buurt", "gebied_soort": "buurt", "gebied": "BU99990001"},
    ]
    world.team("evenementen", "e", "2020-03-06", [], rows)
    areas = [
        SQUARE | {"straten": "Lindelaan", "plaatsen": "Park"},
        SQUARE | {"naam": "Buurt", "gebied_code": "AG-buurt", "buurten": "BU99990001"},
    ]
    world.team("aandachtsgebieden", "lijst", "2020-03-06", [], areas)
    touched = "select naam from int_evenement_gebieden where gebied_code = '{}' {} order by 1"
    tables = world.tables()
    assert tables.ask(touched.format("AG-plein", "")) == ["Overal", "Park", "Straat"]
    assert tables.ask(touched.format("AG-buurt", "")) == ["Buurt", "Overal", "Straat"]
    assert tables.ask(touched.format("AG-buurt", "and is_eigen")) == ["Buurt", "Straat"]


def test_a_place_that_is_no_street_has_its_own_line(world: World) -> None:
    _bicycles(world, {}, PARK, PARK, PARK | {"plaatsnaam": None})
    tables = world.tables()
    counts = (
        "select straat_id, straatnaam, sum(politie_registraties) from straatbeeld "
        "where maand = '2020-01' group by all order by 1"
    )
    assert tables.ask(counts) == [
        ("PL-Park", "Park", 2),
        ("S1", "Lindelaan", 1),
        ("onbekend", "onbekend", 1),
    ]
    assert tables.ask("select plaatsnaam, straatnaam from registraties where plaatsnaam <> ''") == [
        ("Park", "onbekend"),
        ("Park", "onbekend"),
    ]
    assert not world.tables().broken(blocking_only=True)
