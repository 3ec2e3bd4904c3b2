"""Penalised Poisson regression of many series at once, with one design matrix.

Only the algebra of generalised linear models. Design matrices and usable months come from
`variation`, which also says what a fit means. A library fits one series a call;
thousands of series with random effects need one array. S series, T months, P terms.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

Array = np.ndarray
_MAX_PREDICTOR = 30.0  # keeps a series of almost only zeros from diverging


@dataclass(frozen=True)
class Fit:
    """A fitted model: `coefficients` (S, P); `expected` (S, T), also for months without weight;
    `covariance` (S, P, P), to be multiplied by the dispersion; `leverage` (S, T), the diagonal of
    the hat matrix; `df` (S), residual degrees of freedom; `dispersion` (S), Pearson's chi-square /
    df, not bounded below.
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

    `counts` (S, T), `design` (T, P). `weights` (S, T): 0 leaves a month out, as does a missing
    count (NaN). `offset` (S, T): known part of the log mean. `penalty` (P) or (S, P): prior
    precision of each coefficient, for a normal prior with mean 0, in units of the dispersion
    (ridge; a month effect with such a prior is a random effect). `start` (S, P): initial
    coefficients. A series needs at least one event in a month with weight, or its level has no
    estimate.
    """
    weights = np.where(np.isnan(counts), 0.0, 1.0 if weights is None else weights)
    counts = np.where(weights > 0, counts, 0.0)
    offset = np.broadcast_to(np.asarray(offset, dtype=float), counts.shape)
    products = (design[:, :, None] * design[:, None, :]).reshape(len(design), -1)
    ridge = np.zeros((len(counts), design.shape[1])) + penalty
    predictor = _initial(counts, weights, offset) if start is None else start @ design.T
    beta = np.zeros(ridge.shape) if start is None else start
    for _ in range(rounds):
        mean = np.exp(predictor + offset)
        information = _information(weights * mean, products, ridge)
        working = predictor + (counts - mean) / mean
        right = (weights * mean * working) @ design
        beta = np.linalg.solve(information, right[..., None])[..., 0]
        before, predictor = predictor, np.clip(beta @ design.T, -_MAX_PREDICTOR, _MAX_PREDICTOR)
        if np.max(np.abs(predictor - before) * (weights > 0), initial=0.0) < 1e-7:
            break
    mean = np.exp(predictor + offset)
    covariance = np.linalg.inv(_information(weights * mean, products, ridge))
    leverage = covariance.reshape(len(counts), -1) @ products.T * weights * mean
    # If the prior holds, the expected Pearson chi-square is dispersion * trace(I - H).
    df = (weights > 0).sum(axis=1) - leverage.sum(axis=1)
    pearson = (weights * (counts - mean) ** 2 / mean).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        dispersion = np.where(df > 0, pearson / df, np.nan)
    return Fit(beta, mean, covariance, leverage, df, dispersion)


def _initial(counts: Array, weights: Array, offset: Array) -> Array:
    """Initial linear predictor (S, T): halfway between each count and the mean of its series."""
    total = np.maximum(weights.sum(axis=1, keepdims=True), 1e-9)
    level = np.maximum((weights * counts).sum(axis=1, keepdims=True) / total, 1e-3)
    return np.log((counts + level) / 2) - offset


def _information(weights: Array, products: Array, ridge: Array) -> Array:
    """The penalised information matrix X'WX + ridge of each series (S, P, P), from the `products`
    (T, P * P) of each pair of terms."""
    terms = ridge.shape[1]
    information = (weights @ products).reshape(len(weights), terms, terms)
    diagonal = np.arange(terms)
    information[:, diagonal, diagonal] += ridge
    return information
