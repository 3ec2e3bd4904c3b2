"""Tests of numbers, months and dates as a Dutch reader writes them."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.factsheets import numbers


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (numbers.count(1234), "1.234"),
        (numbers.count(0), "0"),
        (numbers.count(-7), "−7"),
        (numbers.count(2.5), "2,5"),
        (numbers.count(None), "."),
        (numbers.count(np.nan), "."),
        (numbers.count(pd.NA), "."),
        (numbers.count(9_999_999), "9.999.999"),
        (numbers.count(12_345_678), "12,3 mln"),
        (numbers.count(4.2e9), "4,2 mld"),
        (numbers.count(np.inf), "∞"),
        (numbers.decimal(1234.56), "1.234,6"),
        (numbers.decimal(-0.04), "0,0"),
        (numbers.signed(12), "+12"),
        (numbers.signed(-3), "−3"),
        (numbers.signed(0), "0"),
        (numbers.percent(12.4), "12\u00a0%"),
        (numbers.interval(0.351, 0.907), "0,35–0,91"),
        (numbers.interval(0.351, np.nan), "vanaf 0,35"),
        (numbers.interval(0.351, np.inf), "vanaf 0,35"),
        (numbers.interval(None, 2), "."),
        (numbers.ranks(2, 5), "2–5"),
        (numbers.ranks(2, 2), "2"),
        (numbers.day("2020-06-30"), "30 juni 2020"),
        (numbers.day(pd.Timestamp("2020-07-01 09:00")), "1 juli 2020"),
        (numbers.day(pd.NaT), "."),
        (numbers.month("2020-06"), "juni 2020"),
        (numbers.month("2020-13"), "2020-13"),
        (numbers.months("2020-05", "2020-06"), "mei-juni 2020"),
        (numbers.months("2019-12", "2020-01"), "december 2019-januari 2020"),
        (numbers.period("2020-H1"), "eerste helft van 2020"),
        (numbers.period("2020-Q3"), "derde kwartaal van 2020"),
        (numbers.period("2019-07--2020-06"), "juli 2019-juni 2020"),
        (numbers.period("2019--2020"), "2019 tot en met 2020"),
        (numbers.period("2020--2020"), "2020"),
        (numbers.short_period("2019--2020"), "2019-2020"),
        (numbers.short_period("2019-07--2020-06"), "juli 2019-juni 2020"),
        (numbers.period("2020"), "2020"),
        (numbers.period(2020), "2020"),
        (numbers.counted(0, "signaal", "signalen"), "geen signalen"),
        (numbers.counted(1, "signaal", "signalen"), "1 signaal"),
        (numbers.enumerated(["a", "b", "c"]), "a, b en c"),
    ],
)
def test_a_value_is_written_as_a_dutch_reader_writes_it(shown, expected):
    assert shown == expected


@pytest.mark.parametrize(
    ("period", "is_whole"),
    [
        ("2020", True),
        (2020, True),
        ("2019--2020", True),
        ("2020-06", False),
        ("2020-H1", False),
        ("2019-07--2020-06", False),
        ("2019--2020-06", False),
        ("2019--", False),
        (None, False),
    ],
)
def test_whole_years_are_distinguished_from_parts_of_a_year(period, is_whole):
    assert numbers.is_years(period) is is_whole


@given(st.integers(-9_999_999, 9_999_999))
def test_a_count_keeps_every_digit(number):
    shown = numbers.count(number)
    assert int(shown.replace(".", "").replace("−", "-")) == number
    assert re.fullmatch(r"−?\d{1,3}(\.\d{3})*", shown)


@given(st.floats(allow_nan=True, allow_infinity=True))
def test_no_number_is_wider_than_a_column(number):
    for shown in (numbers.count(number), numbers.decimal(number), numbers.signed(number)):
        assert 0 < len(shown) <= 22


@given(st.text(max_size=12))
def test_any_text_is_a_period_of_some_kind(text):
    assert isinstance(numbers.period(text), str)
    assert isinstance(numbers.month(text), str)
    assert isinstance(numbers.day(text), str)
