"""What a delivery says about itself: when it was made, what it selects, which months it covers.

The police sheet `Informatie` holds two lines of free text ('Incidenten met incidentsoort A72
gepleegd in plaats Groningen van 1 jan 2013 t/m 21 sep 2017', 'Bevraagd op 21-09-2017 09:42').
Only the parsed parts are kept: the text itself could name a person.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pandas as pd

from assets.formats import periods
from assets.formats.moments import dutch_date, dutch_moment, month_of, months_between, parse_moments
from assets.formats.text_table import TextTable
from schemas.layout import Layout

_DAY = r"(\d{1,2}[ -](?:[a-z]{3,9}\.?|\d{1,2})[ -]\d{4}|\d{1,2}/\d{1,2}/\d{4})"


@dataclass(frozen=True)
class Selection:
    """The selection that an export describes. `by`: the date by which rows were selected."""

    made_at: datetime | None = None
    by: str = "kennisname"
    first_month: str | None = None
    last_month: str | None = None
    codes: tuple[str, ...] | None = None  # None: all


def selection_of(remarks: tuple[str, ...]) -> Selection:
    """The selection in the remarks of an export; defaults for what they do not mention."""
    text = " \n".join(remarks)
    made = re.search(r"bevraagd op:?\s+([^\n]+)", text, re.IGNORECASE)
    made_at = _leading_moment(made[1]) if made else None
    period = re.search(rf"\bvan\s+{_DAY}\s+(?:t/m|tot en met)\s+{_DAY}", text, re.IGNORECASE)
    first = dutch_date(period[1]) if period else None
    last = dutch_date(period[2]) if period else None
    months = _whole_months(first, last, made_at) if first and last and first <= last else None
    codes = re.search(
        r"incidentsoort(?:en)?(?:\s+codes?)?:?\s+((?:[A-Z]\d{2,5}[A-Z]?)(?:(?:\s*[,;/]\s*|\s+en\s+)"
        r"[A-Z]\d{2,5}[A-Z]?)*)",
        text,
    )
    return Selection(
        made_at=made_at,
        by="pleegdatum" if re.search(r"\bgepleegd\b", text, re.IGNORECASE) else "kennisname",
        first_month=months[0] if months else None,
        last_month=months[1] if months else None,
        codes=tuple(sorted(set(re.findall(r"[A-Z]\d{2,5}[A-Z]?", codes[1])))) if codes else None,
    )


def _whole_months(first: date, last: date, made_at: datetime | None) -> tuple[str, str]:
    """The first and last month that a selection covers completely; if there is none, those of its
    first and last day. A month that had not ended when the export was made counts
    as complete."""
    start = pd.Period(first, "M") + int(first.day > 1)
    end = pd.Period(last, "M")
    until_now = made_at is not None and last >= made_at.date() - timedelta(days=1)
    if not until_now and last.day < end.days_in_month:
        end -= 1
    if start > end:
        start, end = pd.Period(first, "M"), pd.Period(last, "M")
    return str(start), str(end)


def covered_months(
    months: Counter[str], layout: Layout, selection: Selection, share: float
) -> list[str]:
    """The months that a delivery covers completely, in order; empty if no date can be read.

    These are the months of the selection that the export describes, else those of its rows, read
    according to `Layout.periods`. `months`: what `months_in` gives, of all parts of the delivery.
    """
    if selection.first_month and selection.last_month:
        return months_between(selection.first_month, selection.last_month)
    match layout.periods:
        case "moment":
            return _months_with_many_rows(months, share)
        case "register":
            years = sorted({month[:4] for month in months})
            return months_between(f"{years[0]}-01", f"{years[-1]}-12") if years else []
        case _:
            return sorted(months)


def months_in(table: TextTable, selection: Selection) -> Counter[str]:
    """Month -> its number of rows in a table or a part of one; of figures, any number."""
    layout = table.layout
    match layout.periods:
        case "moment":
            text = table.frame[month_field(table, selection)]
            months = month_of(parse_moments(text, layout.date_formats))
            return Counter(months.value_counts().to_dict())
        case "register":
            return _months_of(table, periods.register_period)
        case "statistics":
            return _months_of(table, periods.period)
        case "none":
            return Counter()


def _months_of(table: TextTable, read: Callable[[str], str | None]) -> Counter[str]:
    """Every month of every period in the table; `read`: text -> period, or None."""
    found = map(read, table.frame[table.layout.month_field].unique())
    return Counter(month for period in found if period for month in periods.months(period))


def _months_with_many_rows(months: Counter[str], share: float) -> list[str]:
    """The months with at least `share` of the rows of the fullest month. The rows of another month
    are late or stray: they count, but do not replace earlier deliveries of that month."""
    known = {month: rows for month, rows in months.items() if month >= "2000-01"}
    fullest = max(known.values(), default=0)
    return sorted(month for month, rows in known.items() if rows >= share * fullest)


def month_field(table: TextTable, selection: Selection) -> str:
    """The field that decides the month: the moment of the offence if rows were selected by it."""
    if selection.by == "pleegdatum" and "pleegmoment" in table.positions:
        return "pleegmoment"
    return table.layout.month_field


def _leading_moment(text: str) -> datetime | None:
    for words in range(4, 0, -1):
        if moment := dutch_moment(" ".join(text.split()[:words])):
            return moment
    return None
