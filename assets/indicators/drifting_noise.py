"""Months that share a drift: the covariance of independent noise and a stationary autoregressive
process, and what a likelihood needs of its inverse, in steps that are as many as the months.

The covariance A has `noise` on its diagonal and `drift` * `memory` ** |s - t| everywhere. A Kalman
filter is its factor: A = L diag(F) L', where below its diagonal of ones the column of month s is
`memory` ** (t - s) times the gain of month s (Durbin & Koopman 2012, sections 4.2-4.4). What the
months mean is not known here.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

Array = np.ndarray


@dataclass(frozen=True)
class Inverse:
    """`log_determinant` (...) of A; `solved` (T, ..., C): the inverse of A times the columns; and
    `of_later` (T, ...): the sum of all cells of the inverse from month t on, right and below."""

    log_determinant: Array
    solved: Array
    of_later: Array


def invert(noise: Array, drift: float, memory: float, columns: Array) -> Inverse:
    """The inverse of A for many series side by side.

    `noise` (T, ...): the variance of each month; `drift`: the variance of the drift; `memory`: its
    correlation from month to month; `columns` (T, ..., C).
    """
    months = len(noise)
    variance, gain = np.empty_like(noise), np.empty_like(noise)
    predicted = np.full(noise.shape[1:], drift)
    for month in range(months):
        variance[month] = predicted + noise[month]
        gain[month] = predicted / variance[month]
        predicted = memory**2 * predicted * (1 - gain[month]) + drift * (1 - memory**2)
    solved = np.empty((*noise.shape, columns.shape[-1]))
    pull = gain[..., None]
    expected = np.zeros(solved.shape[1:])
    for month in range(months):
        innovation = np.subtract(columns[month], expected, out=solved[month])
        expected += pull[month] * innovation
        expected *= memory
    solved /= variance[..., None]
    later = np.zeros(solved.shape[1:])
    for month in reversed(range(months)):
        solved[month] -= pull[month] * later
        later += solved[month]
        later *= memory
    return Inverse(np.log(variance).sum(axis=0), solved, _of_later(variance, gain, memory))


def _of_later(variance: Array, gain: Array, memory: float) -> Array:
    """The sum of the cells of the inverse from each month on (T, ...): the sum of the squared
    innovations, by their variance, of a series that is 0 before that month and 1 from it on.

    An innovation is followed by 1 - memory + memory * (1 - gain) times itself, so that the sum of
    squares of those to come is a quadratic function of the present one, which is 1 at the start.
    """
    answer = np.empty_like(variance)
    square, linear, constant = np.zeros((3, *variance.shape[1:]))
    fresh = 1 - memory
    for month in reversed(range(len(variance))):
        kept = memory * (1 - gain[month])
        constant = square * fresh**2 + linear * fresh + constant
        linear = (2 * square * fresh + linear) * kept
        square = square * kept**2 + 1 / variance[month]
        answer[month] = square + linear + constant
    return answer
