"""Exact intervals and p values of counts, and when a percentage or a rate may be shown at all.

Only formulas on arrays stand here: no table, no verdict, nothing of seasons. A count that varies
more than Poisson (overdispersion phi >= 1) enters as count/phi, in one place. All functions
broadcast; an unknown count (NaN) gives an unknown answer.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

Array = np.ndarray


def ratio_interval(
    now: ArrayLike,
    past: ArrayLike,
    phi: ArrayLike = 1.0,
    *,
    level: float = 0.95,
    exposure: ArrayLike = 1.0,
    df: ArrayLike = np.inf,
) -> tuple[Array, Array]:
    """Exact interval of the ratio of two rates; 0 below where now = 0, infinite where past = 0.

    Clopper-Pearson of now/(now + past), turned into a ratio (Przyborowski & Wilenski, 1940;
    Clopper & Pearson, 1934). `exposure`: exposure of now / exposure of past (days, inhabitants,
    years). `df`: degrees of freedom on which phi was estimated; see `one_sided`.
    """
    x, y, exposure = _scaled(now, past, phi, exposure)
    tail = one_sided(1 - level, df)
    with np.errstate(divide="ignore", invalid="ignore"):
        # The share of the past, not 1 - the share of now: close to 1 that would lose digits.
        low = np.where(x > 0, special.betaincinv(x, y + 1, tail), 0 * (x + y))
        of_past = np.where(y > 0, special.betaincinv(y, x + 1, tail), 0 * (x + y))
        return low / (1 - low) / exposure, (1 - of_past) / of_past / exposure


def ratio_p_value(
    now: ArrayLike,
    past: ArrayLike,
    phi: ArrayLike = 1.0,
    *,
    exposure: ArrayLike = 1.0,
    df: ArrayLike = np.inf,
    mid: bool = False,
) -> Array:
    """Two-sided p of "the rates are equal": twice the smaller tail of the binomial, at most 1.

    Exact (`mid=False`), p < a just where `ratio_interval` of level 1 - a leaves out 1. Mid-p
    counts half of the probability of what was seen itself (Lancaster, 1961): its rate of false
    flags stays below the nominal one here too (tests sum it exactly), and it sees more.
    """
    x, y, exposure = _scaled(now, past, phi, exposure)
    share = exposure / (1 + exposure)
    with np.errstate(invalid="ignore"):
        at_least = np.where(x > 0, special.betainc(x, y + 1, share), 1 + 0 * (x + y))
        at_most = np.where(y > 0, special.betainc(y, x + 1, 1 - share), 1 + 0 * (x + y))
    if mid:
        itself = (at_least + at_most - 1) / 2
        at_least, at_most = at_least - itself, at_most - itself
    return two_sided(np.minimum(at_least, at_most), df)


def poisson_interval(
    count: ArrayLike, phi: ArrayLike = 1.0, *, level: float = 0.95
) -> tuple[Array, Array]:
    """Exact interval of the mean of one count (Garwood, 1936), widened by overdispersion."""
    count, phi = _counts(count), _dispersion(phi)
    tail, x = (1 - level) / 2, count / phi
    low = np.where(x > 0, special.gammaincinv(x, tail), 0 * x)
    return phi * low, phi * special.gammainccinv(x + 1, tail)


def rolling_band(
    counts: ArrayLike,
    phi: ArrayLike = 1.0,
    *,
    months: int = 12,
    level: float = 0.95,
    cuts: tuple[int, ...] = (),
) -> tuple[Array, Array, Array]:
    """Sums of the latest `months` months, and the lower and upper limit of each.

    `counts`: months on the last axis, without gaps in time; `phi` has one axis less. A sum is
    unknown (NaN) where a month is, and where the window lies across a cut: the places in `cuts`
    are the first months after a break.
    """
    counts = _counts(counts)
    sums = np.full(counts.shape, np.nan)
    if counts.shape[-1] >= months:
        windows = np.lib.stride_tricks.sliding_window_view(counts, months, axis=-1)
        sums[..., months - 1 :] = windows.sum(axis=-1)
    for cut in cuts:
        if cut > 0:
            sums[..., cut : cut + months - 1] = np.nan
    low, high = poisson_interval(sums, np.asarray(phi, dtype=float)[..., None], level=level)
    return sums, low, high


def percentage_change(now: ArrayLike, past: ArrayLike, *, base: float = 50) -> Array:
    """Change in per cent; unknown where the past is below `base`.

    Two equal rates on a base of 50 differ by 14 % in half of all cases.
    """
    now, past = np.broadcast_arrays(_counts(now), _counts(past))
    allowed = past >= max(base, 1)
    return np.where(allowed, 100 * (now / np.where(allowed, past, 1) - 1), np.nan)


def rate_per_1000(
    count: ArrayLike,
    inhabitants: ArrayLike,
    *,
    minimum_count: float = 20,
    minimum_inhabitants: float = 1000,
) -> Array:
    """Events per 1,000 inhabitants; unknown on too few events or inhabitants.

    At 20 events the relative standard error is 1/sqrt(20) = 22 % (NCHS).
    """
    count, inhabitants = np.broadcast_arrays(_counts(count), _counts(inhabitants))
    allowed = (count >= minimum_count) & (inhabitants >= max(minimum_inhabitants, 1))
    return np.where(allowed, 1000 * count / np.where(allowed, inhabitants, 1), np.nan)


def e_test(now: float, past: float) -> float:
    """p of the E-test (Krishnamoorthy & Thomson, 2004), to hold our own against; it is slow."""
    from scipy.stats import poisson_means_test

    return float(poisson_means_test(now, 1, past, 1).pvalue)


def one_sided(alpha: float, df: ArrayLike) -> Array:
    """The tail of an exact test at two-sided `alpha` where phi is estimated on `df`.

    An estimated phi makes a normal quantile a Student quantile; the exact tail that belongs to
    the Student quantile is taken. df infinite: alpha/2.
    """
    df = np.asarray(df, dtype=float)
    finite = np.where(np.isinf(df), 1.0, df)
    student = special.ndtr(special.stdtrit(finite, alpha / 2))
    return np.where(np.isinf(df), alpha / 2, student)


def two_sided(tail: ArrayLike, df: ArrayLike = np.inf) -> Array:
    """Two-sided p of the smaller exact tail, phi estimated on `df`: `one_sided` the other way."""
    tail, df = np.asarray(tail, dtype=float), np.asarray(df, dtype=float)
    finite = np.where(np.isinf(df), 1.0, df)
    student = special.stdtr(finite, special.ndtri(np.clip(tail, 0, 1)))
    return np.minimum(2 * np.where(np.isinf(df), tail, student), 1)


def _scaled(
    now: ArrayLike, past: ArrayLike, phi: ArrayLike, exposure: ArrayLike
) -> tuple[Array, Array, Array]:
    phi, exposure = _dispersion(phi), np.asarray(exposure, dtype=float)
    if np.any(exposure <= 0):
        raise ValueError("an exposure is not positive")
    return tuple(np.broadcast_arrays(_counts(now) / phi, _counts(past) / phi, exposure))


def _counts(values: ArrayLike) -> Array:
    values = np.asarray(values, dtype=float)
    if np.any(values < 0):
        raise ValueError("a count is negative")
    return values


def _dispersion(phi: ArrayLike) -> Array:
    phi = np.asarray(phi, dtype=float)
    if np.any(phi < 1):
        raise ValueError("an overdispersion is below 1")
    return phi
