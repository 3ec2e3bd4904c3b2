"""The ways in which places can be ranked: our forecast and three plain counts; and which of them is
used for a list. How the forecast is made is in `forecast`, how a list scores in `scores`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from assets.indicators.forecast import expected_quarter
from assets.indicators.places import Series

YEAR_SUM, QUARTER_SUM, WEIGHTED = "som van 12 maanden", "som van 3 maanden", "gewogen som"
MODEL = "verwachting"
HALF_LIFE = 3.0  # months, of the weighted sum
LEAST_LISTS, MOST_LISTS = 4, 8  # earlier lists on which a method is chosen

# A method gives the expected count of each place in the three months after the series, of which the
# last month has this number; `keyed`: the same series with the months of the street keys of now.
Method = Callable[[Series, Series, int], np.ndarray]


def _plain(weight: Callable[[np.ndarray], np.ndarray]) -> Method:
    """Three times a weighted mean of the known months, with the weight of each age in months."""

    def expected(series: Series, until: int, keyed: Series) -> np.ndarray:
        age = np.arange(len(keyed.known))[::-1]
        weights = np.where(keyed.known, weight(age), 0.0)
        if not weights.sum():
            return np.full(len(keyed.counts), np.nan)
        return 3 * (keyed.counts @ weights) / weights.sum()

    return expected


# From simple to complex: of methods that did equally well, the first is used.
METHODS: dict[str, Method] = {
    YEAR_SUM: _plain(lambda age: age < 12),
    QUARTER_SUM: _plain(lambda age: age < 3),
    WEIGHTED: _plain(lambda age: 0.5 ** (age / HALF_LIFE)),
    MODEL: expected_quarter,
}


def best(earlier: Sequence[Mapping[str, float]]) -> str:
    """The method for a list: the one with the highest mean score on the latest of the `earlier`
    lists (each: method -> score), whose quarters had ended when the list was made. The simplest
    method if there are too few of them."""
    latest = earlier[-MOST_LISTS:]
    if len(latest) < LEAST_LISTS:
        return YEAR_SUM
    means = {name: np.mean([scores[name] for scores in latest]) for name in METHODS}
    return max(means, key=lambda name: means[name])
