"""Count distributions with overdispersion, in terms of a mean and a variance.

Only the step from a mean and a variance to SciPy's parameters; which mean and variance are meant is
the caller's business. All is asked of SciPy's special functions: a call of its distributions takes
a tenth of a millisecond, a frozen one a whole.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

Array = np.ndarray

_POISSON = 1.0001  # an overdispersion this small is none


def negative_binomial(mean: ArrayLike, variance: ArrayLike) -> tuple[Array, Array]:
    """The parameters n and p of `scipy.stats.nbinom` with this mean and variance (broadcast; NaN
    stays NaN); nearly Poisson where the variance does not exceed the mean."""
    mean = np.maximum(mean, 1e-9)
    excess = np.maximum(variance - mean, 1e-6 * mean)
    return mean**2 / excess, mean / (mean + excess)


def at_least(count: ArrayLike, mean: ArrayLike, variance: ArrayLike) -> Array:
    """P(X >= count) of `negative_binomial` (broadcast); `count` at least 1."""
    n, p = negative_binomial(mean, variance)
    return special.betaincc(n, count, p)


def at_most(count: ArrayLike, mean: ArrayLike, variance: ArrayLike) -> Array:
    """P(X <= count) of `negative_binomial` (broadcast)."""
    n, p = negative_binomial(mean, variance)
    return special.betainc(n, np.asarray(count) + 1, p)


def log_chance(count: ArrayLike, mean: ArrayLike, variance: ArrayLike) -> Array:
    """Log P(X = count) of `negative_binomial` (broadcast)."""
    return _log_of(count, *negative_binomial(mean, variance))


def upper_tail(count: ArrayLike, mean: ArrayLike, phi: float) -> Array:
    """P(X >= count) of the negative binomial with this mean and variance phi * mean; Poisson at
    phi = 1. Broadcasts; whole counts, or NaN for NaN."""
    at_least_one = np.maximum(count, 1)
    if phi <= _POISSON:
        tail = special.gammainc(at_least_one, mean)
    else:
        tail = special.betaincc(np.maximum(mean, 1e-12) / (phi - 1), at_least_one, 1 / phi)
    return np.where(np.asarray(count) <= 0, 1.0, tail)


def log_probability(count: ArrayLike, mean: ArrayLike, phi: float) -> Array:
    """Log P(X = count) of the distribution of `upper_tail`; `mean` above 0."""
    if phi <= _POISSON:
        return special.xlogy(count, mean) - mean - special.gammaln(np.asarray(count) + 1)
    n = np.maximum(mean, 1e-12) / (phi - 1)
    return _log_of(count, n, 1 / phi)


def _log_of(count: ArrayLike, n: Array, p: ArrayLike) -> Array:
    ways = special.gammaln(n + count) - special.gammaln(np.asarray(count) + 1) - special.gammaln(n)
    return ways + n * np.log(p) + special.xlog1py(count, -p)
