"""Which places come first in the next quarter, and how well earlier lists predicted.

Expected counts come from `methods`, scores of a list from `scores`. Counts of the two sources are
never added together: each source ranks the places, and the combined rank uses shares.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from assets.indicators.methods import METHODS, MODEL, MOST_LISTS, best
from assets.indicators.months import month_name
from assets.indicators.places import PLACE, SOURCES, Panel, Series
from assets.indicators.scores import Score, score

TOPS = {"1 %": 0.01, "5 %": 0.05}
COLUMNS = (
    *("plek_id", *PLACE, "thema", "soort", "rang", "rang_politie", "rang_melddesk"),
    *("verwacht_kwartaal_politie", "verwacht_kwartaal_melddesk"),
    *("methode_politie", "methode_melddesk"),
)
SCORE_COLUMNS = (
    *("bron", "lijst_tot", "kwartaal_van", "kwartaal_tot", "top", "plekken", "plekken_totaal"),
    *("gebeurtenissen", "raak", "trefkans_pct", "pai", "pei", "gebleven_pct"),
    *("methode", "gebruikt"),
)
LISTS = 8  # the earlier lists that are shown
_MIN_HISTORY, _QUARTER = 12, 3


def rank(
    place_months: pd.DataFrame, until: int, methods: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """The ranking of places and nuisance themes for the three months after `until`.

    `place_months`: the table `int_plek_maand`; `until`: a month number, later months are ignored.
    `methods`: source -> the method of its list (`methods`; see `chosen`), by default our forecast.
    A row for each place and theme with any count under the street keys in use now. Columns:
    `COLUMNS`; `verwacht_kwartaal_<bron>` is an expected count (empty where the source does not
    register the theme or has less than a year of data), `rang_<bron>` its rank within the source.
    `rang` orders by the share of the place in all expected nuisance of a source, averaged over the
    sources that register the theme: a source with many rows does not outweigh the other.
    """
    panel = Panel(place_months, until)
    themes, size = list(panel.themes), len(panel.places)
    methods = methods or dict.fromkeys(SOURCES, MODEL)
    expected, shares = {}, []
    any_count = np.zeros((len(themes), size), dtype=bool)
    for source in SOURCES:
        live = [panel.live(source, theme) for theme in themes]
        counts = [
            _expected(panel.counted(source, theme), until, keyed, methods[source])
            for theme, keyed in zip(themes, live, strict=True)
        ]
        expected[source] = np.array(counts).reshape(len(themes), size)
        total = np.nansum(expected[source])
        shares.append(expected[source] / total if total > 0 else expected[source])
        for number, series in enumerate(live):
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
        rows[f"methode_{source}"] = methods[source]
        rows[f"rang_{source}"] = order.rank(method="min", ascending=False).astype("int64")
    rows["_aandeel"] = np.round(mean_share[theme, place], 12)
    rows = rows.sort_values(
        ["_aandeel", "straatnaam", "plek_id", "thema"],
        ascending=[False, True, True, True],
        ignore_index=True,
    )
    rows["rang"] = np.arange(1, len(rows) + 1)
    return rows[list(COLUMNS)]


def score_lists(place_months: pd.DataFrame, until: int, most: int = LISTS) -> pd.DataFrame:
    """The scores of the lists that would have been made at the end of earlier quarters, by each
    method.

    Each list is recomputed from months up to that quarter only (with today's definitions, places
    and deliveries) and compared with the calendar quarter after it, provided that has ended by
    `until`, all its months are known, and the street keys stayed the same from a year before the
    list to the end of the quarter: the newest `most` lists with at least a year of history. A row
    for each source, list, top of `TOPS` and method. Columns: `SCORE_COLUMNS`; a place is a place
    and theme with any count of the source up to the end of the quarter; `trefkans_pct` and
    `gebleven_pct` are percentages, `pai` and `pei` as in `scores`; empty where nothing happened.
    `gebruikt`: whether the list of that moment was made by this method, chosen on lists of which
    the quarter had ended by then.
    """
    rows = []
    panel = Panel(place_months, until)
    for source in SOURCES:
        lists = _lists(panel, source, most + MOST_LISTS)
        for end in list(lists)[-most:]:
            used = best(_qualities(lists, end))
            rows += [
                (*_score_row(source, end, top, result), method, method == used)
                for top in TOPS
                for method, results in lists[end].items()
                for result in [results[top]]
            ]
    return pd.DataFrame(rows, columns=list(SCORE_COLUMNS))


def chosen(place_months: pd.DataFrame, until: int) -> dict[str, str]:
    """Source -> the method by which its list after `until` is made: the best on the earlier lists
    of which the quarter has ended."""
    panel = Panel(place_months, until)
    return {
        source: best(_qualities(_lists(panel, source, MOST_LISTS), until)) for source in SOURCES
    }


_Lists = dict[int, dict[str, dict[str, Score]]]  # end of a list -> method -> top -> score


def _lists(panel: Panel, source: str, most: int) -> _Lists:
    """The scores of the newest `most` lists of a source."""
    first = int(panel.months[0]) if len(panel.months) else panel.until
    ends = [
        month
        for month in range(first + _MIN_HISTORY - 1, panel.until - _QUARTER + 1)
        if month % _QUARTER == _QUARTER - 1
    ]
    keys = panel.keys(source)
    counted = [panel.counted(source, theme) for theme in panel.themes]
    lists = {}
    for end in ends[-most:]:
        length = end - first + 1
        span = keys.era[length - _MIN_HISTORY : length + _QUARTER]
        if (span == span[0]).all() and span[0] >= 0:
            by_theme = [(series, series.only(keys.era == span[0])) for series in counted]
            if scores := _scores(by_theme, end, length):
                lists[end] = scores
    return lists


def _qualities(lists: _Lists, end: int) -> list[dict[str, float]]:
    """Method -> mean PEI over the tops, of each list of which the quarter had ended by `end`."""
    return [
        {
            method: sum(result.pei or 0.0 for result in results.values()) / len(results)
            for method, results in by_method.items()
        }
        for earlier, by_method in lists.items()
        if earlier + _QUARTER <= end
    ]


def _scores(
    by_theme: list[tuple[Series, Series]], end: int, length: int
) -> dict[str, dict[str, Score]]:
    """Method -> top -> score of the list made after `length` months; empty where the quarter or the
    year before it is not fully known. `by_theme`: counts, and those with the same street keys."""
    quarter, year = slice(length, length + _QUARTER), slice(length - 12, length)
    complete = [
        pair for pair in by_theme if pair[1].known[quarter].all() and pair[1].known[year].all()
    ]
    if not complete:
        return {}
    counts = np.concatenate([keyed.counts[:, : length + _QUARTER] for _, keyed in complete])
    seen = counts.any(axis=1)
    if not seen.any():
        return {}
    happened = counts[seen, length:].sum(axis=1)
    history = [(_until(series, length), _until(keyed, length)) for series, keyed in complete]
    scores = {}
    for name, method in METHODS.items():
        expected = np.concatenate([method(series, end, keyed) for series, keyed in history])
        scores[name] = {top: score(expected[seen], happened, share) for top, share in TOPS.items()}
    return scores


def _until(series: Series, length: int) -> Series:
    return Series(series.counts[:, :length], series.known[:length])


def _expected(series: Series, until: int, keyed: Series, method: str) -> np.ndarray:
    """The expected quarter; NaN where the source has less than a year of data on the theme."""
    if series.known.sum() < _MIN_HISTORY:
        return np.full(len(series.counts), np.nan)
    return METHODS[method](series, until, keyed)


def _score_row(source: str, end: int, top: str, result: Score) -> tuple:
    """A row of `SCORE_COLUMNS`, without the last two."""

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
