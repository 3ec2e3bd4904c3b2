"""The expected count of each place in the next quarter. The ranking that follows is in `ranking`.

The constants were chosen on bicycle thefts of one city in 2014 and 2015, and on hotspots in the
sample data that come and go. Several settings perform equally well within chance, and 2016 was
visible while they were tried, so it is not a blind test (`benchmarks/hotspots.py` prints them all).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from assets.indicators.distributions import log_probability
from assets.indicators.places import Series


@dataclass(frozen=True)
class Memory:
    """Exponential weights of the past: a mixture of half-lives `fast` and `slow`, in months."""

    fast: float
    slow: float
    share_fast: float


# A street mostly stays what it was for years, with some influence of recent months ...
LASTING = Memory(fast=2.0, slow=60.0, share_fast=0.3)
# ... but where something appeared or disappeared, only recent months are informative.
CHANGED = Memory(fast=3.0, slow=3.0, share_fast=0.0)
PRIOR_CHANGED = 0.1  # prior probability of CHANGED
_TESTED_MONTHS, _MIN_MONTHS = 12, 6
_LIKELIHOOD_PHI = 2.0  # overdispersed likelihood, so that one odd month does not decide
SEASON_BOOST, _SEASON_WIDTH = 0.5, 1.5  # extra weight of the same time of the year


def expected_quarter(series: Series, until: int, keyed: Series | None = None) -> np.ndarray:
    """The expected count of each place in the three months after month number `until`.

    `series`: one source and theme, with `until` as its last month; unknown months are skipped. NaN
    where none of the last twelve months is known. The expected share of each place
    (`expected_shares`), from the months that have the street keys of now (`keyed`), times the
    expected total of the theme: that of the last twelve months, times the seasonal part of a year
    that these three months are. A total does not depend on the keys of streets.
    """
    counts, known = series.counts, series.known
    recent = known[-12:]
    keyed = series if keyed is None else keyed
    if not recent.any() or not keyed.known.any():
        return np.full(len(counts), np.nan)
    totals = np.where(known, counts.sum(axis=0), 0.0)
    year = totals[-12:].sum() / recent.sum() * 12
    shares = expected_shares(keyed.counts, keyed.known, until)
    return shares * year * _part_of_year(totals, known)


def expected_shares(counts: np.ndarray, known: np.ndarray, until: int) -> np.ndarray:
    """The expected share of each place in the theme's total in the quarter after `until`.

    Two models, LASTING and CHANGED, each predict every one of the last twelve months from the
    months before it; their likelihoods weight them at each place (Bayesian model averaging). Months
    at the same time of the year weigh half as much again. Finally the shares are shrunk towards
    their mean (linear empirical Bayes), which does not change the ranking.
    """
    months = np.arange(len(known)) + until - len(known) + 1
    totals = np.where(known, counts.sum(axis=0), 0.0)
    active = counts.any(axis=1)
    shares = np.zeros(len(counts))
    if not active.any():
        return shares
    observed = counts[active]
    model_weights = _model_weights(observed, totals, known)
    distance = np.abs((months - (until + 2) + 6) % 12 - 6)
    season = 1 + SEASON_BOOST * np.exp(-((distance / _SEASON_WIDTH) ** 2))
    for memory, model_weight in zip((LASTING, CHANGED), model_weights, strict=True):
        weights = _weights(memory, known) * season
        if weights @ totals > 0:
            shares[active] += model_weight * (observed @ weights) / (weights @ totals)
    weights = _weights(LASTING, known)
    effective_events = (weights @ totals) ** 2 / (weights**2 @ totals)
    return _shrunken(shares / max(shares.sum(), 1e-300), effective_events)


def _weights(memory: Memory, known: np.ndarray) -> np.ndarray:
    """The weight of each month, 0 where it is not known; they sum to 1."""
    age = np.arange(len(known))[::-1]
    parts = []
    for half_life in (memory.fast, memory.slow):
        weight = np.where(known, 0.5 ** (age / half_life), 0.0)
        parts.append(weight / max(weight.sum(), 1e-300))
    return memory.share_fast * parts[0] + (1 - memory.share_fast) * parts[1]


def _model_weights(observed: np.ndarray, totals: np.ndarray, known: np.ndarray) -> np.ndarray:
    """[model, place]: posterior probability of LASTING and CHANGED, from one-month-ahead
    predictions."""
    places = len(observed)
    log_posterior = np.repeat(np.log([[1 - PRIOR_CHANGED], [PRIOR_CHANGED]]), places, axis=1)
    known_months = np.flatnonzero(known)
    tested = known_months[_MIN_MONTHS:][-_TESTED_MONTHS:]
    tested = tested[totals[tested] > 0]
    for number, memory in enumerate((LASTING, CHANGED)):
        shares = np.full((places, len(tested)), 1 / places)
        for column, month in enumerate(tested):
            weights = _weights(memory, known[:month])
            total = weights @ totals[:month]
            if total > 0:
                shares[:, column] = observed[:, :month] @ weights / total
        means = totals[tested] * (0.95 * shares + 0.05 / places)
        log_likelihood = log_probability(observed[:, tested], means, _LIKELIHOOD_PHI)
        log_posterior[number] += log_likelihood.sum(axis=1)
    posterior = np.exp(log_posterior - log_posterior.max(axis=0))
    return posterior / posterior.sum(axis=0)


def _shrunken(shares: np.ndarray, events: float) -> np.ndarray:
    """Shares shrunk towards their mean, to the extent that the sampling variance of `events`
    explains their differences."""
    mean, variance = shares.mean(), shares.var()
    reliability = max(0.0, 1 - mean / events / variance) if variance > 0 else 0.0
    return mean + reliability * (shares - mean)


def _part_of_year(totals: np.ndarray, known: np.ndarray) -> float:
    """The expected part of a year's total in the next three months: a quarter, averaged with the
    observed part in each fully known year before (at most three)."""
    parts = []
    for years in range(1, 4):
        year = slice(len(totals) - 12 * years, len(totals) - 12 * (years - 1))
        if year.start < 0 or not known[year].all() or totals[year].sum() == 0:
            break
        parts.append(totals[year][:3].sum() / totals[year].sum())
    return (sum(parts) + 0.25) / (len(parts) + 1)
