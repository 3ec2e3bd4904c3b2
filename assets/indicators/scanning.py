"""How improbable it is that one of many possible beginnings of a change looks improbable by chance.

A change may have begun in any of the last months, so the sums back to each of them are looked at
together. The shortest, the two months of an issue, has half of the chance of a false signal for
itself: what has just begun is what is asked first, and small counts need all the power that there
is. Only probabilities: the sums and their tails come from `watch`.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr, ndtri

Array = np.ndarray

SHORTEST, MOST = 2, 36  # months back: the shortest and the longest window of a verdict
LEAST = 3  # the shortest of those that are looked at together
_SHORT_SHARE = 0.5  # of the probability of a false signal, for the shortest
_HEIGHTS = np.arange(0.5, 6.01, 0.125)  # of the bound, in standard deviations
_STEP = 0.05  # of the grid on which the sum is followed, in standard deviations of a month
_LOWEST = -8.0  # of a standardised sum: what is lower never comes back to a bound


@cache
def crossing_probabilities() -> Array:
    """P(max over n = 3..N of S_n / sqrt(n) > b), of sums of N independent standard normals.

    A row for each N from 1 to `MOST` (the first is of no sum), a column for each bound b of
    `_HEIGHTS`. The density of S_n that has stayed below the bound is followed step by step
    (numerical integration, as for group sequential tests: Armitage, McPherson & Rowe, 1969). Sums
    whose expectation is uncertain, or whose months are correlated, overlap more: for them it is an
    upper bound.
    """
    table = np.empty((MOST, len(_HEIGHTS)))
    top = _HEIGHTS[-1] * np.sqrt(MOST)
    grid = np.arange(_LOWEST * np.sqrt(MOST), top + _STEP, _STEP)
    reach = round(8 / _STEP)
    kernel = np.exp(-((np.arange(-reach, reach + 1) * _STEP) ** 2) / 2)
    kernel /= kernel.sum()
    for column, height in enumerate(_HEIGHTS):
        density = np.zeros(len(grid))
        density[np.argmin(np.abs(grid))] = 1.0
        for number in range(1, MOST + 1):
            density = np.convolve(density, kernel, mode="same")
            edge = height * np.sqrt(number)
            # The cell at the edge is kept for the part that lies below it.
            below = np.clip((edge - grid) / _STEP + 0.5, 0, 1)
            if number < LEAST:
                table[number - 1, column] = 1 - (density * below).sum()
                continue
            density *= below
            table[number - 1, column] = 1 - density.sum()
    return np.clip(table, 0, 1)


def beginnings(tail: ArrayLike, lengths: ArrayLike) -> Array:
    """P(at least one of `lengths` sums has a one-sided tail of `tail` or less) where nothing
    changed (broadcast). `lengths`: 1 to `MOST`; 0 gives 1."""
    tail, lengths = np.broadcast_arrays(np.asarray(tail, float), np.asarray(lengths, int))
    height = np.clip(-ndtri(tail), _HEIGHTS[0], _HEIGHTS[-1])
    factors = crossing_probabilities() / ndtr(-_HEIGHTS)
    answer = np.ones(tail.shape)
    for length in np.unique(lengths[lengths > 0]):
        rows = lengths == length
        answer[rows] = tail[rows] * np.interp(height[rows], _HEIGHTS, factors[length - 1])
    return np.clip(np.where(np.isnan(tail), np.nan, answer), None, 1)


def tail_for(probability: ArrayLike, lengths: ArrayLike) -> Array:
    """The one-sided tail at which `beginnings` is `probability`: its inverse (broadcast)."""
    probability, lengths = np.broadcast_arrays(
        np.asarray(probability, float), np.asarray(lengths, int)
    )
    answer = np.full(probability.shape, np.nan)
    table = crossing_probabilities()
    for length in np.unique(lengths[lengths > 0]):
        rows = lengths == length
        log_p = np.log(np.maximum(table[length - 1], 1e-300))[::-1]
        height = np.interp(np.log(probability[rows]), log_p, _HEIGHTS[::-1])
        answer[rows] = ndtr(-height)
    return answer


def improbable(tails: Array, lengths: ArrayLike) -> Array:
    """P(any of the sums looks as improbable as the most improbable) where nothing changed.

    `tails` (`MOST`, ...): the one-sided tail of the sum of the last 1, 2, ... months, 1 where there
    is none; `lengths`: how many of them were looked at (the rest of the shape).
    """
    lengths = np.asarray(lengths)
    short = tails[SHORTEST - 1] / _SHORT_SHARE
    longer = beginnings(tails[LEAST - 1 :].min(axis=0), lengths) / (1 - _SHORT_SHARE)
    return np.minimum(np.minimum(short, np.where(lengths < LEAST, 1, longer)), 1)


def tails_for(probability: ArrayLike, lengths: ArrayLike) -> tuple[Array, Array]:
    """The one-sided tails, of the shortest sum and of any longer one, at which `improbable` is
    `probability` (broadcast)."""
    probability = np.asarray(probability, dtype=float)
    longer = tail_for(probability * (1 - _SHORT_SHARE), np.maximum(lengths, LEAST))
    return probability * _SHORT_SHARE, longer
