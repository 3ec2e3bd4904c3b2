"""Whether a series goes up or down: the test of Mann and Kendall. What follows from it for a place
or a figure is said elsewhere.
"""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr


def mann_kendall(*series: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Tau and two-sided p of the trend of each row of `series` [row, moment in time].

    S is the number of pairs of moments that go up less those that go down; its variance without a
    trend is n(n-1)(2n+5)/18, less t(t-1)(2t+5)/18 for each group of t ties (Mann, 1945; Kendall,
    1975); p is that of the normal distribution with a correction for continuity. Tau is Kendall's
    tau-b. Several series of the same rows, such as two sources, are taken together as Hirsch and
    Slack (1984) do with seasons: S and variances are added, counts never are. Where a row does not
    vary in any series, both are NaN.
    """
    parts = [_score(np.asarray(one, dtype=float)) for one in series]
    score, variance, scale = (np.sum(part, axis=0) for part in zip(*parts, strict=True))
    varies = variance > 0
    tau = np.divide(score, scale, out=np.full(score.shape, np.nan), where=varies)
    distance = np.maximum(np.abs(score) - 1, 0)
    z = np.divide(distance, np.sqrt(variance), out=np.full(score.shape, np.nan), where=varies)
    return tau, 2 * ndtr(-z)


def _score(values: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """S, its variance, and the largest S that the ties allow, of each row."""
    moments = values.shape[1]
    earlier, later = np.triu_indices(moments, k=1)
    score = np.sign(values[:, later] - values[:, earlier]).sum(axis=1)
    # each moment counts with the size of its group of ties: a group of t comes t times
    equal = (values[:, :, None] == values[:, None, :]).sum(axis=2)
    tied = ((equal - 1) * (2 * equal + 5)).sum(axis=1)
    variance = (moments * (moments - 1) * (2 * moments + 5) - tied) / 18
    pairs = moments * (moments - 1) / 2
    scale = np.sqrt(pairs * (pairs - (equal - 1).sum(axis=1) / 2))
    return score, np.maximum(variance, 0), scale
