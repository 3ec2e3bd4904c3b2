"""What a delivery says about itself: when it was made, what it selects, which months it covers.

The police sheet `Informatie` holds two lines of free text ('Incidenten met incidentsoort A72
gepleegd in plaats Groningen van 1 jan 2013 t/m 21 sep 2017', 'Bevraagd op 21-09-2017 09:42').
Only the parsed parts are kept: the text itself could name a person.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pandas as pd

from assets.formats import periods
from assets.formats.moments import dutch_date, dutch_moment, month_of, months_between, parse_moments
from assets.formats.text_table import TextTable
from schemas import open_data, survey

_DAY = r"(\d{1,2}[ -](?:[a-z]{3,9}\.?|\d{1,2})[ -]\d{4}|\d{1,2}/\d{1,2}/\d{4})"


@dataclass(frozen=True)
class Selection:
    """What an export says it selected. `by`: the moment by which it was selected."""

    made_at: datetime | None = None
    by: str = "kennisname"
    first_month: str | None = None
    last_month: str | None = None
    codes: tuple[str, ...] | None = None  # None: all


def selection_of(remarks: tuple[str, ...]) -> Selection:
    """Read the remarks of an export; what they do not say keeps its default."""
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
    """First and last month of which a selection misses no day, or those it names if it misses some
    of each. A month that was still going on when the export was made misses none."""
    start = pd.Period(first, "M") + int(first.day > 1)
    end = pd.Period(last, "M")
    until_now = made_at is not None and last >= made_at.date() - timedelta(days=1)
    if not until_now and last.day < end.days_in_month:
        end -= 1
    if start > end:
        start, end = pd.Period(first, "M"), pd.Period(last, "M")
    return str(start), str(end)


def covered_months(table: TextTable, selection: Selection, share: float) -> list[str]:
    """The months that a delivery covers whole, in order.

    What the export says it selected, where it says so; else each month with at least `share` of
    the rows of its fullest month. A month with fewer is a supplement: late or stray rows, which
    count but replace nothing. Empty where no date can be read.
    """
    if selection.first_month and selection.last_month:
        return months_between(selection.first_month, selection.last_month)
    layout = table.layout
    if not layout.month_field:  # what the team itself writes is of no month
        return []
    if layout.source == "registers":
        named = map(periods.register_period, table.frame[layout.month_field].unique())
        years = sorted({month[:4] for one in named if one for month in periods.months(one)})
        return months_between(f"{years[0]}-01", f"{years[-1]}-12") if years else []
    if layout.source in (open_data.SOURCE, survey.SOURCE):
        named = map(periods.period, table.frame[layout.month_field].unique())
        return sorted({month for one in named if one for month in periods.months(one)})
    moments = parse_moments(table.frame[month_field(table, selection)], layout.date_formats)
    counts = month_of(moments).value_counts()
    counts = counts[counts.index >= "2000-01"]
    if counts.empty:
        return []
    return sorted(counts[counts >= share * counts.max()].index)


def month_field(table: TextTable, selection: Selection) -> str:
    """The field whose month is covered: of the incident where the export was selected by it."""
    if selection.by == "pleegdatum" and "pleegmoment" in table.positions:
        return "pleegmoment"
    return table.layout.month_field


def _leading_moment(text: str) -> datetime | None:
    for words in range(4, 0, -1):
        if moment := dutch_moment(" ".join(text.split()[:words])):
            return moment
    return None
