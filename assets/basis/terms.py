"""Terms in days, months and years, counted back from a day. What a term is for is decided by
whoever uses it.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo


def days_before(term: str, today: date) -> date:
    """The last day that is past a term (`30 dagen`, `6 maanden`, `5 jaar`) on `today`.

    Whatever happened on that day or earlier has been kept for the whole term. A day that a shorter
    month does not have becomes its last day.
    """
    count, unit = term.split()
    if unit.startswith("dag"):
        return today - timedelta(days=int(count))
    months = int(count) * (12 if unit == "jaar" else 1)
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def today() -> date:
    """The day in the Netherlands."""
    return datetime.now(ZoneInfo("Europe/Amsterdam")).date()


def end_of_month(month: str) -> date:
    """The last day of a month (`2020-06`)."""
    year, number = int(month[:4]), int(month[5:7])
    return date(year, number, monthrange(year, number)[1])
