"""Series that share what they know of their overdispersion: empirical Bayes for phi.

How phi of one series is measured stands in `dispersion`.
"""

from __future__ import annotations

import numpy as np
from scipy import special

Array = np.ndarray

_FEWEST = 8  # series to learn a common phi from
_POWERS = (
    0.0,
    0.5,
    1.0,
)  # of the mean, by which phi - 1 may grow: 0.5 in Groningen's bicycle theft
_MOST = 150.0  # degrees of freedom that the common phi may be worth
_UNLIKELY = 1 / 7  # chance of so high a phi, from which a series is drawn less to the common one


def squeeze(phi: Array, df: Array, mean: Array) -> tuple[Array, Array]:
    """The dispersion of each series shared with those of a like size (S), at least 1, and its df.

    Empirical Bayes for variances (Smyth, 2004; for counts Lund et al., 2012): each phi is drawn to
    the common curve 1 + a * mean^b, the more the less it knows itself and the more the series
    agree; the less, the less likely it would be under the curve (Phipson et al., 2016), so that a
    series that really varies more keeps its own. With few series each speaks for itself. A series
    of which nothing is known takes the curve.
    """
    sure = (df >= 3) & (phi > 0) & (mean >= 0.5)
    if sure.sum() < _FEWEST:
        own = np.where(df > 0, np.maximum(phi, 1), np.nan)
        return own, np.where(df > 0, df, 0.0)
    half = df[sure] / 2
    centred = np.log(phi[sure]) - special.digamma(half) + np.log(half)
    curves = [(power, _slope(centred, mean[sure] ** power)) for power in _POWERS]
    power, slope = min(
        curves, key=lambda one: np.sum((centred - np.log1p(one[1] * mean[sure] ** one[0])) ** 2)
    )
    common = 1 + slope * mean**power
    spread = np.mean((centred - np.log(common[sure])) ** 2) - np.mean(special.polygamma(1, half))
    prior = np.clip(2 * _inverse_trigamma(spread), 0.1, _MOST) if spread > 0 else _MOST
    own, df = np.where(df > 0, np.nan_to_num(phi), common), np.maximum(df, 0)
    likely = special.fdtrc(np.maximum(df, 1), prior, own / common)
    prior = prior * np.minimum(1, likely / _UNLIKELY)
    return np.maximum((prior * common + df * own) / (prior + df), 1), prior + df


def _slope(logs: Array, size: Array) -> float:
    """The a of log(1 + a * size) that lies amid `logs`; 0 where most lie below 0."""
    low, high = 0.0, 20.0
    for _ in range(40):
        middle = (low + high) / 2
        above = np.mean(logs - np.log1p(middle * size)) > 0
        low, high = (middle, high) if above else (low, middle)
    return low


def _inverse_trigamma(value: float) -> float:
    """x with trigamma(x) = value (Newton's method; Smyth, 2004, appendix)."""
    x = 0.5 + 1 / value
    for _ in range(50):
        tri = special.polygamma(1, x)
        step = tri * (1 - tri / value) / special.polygamma(2, x)
        x += step
        if -step / x < 1e-8:
            break
    return float(x)
