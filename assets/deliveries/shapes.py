"""What the values of a column look like: dates, points, postcodes, a list of choices, text.

Only the look is told; no value leaves this module but the way in which dates are written.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from assets.formats.moments import parse_moments

_MOSTLY = 0.9
_SAMPLE = 2000  # distinct values looked at: more tell no more
_FORMATS = (
    "%d-%m-%Y %H:%M:%S",
    "%d-%m-%Y %H:%M",
    "%d-%m-%Y",
    "%d/%m/%Y %H:%M:%S",
    "%d/%m/%Y %H:%M",
    "%d/%m/%Y",
    "%d.%m.%Y %H:%M",
    "%d.%m.%Y",
    "%m/%d/%Y %I:%M:%S %p",
    "%m/%d/%Y %H:%M",
    "%m/%d/%Y",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d",
    "%d-%m-%y %H:%M",
    "%d-%m-%y",
    "%Y%m%d%H%M%S",
    "%Y%m%d",
)
_RANGES = {  # the Netherlands
    "RD x": (1_000, 300_000),
    "RD y": (300_000, 625_000),
    "lengte": (3, 8),
    "breedte": (50, 54),
}
DATE, POSTCODE, CODE, YES_NO = "datum", "postcode", "MK-code", "ja/nee"
CHOICE, TEXT, LONG, WHOLE, NUMBER, EMPTY = (
    "keuzelijst",
    "tekst",
    "lange tekst",
    "geheel getal",
    "getal",
    "leeg",
)
POINTS = tuple(_RANGES)


@dataclass(frozen=True)
class Shape:
    """The look of a column. `kind`: one of the words above; `formats`: how its dates are written,
    where that is one way and not ISO."""

    kind: str
    filled: int
    distinct: int
    formats: tuple[str, ...] = ()


def shape_of(values: pd.Series, formats: tuple[str, ...]) -> Shape:
    """The look of a column of text; `formats`: the ways of writing a date that are known."""
    given = values[values.ne("")]
    counted = given.value_counts()
    distinct = pd.Series(counted.index, dtype="str").head(_SAMPLE)
    kind, found = _kind(distinct, formats, len(given), len(counted))
    return Shape(kind, len(given), len(counted), found)


def _kind(
    distinct: pd.Series, formats: tuple[str, ...], filled: int, count: int
) -> tuple[str, tuple[str, ...]]:
    if distinct.empty:
        return EMPTY, ()
    dates = _as_dates(distinct, formats)
    if dates is not None:
        return DATE, dates
    for kind, pattern in (
        (POSTCODE, r"[1-9]\d{3} ?[A-Za-z]{2}"),
        (CODE, r"[A-Z]\d{2,5}[A-Z]?"),
        (YES_NO, r"(?i)j|n|ja|nee|true|false|y|yes|no"),
    ):
        if distinct.str.fullmatch(pattern).mean() >= _MOSTLY:
            return kind, ()
    return _number(distinct) or _words(distinct, filled, count), ()


def _as_dates(distinct: pd.Series, formats: tuple[str, ...]) -> tuple[str, ...] | None:
    """None: no dates. Else the one way in which they are written, beside ISO."""
    written = distinct[
        distinct.str.contains(r"\D", regex=True) | distinct.str.match(r"(?:19|20)\d{6}")
    ]
    if len(written) < _MOSTLY * len(distinct):
        return None
    if parse_moments(written, ()).notna().mean() >= _MOSTLY:
        return ()
    for one in _FORMATS:
        read = pd.to_datetime(written, format=one, errors="coerce")
        if read.between("1990-01-01", "2100-01-01").mean() >= _MOSTLY:
            return (one,)
    return () if parse_moments(written, formats).notna().mean() >= _MOSTLY else None


def _number(distinct: pd.Series) -> str | None:
    numbers = pd.to_numeric(distinct.str.replace(",", ".", regex=False), errors="coerce")
    if numbers.notna().mean() < _MOSTLY:
        return None
    whole = (numbers.dropna() % 1).eq(0).all()
    some = numbers[numbers.notna() & numbers.ne(0)]
    for kind, (low, high) in _RANGES.items():
        # whole numbers below 100 are counts or house numbers, no degrees
        if len(some) and some.between(low, high).mean() >= _MOSTLY and (high > 100 or not whole):
            return kind
    return WHOLE if whole else NUMBER


def _words(distinct: pd.Series, filled: int, count: int) -> str:
    if distinct.str.len().quantile(0.9) > 80:
        return LONG
    return CHOICE if count <= 300 and count <= max(20, filled // 5) and count < filled else TEXT
