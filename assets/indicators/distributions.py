"""Count distributions with overdispersion, as frozen SciPy distributions.

Only how a mean and a variance become the parameters of a distribution; which mean and variance are
meant is the caller's business.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats
from scipy.stats.distributions import rv_frozen

_POISSON = 1.0001  # an overdispersion this small is none


def with_variance(mean: ArrayLike, variance: ArrayLike) -> rv_frozen:
    """The negative binomial with this mean and variance (arrays, broadcast; NaN stays NaN); nearly
    Poisson where the variance is no larger than the mean."""
    mean = np.maximum(mean, 1e-9)
    excess = np.maximum(variance - mean, 1e-6 * mean)
    return stats.nbinom(mean**2 / excess, mean / (mean + excess))


def with_dispersion(mean: ArrayLike, phi: float) -> rv_frozen:
    """The negative binomial with this positive mean and variance phi * mean; Poisson at 1."""
    if phi <= _POISSON:
        return stats.poisson(mean)
    return stats.nbinom(np.asarray(mean) / (phi - 1), 1 / phi)
