"""Count distributions with overdispersion, in terms of a mean and a variance.

Only the step from a mean and a variance to SciPy's parameters; which mean and variance are meant is
the caller's business. No frozen distributions: SciPy rebuilds the class for each, which takes a
millisecond.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

Array = np.ndarray

_POISSON = 1.0001  # an overdispersion this small is none


def negative_binomial(mean: ArrayLike, variance: ArrayLike) -> tuple[Array, Array]:
    """The parameters n and p of `stats.nbinom` with this mean and variance (broadcast; NaN stays
    NaN); nearly Poisson where the variance does not exceed the mean."""
    mean = np.maximum(mean, 1e-9)
    excess = np.maximum(variance - mean, 1e-6 * mean)
    return mean**2 / excess, mean / (mean + excess)


def upper_tail(count: ArrayLike, mean: ArrayLike, phi: float) -> Array:
    """P(X >= count) of the negative binomial with this mean and variance phi * mean; Poisson at
    phi = 1. Broadcasts."""
    family, parameters = _family(mean, phi)
    return family.sf(np.asarray(count) - 1, *parameters)


def log_probability(count: ArrayLike, mean: ArrayLike, phi: float) -> Array:
    """Log P(X = count) of the distribution of `upper_tail`; `mean` above 0."""
    family, parameters = _family(mean, phi)
    return family.logpmf(count, *parameters)


def _family(mean: ArrayLike, phi: float) -> tuple[stats.rv_discrete, tuple]:
    if phi <= _POISSON:
        return stats.poisson, (mean,)
    return stats.nbinom, (np.maximum(mean, 1e-12) / (phi - 1), 1 / phi)
