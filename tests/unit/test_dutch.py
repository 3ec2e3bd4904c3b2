"""Numbers, dates, months, periods and lists in Dutch."""

from __future__ import annotations

import decimal
import math
import re
import subprocess
import sys
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import dutch


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (dutch.number(1234), "1.234"),
        (dutch.number(1234.56), "1.235"),
        (dutch.number(1234.56, 1), "1.234,6"),
        (dutch.number(12_345_678), "12.345.678"),
        (dutch.number(-1234.5, 2), "−1.234,50"),
        (dutch.number(-3, minus="-"), "-3"),
        (dutch.number(np.int64(1234)), "1.234"),
        (dutch.number(None), "."),
        (dutch.number(None, unknown="-"), "-"),
        (dutch.number(math.inf), "∞"),
        (dutch.number(-math.inf), "−∞"),
        (dutch.decimal(1234.56), "1.234,6"),
        (dutch.decimal(9_999_999, 0), "9.999.999"),
        (dutch.decimal(12_345_678), "12,3 mln"),
        (dutch.decimal(-4.2e9), "−4,2 mld"),
        (dutch.decimal(1e30), "meer dan 999.999 bld"),
        (dutch.count(0), "0"),
        (dutch.count(-7), "−7"),
        (dutch.count(2.5), "2,5"),
        (dutch.count(4.2e9), "4,2 mld"),
        (dutch.counted(0, "signaal", "signalen"), "geen signalen"),
        (dutch.counted(1, "signaal", "signalen"), "1 signaal"),
        (dutch.counted(1234, "signaal", "signalen"), "1.234 signalen"),
        (dutch.enumerated(["a"]), "a"),
        (dutch.enumerated(["a", "b"]), "a en b"),
        (dutch.enumerated(("a", "b", "c")), "a, b en c"),
        (dutch.enumerated([]), ""),
        (dutch.capital("de Wijk"), "De Wijk"),
        (dutch.capital(""), ""),
    ],
)
def test_numbers_and_lists(written: str, expected: str) -> None:
    assert written == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (dutch.day(date(2021, 7, 21)), "21 juli 2021"),
        (dutch.day("2020-06-30"), "30 juni 2020"),
        (dutch.day(pd.Timestamp("2020-07-01 09:00")), "1 juli 2020"),
        (dutch.day("binnenkort"), "binnenkort"),
        (dutch.day(pd.NaT), "."),
        (dutch.month("2020-06"), "juni 2020"),
        (dutch.month("2020-13"), "2020-13"),
        (dutch.month(None), "."),
        (dutch.period("2020-H1"), "eerste helft van 2020"),
        (dutch.period("2020-H3"), "2020-H3"),
        (dutch.period("2020-Q3"), "derde kwartaal van 2020"),
        (dutch.period("2020-Q5"), "2020-Q5"),
        (dutch.period("2020-06"), "juni 2020"),
        (dutch.period("2020"), "2020"),
        (dutch.period(2020), "2020"),
        (dutch.period(None), "."),
        (dutch.year_and_month("2020-06"), (2020, 6)),
        (dutch.year_and_month("2020-6"), None),
        (dutch.year_and_month("²020-06"), None),
    ],
)
def test_dates_and_periods(written: object, expected: object) -> None:
    assert written == expected


def test_month_names() -> None:
    assert " ".join(dutch.month_names()) == (
        "januari februari maart april mei juni juli augustus september oktober november december"
    )
    short = " ".join(dutch.month_names(short=True))
    assert short == "jan feb mrt apr mei jun jul aug sep okt nov dec"


@pytest.mark.parametrize("value", [None, math.nan, np.float64("nan"), pd.NA, pd.NaT, "", "  "])
def test_missing_values_are_never_zero(value: object) -> None:
    assert dutch.is_unknown(value)
    assert dutch.count(value) == dutch.decimal(value) == dutch.number(value, 2) == "."


@pytest.mark.parametrize("value", [0, 0.0, False, "0", np.int64(0), date(2020, 1, 1)])
def test_zero_is_not_missing(value: object) -> None:
    assert not dutch.is_unknown(value)


@pytest.mark.parametrize("value", [-0.0, -0.04, -0.049999])
def test_a_negative_value_that_rounds_to_zero_has_no_sign(value: float) -> None:
    assert dutch.number(value, 1) == dutch.decimal(value, 1) == "0,0"
    assert dutch.number(value) == "0"


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [
        (0.5, 0, "0"),  # exact ties go to the even digit
        (1.5, 0, "2"),
        (2.5, 0, "2"),
        (0.125, 2, "0,12"),
        (0.15, 1, "0,1"),  # not a tie: its binary value is just below 0.15
        (0.25, 1, "0,2"),
        (0.35, 1, "0,3"),
        (2.675, 2, "2,67"),
        (9_999_999.96, 1, "10.000.000,0"),
    ],
)
def test_rounding_is_that_of_the_binary_value(value: float, digits: int, expected: str) -> None:
    assert dutch.number(value, digits) == expected


finite = st.floats(allow_nan=False, allow_infinity=False)


@given(finite, st.integers(0, 6))
def test_a_number_rounds_as_python_formats_it(value: float, digits: int) -> None:
    text = f"{value:.{digits}f}"
    expected = text.removeprefix("-") if float(text) == 0 else text
    assert dutch.number(value, digits, minus="-").replace(".", "").replace(",", ".") == expected


@given(finite, st.integers(0, 6))
def test_a_number_reads_back_as_the_rounded_value(value: float, digits: int) -> None:
    written = dutch.number(value, digits)
    decimals = f",[0-9]{{{digits}}}" if digits else ""
    assert re.fullmatch(rf"−?[0-9]{{1,3}}(\.[0-9]{{3}})*{decimals}", written)
    read = float(written.replace(".", "").replace(",", ".").replace("−", "-"))
    assert read == round(value, digits)


@given(st.integers(-(2**53), 2**53))
def test_a_whole_number_keeps_every_digit(value: int) -> None:
    assert int(dutch.number(value).replace(".", "").replace("−", "-")) == value


@given(st.floats())
def test_an_abbreviated_number_fits_a_column(value: float) -> None:
    for written in (dutch.count(value), dutch.decimal(value)):
        assert 0 < len(written) <= 22


@given(st.dates())
def test_a_date_reads_back(value: date) -> None:
    day, name, year = dutch.day(value).split()
    assert date(int(year), dutch.month_names().index(name) + 1, int(day)) == value
    assert dutch.month(f"{value.year:04}-{value.month:02}") == f"{name} {value.year}"


@pytest.mark.dear
@given(st.text(max_size=12))
def test_any_text_has_a_period_and_a_day(text: str) -> None:
    for written in (dutch.period(text), dutch.month(text), dutch.day(text)):
        assert written or not text.strip()


def test_rounding_does_not_depend_on_the_decimal_context_of_the_caller() -> None:
    with decimal.localcontext(decimal.Context(prec=3, rounding=decimal.ROUND_UP)):
        assert dutch.number(123_456.71, 1) == "123.456,7"


def test_babel_is_not_imported_before_the_first_number() -> None:
    """The command line imports this module at its start."""
    script = "import sys; from schemas import dutch; assert 'babel' not in sys.modules"
    subprocess.run([sys.executable, "-c", script], check=True)
