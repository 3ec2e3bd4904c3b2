"""Dates and times as deliveries write them: parsing, Dutch month names, months of a range.

All moments are local time in Amsterdam, without a zone, in microseconds.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time

import numpy as np
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
    texts = text.str.strip().to_numpy(dtype=object, na_value="")
    result = np.full(len(texts), "NaT", dtype="datetime64[us]")

    def read_of(rows: np.ndarray, moments: pd.DatetimeIndex) -> np.ndarray:
        """Keep what was read of some rows; the other ones of them."""
        is_read = moments.notna()
        result[rows[is_read]] = moments[is_read].as_unit("us").to_numpy()
        return rows[~is_read]

    iso = _rows_like(_YEAR_BEFORE, texts, np.arange(len(texts)))
    unread = np.ones(len(texts), dtype=bool)
    unread[iso] = False
    for form in _ISO:
        iso = read_of(iso, _in_form(texts[iso], form)) if len(iso) else iso
    unread[iso] = True
    left = _rows_like(_TWO_DIGITS, texts, np.flatnonzero(unread))
    for form in dict.fromkeys(formats):
        if len(left) and form not in _ISO:
            left = read_of(left, _in_form(texts[left], form))
    for may_be, read in _OTHER_WAYS:
        asked = _rows_like(may_be, texts, left)
        if len(asked):
            moments = read(pd.Series(texts[asked], dtype="str")).reindex(range(len(asked)))
            unread[asked] = False
            unread[read_of(asked, pd.DatetimeIndex(moments))] = True
            left = left[unread[left]]
    return pd.Series(result, index=text.index)


def _rows_like(pattern: str, texts: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Those of `rows` whose text has the pattern. By `re`: pandas parses a pattern at each call,
    which takes longer than the texts of a delivery of a month."""
    search = re.compile(pattern).search
    return rows[[search(text) is not None for text in texts[rows]]] if len(rows) else rows


def _in_form(texts: np.ndarray, form: str) -> pd.DatetimeIndex:
    zoned = "%z" in form.lower()
    moments = pd.to_datetime(texts, format=form, errors="coerce", utc=zoned)
    return moments.tz_convert(ZONE).tz_localize(None) if zoned else moments


def _here(moments: pd.Series) -> pd.Series:
    """Moments of UTC as local time."""
    return moments.dt.tz_convert(ZONE).dt.tz_localize(None)


def _zoned(text: pd.Series) -> pd.Series:
    """ISO with a zone."""
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
    moments = {written: worded_moment(written) for written in text.unique()}
    return pd.to_datetime(text.map(moments).astype("datetime64[us]"))


def _year_first(text: pd.Series) -> pd.Series:
    ways = [pd.to_datetime(text, format=form, errors="coerce") for form in _YEAR_FIRST]
    return pd.concat([way.dropna() for way in ways]).groupby(level=0).first()


# A way of writing that is none of the above: what it looks like -> how it is read.
_OTHER_WAYS = (
    (r"[A-Z\]]$|[+-]\d\d(?::?\d\d)?$", _zoned),
    (r"^[1-7]\d{4}|^/Date\(", _counted),
    (r"[a-zA-Z]{3}", _in_words),
    (_OF_YEAR_FIRST, _year_first),
)


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
