"""Moments with the month in words: `ma 1 juni 2020 om 14.30 uur`, `1 jun. '20`, `June 1, 2020`.

In Dutch or English. Dates in digits are in `moments` and `date_styles`.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

ZONE = "Europe/Amsterdam"
_NAMES = (
    "jan januari january|feb febr februari february|mrt maa maart mar march|apr april|mei may|"
    "jun juni june|jul juli july|aug augustus august|sep sept september|okt oktober oct october|"
    "nov november|dec december"
)
_MONTHS = {
    name: number for number, names in enumerate(_NAMES.split("|"), 1) for name in names.split()
}
_DAY_OF_WEEK = (
    r"(?:(?:ma|di|wo|do|vr|za|zo|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|"
    r"[a-z]{3,6}dag|[a-z]{3,6}day)\b[.,]*\s*)?"
)
_TIME = (
    r"(?:(?:\s*,\s*|\s+|t)(?:om\s+|at\s+)?(?P<hour>\d{1,2})"
    r"(?:\s*[:.u]\s*(?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:\.\d{1,9})?)?"
    r"|(?=\s*(?:uur|[ap]\.?m)))"
    r"\s*(?:uur|u|h)?\.?\s*(?P<half>[ap])?(?:\.?m\.?)?"
    r"\s*(?P<zone>z|utc|gmt|cest|cet|[+-]\d{2}:?\d{2})?)?"
)
_YEAR = r"['’‘`]?(?P<year>\d{4}|\d{2})"
_ORDINAL = r"(?:e|de|ste|st|nd|rd|th)?"
_DAY_FIRST = re.compile(
    rf"{_DAY_OF_WEEK}(?P<day>\d{{1,2}}){_ORDINAL}[\s./-]*(?:of\s+)?"
    rf"(?P<month>[a-z]{{3,9}})[.,]?[\s/-]*{_YEAR}{_TIME}"
)
_MONTH_FIRST = re.compile(
    rf"{_DAY_OF_WEEK}(?P<month>[a-z]{{3,9}})\.?[\s-]+(?P<day>\d{{1,2}}){_ORDINAL}"
    rf"(?:\s*,\s*|[\s-]+)(?P<year>\d{{4}}){_TIME}"
)
_LONGEST = 60  # characters


def worded_moment(text: str) -> datetime | None:
    """The moment in a text with a month in words, in local time; None for any other text."""
    if len(text) > _LONGEST:
        return None
    plain = text.strip().lower()
    for form in (_DAY_FIRST, _MONTH_FIRST):
        if (match := form.fullmatch(plain)) and match["month"] in _MONTHS:
            with suppress(ValueError, OverflowError):
                return _local(_moment(match), match["zone"])
    return None


def _moment(match: re.Match[str]) -> datetime:
    """Raises ValueError for a day or a time that does not exist."""
    hour = int(match["hour"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            raise ValueError
        hour = hour % 12 + 12 * (match["half"] == "p")
    return datetime(
        _year(match["year"]),
        _MONTHS[match["month"]],
        int(match["day"]),
        hour,
        int(match["minute"] or 0),
        int(match["second"] or 0),
    )


def _year(text: str) -> int:
    """The year; of two digits as `strptime` reads them: 69 is 1969, 68 is 2068."""
    year = int(text)
    return year if len(text) == 4 else year + (1900 if year > 68 else 2000)


def _local(moment: datetime, zone: str | None) -> datetime:
    if zone in {None, "cet", "cest"}:
        return moment
    hours, minutes = (0, 0) if zone[0] not in "+-" else (int(zone[1:3]), int(zone[-2:]))
    shift = timedelta(hours=hours, minutes=minutes) * (-1 if zone[0] == "-" else 1)
    aware = moment.replace(tzinfo=timezone(shift))
    return aware.astimezone(ZoneInfo(ZONE)).replace(tzinfo=None)
