"""Which places come first in the next quarter, and how well earlier lists did.

What is to be expected of a place stands in `forecast`, how a list is scored in `scores`. The two
sources are never added up: each gives an order, and one order over both comes from shares.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from assets.indicators.forecast import expected_quarter
from assets.indicators.places import PLACE, SOURCES, Panel, Series, month_name
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
_LEAST_HISTORY, _QUARTER = 12, 3


def rank(place_months: pd.DataFrame, until: int) -> pd.DataFrame:
    """The order of places and nuisance themes for the three months after `until`.

    `place_months`: the table `int_plek_maand`; `until`: a maandnummer (year x 12 + month - 1),
    nothing later is looked at. A row for each place and theme with any count. Columns: `COLUMNS`;
    `verwacht_kwartaal_<bron>` is a count (empty where the source does not know the theme or was
    not delivered for a year), `rang_<bron>` its order within the source. `rang` orders by the
    mean, over the sources that know the theme, of the share that a place has in all nuisance that
    the source is to be expected to count: a source with many rows does not outweigh the other.
    """
    panel = Panel(place_months, until)
    themes, size = list(panel.themes), len(panel.places)
    expected, shares = {}, []
    any_count = np.zeros((len(themes), size), dtype=bool)
    for source in SOURCES:
        usable = ~panel.broken(source)
        series = [_until(panel.series(source, theme), usable) for theme in themes]
        counts = [_expected(one, until) for one in series]
        expected[source] = np.array(counts).reshape(len(themes), size)
        total = np.nansum(expected[source])
        shares.append(expected[source] / total if total > 0 else expected[source])
        for number, one in enumerate(series):
            any_count[number] |= one.counts.any(axis=1)
    known = ~np.isnan(shares)
    together = np.nansum(shares, axis=0) / np.maximum(known.sum(axis=0), 1)
    theme, place = np.nonzero(any_count)
    rows = panel.places.iloc[place].reset_index(drop=True)
    rows["thema"] = [themes[number] for number in theme]
    rows["soort"] = [panel.themes[name] for name in rows["thema"]]
    for source in SOURCES:
        count = np.round(expected[source][theme, place], 2)
        rows[f"verwacht_kwartaal_{source}"] = count
        order = pd.Series(np.nan_to_num(expected[source][theme, place])).round(9)
        rows[f"rang_{source}"] = order.rank(method="min", ascending=False).astype("int64")
    rows["_aandeel"] = np.round(together[theme, place], 12)
    rows = rows.sort_values(
        ["_aandeel", "straatnaam", "plek_id", "thema"],
        ascending=[False, True, True, True],
        ignore_index=True,
    )
    rows["rang"] = np.arange(1, len(rows) + 1)
    return rows[list(COLUMNS)]


def score_lists(place_months: pd.DataFrame, until: int, most: int = 8) -> pd.DataFrame:
    """How the lists did that would have been made at earlier ends of a quarter.

    Each is made again from what happened up to that month only (by the definitions, places and
    deliveries of now) and held against the calendar quarter after it, if that has ended by
    `until` and every month of it is known; the newest `most` of them, a year of history at least.
    A row for each source, list and top of `TOPS`. Columns: `SCORE_COLUMNS`; a place is a place
    and theme with any count of the source up to the end of the quarter; `trefkans_pct` and
    `gebleven_pct` are percentages, `pai` and `pei` as in `scores`; empty where nothing happened.
    """
    panel = Panel(place_months, until)
    first = int(panel.months[0]) if len(panel.months) else until
    ends = [
        end
        for end in range(first + _LEAST_HISTORY - 1, until - _QUARTER + 1)
        if end % _QUARTER == _QUARTER - 1
    ]
    rows = []
    for source in SOURCES:
        usable = ~panel.broken(source)
        every = [_until(panel.series(source, theme), usable) for theme in panel.themes]
        own = [one for one in every if one.known.any()]
        for end in ends[-most:]:
            found = _scores(own, end, end - first + 1)
            rows += [_score_row(source, end, top, one) for top, one in found.items()]
    return pd.DataFrame(rows, columns=list(SCORE_COLUMNS))


def _scores(series: list[Series], end: int, length: int) -> dict[str, Score]:
    """The score of each top of the list made after `length` months; none where the quarter or the
    year before it is not known."""
    quarter, year = slice(length, length + _QUARTER), slice(length - 12, length)
    series = [one for one in series if one.known[quarter].all() and one.known[year].all()]
    if not series:
        return {}
    past = [Series(one.counts[:, :length], one.known[:length]) for one in series]
    expected = np.concatenate([expected_quarter(one, end) for one in past])
    counts = np.concatenate([one.counts[:, : length + _QUARTER] for one in series])
    seen = counts.any(axis=1)
    if not seen.any():
        return {}
    happened = counts[seen, length:].sum(axis=1)
    return {top: score(expected[seen], happened, share) for top, share in TOPS.items()}


def _until(series: Series, usable: np.ndarray) -> Series:
    known = series.known & usable
    return Series(np.where(known, series.counts, 0.0), known)


def _expected(series: Series, until: int) -> np.ndarray:
    """What is expected; NaN where the source has no year of figures of the theme."""
    if series.known.sum() < _LEAST_HISTORY:
        return np.full(len(series.counts), np.nan)
    return expected_quarter(series, until)


def _score_row(source: str, end: int, top: str, found: Score) -> tuple:
    def rounded(value: float | None, digits: int, times: int = 1) -> float | None:
        return None if value is None else round(value * times, digits)

    return (
        *(source, month_name(end), month_name(end + 1), month_name(end + _QUARTER), top),
        *(found.places, found.all_places, int(found.events), int(found.hits)),
        rounded(found.hit_rate, 1, 100),
        rounded(found.pai, 2),
        rounded(found.pei, 3),
        rounded(found.stayed, 1, 100),
    )
