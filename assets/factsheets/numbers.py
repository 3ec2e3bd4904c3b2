"""Numbers, months and dates as a Dutch reader writes them (nl-NL).

Only the formatting of single values; which values are shown where is decided elsewhere. An unknown
value becomes `UNKNOWN`, never 0.
"""

from __future__ import annotations

import math
from datetime import date, datetime

import pandas as pd

UNKNOWN = "."  # the symbol that Statistics Netherlands uses for an unknown figure
_MINUS = "\u2212"
_MONTHS = (
    "januari februari maart april mei juni juli augustus september oktober november december"
).split()
_QUARTERS = ("eerste", "tweede", "derde", "vierde")
_SCALES = ((1e15, 1e15, " bld"), (1e9, 1e9, " mld"), (1e7, 1e6, " mln"))


def is_unknown(value: object) -> bool:
    """Whether there is nothing to show: None, NaN, NaT or a blank text."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return True
    return not isinstance(value, str) and bool(pd.isna(value))


def as_float(value: object) -> float | None:
    """The value as a number, or None if it is unknown."""
    return None if is_unknown(value) else float(value)


def decimal(value: object, digits: int = 1) -> str:
    """`1234.5` -> `1.234,5`; from ten million upwards abbreviated: `12,3 mln`, `mld`, `bld`."""
    if is_unknown(value):
        return UNKNOWN
    number = float(value)
    if math.isinf(number):
        return "\u221e" if number > 0 else f"{_MINUS}\u221e"
    unit = ""
    for start, divisor, name in _SCALES:
        if abs(number) >= start:
            number, digits, unit = number / divisor, 1, name
            break
    if abs(number) >= 1e6 and unit:
        return f"meer dan 999.999{unit}"
    text = f"{abs(number):,.{digits}f}".translate(str.maketrans(",.", ".,"))
    is_negative = number < 0 and text.strip("0,.") != ""
    return f"{_MINUS if is_negative else ''}{text}{unit}"


def count(value: object) -> str:
    """`1234` -> `1.234`; a fraction is rounded to one decimal."""
    if is_unknown(value):
        return UNKNOWN
    number = float(value)
    is_whole = math.isinf(number) or number == int(number)
    return decimal(value, 0 if is_whole else 1)


def signed(value: object, digits: int = 0) -> str:
    """A difference: `+12`, `−3`, `0`."""
    text = count(value) if digits == 0 else decimal(value, digits)
    is_rise = text != UNKNOWN and float(value) > 0 and text.strip("0,.") != ""
    return f"+{text}" if is_rise else text


def percent(value: object, digits: int = 0) -> str:
    """`12.4` -> `12 %`, with a no-break space."""
    return UNKNOWN if is_unknown(value) else f"{decimal(value, digits)}\u00a0%"


def interval(low: object, high: object, digits: int = 2) -> str:
    """`0,35–0,91`; `vanaf 0,35` without an upper bound; unknown without a lower bound."""
    if is_unknown(low):
        return UNKNOWN
    if is_unknown(high) or math.isinf(float(high)):
        return f"vanaf {decimal(low, digits)}"
    return f"{decimal(low, digits)}\u2013{decimal(high, digits)}"


def ranks(low: object, high: object) -> str:
    """The interval of a rank: `2–5`, or `2` if both bounds are equal."""
    if is_unknown(low) or is_unknown(high):
        return UNKNOWN
    return count(low) if low == high else f"{count(low)}\u2013{count(high)}"


def day(value: object) -> str:
    """A date (date, timestamp or ISO text): `30 juni 2020`; any other text is returned as is."""
    if is_unknown(value):
        return UNKNOWN
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return value
    if isinstance(value, date):
        return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"
    return str(value)


def month(value: object) -> str:
    """`2020-06` -> `juni 2020`; any other text is returned as is."""
    if is_unknown(value):
        return UNKNOWN
    parts = _month(str(value))
    return f"{_MONTHS[parts[1] - 1]} {parts[0]}" if parts else str(value)


def months(first: object, last: object) -> str:
    """`2020-05`, `2020-06` -> `mei-juni 2020`; the year is repeated if it differs."""
    start, end = _month(str(first)), _month(str(last))
    if start is None or end is None or first == last:
        return month(last)
    year = "" if start[0] == end[0] else f" {start[0]}"
    return f"{_MONTHS[start[1] - 1]}{year}-{month(last)}"


def period(value: object) -> str:
    """A period in words.

    Takes a month (`2020-06`), quarter (`2020-Q1`), half-year (`2020-H1`), year (`2020`), span of
    years (`2019--2020`) or span of months (`2019-07--2020-06`).
    """
    if is_unknown(value):
        return UNKNOWN
    text = str(value)
    if is_years(text):
        return " tot en met ".join(dict.fromkeys(text.split("--")))
    if "--" in text:
        return months(*text.split("--", 1))
    year, _, part = text.partition("-")
    if part in ("H1", "H2"):
        return f"{_QUARTERS[int(part[1]) - 1]} helft van {year}"
    if part in ("Q1", "Q2", "Q3", "Q4"):
        return f"{_QUARTERS[int(part[1]) - 1]} kwartaal van {year}"
    return month(text)


def short_period(value: object) -> str:
    """Like `period`, but a span of years is short enough for a narrow column: `2019-2020`."""
    return period(value).replace(" tot en met ", "-")


def is_years(value: object) -> bool:
    """Whether a period is a whole year or a span of whole years: `2020`, `2019--2020`."""
    first, dash, last = str(value).partition("--")
    years = (first, last) if dash else (first,)
    return all(len(year) == 4 and year.isascii() and year.isdecimal() for year in years)


def counted(number: int, singular: str, plural: str) -> str:
    """`1 signaal`, `3 signalen`, `geen signalen`."""
    if number == 0:
        return f"geen {plural}"
    return f"{count(number)} {singular if number == 1 else plural}"


def enumerated(parts: list[str]) -> str:
    """`a, b en c`."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} en {parts[-1]}"


def capital(text: str) -> str:
    """The same text starting with a capital."""
    return text[:1].upper() + text[1:]


def _month(text: str) -> tuple[int, int] | None:
    """`2020-06` -> (2020, 6); None for any other text."""
    year, dash, part = text.partition("-")
    is_month = dash and len(year) == 4 and len(part) == 2 and (year + part).isascii()
    if is_month and (year + part).isdecimal() and 1 <= int(part) <= 12:
        return int(year), int(part)
    return None
