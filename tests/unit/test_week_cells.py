"""Tests of the parts of the week: the laws of aoristic weights, and which times are defaults."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.formats.week_cells import default_times, hours, week_cells
from schemas.staged import CELLS, PARTS_OF_THE_DAY, TWELFTHS, WEEKDAYS

TICK = timedelta(microseconds=1)
WEEK = timedelta(days=7)
MOMENT = st.datetimes(pd.Timestamp("2000-01-01"), pd.Timestamp("2030-01-01"))
SPAN = st.timedeltas(timedelta(0), WEEK)


def _cells(begin: object, end: object, is_default: bool = False) -> str:
    moments = [pd.Series([moment], dtype="datetime64[us]") for moment in (begin, end)]
    return week_cells(*moments, pd.Series([is_default])).iloc[0]


def _weights(text: str) -> dict[int, int]:
    return {int(cell): int(weight) for cell, weight in (pair.split(":") for pair in text.split())}


@pytest.mark.parametrize(
    ("begin", "end", "cells"),
    [
        ("2020-01-06 00:00", "2020-01-06 00:00", "0:12"),  # a Monday
        ("2020-01-05 03:00", "2020-01-05 03:00", "24:12"),  # the night before it is of Sunday
        ("2020-01-06 05:00", "2020-01-06 06:00", "0:12"),
        ("2020-01-06 05:00", "2020-01-06 07:00", "0:6 1:6"),
        ("2020-01-05 21:00", "2020-01-06 06:00", "0:8 27:4"),
        ("2020-01-06 18:00", "2020-01-07 18:00", "3:3 4:3 5:3 6:3"),
        ("2020-01-06 05:59:59", "2020-01-06 17:59:59", "1:6 2:6"),
        ("2020-01-06 05:00", "2020-01-13 05:00:01", "onbekend"),
        ("2020-01-06 05:00", "2020-01-06 04:59", "onbekend"),
        (None, "2020-01-06 05:00", "onbekend"),
        ("2020-01-06 05:00", None, "onbekend"),
    ],
)
def test_a_span_is_cut_where_the_parts_of_the_day_meet(begin, end, cells):
    assert _cells(begin, end) == cells


def test_a_default_is_unknown():
    assert _cells("2020-01-06 00:00", "2020-01-06 00:00", is_default=True) == "onbekend"


def _exact(begin: datetime, end: datetime) -> Counter[int]:
    """The twelfths of each cell without rounding, walking from one part of the day to the next."""
    exact: Counter[int] = Counter()
    at = begin
    while at < end:
        midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
        until = min(end, midnight + timedelta(hours=6 * (at.hour // 6 + 1)))
        exact[at.weekday() * 4 + at.hour // 6] += Fraction(
            12 * ((until - at) // TICK), (end - begin) // TICK
        )
        at = until
    return exact or Counter({begin.weekday() * 4 + begin.hour // 6: 12})


@given(begin=MOMENT, span=SPAN)
def test_each_event_counts_once_and_each_cell_by_its_part_of_the_span(begin, span):
    weights, exact = _weights(_cells(begin, begin + span)), _exact(begin, begin + span)
    assert sum(weights.values()) == TWELFTHS
    assert all(abs(weights.get(cell, 0) - exact[cell]) < 1 for cell in range(CELLS))


@given(begin=MOMENT, span=SPAN, weeks=st.integers(1, 100))
def test_only_the_place_in_the_week_matters_for_an_event_within_one_part(begin, span, weeks):
    begin = begin.replace(hour=begin.hour // 6 * 6)
    end = begin + span % timedelta(hours=5)
    assert len(_weights(_cells(begin, end))) == 1
    assert _cells(begin, end) == _cells(begin + weeks * WEEK, end + weeks * WEEK)


def test_long_spans_do_not_gather_on_one_day():
    """All cells of a whole week have the same remainder; the twelve that get it must take turns."""
    begin = pd.Series(pd.date_range("2020-01-06", periods=28 * 40, freq="6h", unit="us"))
    cells = week_cells(begin, begin + WEEK, pd.Series(False, index=begin.index))
    totals = pd.Series([cell for text in cells for cell in _weights(text)]).value_counts()
    assert len(totals) == CELLS
    assert totals.max() < 1.1 * totals.min()


def _column(**times: int) -> pd.Series:
    """A column with so many moments at each time of day, `h2300`."""
    written = [f"2020-01-06 {time[1:3]}:{time[3:]}" for time, n in times.items() for _ in range(n)]
    return pd.Series(pd.to_datetime(written)).astype("datetime64[us]")


@pytest.mark.parametrize(
    ("times", "defaults"),
    [
        ({"h0000": 197, "h2300": 552, "h0100": 197}, set()),  # people name a time
        ({"h0000": 400, "h2300": 60, "h0100": 30}, {"00:00"}),
        ({"h0000": 1}, {"00:00"}),  # in doubt midnight is not believed
        ({"h1200": 393, "h1100": 241, "h1300": 390}, set()),
        ({"h1200": 400, "h1100": 30, "h1300": 40}, {"12:00"}),
        ({"h0100": 300, "h0000": 5, "h0200": 6}, {"01:00"}),  # midnight UTC, written as local
        ({"h1437": 3, "h0915": 2}, set()),
    ],
)
def test_a_time_that_its_neighbours_do_not_explain_is_a_default(times, defaults):
    moments = _column(**times)
    found = moments[default_times(moments, pd.Series("a", index=moments.index))]
    assert set(found.dt.strftime("%H:%M")) == defaults


def test_seconds_after_midnight_are_midnight():
    moments = pd.Series(pd.to_datetime(["2020-01-06 00:00:07"])).astype("datetime64[us]")
    assert not default_times(moments, pd.Series(["a"])).any()


def test_each_delivery_has_its_own_defaults():
    one, other = _column(h0000=50), _column(h0000=50, h2300=60)
    moments = pd.concat([one, other], ignore_index=True)
    deliveries = pd.Series(["a"] * len(one) + ["b"] * len(other))
    found = default_times(moments, deliveries)
    assert found[deliveries.eq("a")].all() and not found[deliveries.eq("b")].any()


def test_the_names_of_the_cells_are_those_of_a_week():
    assert len(WEEKDAYS) * len(PARTS_OF_THE_DAY) == CELLS


@pytest.mark.parametrize(
    ("begin", "end", "hour"),
    [
        ("2020-01-02 23:10", "2020-01-02 23:50", "23"),
        ("2020-01-02 23:10", "2020-01-02 23:10", "23"),
        ("2020-01-02 23:50", "2020-01-03 00:10", ""),
        ("2020-01-02 23:10", "2020-01-03 23:10", ""),
        ("2020-01-02 23:50", "2020-01-02 23:10", ""),
        ("2020-01-02 23:10", None, ""),
    ],
)
def test_the_hour_is_known_only_within_one_hour_of_the_clock(begin, end, hour):
    moments = [pd.Series([moment], dtype="datetime64[us]") for moment in (begin, end)]
    assert hours(*moments, pd.Series([False])).tolist() == [hour]
    assert hours(*moments, pd.Series([True])).tolist() == [""]


@given(begin=MOMENT, span=SPAN)
def test_an_hour_lies_in_the_one_part_of_the_week_of_its_event(begin, span):
    moments = [pd.Series([moment], dtype="datetime64[us]") for moment in (begin, begin + span)]
    (hour,) = hours(*moments, pd.Series([False]))
    cells = _cells(begin, begin + span)
    if hour:
        assert cells.endswith(":12")
        assert int(cells.split(":")[0]) % 4 == int(hour) // 6
