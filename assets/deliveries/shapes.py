"""What the values of a column look like: dates, coordinates, postcodes, a list of choices, text.

No value leaves this module, only its shape and the format in which dates are written.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from assets.formats.date_styles import written
from assets.formats.moments import parse_moments

_MOSTLY = 0.9
_SAMPLE = 2000  # distinct values examined; more would not change the shape
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
UNSEEN = "niet bekeken"
POINTS = tuple(_RANGES)


@dataclass(frozen=True)
class Shape:
    """What a column looks like.

    `kind`: one of the words above. `filled`, `distinct`: numbers of values. `formats`: the format
    of its dates, if they have a single one other than ISO.
    """

    kind: str
    filled: int
    distinct: int
    formats: tuple[str, ...] = ()


def shape_of(values: pd.Series, formats: tuple[str, ...]) -> Shape:
    """The shape of a column of text; `formats`: the date formats of the known layouts."""
    filled = values[values.ne("")]
    counts = filled.value_counts()
    distinct = pd.Series(counts.index, dtype="str").head(_SAMPLE)
    kind, date_formats = _kind(distinct, formats, len(filled), len(counts))
    return Shape(kind, len(filled), len(counts), date_formats)


def unseen(values: pd.Series) -> Shape:
    """The shape of a column that is one of too many to look at: how much is filled."""
    filled = values[values.ne("")]
    return Shape(UNSEEN, len(filled), filled.nunique())


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
    """The format of the dates that must be set; () if they are read as they are; None if no dates.
    What is read is decided as when a delivery is read (`formats.date_styles`)."""
    if distinct.str.fullmatch(r"\d+").mean() >= _MOSTLY:
        return () if _are_moments(distinct) else None
    if distinct.str.contains(r"\d.*\d", regex=True).mean() < _MOSTLY:
        return None
    styles = written(distinct, formats).styles
    if sum(style.fits for style in styles) >= _MOSTLY * len(distinct):
        return styles[0].forms[:1]
    for form in _FORMATS:
        moments = pd.to_datetime(distinct, format=form, errors="coerce")
        if moments.between("1990-01-01", "2100-01-01").mean() >= _MOSTLY:
            return (form,)
    return None


def _are_moments(digits: pd.Series) -> bool:
    """Whether numbers are days or seconds since 1970, of this century up to now: a number of a case
    is as long, and begins with its year."""
    long = digits.str.fullmatch(r"\d{8}|\d{10}|\d{13,14}").fillna(False)
    if long.mean() < _MOSTLY:
        return False
    moments = parse_moments(digits[long], ())
    latest = pd.Timestamp.now() + pd.Timedelta(days=366)
    return moments.between("2000-01-01", latest).sum() >= _MOSTLY * len(digits)


def _number(distinct: pd.Series) -> str | None:
    numbers = pd.to_numeric(distinct.str.replace(",", ".", regex=False), errors="coerce")
    if numbers.notna().mean() < _MOSTLY:
        return None
    whole = (numbers.dropna() % 1).eq(0).all()
    nonzero = numbers[numbers.notna() & numbers.ne(0)]
    for kind, (low, high) in _RANGES.items():
        within = len(nonzero) and nonzero.between(low, high).mean() >= _MOSTLY
        if within and (high > 100 or not whole):  # whole numbers below 100 are no degrees
            return kind
    return WHOLE if whole else NUMBER


def _words(distinct: pd.Series, filled: int, count: int) -> str:
    if distinct.str.len().quantile(0.9) > 80:
        return LONG
    return CHOICE if count <= 300 and count <= max(20, filled // 5) and count < filled else TEXT
