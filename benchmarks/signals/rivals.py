"""Other ways to see a rise in the last two months of a series, as one-sided p-values that can be
set at any false rate: the exact conditional test and Farrington's two algorithms, here on sums of
two months.

The algorithms themselves, with the settings of R and weekly counts, are in `benchmarks.farrington`.
"""

from __future__ import annotations

import numpy as np
from scipy import stats

from assets.indicators.distributions import negative_binomial
from assets.indicators.intervals import ratio_p_value
from benchmarks.farrington import reweighted

Array = np.ndarray

_PERIODS, _YEARS = 6, 4  # sums of two months in a year; years of history
_GUARD = 3  # sums before the current one that are left out: an outbreak may be in progress


def exact(counts: Array, phi: float) -> Array:
    """The exact conditional test of now against the same months last year (S), with phi known."""
    now, past = counts[:, -2:].sum(axis=1), counts[:, -14:-12].sum(axis=1)
    return np.where(now > past, ratio_p_value(now, past, phi) / 2, 1.0)


def farrington(counts: Array, phi: float) -> Array:
    """Farrington et al. (1996), of the same season of four years, one sum before and after (S).

    `phi` is not used: it is estimated.
    """
    sums, now = _sums(counts)
    back = np.concatenate([_PERIODS * year + np.array([1, 0, -1]) for year in range(_YEARS, 0, -1)])
    observed, design = sums[:, -1 - back], np.column_stack([np.ones(len(back)), -back / _PERIODS])
    trended, phi_trended = reweighted(observed, design, 1.0)
    level, phi_level = reweighted(observed, design[:, :1], 1.0)
    error = np.sqrt(phi_trended * trended.covariance[:, 1, 1])
    p = 2 * stats.t.sf(np.abs(trended.coefficients[:, 1] / error), len(back) - 2)
    expected = np.exp(trended.coefficients[:, 0])
    use = (p < 0.05) & (expected <= observed.max(axis=1))
    mean = np.where(use, expected, np.exp(level.coefficients[:, 0]))
    variance = np.where(use, trended.covariance[:, 0, 0], level.covariance[:, 0, 0])
    phi = np.where(use, phi_trended, phi_level)
    spread = np.sqrt(4 / 9 * mean ** (1 / 3) * phi * (1 + variance * mean))
    return stats.norm.sf((now ** (2 / 3) - mean ** (2 / 3)) / spread)


def flexible(counts: Array, phi: float) -> Array:
    """The flexible variant of Noufaily et al. (2013), of all sums of four years, with a factor for
    each season and a plugged-in negative binomial (S). `phi` is not used."""
    sums, now = _sums(counts)
    back = np.arange(_PERIODS * _YEARS + 1, _GUARD, -1)
    season = (back[:, None] % _PERIODS == np.arange(1, _PERIODS)).astype(float)
    design = np.column_stack([np.ones(len(back)), -back / _PERIODS, season])
    observed = sums[:, -1 - back]
    fitted, phi = reweighted(observed, design, 2.58)
    mean = np.exp(fitted.coefficients[:, 0])
    parameters = negative_binomial(mean, phi * mean)
    return stats.nbinom.sf(now - 1, *parameters)


RIVALS = {"exact": exact, "Farrington": farrington, "flexible": flexible}


def _sums(counts: Array) -> tuple[Array, Array]:
    """Sums of two months (S, T / 2), and the last of them."""
    sums = counts.reshape(len(counts), -1, 2).sum(axis=2)
    return sums, sums[:, -1]
