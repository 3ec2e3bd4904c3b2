"""A cumulative sum (CUSUM) that knows what is to be expected and how much it varies: the yardstick
for a lasting change. Its run lengths by Markov chain, and its false rate and power by simulation.

The chain is for whole numbers and a constant mean; the simulation for anything else.
"""

from __future__ import annotations

import numpy as np
from scipy import stats

Array = np.ndarray

_TAIL = 1e-15  # probability beyond which counts are left out of the chain


def probabilities(mean: float, phi: float = 1.0) -> Array:
    """P(X = 0, 1, ...) of a count with this mean and variance phi * mean, to a negligible tail."""
    count = stats.poisson(mean) if phi <= 1 else stats.nbinom(mean / (phi - 1), 1 / phi)
    return count.pmf(np.arange(int(count.isf(_TAIL)) + 2))


def run_length(reference: int, limit: int, mean: float, phi: float = 1.0) -> float:
    """The average number of months until S = max(0, S + count - reference) reaches `limit`, from 0
    (Brook & Evans, 1972)."""
    chain = _steps(reference, limit, mean, phi)
    return float(np.linalg.solve(np.eye(limit) - chain, np.ones(limit))[0])


def rate_at(months: int, reference: int, limit: int, mean: float, phi: float = 1.0) -> float:
    """P(S is at `limit` or above after `months`), from 0, where S goes on after it reaches it."""
    highest = limit + 40 * int(np.ceil(np.sqrt(phi * mean * months)))
    chain = _steps(reference, highest, mean, phi)
    state = np.zeros(highest)
    state[0] = 1.0
    for _ in range(months):
        state = state @ chain
    return float(1 - state[:limit].sum())


def _steps(reference: int, limit: int, mean: float, phi: float) -> Array:
    """P(S moves from row to column) among the sums below `limit`."""
    chance = probabilities(mean, phi)
    below = np.cumsum(chance)
    chain = np.zeros((limit, limit))
    for start in range(limit):
        to = np.arange(1, limit) - start + reference  # the count that leads there
        known = (to >= 0) & (to < len(chance))
        chain[start, 1:][known] = chance[to[known]]
        stay = reference - start
        chain[start, 0] = below[min(stay, len(below) - 1)] if stay >= 0 else 0.0
    return chain


def last_sums(counts: Array, expected: Array, phi: Array | float, factor: float) -> Array:
    """The sums of S series after their last month (S), of `counts` against `expected` (S, T).

    Their steps are the log likelihood ratio of a rate that is `factor` times as high (a
    quasi-likelihood: divided by phi), the best that is known for a change of that size
    (Moustakides, 1986).
    """
    steps = (counts * np.log(factor) - expected * (factor - 1)) / np.asarray(phi)
    total = np.zeros(len(counts))
    for step in steps.T:
        total = np.maximum(total + step, 0)
    return total
