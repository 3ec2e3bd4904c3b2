"""A verdict is public only where every figure behind it is."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import duckdb
import pandas as pd
import pytest

from assets.disclosure.publish.verdicts import public_verdicts

CITY = "GM9999"
QUARTERS = [f"{year}-Q{quarter}" for year in (2018, 2019) for quarter in (1, 2, 3, 4)]
KEYS = ["indicator_id", "gebied_code", "periode_soort", "periode", "waarde"]


def cells(kind: str, periods: list[str], value: float) -> pd.DataFrame:
    return pd.DataFrame(
        [("inbraak", CITY, kind, period, value) for period in periods], columns=KEYS
    )


@pytest.fixture
def home() -> Iterator[duckdb.DuckDBPyConnection]:
    """Two years of months and quarters of one series, and a verdict on each half-year."""
    months = [f"{year}-{month:02}" for year in (2018, 2019) for month in range(1, 13)]
    values = pd.concat([cells("maand", months, 10.0), cells("kwartaal", QUARTERS, 30.0)])
    verdicts = pd.DataFrame(
        [
            ("inbraak", CITY, window, period, "binnen normale schommeling", 1.2)
            for window in ("2m", "6m", "12m")
            for period in ("2018-12", "2019-05", "2019-06", "2019-12")
        ],
        columns=["indicator_id", "gebied_code", "venster", "periode", "uitkomst", "overdispersie"],
    )
    with duckdb.connect() as connection:
        for name, frame in (("indicatorwaarden", values), ("oordelen", verdicts)):
            connection.register("_frame", frame)
            connection.execute(f"create table {name} as select * from _frame")
        yield connection


def told(home: duckdb.DuckDBPyConnection, figures: pd.DataFrame) -> list[tuple[str, str]]:
    rows = public_verdicts(home, figures)
    return sorted(zip(rows["periode"], rows["venster"], strict=True))


def figures(*hidden: str) -> pd.DataFrame:
    """The edition: every quarter, of which some are hidden."""
    rows = cells("kwartaal", QUARTERS, 30.0)
    mark = rows["periode"].map(dict.fromkeys(hidden, "x"))
    return rows.assign(teken=mark, waarde=rows["waarde"].where(mark.isna()))


HALVES = list(itertools.product(("2018-12", "2019-06", "2019-12"), ("12m", "6m")))


def test_words_on_half_years_and_years_are_public_where_every_quarter_is(home):
    assert told(home, figures()) == HALVES


def test_a_hidden_quarter_hides_every_word_that_learned_from_it(home):
    assert told(home, figures("2019-Q1")) == HALVES[:2]
    assert told(home, figures("2018-Q1")) == []


def test_a_quarter_that_was_revised_since_or_is_not_in_the_edition_is_not_behind_a_word(home):
    revised = figures()
    revised.loc[revised["periode"] == "2019-Q3", "waarde"] = 31.0
    assert told(home, revised) == HALVES[:4]
    missing = figures()
    assert told(home, missing[missing["periode"] != "2018-Q4"]) == []


def test_a_month_outside_every_quarter_is_not_public(home):
    home.execute(
        f"insert into indicatorwaarden values ('inbraak', '{CITY}', 'maand', '2017-12', 3.0)"
    )
    assert told(home, figures()) == []
