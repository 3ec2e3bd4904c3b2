"""Tests of the tables across two divisions into neighbourhoods: a reused code is never added up
over two places, and no row is lost.
"""

from __future__ import annotations

from contextlib import closing

import pandas as pd
import pytest

NORTH, SOUTH, EAST = "BU99990001", "BU99990002", "BU99990003"
MONTHS = [f"{year}-{month:02}" for year in (2019, 2020) for month in range(1, 13)]


@pytest.fixture(params=["2020-01", "2020-07"])
def split(request):
    """The first month in which the code of Zuid means De Vennen, and Oost exists."""
    return request.param


@pytest.fixture
def world(make_world, reference, divided, split):
    """A world with two divisions, with an incident in every neighbourhood every month."""
    areas = reference.indelingen[0].buurten
    later = areas.assign(buurtnaam=["Noord", "De Vennen"])
    later.loc[2] = [EAST, "Oost", "WK999901", "Wijk 01"]
    start = pd.Timestamp(f"{split}-01")
    dated = divided(
        reference,
        {"geldig_tot": start - pd.Timedelta(days=1)},
        {"geldig_van": start, "buurten": later.astype("str")},
    )
    with closing(make_world(dated)) as made:
        for number, month in enumerate(MONTHS):
            codes = [NORTH, SOUTH] + [EAST] * (month >= split)
            rows = [{"buurtcode": code} for code in codes]
            made.police(f"p{number:02}", f"2021-01-{number + 1:02}", [month], rows)
            made.reports(f"m{number:02}", f"2021-01-{number + 1:02}", [month], rows)
        yield made


def test_no_law_is_broken_over_two_divisions(world):
    assert world.tables().broken(blocking_only=True) == {}


def test_twelve_months_never_reach_over_two_places(world, split):
    tables = world.tables()
    views = tables.ask(
        "select buurtcode, buurtnaam, min(maand), max(maand), sum(politie_registraties), "
        "min(case when politie_12m is not null then maand end), max(politie_12m) "
        "from buurtbeeld where politie_registraties > 0 group by all order by 1, 3"
    )
    at = MONTHS.index(split)
    last = MONTHS[-1]
    year = 12 if len(MONTHS) - at >= 12 else None
    full = MONTHS[at + 11] if year else None
    assert views == [
        (NORTH, "Noord", "2019-01", last, 24, "2019-12", 12),
        (SOUTH, "Zuid", "2019-01", MONTHS[at - 1], at, "2019-12", 12),
        (SOUTH, "De Vennen", split, last, 24 - at, full, year),
        (EAST, "Oost", split, last, 24 - at, full, year),
    ]
    assert tables.ask("select count(*) from (select 1 from buurtbeeld group by buurtcode, maand, "
                      "thema having count(*) > 1)") == [0]  # fmt: skip


def test_a_figure_of_a_code_is_of_one_place_and_the_rest_counts_as_unknown(world, split):
    tables = world.tables()
    months = 24 - MONTHS.index(split)
    window = "2019-08--2020-07"
    [indicator] = tables.ask(
        "select indicator_id from indicatorwaarden where gebied_code = 'GM9999' "
        "and periode = '2020-08' and waarde > 0 order by 1 limit 1"
    )
    assert tables.value(indicator, window, NORTH) == 12
    assert tables.value(indicator, window, SOUTH) is None
    assert tables.value(indicator, window, EAST) is None
    inside = 12 + 12 + sum("2019-08" <= month <= "2020-07" and month >= split for month in MONTHS)
    assert tables.value(indicator, window) == inside
    assert tables.value(indicator, window, "onbekend") == inside - 12
    assert tables.value(indicator, "2020", SOUTH) == (12 if months == 12 else None)
    assert tables.value(indicator, "2020-12", EAST) == 1
    assert tables.value(indicator, "2019-12", EAST) is None, "it was not there: not 0"


def test_a_code_that_is_no_neighbourhood_in_the_month_counts_as_unknown(world, split):
    before, after = "2019-06", "2020-08"
    world.police("x", "2021-02-01", [before], [{"buurtcode": EAST}, {"buurtcode": "BU99990077"}])
    world.police("y", "2021-02-02", [after], [{"buurtcode": EAST}])
    tables = world.tables()
    assert tables.broken(blocking_only=True) == {}
    assert tables.ask(
        f"select maand, buurtcode, count(*) from registraties where maand in ('{before}', "
        f"'{after}') group by all order by all"
    ) == [(before, None, 2), (after, EAST, 1)]
    assert tables.ask(
        f"select sum(politie_registraties) from buurtbeeld where buurtcode = 'onbekend' "
        f"and maand = '{before}'"
    ) == [2]


def test_neighbourhoods_have_the_period_in_which_they_hold(world, split):
    tables = world.tables()
    rows = tables.ask(
        "select buurtcode, buurtnaam, strftime(geldig_van, '%Y-%m'), "
        "strftime(geldig_tot, '%Y-%m'), inwoners from buurten order by 1, 3 nulls first"
    )
    end = MONTHS[MONTHS.index(split) - 1]
    same_year = split > "2020-01"
    assert rows == [
        (NORTH, "Noord", None, None, 2000),
        (SOUTH, "Zuid", None, end, 500 if same_year else None),
        (SOUTH, "De Vennen", split, None, None if same_year else 500),
        (EAST, "Oost", split, None, None),
    ]


def test_the_driehoek_sees_the_neighbourhoods_of_the_last_month(world, split):
    tables = world.tables()
    whole = split == "2020-01"
    assert tables.ask(
        "select buurtcode, buurtnaam, melddesk_12m from int_driehoek_buurten order by 1"
    ) == [
        (NORTH, "Noord", 12),
        (SOUTH, "De Vennen", 12 if whole else None),
        (EAST, "Oost", 12 if whole else None),
        ("onbekend", "onbekend", 0 if whole else 18),
    ]
