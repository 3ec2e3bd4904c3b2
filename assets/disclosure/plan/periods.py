"""The months of a period as figures write it. Which periods are published does not belong here."""

from __future__ import annotations

from functools import cache

import pandas as pd


@cache
def months_of(period: str) -> frozenset[str]:
    """The months (YYYY-MM) of a period: 2019, 2019-H1, 2019-Q1, 2019-01, or from one of these up to
    and including another (2018-07--2019-06, 2019--2020)."""
    parts = period.split("--")
    first, last = _number(_ends(parts[0])[0]), _number(_ends(parts[-1])[1])
    return frozenset(f"{month // 12:04d}-{month % 12 + 1:02d}" for month in range(first, last + 1))


@cache
def last_month(period: str) -> str:
    """The month (YYYY-MM) in which a period ends."""
    return max(months_of(period))


def last_months(periods: pd.Series) -> pd.Series:
    """The month in which each period ends; there are far fewer periods than rows."""
    ends = {period: last_month(period) for period in periods.unique()}
    return periods.map(ends).astype("str")  # of none at all too


def _number(month: str) -> int:
    """The months before this one, since the year 0."""
    return int(month[:4]) * 12 + int(month[5:]) - 1


def _ends(period: str) -> tuple[str, str]:
    """The first and last month of a period without `--`."""
    year, part = period[:4], period[5:]
    if not part:
        return f"{year}-01", f"{year}-12"
    if part[0] not in "QH":
        return period, period
    length = 3 if part[0] == "Q" else 6
    last = int(part[1:]) * length
    return f"{year}-{last - length + 1:02d}", f"{year}-{last:02d}"
