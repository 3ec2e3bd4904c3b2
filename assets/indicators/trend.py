"""Whether a series rises or falls: the Mann-Kendall test. What that means for a place or a figure
is decided elsewhere. SciPy's `kendalltau` tests one series a call, without combining series.
"""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr


def mann_kendall(*series: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Kendall's tau-b and the two-sided p-value of a trend, for each row of `series` [row, time].

    S is the number of increasing pairs of moments less that of decreasing pairs; its variance under
    no trend is n(n-1)(2n+5)/18, less t(t-1)(2t+5)/18 for each group of t ties (Mann, 1945; Kendall,
    1975); p is from the normal approximation with a continuity correction. Several series of the
    same rows, such as two sources, are combined as Hirsch and Slack (1984) combine seasons: S and
    variances are added, never counts. Both are NaN for a row that is constant in every series.
    """
    parts = [_score(np.asarray(values, dtype=float)) for values in series]
    score, variance, scale = (np.sum(part, axis=0) for part in zip(*parts, strict=True))
    varies = variance > 0
    tau = np.divide(score, scale, out=np.full(score.shape, np.nan), where=varies)
    distance = np.maximum(np.abs(score) - 1, 0)
    z = np.divide(distance, np.sqrt(variance), out=np.full(score.shape, np.nan), where=varies)
    return tau, 2 * ndtr(-z)


def _score(values: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """S of each row, its variance, and its maximum given the ties."""
    moments = values.shape[1]
    earlier, later = np.triu_indices(moments, k=1)
    score = np.sign(values[:, later] - values[:, earlier]).sum(axis=1)
    # Summed over moments: a group of t ties contributes its term t times.
    tie_size = (values[:, :, None] == values[:, None, :]).sum(axis=2)
    tied = ((tie_size - 1) * (2 * tie_size + 5)).sum(axis=1)
    variance = (moments * (moments - 1) * (2 * moments + 5) - tied) / 18
    pairs = moments * (moments - 1) / 2
    scale = np.sqrt(pairs * (pairs - (tie_size - 1).sum(axis=1) / 2))
    return score, np.maximum(variance, 0), scale
