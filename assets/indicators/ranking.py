"""Which places come first in the next quarter, and how well earlier lists predicted.

Expected counts come from `forecast`, scores of a list from `scores`. Counts of the two sources are
never added together: each source ranks the places, and the combined rank uses shares.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from assets.indicators.forecast import expected_quarter
from assets.indicators.months import month_name
from assets.indicators.places import PLACE, SOURCES, Panel, Series
from assets.indicators.scores import Score, score

TOPS = {"1 %": 0.01, "5 %": 0.05}
COLUMNS = (
    *("plek_id", *PLACE, "thema", "soort", "rang", "rang_politie", "rang_melddesk"),
    *("verwacht_kwartaal_politie", "verwacht_kwartaal_melddesk"),
)
SCORE_COLUMNS = (
    *("bron", "lijst_tot", "kwartaal_van", "kwartaal_tot", "top", "plekken", "plekken_totaal"),
    *("gebeurtenissen", "raak", "trefkans_pct", "pai", "pei", "gebleven_pct"),
)
_MIN_HISTORY, _QUARTER = 12, 3


def rank(place_months: pd.DataFrame, until: int) -> pd.DataFrame:
    """The ranking of places and nuisance themes for the three months after `until`.

    `place_months`: the table `int_plek_maand`; `until`: a month number, later months are ignored. A
    row for each place and theme with any count. Columns: `COLUMNS`; `verwacht_kwartaal_<bron>` is
    an expected count (empty where the source does not register the theme or has less than a year of
    data), `rang_<bron>` its rank within the source. `rang` orders by the share of the place in all
    expected nuisance of a source, averaged over the sources that register the theme: a source with
    many rows does not outweigh the other.
    """
    panel = Panel(place_months, until)
    themes, size = list(panel.themes), len(panel.places)
    expected, shares = {}, []
    any_count = np.zeros((len(themes), size), dtype=bool)
    for source in SOURCES:
        usable = ~panel.broken(source)
        by_theme = [panel.series(source, theme).only(usable) for theme in themes]
        counts = [_expected(series, until) for series in by_theme]
        expected[source] = np.array(counts).reshape(len(themes), size)
        total = np.nansum(expected[source])
        shares.append(expected[source] / total if total > 0 else expected[source])
        for number, series in enumerate(by_theme):
            any_count[number] |= series.counts.any(axis=1)
    registers = ~np.isnan(shares)
    mean_share = np.nansum(shares, axis=0) / np.maximum(registers.sum(axis=0), 1)
    theme, place = np.nonzero(any_count)
    rows = panel.places.iloc[place].reset_index(drop=True)
    rows["thema"] = [themes[number] for number in theme]
    rows["soort"] = [panel.themes[name] for name in rows["thema"]]
    for source in SOURCES:
        count = expected[source][theme, place]
        rows[f"verwacht_kwartaal_{source}"] = np.round(count, 2)
        order = pd.Series(np.nan_to_num(count)).round(9)
        rows[f"rang_{source}"] = order.rank(method="min", ascending=False).astype("int64")
    rows["_aandeel"] = np.round(mean_share[theme, place], 12)
    rows = rows.sort_values(
        ["_aandeel", "straatnaam", "plek_id", "thema"],
        ascending=[False, True, True, True],
        ignore_index=True,
    )
    rows["rang"] = np.arange(1, len(rows) + 1)
    return rows[list(COLUMNS)]


def score_lists(place_months: pd.DataFrame, until: int, most: int = 8) -> pd.DataFrame:
    """The scores of the lists that would have been made at the end of earlier quarters.

    Each list is recomputed from months up to that quarter only (with today's definitions, places
    and deliveries) and compared with the calendar quarter after it, provided that has ended by
    `until` and all its months are known: the newest `most` lists with at least a year of history. A
    row for each source, list and top of `TOPS`. Columns: `SCORE_COLUMNS`; a place is a place and
    theme with any count of the source up to the end of the quarter; `trefkans_pct` and
    `gebleven_pct` are percentages, `pai` and `pei` as in `scores`; empty where nothing happened.
    """
    panel = Panel(place_months, until)
    first = int(panel.months[0]) if len(panel.months) else until
    quarter_ends = [
        month
        for month in range(first + _MIN_HISTORY - 1, until - _QUARTER + 1)
        if month % _QUARTER == _QUARTER - 1
    ]
    rows = []
    for source in SOURCES:
        usable = ~panel.broken(source)
        by_theme = [panel.series(source, theme).only(usable) for theme in panel.themes]
        registered = [series for series in by_theme if series.known.any()]
        for end in quarter_ends[-most:]:
            scores = _scores(registered, end, end - first + 1)
            rows += [_score_row(source, end, top, result) for top, result in scores.items()]
    return pd.DataFrame(rows, columns=list(SCORE_COLUMNS))


def _scores(by_theme: list[Series], end: int, length: int) -> dict[str, Score]:
    """The score of each top of the list made after `length` months; empty where the quarter or the
    year before it is not fully known."""
    quarter, year = slice(length, length + _QUARTER), slice(length - 12, length)
    complete = [
        series for series in by_theme if series.known[quarter].all() and series.known[year].all()
    ]
    if not complete:
        return {}
    history = [Series(series.counts[:, :length], series.known[:length]) for series in complete]
    expected = np.concatenate([expected_quarter(series, end) for series in history])
    counts = np.concatenate([series.counts[:, : length + _QUARTER] for series in complete])
    seen = counts.any(axis=1)
    if not seen.any():
        return {}
    happened = counts[seen, length:].sum(axis=1)
    return {top: score(expected[seen], happened, share) for top, share in TOPS.items()}


def _expected(series: Series, until: int) -> np.ndarray:
    """The expected quarter; NaN where the source has less than a year of data on the theme."""
    if series.known.sum() < _MIN_HISTORY:
        return np.full(len(series.counts), np.nan)
    return expected_quarter(series, until)


def _score_row(source: str, end: int, top: str, result: Score) -> tuple:
    """A row of `SCORE_COLUMNS`."""

    def rounded(value: float | None, digits: int, times: int = 1) -> float | None:
        return None if value is None else round(value * times, digits)

    return (
        *(source, month_name(end), month_name(end + 1), month_name(end + _QUARTER), top),
        *(result.places, result.all_places, int(result.events), int(result.hits)),
        rounded(result.hit_rate, 1, 100),
        rounded(result.pai, 2),
        rounded(result.pei, 3),
        rounded(result.stayed, 1, 100),
    )
