"""Farrington's algorithm and its flexible variant, as in version 1.20 of R's surveillance package,
built on our own regression: to validate `assets.indicators.regression` against R.

Farrington et al. (1996), J R Stat Soc A 159; Noufaily et al. (2013), Stat Med 32. Weekly counts,
one element a week; only the settings needed here.
"""

from __future__ import annotations

import numpy as np
from scipy import stats

from assets.indicators.regression import Fit, fit

_FREQUENCY = 52
_GUARD = 26  # weeks before the current one that are left out: an outbreak may be in progress
_MIN_EVENTS, _RECENT = 5, 4  # no alarm with fewer events in the last four weeks

Array = np.ndarray


def farrington(
    counts: Array, week: int, years: int = 4, half: int = 3, alpha: float = 0.05
) -> float:
    """Exceedance threshold of week number `week` (from 0); 0 with too few recent events."""
    if counts[week - _RECENT + 1 : week + 1].sum() < _MIN_EVENTS:
        return 0.0
    weeks = np.concatenate(
        [np.arange(-half, half + 1) + week - _FREQUENCY * year for year in range(years, 0, -1)]
    )
    observed = counts[weeks][None]
    trend = np.column_stack([np.ones(len(weeks)), weeks - week])
    fitted, phi = reweighted(observed, trend, 1.0)
    slope, spread = (
        fitted.coefficients[0, 1],
        np.sqrt(fitted.dispersion * fitted.covariance[0, 1, 1]),
    )
    p = 2 * stats.t.sf(abs(slope / spread[0]), len(weeks) - 2)
    if p >= 0.05 or np.exp(fitted.coefficients[0, 0]) > observed.max():
        fitted, phi = reweighted(observed, trend[:, :1], 1.0)
    mean = np.exp(fitted.coefficients[0, 0])
    tau = phi + phi * fitted.covariance[0, 0, 0] * mean
    spread = np.sqrt(4 / 9 * mean ** (1 / 3) * tau)
    return float((mean ** (2 / 3) + stats.norm.isf(alpha / 2) * spread[0]) ** 1.5)


def flexible(counts: Array, week: int, years: int = 4, half: int = 3, alpha: float = 0.01) -> float:
    """Exceedance threshold of week number `week` (from 0), with ten seasonal periods, a trend and a
    plug-in negative binomial; NaN with too few recent events.
    """
    if counts[week - _RECENT + 1 : week + 1].sum() < _MIN_EVENTS:
        return np.nan
    periods = _periods(week, years, half, 10)
    weeks = np.flatnonzero(periods >= 0)[: -_GUARD - 1]
    dummies = (periods[weeks][:, None] == np.arange(9)).astype(float)
    design = np.column_stack([np.ones(len(weeks)), weeks - week, dummies])
    fitted, phi = reweighted(counts[weeks][None], design, 2.58)
    if np.exp(fitted.coefficients[0, 0]) > counts[weeks].max():
        fitted, phi = reweighted(counts[weeks][None], np.delete(design, 1, axis=1), 2.58)
    mean = np.exp(fitted.coefficients[0, 0])
    if phi[0] > 1:
        return float(stats.nbinom.ppf(1 - alpha, mean / (phi[0] - 1), 1 / phi[0]))
    return float(stats.poisson.ppf(1 - alpha, mean))


def reweighted(counts: Array, design: Array, threshold: float) -> tuple[Fit, Array]:
    """The quasi-Poisson fits of series (S, T) with past outbreaks down-weighted, and phi (S), at
    least 1."""
    counts = counts.astype(float)
    fitted = fit(counts, design)
    residuals = anscombe_residuals(counts, fitted, np.maximum(fitted.dispersion, 1))
    weights = np.where(residuals > threshold, np.maximum(residuals, threshold) ** -2.0, 1.0)
    weights *= counts.shape[1] / weights.sum(axis=1, keepdims=True)
    fitted = fit(counts, design, weights=weights)
    return fitted, np.maximum(fitted.dispersion, 1)


def _periods(week: int, years: int, half: int, count: int) -> Array:
    """The seasonal period of each week: the last period around each reference week, the others
    evenly divided over the weeks in between; -1 outside.
    """
    periods = np.full(week + 1, -1)
    periods[week - half :] = count - 1
    for year in range(1, years + 1):
        reference = week - year * _FREQUENCY
        periods[max(reference - half, 0) : reference + half + 1] = count - 1
        between = np.arange(reference + half + 1, reference + _FREQUENCY - half)
        for period, part in enumerate(np.array_split(between, count - 1)):
            periods[part] = period
    return periods


def anscombe_residuals(counts: Array, fitted: Fit, dispersion: Array) -> Array:
    """Standardised Anscombe residuals (S, T): close to normal (as in Farrington et al., 1996)."""
    mean = fitted.expected
    raw = 1.5 * (counts ** (2 / 3) * mean ** (-1 / 6) - np.sqrt(mean))
    return raw / np.sqrt(dispersion[:, None] * np.maximum(1 - fitted.leverage, 1e-3))
