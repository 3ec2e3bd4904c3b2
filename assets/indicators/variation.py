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
from copy import copy
from dataclasses import dataclass

import numpy as np

from assets.indicators.drifting_noise import invert
from assets.indicators.regression import Fit, fit

Array = np.ndarray

LEVEL_VARIANCE = 4.0  # of the log of a level of which nothing is known, also after a declared break
_PHI = np.array([1.0, 1.25, 1.6, 2.1, 2.8, 3.8, 5.2, 7.5, 12.0, 20.0])
_DRIFT = np.array([0.0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.45])  # standard deviation of the log rate
_MEMORY = (0.6, 0.8, 0.95)  # correlation of the drift from month to month
_STEP_SD, _STEP_PRIOR = 0.5, 0.2  # of a lasting change in the history, which is no drift
_RECENT = 24  # months in which each month is looked at as its beginning; before, every third
_NOT_USED = 1e8  # variance of a month that is left out
_PSEUDO = 0.1  # series by which the whole grid is thought to be supported
_LEAST_KNOWN, _KNOWN = 4, 500  # degrees of freedom: the grid is bounded; more make no difference
_ROUNDS = 30  # of expectation maximisation
_TEACHING = 5.0  # mean count of a month from which a series teaches what series have in common
_FEWEST = 10  # series that teach it anyway, the largest
_ENOUGH = 120  # series from which the variation of a kind of area is learned: its largest


@dataclass(frozen=True)
class Terms:
    """The terms of the log rate of a kind of area: level, trend in years, `waves` (1: of a year; 2:
    of half a year too), and with `effects` twelve month effects.

    Each has a prior with mean 0, so they are identified without a reference month. `trend`, `wave`,
    `month`: candidates for the prior standard deviations (of the trend: a year).
    """

    waves: int
    effects: bool
    trend: tuple[float, ...]
    wave: tuple[float, ...]
    month: tuple[float, ...] = (0.0,)

    def design(self, months: Array) -> Array:
        """The terms (P) in each of `months` (month numbers)."""
        angle = 2 * np.pi * (months % 12) / 12
        terms = [np.ones(len(months)), (months - months[0]) / 12]
        terms += [part(n * angle) for n in range(1, self.waves + 1) for part in (np.cos, np.sin)]
        if self.effects:
            terms += list((months[:, None] % 12 == np.arange(12)).astype(float).T)
        return np.column_stack(terms)

    def season(self) -> Array:
        """Which of the terms are the season (P)."""
        return np.arange(2 + 2 * self.waves + 12 * self.effects) >= 2

    def priors(self) -> Array:
        """The candidates for the prior variances of the terms (candidates, P)."""
        return np.array(
            [
                [LEVEL_VARIANCE]
                + [trend**2]
                + [wave**2] * 2 * self.waves
                + [month**2] * 12 * self.effects
                for trend, wave, month in itertools.product(self.trend, self.wave, self.month)
            ]
        )


# A month effect of 1 allows fireworks: thirty times as many in December. An area has the season of
# its municipality, and a wave of its own.
MUNICIPALITY = Terms(2, True, (0.005, 0.03, 0.1), (0.02, 0.12, 0.4), (0.01, 0.08, 0.3, 1.0))
AREA = Terms(1, False, (0.005, 0.05, 0.15), (0.02, 0.12, 0.3))


@dataclass(frozen=True)
class Variation:
    """`phi` (S): overdispersion of a month, at least 1; `df` (S): degrees of freedom with which it
    is known; `drift` (S): variance of the drift of the log rate; `memory`: its correlation from one
    month to the next; `prior` (S, P): prior variance of each of the `Terms`."""

    phi: Array
    df: Array
    drift: Array
    memory: float
    prior: Array


def estimate(
    counts: Array,
    usable: Array,
    restarts: Array,
    months: Array,
    terms: Terms = MUNICIPALITY,
    offset: Array | float = 0.0,
) -> Variation:
    """The variation of S series of one kind of area.

    `counts`, `usable`, `restarts`, `offset` (S, T): the counts, which of them may be used, at which
    the level starts afresh (a declared break), and a known part of the log rate. `months` (T):
    month numbers. Of many series the largest are estimated; the others take what these have in
    common: phi grows with the mean as 1 + a sqrt(mean).
    """
    total = np.where(usable, counts, 0).sum(axis=1)
    largest = np.sort(np.argsort(-total, kind="stable")[:_ENOUGH])
    offset = np.broadcast_to(offset, counts.shape)
    own = _estimate(
        *(array[largest] for array in (counts, usable, restarts, offset)), months, terms
    )
    if len(largest) == len(counts):
        return own
    mean = total / np.maximum(usable.sum(axis=1), 1)
    size = np.sqrt(np.maximum(mean, 0.01))
    slope = np.average((own.phi - 1) / size[largest], weights=size[largest])
    answer = Variation(
        phi=1 + slope * size,
        df=np.full(len(counts), np.median(own.df)),
        drift=np.full(len(counts), np.mean(own.drift)),
        memory=own.memory,
        prior=np.tile(own.prior.mean(axis=0), (len(counts), 1)),
    )
    for name in ("phi", "df", "drift", "prior"):
        getattr(answer, name)[largest] = getattr(own, name)
    return answer


def _estimate(
    counts: Array, usable: Array, restarts: Array, offset: Array, months: Array, terms: Terms
) -> Variation:
    design, priors = terms.design(months), terms.priors()
    penalty = 1 / np.clip(priors[-1], 0.15**2, 0.4**2)
    penalty[0] = 0.0
    empty = ~(np.where(usable, counts, 0) > 0).any(axis=1)
    weights = usable.astype(float)
    weights[empty] = 0.0
    fitted = fit(counts, design, weights=weights, offset=offset, penalty=penalty + 1e-6)
    likelihood = _Likelihood(counts, usable & ~empty[:, None], restarts, design, fitted)
    rough = np.clip(np.nan_to_num(fitted.dispersion, nan=1.0), 1.0, _PHI[-1])
    teaching = _teaching(counts, usable)
    roughly = likelihood.under(rough[None], 0.05**2, _MEMORY[1])
    weights, _ = _mixture(np.column_stack([roughly.given(prior)[0] for prior in priors]), teaching)
    prior = weights @ priors
    # The memory is chosen by those that teach: the others are weighed under the chosen one alone.
    of_teaching, of_others = likelihood.of(teaching), likelihood.of(~teaching)
    taught = {memory: of_teaching.of_each(prior[teaching], memory) for memory in _MEMORY}
    everyone = teaching[teaching]
    memory = max(_MEMORY, key=lambda value: _mixture(taught[value], everyone)[1])
    of_cells = np.empty((len(counts), len(_PHI) * len(_DRIFT)))
    of_cells[teaching] = taught[memory]
    of_cells[~teaching] = of_others.of_each(prior[~teaching], memory)
    weights, _ = _mixture(of_cells, teaching)
    drifts, phis = np.array(list(itertools.product(_DRIFT, _PHI))).T
    phi = weights @ phis
    spread = weights @ phis**2 - phi**2
    return Variation(
        phi=phi,
        df=np.clip(2 * phi**2 / np.maximum(spread, 1e-9), _LEAST_KNOWN, _KNOWN),
        drift=weights @ drifts**2,
        memory=memory,
        prior=prior,
    )


class _Likelihood:
    """The log marginal likelihood of the relative residuals of S series, taken as normal.

    A lasting change at one unknown month is an alternative in itself, so that it is not taken for
    drift or dispersion: the likelihood is averaged over no change and each of its beginnings (B).

    A level that starts afresh is a term (Q, with those of the design) that is 1 from then on.
    """

    def __init__(
        self, counts: Array, usable: Array, restarts: Array, design: Array, fitted: Fit
    ) -> None:
        months = counts.shape[1]
        mean = np.maximum(fitted.expected, 1e-3)
        explained = fitted.coefficients[:, 1:] @ design[:, 1:].T
        residuals = np.where(usable, counts / mean - 1 + explained, 0.0)
        self._mean, self._usable = mean.T, usable.T
        self._columns = np.concatenate(
            [
                np.broadcast_to(design[:, None], (months, len(counts), design.shape[1])),
                _since_restarts(restarts),
                residuals.T[:, :, None],
            ],
            axis=2,
        )
        self._begins = np.unique(
            np.r_[
                np.arange(2, months - _RECENT, 3),
                np.arange(max(months - _RECENT, 2), months - 1),
                max(months - 2, 0),  # of one or two months too
            ]
        )

    def of(self, rows: Array) -> _Likelihood:
        """The same of some of the series (S, a mask)."""
        other = copy(self)
        for name in ("_mean", "_usable", "_columns"):
            setattr(other, name, getattr(self, name)[:, rows])
        return other

    def of_each(self, prior: Array, memory: float) -> Array:
        """Of each series under each standard deviation of the drift with each phi (S, cells)."""
        each = (self.under(_PHI[:, None], drift**2, memory).given(prior) for drift in _DRIFT)
        return np.concatenate(list(each)).T

    def under(self, phi: Array, drift: float, memory: float) -> _Products:
        """What the likelihood needs, whatever the prior of the terms. `phi`: (F, S), or (F, 1) if
        the same of all; `drift`: a variance."""
        noise = np.where(self._usable[:, None], phi / self._mean[:, None], _NOT_USED)
        inverse = invert(noise, drift, memory, self._columns[:, None])
        later = np.flip(np.flip(inverse.solved, 0).cumsum(axis=0), 0)[self._begins]
        return _Products(
            inverse.log_determinant,
            self._columns.transpose(1, 2, 0) @ inverse.solved.transpose(1, 2, 0, 3),
            np.moveaxis(later, 0, -1),
            np.moveaxis(inverse.of_later[self._begins], 0, -1),
        )


@dataclass(frozen=True)
class _Products:
    """Of S series under F values of phi: products by the inverse of the covariance of drift and
    noise. `among` (F, S, Q + 1, Q + 1): the terms and the residuals with each other; `later` (F, S,
    Q + 1, B): with a change from its beginning on; `of_later` (F, S, B): a change with itself."""

    log_determinant: Array
    among: Array
    later: Array
    of_later: Array

    def given(self, prior: Array) -> Array:
        """The log likelihood (F, S), where the terms of the design have these prior variances (S, P
        or P). The terms are integrated out by Woodbury's identity."""
        restarts = self.among.shape[-1] - 1 - prior.shape[-1]
        prior = np.concatenate(
            [prior, np.full((*prior.shape[:-1], restarts), LEVEL_VARIANCE)], axis=-1
        )
        terms = np.arange(prior.shape[-1])
        precision = self.among[..., :-1, :-1].copy()
        precision[..., terms, terms] += 1 / prior
        right = np.concatenate([self.among[..., :-1, -1:], self.later[..., :-1, :]], axis=-1)
        solved = np.linalg.solve(precision, right)
        log_det = self.log_determinant + np.linalg.slogdet(precision)[1] + np.log(prior).sum(-1)
        own = (right * solved).sum(axis=-2)
        square = self.among[..., -1, -1] - own[..., 0]
        change = self.of_later - own[..., 1:]
        shift = self.later[..., -1, :] - (right[..., 1:] * solved[..., :1]).sum(axis=-2)
        gain = shift**2 / (change + _STEP_SD**-2) - np.log1p(_STEP_SD**2 * change)
        changed = np.log(np.mean(np.exp(np.minimum(gain / 2, 600)), axis=-1))
        step = np.logaddexp(np.log1p(-_STEP_PRIOR), np.log(_STEP_PRIOR) + changed)
        return step - (log_det + square) / 2


def _since_restarts(restarts: Array) -> Array:
    """A term for each month at which a level starts afresh, 1 from then on (T, S, most restarts of
    one series); 0 where a series has fewer. `restarts`: (S, T)."""
    number = np.cumsum(restarts, axis=1).T[:, :, None]
    return (number > np.arange(number.max(initial=0))).astype(float)


def _teaching(counts: Array, usable: Array) -> Array:
    """Which series teach what all have in common (S). The residuals of rare events are so skewed
    that a normal likelihood takes their overdispersion for drift."""
    mean = np.where(usable, counts, 0).sum(axis=1) / np.maximum(usable.sum(axis=1), 1)
    tenth = np.sort(mean)[-min(_FEWEST, len(mean))]
    return mean >= min(_TEACHING, tenth)


def _mixture(log_likelihood: Array, teaching: Array) -> tuple[Array, float]:
    """Posterior weights (S, candidates) under the mixture of candidates that fits the series that
    are `teaching` (S) best, and its log-likelihood of them. `log_likelihood`: (S, candidates)."""
    cells = log_likelihood.shape[1]
    top = log_likelihood.max(axis=1, keepdims=True)
    likelihood = np.exp(log_likelihood - top)
    shares = np.full(cells, 1 / cells)
    for _ in range(_ROUNDS):
        posterior = likelihood[teaching] * shares
        posterior /= posterior.sum(axis=1, keepdims=True)
        shares = (posterior.sum(axis=0) + _PSEUDO / cells) / (teaching.sum() + _PSEUDO)
    weights = likelihood * shares
    total = weights.sum(axis=1, keepdims=True)
    return weights / total, float((np.log(total) + top)[teaching].sum())
