"""Exact confidence intervals and p-values of counts, and when a percentage may be shown.

Formulas on arrays only: no tables, verdicts or seasonality. Overdispersion (phi >= 1) is always
handled as a quasi-likelihood: a count enters as count/phi, an effective sample size. All functions
broadcast; a missing count (NaN) gives a missing result. The special functions of SciPy, as its
distributions take a tenth of a millisecond for every call.
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
    """Exact confidence limits of the rate ratio; 0 where now = 0, infinite where past = 0.

    The Clopper-Pearson interval of now/(now + past), transformed to a ratio (Clopper & Pearson,
    1934; Przyborowski & Wilenski, 1940). `exposure`: exposure of now / exposure of past (days,
    inhabitants, years). `df`: degrees of freedom of the estimate of phi; see `one_sided`. Raises
    ValueError on a negative count, an exposure of 0 or less, or phi below 1.
    """
    x, y, exposure = _effective(now, past, phi, exposure)
    tail = one_sided(1 - level, df)
    with np.errstate(divide="ignore", invalid="ignore"):
        # The quantile of the past's share, not 1 - that of now: near 1 that would lose digits.
        share_now = np.where(x > 0, special.betaincinv(x, y + 1, tail), 0 * (x + y))
        share_past = np.where(y > 0, special.betaincinv(y, x + 1, tail), 0 * (x + y))
        return share_now / (1 - share_now) / exposure, (1 - share_past) / share_past / exposure


def ratio_p_value(
    now: ArrayLike,
    past: ArrayLike,
    phi: ArrayLike = 1.0,
    *,
    exposure: ArrayLike = 1.0,
    df: ArrayLike = np.inf,
    mid: bool = False,
) -> Array:
    """Two-sided p-value of equal rates: twice the smaller binomial tail, at most 1.

    Exact (`mid=False`): p < a exactly where `ratio_interval` at level 1 - a excludes 1. Mid-p
    counts half the probability of the observed outcome (Lancaster, 1961): less conservative, and
    its type I error still stays below the nominal level here (the tests sum it exactly). Parameters
    and errors as in `ratio_interval`.
    """
    x, y, exposure = _effective(now, past, phi, exposure)
    share = exposure / (1 + exposure)
    with np.errstate(invalid="ignore"):
        at_least = np.where(x > 0, special.betainc(x, y + 1, share), 1 + 0 * (x + y))
        at_most = np.where(y > 0, special.betainc(y, x + 1, 1 - share), 1 + 0 * (x + y))
    if mid:
        half_observed = (at_least + at_most - 1) / 2
        at_least, at_most = at_least - half_observed, at_most - half_observed
    return two_sided(np.minimum(at_least, at_most), df)


def poisson_interval(
    count: ArrayLike, phi: ArrayLike = 1.0, *, level: float = 0.95
) -> tuple[Array, Array]:
    """Exact confidence limits of a Poisson mean (Garwood, 1936), widened by overdispersion.

    Raises ValueError on a negative count or phi below 1.
    """
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
    """Rolling sums over `months` months, with the lower and upper confidence limit of each.

    `counts`: consecutive months on the last axis; `phi` has one axis less. A sum is missing (NaN)
    where one of its months is, and where its window crosses a cut: `cuts` are the positions of the
    first months after a break.
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
    """Percentage change; missing where the past is below `base`.

    On a base of 50, two counts with equal means differ by more than 14 % half of the time.
    """
    now, past = np.broadcast_arrays(_counts(now), _counts(past))
    allowed = past >= max(base, 1)
    return np.where(allowed, 100 * (now / np.where(allowed, past, 1) - 1), np.nan)


def one_sided(alpha: float, df: ArrayLike) -> Array:
    """The tail probability of an exact test at two-sided `alpha`, where phi has `df` degrees of
    freedom.

    An estimated phi turns the normal quantile into a Student quantile, as in a quasi-likelihood
    test; the result is the normal tail beyond that quantile. Infinite df: alpha/2.
    """
    return np.where(np.isinf(df), alpha / 2, special.ndtr(special.stdtrit(df, alpha / 2)))


def student_tail(tail: ArrayLike, df: ArrayLike) -> Array:
    """A one-sided tail for which phi was known, where phi has `df` degrees of freedom."""
    return np.where(np.isinf(df), tail, special.stdtr(df, special.ndtri(np.clip(tail, 0, 1))))


def two_sided(tail: ArrayLike, df: ArrayLike = np.inf) -> Array:
    """Two-sided p-value of the smaller exact tail, where phi has `df` degrees of freedom: the
    inverse of `one_sided`."""
    return np.minimum(2 * student_tail(tail, df), 1)


def _effective(
    now: ArrayLike, past: ArrayLike, phi: ArrayLike, exposure: ArrayLike
) -> tuple[Array, Array, Array]:
    """Counts divided by phi and the exposure, broadcast to one shape."""
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
