"""How a series varies when nothing changes: its overdispersion, how far and how long its level
drifts, and how strong its trend and season are. What is expected of a month is in `expectation`.

The log of a monthly rate is a level, a trend, a season, and a drift: a stationary autoregressive
process. Counts vary around the rate with variance phi times the mean. All of it is estimated from
the whole history, together for all series of a kind of area: each has a posterior over a grid of
values, under a prior that is the mixture that fits them all best (empirical Bayes, by expectation
maximisation). So a short history borrows from the others, and a long one hardly.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assets.indicators.regression import Fit, fit

Array = np.ndarray

LEVEL_VARIANCE = 4.0  # of the log of a level of which nothing is known, also after a declared break
_PHI = np.array([1.0, 1.25, 1.6, 2.1, 2.8, 3.8, 5.2, 7.5, 12.0, 20.0])
_DRIFT = np.array([0.0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.45])  # standard deviation of the log rate
_MEMORY = (0.6, 0.8, 0.95)  # correlation of the drift from month to month
# Standard deviations of the terms of the log rate: of the trend in a year; of each yearly and half-
# yearly wave; of what a month has besides (1 allows fireworks, thirty times as many in December).
_TREND, _WAVE, _MONTH = (0.005, 0.03, 0.1), (0.02, 0.12, 0.4), (0.01, 0.08, 0.3, 1.0)
_STEP_SD, _STEP_PRIOR = 0.7, 0.1  # of a lasting change in the history, which is no drift
_STEPS = 20  # possible beginnings of such a change that are looked at
_NOT_USED = 1e8  # variance of a month that is left out
_PSEUDO = 0.1  # series by which the whole grid is thought to be supported
_ROUNDS = 30  # of expectation maximisation


@dataclass(frozen=True)
class Variation:
    """`phi` (S): overdispersion of a month, at least 1; `df` (S): degrees of freedom with which it is
    known; `drift` (S): variance of the drift of the log rate; `memory`: its correlation from one
    month to the next; `prior` (S, P): prior variance of each term of `design_matrix`."""

    phi: Array
    df: Array
    drift: Array
    memory: float
    prior: Array


def design_matrix(months: Array) -> Array:
    """The terms of the log rate (T, 18): level, trend in years, the waves of a year and of half a
    year (two terms each), and twelve month effects. `months`: month numbers.

    Each has a prior with mean 0, so they are identified without a reference month.
    """
    angle = 2 * np.pi * (months % 12) / 12
    waves = [part(times * angle) for times in (1, 2) for part in (np.cos, np.sin)]
    effects = (months[:, None] % 12 == np.arange(12)).astype(float)
    return np.column_stack([np.ones(len(months)), (months - months[0]) / 12, *waves, effects])


def prior_variance(trend: float, wave: float, month: float) -> Array:
    """The prior variance of each term of `design_matrix`, from standard deviations."""
    spread = [trend, *[wave] * 4, *[month] * 12]
    return np.array([LEVEL_VARIANCE, *np.square(spread)])


def estimate(counts: Array, usable: Array, restarts: Array, months: Array) -> Variation:
    """The variation of S series of one kind of area.

    `counts`, `usable`, `restarts` (S, T): the counts, which of them may be used, and at which the
    level starts afresh (a declared break). `months` (T): month numbers.
    """
    design = design_matrix(months)
    wide = prior_variance(0.15, 0.4, 0.15)
    penalty = 1 / wide
    penalty[0] = 0.0
    fitted = fit(counts, design, weights=usable.astype(float), penalty=penalty)
    likelihood = _Likelihood(counts, usable, restarts, design, fitted)
    rough = np.clip(np.nan_to_num(fitted.dispersion, nan=1.0), 1.0, _PHI[-1])
    priors = np.array(
        [prior_variance(*spread) for spread in itertools.product(_TREND, _WAVE, _MONTH)]
    )
    weights, _ = _mixture([likelihood(prior, rough, 0.05**2, _MEMORY[1]) for prior in priors])
    prior = weights @ priors
    cells = list(itertools.product(_PHI, _DRIFT))
    mixtures = {
        memory: _mixture([likelihood(prior, phi, drift**2, memory) for phi, drift in cells])
        for memory in _MEMORY
    }
    memory = max(mixtures, key=lambda value: mixtures[value][1])
    weights = mixtures[memory][0]
    phis, drifts = np.array(cells).T
    phi = weights @ phis
    spread = weights @ phis**2 - phi**2
    return Variation(
        phi=phi,
        df=2 * phi**2 / np.maximum(spread, 2 * phi**2 / 500),
        drift=weights @ drifts**2,
        memory=memory,
        prior=prior,
    )


class _Likelihood:
    """The log marginal likelihood of the relative residuals of S series, taken as normal.

    A lasting change at one unknown month is an alternative in itself, so that it is not taken for
    drift or dispersion: the likelihood is averaged over no change and each of its beginnings.
    """

    def __init__(
        self, counts: Array, usable: Array, restarts: Array, design: Array, fitted: Fit
    ) -> None:
        series, months = counts.shape
        self._design, self._usable, self._restarts = design, usable, restarts
        self._mean = np.maximum(fitted.expected, 1e-3)
        explained = fitted.coefficients[:, 1:] @ design[:, 1:].T
        residuals = np.where(usable, counts / self._mean - 1 + explained, 0.0)
        begins = np.unique(np.linspace(2, months - 2, _STEPS).astype(int))
        steps = (np.arange(months)[:, None] >= begins).astype(float)
        self._right = np.concatenate(
            [residuals[:, None, :], np.broadcast_to(steps.T, (series, len(begins), months))], axis=1
        )

    def __call__(self, prior: Array, phi: Array | float, drift: float, memory: float) -> Array:
        """Of each series (S). `prior`: (P) or (S, P); `phi`: of all or each; `drift`: a variance."""
        series, right, months = self._right.shape
        weighted = self._design * prior[..., None, :]
        covariance = np.zeros((series, months + right, months + right))
        block = covariance[:, :months, :months]
        block += weighted @ self._design.T
        age = np.abs(np.subtract.outer(np.arange(months), np.arange(months)))
        block += drift * memory**age
        for row, month in zip(*np.nonzero(self._restarts), strict=True):
            block[row, month:, month:] += LEVEL_VARIANCE
        diagonal, corner = np.arange(months), np.arange(months, months + right)
        noise = np.broadcast_to(phi, (series,))[:, None] / self._mean
        block[:, diagonal, diagonal] += np.where(self._usable, noise, _NOT_USED)
        covariance[:, months:, :months] = self._right
        covariance[:, corner, corner] = 1e12
        # The lower rows of the factor are L^-1 times the right-hand sides.
        factor = np.linalg.cholesky(covariance)
        solved = factor[:, months:, :months]
        log_det = np.log(factor[:, diagonal, diagonal]).sum(axis=1)
        square = (solved[:, 0] ** 2).sum(axis=1)
        precision = (solved[:, 1:] ** 2).sum(axis=2)
        shift = (solved[:, 1:] @ solved[:, 0, :, None])[:, :, 0]
        gain = shift**2 / (precision + _STEP_SD**-2) - np.log1p(_STEP_SD**2 * precision)
        changed = np.log(np.mean(np.exp(np.minimum(gain / 2, 600)), axis=1))
        step = np.logaddexp(np.log1p(-_STEP_PRIOR), np.log(_STEP_PRIOR) + changed)
        return -log_det - square / 2 + step


def _mixture(log_likelihoods: Sequence[Array]) -> tuple[Array, float]:
    """Posterior weights (S, candidates) under the mixture of candidates that fits all series best,
    and its log-likelihood."""
    log_likelihood = np.column_stack(log_likelihoods)
    series, cells = log_likelihood.shape
    top = log_likelihood.max(axis=1, keepdims=True)
    likelihood = np.exp(log_likelihood - top)
    shares = np.full(cells, 1 / cells)
    for _ in range(_ROUNDS):
        posterior = likelihood * shares
        posterior /= posterior.sum(axis=1, keepdims=True)
        shares = (posterior.sum(axis=0) + _PSEUDO / cells) / (series + _PSEUDO)
    weights = likelihood * shares
    total = weights.sum(axis=1, keepdims=True)
    return weights / total, float((np.log(total) + top).sum())
