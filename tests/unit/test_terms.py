"""Tests of terms: which day is past a term, to the day."""

from __future__ import annotations

from datetime import date

import pytest

from assets.basis.terms import days_before, end_of_month


@pytest.mark.parametrize(
    ("term", "today", "last"),
    [
        ("1 dag", date(2026, 3, 1), date(2026, 2, 28)),
        ("30 dagen", date(2026, 3, 1), date(2026, 1, 30)),
        ("1 maand", date(2026, 3, 31), date(2026, 2, 28)),
        ("6 maanden", date(2026, 3, 15), date(2025, 9, 15)),
        ("12 maanden", date(2026, 1, 15), date(2025, 1, 15)),
        ("5 jaar", date(2028, 2, 29), date(2023, 2, 28)),
    ],
)
def test_a_term_is_counted_back_by_the_calendar(term, today, last):
    assert days_before(term, today) == last


def test_the_end_of_a_month():
    assert end_of_month("2020-02") == date(2020, 2, 29)
