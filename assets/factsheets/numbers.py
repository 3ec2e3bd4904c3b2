"""Figures, differences, intervals and spans of time as a factsheet writes them.

How a single number, date or month is written in Dutch is in `schemas.dutch`. Which value is
shown where is decided elsewhere. A missing value becomes `UNKNOWN`, never 0.
"""

from __future__ import annotations

import math

from schemas.dutch import (
    UNKNOWN,
    capital,
    count,
    counted,
    day,
    decimal,
    enumerated,
    is_unknown,
    month,
    month_names,
    year_and_month,
)
from schemas.dutch import period as single_period

__all__ = [
    "UNKNOWN",
    "as_float",
    "capital",
    "count",
    "counted",
    "day",
    "decimal",
    "enumerated",
    "interval",
    "is_unknown",
    "is_years",
    "month",
    "months",
    "percent",
    "period",
    "ranks",
    "short_period",
    "signed",
    "uncapital",
]


def uncapital(name: str) -> str:
    """A name within a sentence: `Straatroof` -> `straatroof`; an abbreviation is left as is."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def as_float(value: object) -> float | None:
    """The value as a number, or None if it is unknown."""
    return None if is_unknown(value) else float(value)


def signed(value: object, digits: int = 0) -> str:
    """A difference: `+12`, `−3`, `0`."""
    text = count(value) if digits == 0 else decimal(value, digits)
    is_rise = text != UNKNOWN and float(value) > 0 and text.strip("0,.") != ""
    return f"+{text}" if is_rise else text


def percent(value: object, digits: int = 0) -> str:
    """`12.4` -> `12 %`, with a no-break space."""
    return UNKNOWN if is_unknown(value) else f"{decimal(value, digits)}\u00a0%"


def interval(low: object, high: object, digits: int = 2) -> str:
    """`0,35–0,91`; without an upper end `vanaf 0,35`; unknown without a lower end."""
    if is_unknown(low):
        return UNKNOWN
    if is_unknown(high) or math.isinf(float(high)):
        return f"vanaf {decimal(low, digits)}"
    return f"{decimal(low, digits)}\u2013{decimal(high, digits)}"


def ranks(low: object, high: object) -> str:
    """A rank with its interval: `2–5`, or `2` if both ends are equal."""
    if is_unknown(low) or is_unknown(high):
        return UNKNOWN
    return count(low) if low == high else f"{count(low)}\u2013{count(high)}"


def months(first: object, last: object) -> str:
    """`2020-05`, `2020-06` -> `mei-juni 2020`; with both years if they differ."""
    start, end = year_and_month(str(first)), year_and_month(str(last))
    if start is None or end is None or first == last:
        return month(last)
    year = "" if start[0] == end[0] else f" {start[0]}"
    return f"{month_names()[start[1] - 1]}{year}-{month(last)}"


def period(value: object) -> str:
    """A period in words, also years (`2019--2020`) and months (`2019-07--2020-06`)."""
    if is_unknown(value):
        return UNKNOWN
    text = str(value)
    if is_years(text):
        return " tot en met ".join(dict.fromkeys(text.split("--")))
    if "--" in text:
        return months(*text.split("--", 1))
    return single_period(text)


def period_in_sentence(value: object) -> str:
    """As `period`, with the article that it has after a preposition: `de eerste helft van 2020`."""
    articles = {"H": "de ", "Q": "het "}
    kind = str(value)[5:6] if "--" not in str(value) else ""
    return articles.get(kind, "") + period(value)


def short_period(value: object) -> str:
    """As `period`, for a narrow column: `2019-2020`."""
    return period(value).replace(" tot en met ", "-")


def is_years(value: object) -> bool:
    """Whether a period is a whole year or a span of whole years: `2020`, `2019--2020`."""
    first, dash, last = str(value).partition("--")
    years = (first, last) if dash else (first,)
    return all(len(year) == 4 and year.isascii() and year.isdecimal() for year in years)
