"""Empirical Bayes shrinkage of overdispersions: series of the same kind borrow strength.

How phi of one series is estimated belongs in `dispersion`.
"""

from __future__ import annotations

import numpy as np
from scipy import special, stats

Array = np.ndarray

_MIN_SERIES = 8  # needed to estimate a common curve
# Candidate exponents of the mean, by which phi - 1 grows; 0.5 fits Groningen's bicycle theft.
_EXPONENTS = (0.0, 0.5, 1.0)
_MAX_SLOPE = 20.0
_MAX_PRIOR_DF = 150.0
_OUTLYING = 1 / 7  # upper-tail probability below which a series is shrunk less


def shrink(phi: Array, df: Array, mean: Array, least_df: float = 3) -> tuple[Array, Array]:
    """Shrunken overdispersions of S series of one area level, at least 1, and their df.

    `phi`: estimates; `df`: their degrees of freedom (0: no estimate); `mean`: expected count a
    month. Empirical Bayes for variances (Smyth, 2004, `squeezeVar` in R's limma; for counts Lund et
    al., 2012): each phi is shrunk towards the common curve 1 + a * mean^b, more strongly the fewer
    its own df and the more the series agree. Robust as in Phipson et al. (2016): a series that is
    improbable under the curve is shrunk less. With fewer than eight series of `least_df` or more
    there is no shrinkage; a series without an estimate takes the curve.
    """
    usable = (df >= least_df) & (phi > 0) & (mean >= 0.5)
    if usable.sum() < _MIN_SERIES:
        own = np.where(df > 0, np.maximum(phi, 1), np.nan)
        return own, np.where(df > 0, df, 0.0)
    half_df = df[usable] / 2
    # log phi without the bias of the log of a scaled chi-square (Smyth, 2004, section 6)
    log_phi = np.log(phi[usable]) - special.digamma(half_df) + np.log(half_df)
    slope, exponent = _curve(log_phi, mean[usable])
    common = 1 + slope * mean**exponent
    between = np.mean((log_phi - np.log(common[usable])) ** 2) - np.mean(
        special.polygamma(1, half_df)
    )
    prior_df = _MAX_PRIOR_DF
    if between > 0:
        prior_df = np.clip(2 * _inverse_trigamma(between), 0.1, _MAX_PRIOR_DF)
    own, df = np.where(df > 0, np.nan_to_num(phi), common), np.maximum(df, 0)
    upper_tail = stats.f.sf(own / common, np.maximum(df, 1), prior_df)
    prior_df = prior_df * np.minimum(1, upper_tail / _OUTLYING)
    return np.maximum((prior_df * common + df * own) / (prior_df + df), 1), prior_df + df


def _curve(log_phi: Array, mean: Array) -> tuple[float, float]:
    """Slope and exponent of the best-fitting curve 1 + slope * mean^exponent (least squares on
    the log scale)."""
    candidates = [(_slope(log_phi, mean**exponent), exponent) for exponent in _EXPONENTS]
    return min(
        candidates, key=lambda curve: np.sum((log_phi - np.log1p(curve[0] * mean ** curve[1])) ** 2)
    )


def _slope(log_phi: Array, size: Array) -> float:
    """The slope, by bisection, at which log(1 + slope * size) has no mean deviation from `log_phi`;
    0 where the mean of `log_phi` is below 0."""
    low, high = 0.0, _MAX_SLOPE
    for _ in range(40):
        middle = (low + high) / 2
        is_below = np.mean(log_phi - np.log1p(middle * size)) > 0
        low, high = (middle, high) if is_below else (low, middle)
    return low


def _inverse_trigamma(value: float) -> float:
    """x with trigamma(x) = value (Newton's method on 1/trigamma; Smyth, 2004, appendix)."""
    x = 0.5 + 1 / value
    for _ in range(50):
        trigamma = special.polygamma(1, x)
        step = trigamma * (1 - trigamma / value) / special.polygamma(2, x)
        x += step
        if -step / x < 1e-8:
            break
    return float(x)
