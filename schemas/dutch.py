"""Numbers, dates, months and lists as Dutch readers write them.

Symbols, month names, grouping and the joining of lists come from Babel, thus from the Unicode CLDR.
What CLDR lacks is added here: ordinals in words, names of parts of a year, and abbreviations of
large numbers that Dutch municipalities use. Which figure is shown where does not belong here.
Babel is imported at the first call, so that the command line starts without it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Context, Decimal, localcontext
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale
    from babel.numbers import NumberPattern

UNKNOWN = "."  # how Statistics Netherlands marks an unknown figure
MINUS = "\u2212"  # as wide as a digit, unlike the hyphen of CLDR
ORDINALS = ("eerste", "tweede", "derde", "vierde")
_INFINITE = "\u221e"
_SCALES = ((1e15, 1e15, " bld"), (1e9, 1e9, " mld"), (1e7, 1e6, " mln"))  # from, divisor, suffix
_PARTS = {"H": ("helft", 2), "Q": ("kwartaal", 4)}
# Precise enough for every digit of a float, so that a value is rounded once: as Python's `format`
# does, on its exact binary value and half to even.
_EXACT = Context(prec=800, rounding=ROUND_HALF_EVEN)


def is_unknown(value: object) -> bool:
    """Whether a value is missing: None, NaN, NaT, pandas' NA or a blank text."""
    if value is None:
        return True
    if isinstance(value, str):
        return not value.strip()
    try:
        return bool(value != value)  # only NaN and NaT differ from themselves
    except TypeError:  # NA has no truth value
        return True


def number(
    value: float | None, digits: int = 0, *, unknown: str = UNKNOWN, minus: str = MINUS
) -> str:
    """All digits of a number: `1234.56` -> `1.235`, with one decimal `1.234,6`.

    A value that rounds to zero has no sign. A missing value becomes `unknown`.
    """
    if is_unknown(value):
        return unknown
    amount = float(value)
    text = _INFINITE if math.isinf(amount) else _unsigned(abs(amount), digits)
    return f"{minus}{text}" if amount < 0 and text.strip("0,.") else text


def decimal(value: float | None, digits: int = 1) -> str:
    """As `number`; from ten million on abbreviated, with one decimal: `12,3 mln`."""
    if is_unknown(value):
        return UNKNOWN
    amount = float(value)
    if math.isinf(amount):
        return number(amount)
    for start, divisor, suffix in _SCALES:
        if abs(amount) >= start:
            scaled = amount / divisor
            too_large = abs(scaled) >= 1e6
            return f"meer dan 999.999{suffix}" if too_large else number(scaled, 1) + suffix
    return number(amount, digits)


def count(value: float | None) -> str:
    """As `decimal`, without decimals for a whole number: `1.234`; a fraction has one: `2,5`."""
    if is_unknown(value):
        return UNKNOWN
    amount = float(value)
    return decimal(amount, 0 if math.isinf(amount) or amount.is_integer() else 1)


def day(value: object) -> str:
    """A date, timestamp or ISO text: `30 juni 2020`. Any other text is returned as it is."""
    if is_unknown(value):
        return UNKNOWN
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return value
    if not isinstance(value, date):
        return str(value)
    from babel.dates import format_date

    return format_date(value, "d MMMM y", locale=_locale())


def month(value: object) -> str:
    """`2020-06` -> `juni 2020`. Any other text is returned as it is."""
    if is_unknown(value):
        return UNKNOWN
    parts = year_and_month(str(value))
    return f"{month_names()[parts[1] - 1]} {parts[0]}" if parts else str(value)


def period(value: object) -> str:
    """A period in words: a month (`2020-06`), quarter (`2020-Q2`: `tweede kwartaal van 2020`) or
    half-year (`2020-H1`: `eerste helft van 2020`). Any other text, so a year, is returned as it is.
    """
    if is_unknown(value):
        return UNKNOWN
    text = str(value)
    year, _, part = text.partition("-")
    name, parts_in_year = _PARTS.get(part[:1], ("", 0))
    if part[1:] in [str(place) for place in range(1, parts_in_year + 1)]:
        return f"{ORDINALS[int(part[1:]) - 1]} {name} van {year}"
    return month(text)


def year_and_month(text: str) -> tuple[int, int] | None:
    """`2020-06` -> (2020, 6); None for any other form."""
    year, dash, part = text.partition("-")
    has_form = dash and len(year) == 4 and len(part) == 2 and (year + part).isascii()
    if has_form and (year + part).isdecimal() and 1 <= int(part) <= 12:
        return int(year), int(part)
    return None


@lru_cache
def month_names(*, short: bool = False) -> tuple[str, ...]:
    """The twelve months, January first: `januari`, or in `short` form `jan`."""
    names = _locale().months["format"]["abbreviated" if short else "wide"]
    return tuple(names[place] for place in range(1, 13))


def counted(amount: int, singular: str, plural: str) -> str:
    """`geen signalen`, `1 signaal`, `3 signalen`."""
    return f"{count(amount) if amount else 'geen'} {singular if amount == 1 else plural}"


def enumerated(parts: Sequence[str]) -> str:
    """`a, b en c`; empty without parts."""
    from babel.lists import format_list

    return format_list(parts, locale=_locale())


def capital(text: str) -> str:
    """The text with an initial capital and otherwise unchanged."""
    return text[:1].upper() + text[1:]


@lru_cache(maxsize=8192)  # most figures are small counts; Babel takes some 10 µs for each
def _unsigned(amount: float, digits: int) -> str:
    with localcontext(_EXACT):
        return _pattern(digits).apply(Decimal(amount), _locale())


@lru_cache
def _pattern(digits: int) -> NumberPattern:
    from babel.numbers import parse_pattern

    return parse_pattern(f"#,##0.{'0' * digits}" if digits else "#,##0")


@lru_cache
def _locale() -> Locale:
    from babel import Locale

    return Locale("nl")
