"""Tests of the CUSUM that verdicts are held against: its run lengths, by two methods."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import optimize

from benchmarks.signals.cusum import last_sums, probabilities, rate_at, run_length

# Reference value, limit, and the months until a signal: mean 10 by chance, mean 10 with an
# overdispersion of 1.6, mean 15, mean 12.5; as they were published for these charts.
PUBLISHED = [
    (12, 20, 5881.3, 433.0, 7.31, 26.45),
    (12, 30, 203_551, 3671, 10.64, 44.49),
    (12, 40, 7_030_380, 30_407, 13.97, 63.63),
]


@pytest.mark.parametrize(("reference", "limit", "chance", "more", "half", "quarter"), PUBLISHED)
def test_run_lengths_are_those_of_the_exact_chain(reference, limit, chance, more, half, quarter):
    assert run_length(reference, limit, 10) == pytest.approx(chance, rel=2e-5)
    assert run_length(reference, limit, 10, 1.6) == pytest.approx(more, rel=2e-4)
    assert run_length(reference, limit, 15) == pytest.approx(half, abs=0.006)
    assert run_length(reference, limit, 12.5) == pytest.approx(quarter, abs=0.006)


def test_probabilities_have_the_mean_and_variance_that_were_asked_for():
    for mean, phi in ((0.5, 1.0), (10, 1.0), (10, 1.6), (40, 4.6)):
        chance = probabilities(mean, phi)
        count = np.arange(len(chance))
        assert chance.sum() == pytest.approx(1)
        assert chance @ count == pytest.approx(mean)
        assert chance @ (count - mean) ** 2 == pytest.approx(phi * mean)


def test_the_chain_and_a_simulation_agree_on_the_rate_at_a_moment():
    rng = np.random.default_rng(1)
    counts = rng.negative_binomial(10 / 0.6, 1 / 1.6, size=(40_000, 36))
    # The factor for which 12 is the best reference value.
    factor = optimize.brentq(lambda size: 10 * (size - 1) / np.log(size) - 12, 1.1, 2)
    total = last_sums(counts, np.full(counts.shape, 10.0), 1.0, factor) / np.log(factor)
    for limit in (10, 20):
        exact = rate_at(36, 12, limit, 10, 1.6)
        error = np.sqrt(exact / len(counts))
        assert np.mean(total >= limit - 1e-6) == pytest.approx(exact, abs=4 * error + 1e-4)


def test_a_higher_limit_is_reached_later_and_more_seldom():
    assert run_length(12, 20, 10) < run_length(12, 21, 10)
    assert rate_at(36, 12, 20, 10) > rate_at(36, 12, 21, 10)
    assert rate_at(36, 12, 20, 10) < rate_at(36, 12, 20, 10, 1.6)
