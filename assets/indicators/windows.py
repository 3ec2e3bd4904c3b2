"""What one month says of each window that ends with it: the limits, the outcome, and the smallest
change that would have been seen.

Works on arrays: W windows of S series. When a change began and whether it lasts comes from `watch`;
tables and reasons in full belong in `verdicts`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from assets.indicators.distributions import negative_binomial
from assets.indicators.expectation import Sums
from assets.indicators.intervals import one_sided
from assets.indicators.scanning import SHORTEST, tails_for
from assets.indicators.watch import MIN_EVENTS, Changes
from assets.indicators.words import DOWN, UNCERTAIN, UP, USUAL

Array = np.ndarray

WINDOWS = (2, 3, 6, 12, 36)  # months
NOT_DELIVERED = "een van de maanden is niet geleverd"
BROKEN = "trendbreuk in de periode"
TOO_LONG = "de periode is langer dan de helft van de maanden die er zijn"
TOO_YOUNG = "minder dan twaalf maanden om van te leren"
TOO_FEW = "een verdubbeling zou niet zichtbaar zijn: te weinig voorvallen, of te veel schommeling"
_CHANCE = ndtri(0.8)  # of a change of the smallest visible size to be seen
_DOUBLE = 2.0


@dataclass(frozen=True)
class Outcomes:
    """Arrays (W, S). `counted`: NaN where a month is missing; `expected`, `low`, `high`: what was
    to be expected and the limits of chance, NaN without; `outcome`, `reason`: in words (None: no
    reason); `smallest_rise`, `smallest_fall`: as a factor, NaN where none would be seen."""

    counted: Array
    expected: Array
    low: Array
    high: Array
    outcome: Array
    reason: Array
    smallest_rise: Array
    smallest_fall: Array


def outcomes(
    month: int, sums: Sums, changes: Changes, history: Array, alpha: Array, df: Array
) -> Outcomes:
    """The outcome of every window that ends with column `month`.

    `history` (S): known months since the last break; `alpha` (S): two-sided probability, where
    nothing changed, that any of the possible beginnings of a change shows one; `df` (S): with which
    the overdispersion is known. A window is a signal where its own count is beyond the limits, and
    where a change that lasts began in or before its first half; it is none where it is longer than
    half of what is known.
    """
    lengths = np.array(WINDOWS)
    number = np.minimum(lengths, len(sums.seen)) - 1
    seen, mean, variance, process, valid, complete = (
        getattr(sums, name)[number]
        for name in ("seen", "mean", "variance", "process", "valid", "complete")
    )
    length = lengths[:, None]
    complete = complete & (length <= month + 1)
    is_long = 2 * length > history
    judged = complete & valid & ~is_long
    tail = _tail(alpha, changes.lengths, df)
    low, high = _limits(mean, variance, tail, judged)
    rise, fall = _smallest_visible(mean, variance, process, low, high)
    up, down = judged & (seen > high), judged & (seen < low)
    covered = complete & ~is_long & (changes.direction != 0)
    covered &= changes.since <= month - length + 1 + (length - 1) // 2
    covered &= ~up & ~down
    up, down = up | covered & (changes.direction > 0), down | covered & (changes.direction < 0)
    blind = ~(rise <= _DOUBLE)
    known = judged | covered
    return Outcomes(
        counted=np.where(complete, seen, np.nan),
        expected=np.where(judged, mean, np.nan),
        low=np.where(judged, low, np.nan),
        high=np.where(judged, high, np.nan),
        outcome=np.select([up, down, ~known | blind], [UP, DOWN, UNCERTAIN], USUAL).astype(object),
        reason=np.select(
            [up | down, length > month + 1, ~complete, history < length, is_long, ~valid, blind],
            [None, TOO_LONG, NOT_DELIVERED, BROKEN, TOO_LONG, TOO_YOUNG, TOO_FEW],
            None,
        ),
        smallest_rise=np.where(judged, rise, np.nan),
        smallest_fall=np.where(judged, fall, np.nan),
    )


def _tail(alpha: Array, lengths: Array, df: Array) -> Array:
    """The one-sided tail at which each window is beyond its limits (W, S)."""
    short, longer = tails_for(alpha / 2, lengths)
    tail = np.where(np.array(WINDOWS)[:, None] == SHORTEST, short, longer)
    return one_sided(2 * tail, df)


def _limits(mean: Array, variance: Array, tail: Array, rows: Array) -> tuple[Array, Array]:
    """The lowest and the highest count whose tail probability exceeds `tail`, of these `rows`."""
    from scipy import stats  # takes a quarter of a second to load: not before it is needed

    low, high = np.full((2, *mean.shape), np.nan)
    parameters = negative_binomial(mean[rows], variance[rows])
    low[rows] = stats.nbinom.ppf(tail[rows], *parameters)
    high[rows] = np.maximum(stats.nbinom.isf(tail[rows], *parameters), MIN_EVENTS - 1)
    return low, high


def _smallest_visible(
    mean: Array, variance: Array, process: Array, low: Array, high: Array
) -> tuple[Array, Array]:
    """The factors by which the rate of a window must rise and fall to be beyond its limits with a
    chance of 80 % (normal approximation with continuity correction).

    A factor f multiplies the mean and the variance of the counts, and by its square the variance of
    the expectation. f * mean - z * sd(f) = limit and f * mean + z * sd(f) = limit have the same
    square: the larger root is that of a rise, the smaller one that of a fall.
    """
    uncertain = np.maximum(variance - process, 0)
    square = mean**2 - _CHANCE**2 * uncertain
    answers = []
    for limit, sign in ((high + 0.5, 1), (low - 0.5, -1)):
        half = limit * mean + _CHANCE**2 * process / 2
        root = np.sqrt(np.maximum(half**2 - square * limit**2, 0))
        with np.errstate(divide="ignore", invalid="ignore"):
            factor = (half + sign * root) / square
        answers.append(np.where((square > 0) & (limit > 0), factor, np.nan))
    return answers[0], answers[1]
