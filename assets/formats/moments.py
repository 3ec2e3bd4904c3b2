"""Dates and times as deliveries write them: parsing, Dutch month names, months of a range.

All moments are local time in Amsterdam, without a zone, in microseconds.
"""

from __future__ import annotations

import re
from datetime import date, datetime

import pandas as pd

ZONE = "Europe/Amsterdam"
_MONTHS = ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]
_EXCEL_EPOCH = pd.Timestamp("1899-12-30")
_ISO = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d",
    "%Y-%m-%d %H:%M:%S.%f",
    "%Y-%m-%dT%H:%M:%S.%f",
)
_TWO_DIGITS = r"\d.*\d"  # the least that a day, a month or a year is written with
_WITH_ZONE = r"^(?:19|20)\d\d-\d\d-\d\d[T ]\d\d:\d\d.*(?:Z|[+-]\d\d(?::?\d\d)?)$"
_SERIAL = r"^[2-7]\d{4}(?:\.\d+)?$"


def parse_moments(text: pd.Series, formats: tuple[str, ...]) -> pd.Series:
    """Text -> datetime64[us], local time; NaT if no format fits or the day does not exist.

    Besides `formats`, these are recognised: ISO, which the cells of a spreadsheet are converted to;
    ISO with a zone, converted to local time, as 31 December 23:30 UTC is January here; and the day
    numbers of Excel, which a cell without a date format has.
    """
    text = text.str.strip()
    result = pd.Series(pd.NaT, index=text.index, dtype="datetime64[us]")
    unread = text.str.contains(_TWO_DIGITS, regex=True)
    for form in dict.fromkeys((*_ISO, *formats)):
        if not unread.any():
            return result
        parsed = pd.to_datetime(text[unread], format=form, errors="coerce").dropna()
        result[parsed.index] = parsed.dt.as_unit("us")
        unread[parsed.index] = False
    zoned = unread & text.str.contains(_WITH_ZONE, regex=True)
    if zoned.any():
        moments = pd.to_datetime(text[zoned], utc=True, errors="coerce", format="ISO8601")
        result[zoned] = moments.dt.tz_convert(ZONE).dt.tz_localize(None).dt.as_unit("us")
    serial = unread & text.str.contains(_SERIAL, regex=True)
    if serial.any():
        days = pd.to_timedelta(text[serial].astype(float), unit="D")
        result[serial] = (_EXCEL_EPOCH + days).dt.round("s").dt.as_unit("us")
    return result


def month_of(moments: pd.Series) -> pd.Series:
    """`2018-01` for each moment; missing for NaT."""
    return moments.dt.strftime("%Y-%m")


def months_between(first: str, last: str) -> list[str]:
    """Every month from `first` up to and including `last`: `2018-11`, `2019-02` gives four."""
    return [str(month) for month in pd.period_range(first, last, freq="M")]


def dutch_date(text: str) -> date | None:
    """The date in `1 jan 2013`, `01-01-2013`, `21 september 2017` or `2017-09-21`; else None."""
    text = text.strip().lower()
    if match := re.fullmatch(r"(\d{1,2})[ -]([a-z]{3})[a-z]*\.?[ -](\d{4})", text):
        day, month, year = match.groups()
        month = {"maa": "mrt", "mar": "mrt", "may": "mei", "oct": "okt"}.get(month, month)
        if month not in _MONTHS:
            return None
        parts = int(year), _MONTHS.index(month) + 1, int(day)
    elif match := re.fullmatch(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})", text):
        day, month, year = match.groups()
        parts = int(year), int(month), int(day)
    elif match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text):
        parts = tuple(int(part) for part in match.groups())
    else:
        return None
    try:
        return date(*parts)
    except ValueError:
        return None


def dutch_moment(text: str) -> datetime | None:
    """A date as in `dutch_date`, optionally followed by `09:42` or `09:42:10`; else None."""
    match = re.fullmatch(r"(.+?)(?:[ ,T]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?)?", text.strip())
    if not match or not (day := dutch_date(match[1])):
        return None
    hour, minute, second = (int(part or 0) for part in match.groups()[1:])
    if hour > 23 or minute > 59 or second > 59:
        return None
    return datetime(day.year, day.month, day.day, hour, minute, second)
