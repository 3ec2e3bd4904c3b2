"""What is to be expected at each place in the next three months. The order that follows from it
stands in `ranking`.

The numbers below come from bicycle thefts of one city in 2014 and 2015 and from the sample's
hotspots that come and go. Several settings do as well within chance, and the year 2016 was in view
while they were tried: it is no blind test (`benchmarks/hotspots.py` prints them all).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from assets.indicators.places import Series
from assets.indicators.usual import log_probability


@dataclass(frozen=True)
class Memory:
    """How the past is weighed: a month `a` months ago by half-lives (months) `fast` and `slow`."""

    fast: float
    slow: float
    share_fast: float


# A street is mostly what it was for years, and a little what it was lately ...
LASTING = Memory(fast=2.0, slow=60.0, share_fast=0.3)
# ... but where something came or went, only the last months count.
CHANGED = Memory(fast=3.0, slow=3.0, share_fast=0.0)
CHANGED_BEFOREHAND = 0.1  # the chance of CHANGED before anything is seen
_TRIED_MONTHS, _LEAST_MONTHS = 12, 6
_CAUTION = 2.0  # variance over mean of a month, so that one odd month changes no memory
SAME_SEASON, _SEASON_WIDTH = 0.5, 1.5  # how much more the same time of the year counts


def expected_quarter(series: Series, until: int) -> np.ndarray:
    """The expected count of each place in the three months after `until` (a maandnummer).

    `series`: one source and theme, of which the last month is `until`; unknown months are passed
    over. NaN where no month of the last twelve is known. The share of each place in the theme
    (`expected_shares`) times what the theme as a whole is to be expected to have: the last twelve
    months, at the part of a year that these three months had in the years before.
    """
    counts, known = series.counts, series.known
    recent = known[-12:]
    if not recent.any():
        return np.full(len(counts), np.nan)
    totals = np.where(known, counts.sum(axis=0), 0.0)
    year = totals[-12:].sum() / recent.sum() * 12
    return expected_shares(counts, known, until) * year * _part_of_year(totals, known)


def expected_shares(counts: np.ndarray, known: np.ndarray, until: int) -> np.ndarray:
    """The share of each place in all that the theme is to have in the quarter after `until`.

    Two memories forecast each of the last twelve months from what was known before it; which did
    better at a place decides how far each counts there (Bayesian model averaging). The same time
    of the year counts a half more. At last the differences between the places shrink to the part
    that is not chance (linear empirical Bayes); that changes no order.
    """
    months = np.arange(len(known)) + until - len(known) + 1
    totals = np.where(known, counts.sum(axis=0), 0.0)
    some = counts.any(axis=1)
    shares = np.zeros(len(counts))
    if not some.any():
        return shares
    seen = counts[some]
    trust = _trust(seen, totals, known)
    away = np.abs((months - (until + 2) + 6) % 12 - 6)
    season = 1 + SAME_SEASON * np.exp(-((away / _SEASON_WIDTH) ** 2))
    for memory, chance in zip((LASTING, CHANGED), trust, strict=True):
        weights = _weights(memory, known) * season
        if weights @ totals > 0:
            shares[some] += chance * (seen @ weights) / (weights @ totals)
    weights = _weights(LASTING, known)
    events = (weights @ totals) ** 2 / (weights**2 @ totals)
    return _shrunk(shares / max(shares.sum(), 1e-300), events)


def _weights(memory: Memory, known: np.ndarray) -> np.ndarray:
    """The weight of each month, 0 where it is not known; together 1."""
    ago = np.arange(len(known))[::-1]
    parts = []
    for half_life in (memory.fast, memory.slow):
        weight = np.where(known, 0.5 ** (ago / half_life), 0.0)
        parts.append(weight / max(weight.sum(), 1e-300))
    return memory.share_fast * parts[0] + (1 - memory.share_fast) * parts[1]


def _trust(seen: np.ndarray, totals: np.ndarray, known: np.ndarray) -> np.ndarray:
    """[memory, place]: how far each memory is trusted, from how it would have done before."""
    logs = np.repeat(np.log([[1 - CHANGED_BEFOREHAND], [CHANGED_BEFOREHAND]]), len(seen), axis=1)
    months = np.flatnonzero(known)
    for month in months[_LEAST_MONTHS:][-_TRIED_MONTHS:]:
        if totals[month] == 0:
            continue
        for number, memory in enumerate((LASTING, CHANGED)):
            weights = _weights(memory, known[:month])
            total = weights @ totals[:month]
            share = seen[:, :month] @ weights / total if total > 0 else 1 / len(seen)
            mean = totals[month] * (0.95 * share + 0.05 / len(seen))
            logs[number] += log_probability(seen[:, month], mean, _CAUTION)
    trust = np.exp(logs - logs.max(axis=0))
    return trust / trust.sum(axis=0)


def _shrunk(shares: np.ndarray, events: float) -> np.ndarray:
    """Shares drawn to their mean as far as the chance of `events` explains their differences."""
    mean, spread = shares.mean(), shares.var()
    real = max(0.0, 1 - mean / events / spread) if spread > 0 else 0.0
    return mean + real * (shares - mean)


def _part_of_year(totals: np.ndarray, known: np.ndarray) -> float:
    """Which part of a year the three months after the last one are: a quarter, drawn to what they
    were in as many whole years as are known (three at most)."""
    parts = []
    for years in range(1, 4):
        year = slice(len(totals) - 12 * years, len(totals) - 12 * (years - 1))
        if year.start < 0 or not known[year].all() or totals[year].sum() == 0:
            break
        parts.append(totals[year][:3].sum() / totals[year].sum())
    return (sum(parts) + 0.25) / (len(parts) + 1)
