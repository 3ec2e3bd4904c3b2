"""What was known to be going on: names the events beside figures of the months that they touch.

An event explains nothing by itself, and is never taken out of a figure. Which areas it touches is
decided in `dbt_like_sql` (`int_evenement_gebieden`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

import pandas as pd

from assets.indicators.material import Material
from assets.indicators.months import month_number
from schemas import dutch

MOST = 3  # events that are named; of more, their number


def with_known_events(
    material: Material,
    rows: pd.DataFrame,
    column: str = "bekend",
    first: str = "periode_van",
    last: str = "periode_tot",
) -> pd.DataFrame:
    """`rows` with a text `column`: the events that touch its area in its months, or None.

    `rows`: `gebied_code`, and the columns `first` and `last` with months (2020-05). Any index.
    """
    by_area: defaultdict[str, list[NamedTuple]] = defaultdict(list)
    for event in material.ask("select * from int_evenement_gebieden").itertuples(index=False):
        by_area[event.gebied_code].append(event)
    windows = rows.groupby(["gebied_code", first, last], sort=False, dropna=False)
    texts = [_text(by_area[area], *months) for area, *months in windows.size().index]
    known = pd.Series(texts, dtype="object").reindex(windows.ngroup()).set_axis(rows.index)
    return rows.assign(**{column: known})


def _text(events: Iterable[NamedTuple], first: str, last: str) -> str | None:
    """Those of `events` that touch the months `first` to `last`."""
    met = [event for event in events if event.maand_van <= last and event.maand_tot >= first]
    return named(met, _spans_years(first, last)) if met else None


def named(events: Iterable[NamedTuple], with_year: bool) -> str:
    """The events (naam, van, tot, is_eigen) in one text, in the order of their days: those of the
    area itself before those of a larger or smaller one, where there are too many to name."""
    chosen = sorted(events, key=lambda event: (not event.is_eigen, event.van, event.naam))
    shown = sorted(chosen[:MOST], key=lambda event: (event.van, event.naam))
    text = ", ".join(
        f"{event.naam} ({days_of(event.van, event.tot, with_year)})" for event in shown
    )
    rest = len(chosen) - len(shown)
    return f"{text} en nog {rest}" if rest else text


@cache
def days_of(first: pd.Timestamp, last: pd.Timestamp, with_year: bool) -> str:
    """31 dec, 21–25 feb or 31 dec – 1 jan; perhaps with the year."""
    end = _day(last, with_year)
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    return f"{_day(first, with_year and first.year != last.year)} – {end}"


def _day(day: pd.Timestamp, with_year: bool) -> str:
    year = f" {day.year}" if with_year else ""
    return f"{day.day} {dutch.month_names(short=True)[day.month - 1]}{year}"


def _spans_years(first: str, last: str) -> bool:
    """Whether a day and a month alone could be of two years, in these months."""
    return month_number(last) - month_number(first) >= 12
