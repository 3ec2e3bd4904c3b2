"""Tests of periods as StatLine and OData write them."""

from __future__ import annotations

import pytest

from assets.formats.periods import is_provisional, months, period, register_period


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019JJ00", "2019"),
        ("2019MM01", "2019-01"),
        ("2019MM12", "2019-12"),
        ("2019KW03", "2019-Q3"),
        ("2019HJ02", "2019-H2"),
        (" 2019MM07 ", "2019-07"),
        ("2019", "2019"),
        ("2024*", "2024"),
        ("2024**", "2024"),
        ("2019 januari", "2019-01"),
        ("2019 Mei*", "2019-05"),
        ("2019 december (voorlopig)", "2019-12"),
        ("2023 nader voorlopig", "2023"),
        ("2019 1e kwartaal", "2019-Q1"),
        ("2019, 4e kwartaal*", "2019-Q4"),
        ("2019 2e halfjaar", "2019-H2"),
        ("2012-03-01", "2012-03"),
        ("2012-03-01 00:00:00", "2012-03"),
        ("2019-04", "2019-04"),
        ("2019-Q2", "2019-Q2"),
    ],
)
def test_a_period_is_read(text, expected):
    assert period(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("", "2019MM13", "2019MM00", "2019JJ01", "2019KW05", "2019HJ03", "19", "2019 vrijdag"),
        *("2019 3e halfjaar", "2019 1e januari", "2012-03-15", "2018/2019", "Totaal", "20190"),
    ],
)
def test_a_text_that_is_no_period_gives_none(text):
    assert period(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2024*", True), ("Voorlopig", True), ("NaderVoorlopig", True), ("Definitief", False)],
)
def test_a_mark_or_a_word_makes_it_provisional(text, expected):
    assert is_provisional(text) is expected


def test_the_months_of_a_period():
    assert months("2019-11") == ["2019-11"]
    assert months("2019-Q2") == ["2019-04", "2019-05", "2019-06"]
    assert months("2019-H2")[0] == "2019-07" and len(months("2019-H2")) == 6
    assert (months("2019")[0], months("2019")[-1]) == ("2019-01", "2019-12")


@pytest.mark.parametrize(
    ("written", "month"),
    [
        ("jan-24", "2024-01"),
        ("Mrt '23", "2023-03"),
        ("dec. '20", "2020-12"),
        ("mei/21", "2021-05"),
        ("jan-2024", "2024-01"),
        ("mei 21", None),  # a day as well
        ("foo-24", None),
    ],
)
def test_a_month_of_a_register_may_have_a_short_year(written: str, month: str | None) -> None:
    assert register_period(written) == month
