"""Dates and times as deliveries write them: parsing, Dutch month names, months of a range.

All moments are local time in Amsterdam, without a zone, in microseconds.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time

import pandas as pd

from assets.formats.worded import ZONE, worded_moment

_EXCEL_EPOCH = pd.Timestamp("1899-12-30")
_ISO = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d",
    "%Y-%m-%d %H:%M:%S.%f",
    "%Y-%m-%dT%H:%M:%S.%f",
)
_YEAR_BEFORE = r"^\d{4}-"
_TWO_DIGITS = r"\d.*\d"  # the least that a day, a month or a year is written with
_CLOCK = r"(?:19|20)\d\d-\d\d-\d\d[T ]\d\d:\d\d[\d:.,]*"
WITH_ZONE = rf"^{_CLOCK} ?(?:Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)$"
_NAMED_ZONE = r"\[[A-Za-z_/+-]{1,40}\]$"  # as Java writes it behind an offset, or instead of one
_OF_UTC = rf"^({_CLOCK})\[(?:Etc/)?(?:UTC|GMT|Z)\]$"
_OF_HERE = rf"^{_CLOCK}(?: ?CES?T|\[Europe/(?:Amsterdam|Brussels)\])$"
SERIAL = r"^[2-7]\d{4}(?:\.\d+)?$"
SECONDS = r"^[12]\d{9}(?:\.\d{1,9})?$"  # since 1970, from 2001 until 2063
MILLISECONDS = r"^[12]\d{12}$"
_OF_JSON = r"^/Date\(([12]\d{12})(?:[+-]\d{4})?\)/$"  # how .NET writes them
# Year first, so that a day cannot be taken for a month.
_OF_YEAR_FIRST = r"^(?:19|20)(?:\d{6}(?:\d{6})?$|\d\d/)"
_YEAR_FIRST = ("%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y/%m/%d", "%Y%m%d", "%Y%m%d%H%M%S")


def parse_moments(text: pd.Series, formats: tuple[str, ...]) -> pd.Series:
    """Text -> datetime64[us], local time; NaT if no format fits or the day does not exist.

    Besides `formats`, which go before all but ISO, every way of writing is recognised in which a
    day cannot be taken for a month: ISO, also with a zone, converted to local time, as 31 December
    23:30 UTC is January here; the month in words; the year first; seconds and milliseconds since
    1970; and the day numbers of Excel, which a cell without a date format has.
    """
    text = text.str.strip()
    result = pd.Series(pd.NaT, index=text.index, dtype="datetime64[us]")
    unread = text.str.contains(_TWO_DIGITS, regex=True)

    def keep(moments: pd.Series) -> None:
        moments = moments.dropna()
        result[moments.index] = moments.dt.as_unit("us")
        unread[moments.index] = False

    iso = text.str.contains(_YEAR_BEFORE, regex=True)
    for form in dict.fromkeys((*_ISO, *formats)):
        asked = unread & iso if form in _ISO else unread
        if asked.any():
            keep(_in_form(text[asked], form))
    for read in (_zoned, _counted, _in_words, _year_first):
        if not unread.any():
            return result
        keep(read(text[unread]))
    return result


def _in_form(text: pd.Series, form: str) -> pd.Series:
    zoned = "%z" in form.lower()
    moments = pd.to_datetime(text, format=form, errors="coerce", utc=zoned)
    return _here(moments) if zoned else moments


def _here(moments: pd.Series) -> pd.Series:
    """Moments of UTC as local time."""
    return moments.dt.tz_convert(ZONE).dt.tz_localize(None)


def _zoned(text: pd.Series) -> pd.Series:
    """ISO with a zone."""
    text = text[text.str.contains(r"[A-Z\]]$|[+-]\d\d(?::?\d\d)?$", regex=True)]
    local = text[text.str.contains(_OF_HERE, regex=True)]
    text = text.str.replace(_OF_UTC, r"\1Z", regex=True)
    text = text.str.replace(_NAMED_ZONE, "", regex=True)
    text = text[text.str.contains(WITH_ZONE, regex=True)].drop(local.index, errors="ignore")
    text = text.str.replace(r" ?(?:UTC|GMT)$", "Z", regex=True)
    here = local.str.replace(r" ?CES?T$|\[.*\]$", "", regex=True)
    return pd.concat(
        [
            _here(pd.to_datetime(text, utc=True, errors="coerce", format="ISO8601")),
            pd.to_datetime(here, errors="coerce", format="ISO8601"),
        ]
    )


def _counted(text: pd.Series) -> pd.Series:
    """Days since 1900, as Excel counts them; seconds or milliseconds since 1970."""
    text = text.str.replace(_OF_JSON, r"\1", regex=True)
    days, seconds, milliseconds = (
        text[text.str.contains(form, regex=True)].astype(float)
        for form in (SERIAL, SECONDS, MILLISECONDS)
    )
    passed = pd.concat([seconds, milliseconds / 1000])
    return pd.concat(
        [
            (_EXCEL_EPOCH + pd.to_timedelta(days, unit="D")).dt.round("s"),
            _here(pd.to_datetime(passed.round(3), unit="s", utc=True)),
        ]
    )


def _in_words(text: pd.Series) -> pd.Series:
    text = text[text.str.contains(r"[a-zA-Z]{3}", regex=True)]
    moments = {written: worded_moment(written) for written in text.unique()}
    return pd.to_datetime(text.map(moments).astype("datetime64[us]"))


def _year_first(text: pd.Series) -> pd.Series:
    text = text[text.str.contains(_OF_YEAR_FIRST, regex=True)]
    ways = [_in_form(text, form) for form in _YEAR_FIRST]
    return pd.concat([way.dropna() for way in ways]).groupby(level=0).first()


def month_of(moments: pd.Series) -> pd.Series:
    """`2018-01` for each moment; missing for NaT."""
    return moments.dt.strftime("%Y-%m")


def months_between(first: str, last: str) -> list[str]:
    """Every month from `first` up to and including `last`: `2018-11`, `2019-02` gives four."""
    return [str(month) for month in pd.period_range(first, last, freq="M")]


def dutch_date(text: str) -> date | None:
    """The date in `1 jan 2013`, `01-01-2013`, `21 september 2017` or `2017-09-21`; else None."""
    text = text.strip().lower()
    if moment := worded_moment(text):
        return moment.date() if moment.time() == time() else None
    if match := re.fullmatch(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})", text):
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
