"""Farrington's algorithm and its flexible form as R's surveillance 1.20 has them, on our own
regression: to hold `assets.indicators.regression` against R, and to compare our signals with.

Farrington et al. (1996), J R Stat Soc A 159; Noufaily et al. (2013), Stat Med 32. Weekly counts, a
week a place in the array; only the settings that are needed here.
"""

from __future__ import annotations

import numpy as np
from scipy import special

from assets.indicators.regression import Fit, anscombe_residuals, fit

_FREQUENCY = 52
_LEFT_OUT = 26  # weeks before this one that do not count, as an outbreak may be going on
_FEWEST, _LATELY = 5, 4  # fewer events in the latest four weeks: no alarm is possible

Array = np.ndarray


def farrington(
    counts: Array, week: int, years: int = 4, half: int = 3, alpha: float = 0.05
) -> float:
    """Upper bound of the week (from 0); 0 where the latest weeks have too few events."""
    if counts[week - _LATELY + 1 : week + 1].sum() < _FEWEST:
        return 0.0
    weeks = np.concatenate(
        [np.arange(-half, half + 1) + week - _FREQUENCY * year for year in range(years, 0, -1)]
    )
    seen = counts[weeks]
    trend = np.column_stack([np.ones(len(weeks)), weeks - week])
    fitted, phi = _reweighted(seen, trend, 1.0)
    slope, spread = (
        fitted.coefficients[0, 1],
        np.sqrt(fitted.dispersion * fitted.covariance[0, 1, 1]),
    )
    p = 2 * special.stdtr(len(weeks) - 2, -abs(slope / spread[0]))
    if p >= 0.05 or np.exp(fitted.coefficients[0, 0]) > seen.max():
        fitted, phi = _reweighted(seen, trend[:, :1], 1.0)
    mean = np.exp(fitted.coefficients[0, 0])
    tau = phi + phi * fitted.covariance[0, 0, 0] * mean
    spread = np.sqrt(4 / 9 * mean ** (1 / 3) * tau)
    return float((mean ** (2 / 3) + special.ndtri(1 - alpha / 2) * spread) ** 1.5)


def flexible(counts: Array, week: int, years: int = 4, half: int = 3, alpha: float = 0.01) -> float:
    """Upper bound of the week (from 0) with ten seasonal periods, a trend and the negative binomial
    plugged in; NaN where the latest weeks have too few events.
    """
    if counts[week - _LATELY + 1 : week + 1].sum() < _FEWEST:
        return np.nan
    periods = _periods(week, years, half, 10)
    weeks = np.flatnonzero(periods >= 0)[: -_LEFT_OUT - 1]
    dummies = (periods[weeks][:, None] == np.arange(9)).astype(float)
    design = np.column_stack([np.ones(len(weeks)), weeks - week, dummies])
    fitted, phi = _reweighted(counts[weeks], design, 2.58)
    if np.exp(fitted.coefficients[0, 0]) > counts[weeks].max():
        fitted, phi = _reweighted(counts[weeks], np.delete(design, 1, axis=1), 2.58)
    mean = np.exp(fitted.coefficients[0, 0])
    places = np.arange(int(mean + 20 * np.sqrt(phi * mean) + 50), dtype=float)
    if phi > 1:
        at_most = special.betainc(mean / (phi - 1), places + 1, 1 / phi)
    else:
        at_most = special.gammaincc(places + 1, mean)
    return float(places[at_most >= 1 - alpha][0])


def _reweighted(counts: Array, design: Array, threshold: float) -> tuple[Fit, float]:
    """The quasi-Poisson fit after past outbreaks were weighed down, and its phi of at least 1."""
    counts = counts[None].astype(float)
    fitted = fit(counts, design)
    residuals = anscombe_residuals(counts, fitted, np.maximum(fitted.dispersion, 1))
    weights = np.where(residuals > threshold, np.maximum(residuals, threshold) ** -2.0, 1.0)
    fitted = fit(counts, design, weights=weights * weights.size / weights.sum())
    return fitted, float(np.maximum(fitted.dispersion, 1)[0])


def _periods(week: int, years: int, half: int, count: int) -> Array:
    """Per week its seasonal period: the last one around each reference week, the others spread
    evenly over what lies between; -1 outside.
    """
    found = np.full(week + 1, -1)
    found[week - half :] = count - 1
    for year in range(1, years + 1):
        reference = week - year * _FREQUENCY
        found[max(reference - half, 0) : reference + half + 1] = count - 1
        between = np.arange(reference + half + 1, reference + _FREQUENCY - half)
        for period, part in enumerate(np.array_split(between, count - 1)):
            found[part] = period
    return found
