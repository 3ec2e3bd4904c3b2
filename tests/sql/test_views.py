"""Tests of the views for programs that draw charts: every row joins every dimension once, also
where a code came to mean another place, and a plain sum counts nothing twice.
"""

from __future__ import annotations

from contextlib import closing

import pandas as pd
import pytest
import sqlglot

from assets.warehouse.models import models, views
from assets.warehouse.publication import contract_faults
from schemas import published

# periods of a length that no figure has, and of a year before all figures
WRITTEN = {
    "2019-11--2020-03": ("5m", "november 2019 t/m maart 2020", "2019-11-01", "2020-03-31"),
    "2008": ("jaar", "2008", "2008-01-01", "2008-12-31"),
    "2008-02": ("maand", "februari 2008", "2008-02-01", "2008-02-29"),
    "2008-Q4": ("kwartaal", "4e kwartaal 2008", "2008-10-01", "2008-12-31"),
    "2008-H2": ("halfjaar", "2e halfjaar 2008", "2008-07-01", "2008-12-31"),
    "2007-12--2008-01": ("2m", "december 2007 t/m januari 2008", "2007-12-01", "2008-01-31"),
}
NORTH, SOUTH = "BU99990001", "BU99990002"
MONTHS = [f"{year}-{month:02}" for year in (2019, 2020) for month in range(1, 13)]
DIMENSIONS = {"kalender": "periode", "gebieden": "gebied_sleutel", "straten": "straat_id"} | {
    "themas": "thema",
    "indicatoren": "indicator_id",
}


@pytest.fixture(scope="module")
def tables(make_world, reference, divided):
    """The tables and views of a world in which a code comes to mean another place in mid-2020, with
    figures of the country, of a year long ago, and of a code that nobody knows."""
    areas = reference.indelingen[0].buurten
    dated = divided(
        reference,
        {"geldig_tot": pd.Timestamp("2020-06-30")},
        {
            "geldig_van": pd.Timestamp("2020-07-01"),
            "buurten": areas.assign(buurtnaam=["Noord", "De Vennen"]).astype("str"),
        },
    )
    with closing(make_world(dated)) as world:
        for number, month in enumerate(MONTHS):
            rows = [{"buurtcode": code} for code in (NORTH, SOUTH, None)]
            rows.append({"straat_id": None, "straatnaam": None, "koppelmethode": "niet gevonden"})
            world.police(f"p{number:02}", f"2021-01-{number + 1:02}", [month], rows)
            world.reports(f"m{number:02}", f"2021-01-{number + 1:02}", [month], rows)
        figures = [("GM9999", "2009"), ("NL00", "2019"), ("BU00000000", "2019"), (SOUTH, "2020")]
        world.register(
            "r",
            "2021-02-01",
            [],
            [{"gebied_code": code, "periode": period} for code, period in figures],
        )
        world.team("duiding", "d", "2021-03-01", [], [{"periode": period} for period in WRITTEN])
        tables = world.tables()
        moments = "straatmomenten", "buurtmomenten"
        tables.build(*DIMENSIONS, "straatbeeld", "buurtbeeld", *moments, "indicatorwaarden")
        for view in views():
            tables.connection.execute(f"create view {view.name} as {view.sql}")
        yield tables


def test_every_view_is_described_reads_published_tables_and_is_one_select():
    assert {view.name for view in views()} == set(published.VIEWS)
    known = set(published.INTERN) | set(published.VIEWS)
    for view in views():
        assert view.depends_on <= known
        assert view.description.startswith("Grain: ")
        [tree] = sqlglot.parse(view.sql, read="duckdb")
        assert isinstance(tree, sqlglot.exp.Query)
    assert not {query.name for query in models()} & set(published.VIEWS)


@pytest.mark.parametrize("view", published.VIEWS)
def test_a_view_has_its_grain_and_each_row_every_name(tables, view):
    """Also with codes that came to mean another place, that the reference lacks, or of no place."""
    assert contract_faults(tables.connection, view, view) == []
    assert tables.ask(f"select count(*) from {view}")[0] > 0 or "wijk" in view


@pytest.mark.parametrize("view", published.VIEWS)
@pytest.mark.parametrize(("dimension", "key"), DIMENSIONS.items())
def test_no_row_of_a_view_joins_no_dimension_or_two(tables, view, dimension, key):
    columns = published.table(view).names
    if key not in columns or (dimension == "themas" and "indicator_id" in columns):
        return
    [rows] = tables.ask(f"select count(*) from {view}")
    assert tables.ask(f"select count(*) from {view} join {dimension} using ({key})") == [rows]
    assert tables.ask(f"select count(*) - count(distinct {key}) from {dimension}") == [0]


@pytest.mark.parametrize("column", ["politie_registraties", "melddesk_meldingen"])
def test_sums_over_streets_and_over_neighbourhoods_are_the_rows(tables, column):
    assert tables.ask(
        f"select (select sum({column}) from feit_straat_maand), "
        f"(select sum({column}) from feit_buurt_maand)"
    ) == [(96, 96)]


@pytest.mark.parametrize("kind", ["maand", "kwartaal", "jaar"])
def test_neighbourhoods_add_up_to_the_municipality_for_each_indicator_and_period(tables, kind):
    totals = (
        "select indicator_id, periode, sum(waarde) as som from {} join indicatoren using "
        "(indicator_id) where indicatoren.bron in ('politie', 'melddesk') group by all"
    )
    both = [totals.format(f"feit_indicator_{level}{kind}") for level in ("", "buurt_")]
    assert tables.ask(f"select count(*) from ({both[0]}) where som > 0")[0] > 0
    assert tables.ask(f"select count(*) from ({both[0]} except {both[1]})") == [0]
    assert tables.ask(f"select count(*) from ({both[1]} except {both[0]})") == [0]


def test_a_code_that_came_to_mean_another_place_has_the_name_of_the_month(tables):
    names = (
        "select distinct buurtnaam from feit_buurt_maand where buurtcode = '{}' and periode = '{}'"
    )
    assert tables.ask(names.format(SOUTH, "2020-06")) == ["Zuid"]
    assert tables.ask(names.format(SOUTH, "2020-07")) == ["De Vennen"]


def test_the_calendar_has_every_period_of_its_years_and_ends_on_the_last_day(tables):
    counts = dict(
        tables.ask(
            "select periode_soort, count(*) from kalender where year(begin) >= 2009 and "
            "periode_soort <> '5m' group by 1"
        )
    )
    years = 2020 - 2009 + 1
    assert counts == {
        "maand": 12 * years,
        "kwartaal": 4 * years,
        "halfjaar": 2 * years,
        "jaar": years,
        "2m": 12 * years - 1,
        "12m": 12 * (years - 1) + 1,
    }
    rows = tables.ask(
        "select periodenaam, cast(begin as varchar), cast(eind as varchar) from kalender where "
        "periode in ('2020-02', '2020-Q4', '2019-H1', '2019', '2019-03--2020-02') "
        "order by begin, eind"
    )
    assert rows == [
        ("1e halfjaar 2019", "2019-01-01", "2019-06-30"),
        ("2019", "2019-01-01", "2019-12-31"),
        ("maart 2019 t/m februari 2020", "2019-03-01", "2020-02-29"),
        ("februari 2020", "2020-02-01", "2020-02-29"),
        ("4e kwartaal 2020", "2020-10-01", "2020-12-31"),
    ]


@pytest.mark.parametrize("period", WRITTEN)
def test_the_calendar_has_every_period_that_the_team_wrote_of(tables, period):
    assert tables.ask(
        "select periode_soort, periodenaam, cast(begin as varchar), cast(eind as varchar) "
        f"from kalender where periode = '{period}'"
    ) == [WRITTEN[period]]


@pytest.mark.parametrize(
    ("view", "months", "but"),
    [
        ("feit_moment", "feit_straat_maand", ""),
        # of twelve months in which a code came to mean another place there is no week
        ("feit_buurt_moment", "feit_buurt_maand", f" and buurtcode <> '{SOUTH}'"),
    ],
)
def test_a_sum_over_the_week_is_the_sum_over_the_months_of_its_period(tables, view, months, but):
    [(begin, end)] = tables.ask(f"select distinct begin, eind from {view}")
    assert (str(begin), str(end)) == ("2020-01-01", "2020-12-31")
    assert tables.ask(
        f"select (select round(sum(politie_12m)) from {view}), "
        f"(select sum(politie_registraties) from {months} where begin between '{begin}' and "
        f"'{end}'{but}), (select count(*) from {view} where weekdag_op_volgorde "
        "not like '_ ' || weekdag or dagdeel_op_volgorde not like '_ ' || dagdeel)"
    ) == [(36 if but else 48, 36 if but else 48, 0)]
