"""Poisson regression of many series at once: one design, weights and an offset a series.

Only the algebra of generalised linear models stands here; which months and terms enter is the
work of `seasons`, what follows from a fit that of `dispersion` and `surveillance`. S series,
T months, P terms.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

Array = np.ndarray
_FURTHEST = 30.0  # of a linear predictor: keeps a series of (nearly) zeros from running away


@dataclass(frozen=True)
class Fit:
    """What was fitted: `coefficients` (S, P); `expected` (S, T), also of months without weight;
    `covariance` (S, P, P), to be multiplied by the dispersion; `leverage` (S, T); `df` (S), the
    months left over; `dispersion` (S), Pearson's chi-square / df, not yet bounded.
    """

    coefficients: Array
    expected: Array
    covariance: Array
    leverage: Array
    df: Array
    dispersion: Array


def fit(
    counts: Array,
    design: Array,
    *,
    weights: Array | None = None,
    offset: Array | float = 0.0,
    penalty: Array | float = 0.0,
    start: Array | None = None,
    rounds: int = 25,
) -> Fit:
    """Iteratively reweighted least squares with the log link (McCullagh & Nelder, 1989).

    `counts` (S, T), `design` (T, P). `weights` (S, T): 0 leaves a month out; a month without a
    count (NaN) is left out too. `offset` (S, T): known part of the log of the mean. `penalty`
    (P) or (S, P): precision of a normal prior around 0 of each coefficient, over the dispersion
    (ridge; a month effect with a prior is a random effect). `start` (S, P): where to begin.
    A series needs at least one event among the months with weight, or its level has no estimate.
    """
    weights = np.where(np.isnan(counts), 0.0, 1.0 if weights is None else weights)
    counts = np.where(weights > 0, counts, 0.0)
    offset = np.broadcast_to(np.asarray(offset, dtype=float), counts.shape)
    products = (design[:, :, None] * design[:, None, :]).reshape(len(design), -1)
    ridge = np.zeros((len(counts), design.shape[1])) + penalty
    predictor = _begin(counts, weights, offset) if start is None else start @ design.T
    beta = np.zeros(ridge.shape) if start is None else start
    for _ in range(rounds):
        mean, normal = _normal(predictor, offset, weights, products, ridge)
        working = predictor + (counts - mean) / mean
        right = (weights * mean * working) @ design
        beta = np.linalg.solve(normal, right[..., None])[..., 0]
        before, predictor = predictor, np.clip(beta @ design.T, -_FURTHEST, _FURTHEST)
        if np.max(np.abs(predictor - before) * (weights > 0), initial=0.0) < 1e-7:
            break
    mean, normal = _normal(predictor, offset, weights, products, ridge)
    covariance = np.linalg.inv(normal)
    leverage = covariance.reshape(len(counts), -1) @ products.T * weights * mean
    # Right for a prior that is right: the residuals then hold dispersion * tr(I - H).
    df = (weights > 0).sum(axis=1) - leverage.sum(axis=1)
    pearson = (weights * (counts - mean) ** 2 / mean).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        dispersion = np.where(df > 0, pearson / df, np.nan)
    return Fit(beta, mean, covariance, leverage, df, dispersion)


def anscombe_residuals(counts: Array, fitted: Fit, dispersion: Array) -> Array:
    """Residuals of nearly normal shape, standardised (as in Farrington et al., 1996); (S, T)."""
    mean = fitted.expected
    raw = 1.5 * (counts ** (2 / 3) * mean ** (-1 / 6) - np.sqrt(mean))
    room = np.maximum(1 - fitted.leverage, 1e-3)
    return raw / np.sqrt(dispersion[:, None] * room)


def _begin(counts: Array, weights: Array, offset: Array) -> Array:
    """A first predictor: halfway between each count and the mean of its series."""
    total = np.maximum(weights.sum(axis=1, keepdims=True), 1e-9)
    level = np.maximum((weights * counts).sum(axis=1, keepdims=True) / total, 1e-3)
    return np.log((counts + level) / 2) - offset


def _normal(
    predictor: Array, offset: Array, weights: Array, products: Array, ridge: Array
) -> tuple[Array, Array]:
    """The mean (S, T), and the penalised information matrix (S, P, P)."""
    mean = np.exp(predictor + offset)
    terms = ridge.shape[1]
    normal = ((weights * mean) @ products).reshape(len(mean), terms, terms)
    diagonal = np.arange(terms)
    normal[:, diagonal, diagonal] += ridge
    return mean, normal
