"""Tests of the probability that one of many possible beginnings looks improbable: against the
normal integral, a simulation, and its laws."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from assets.indicators.scanning import (
    LEAST,
    MOST,
    SHORTEST,
    beginnings,
    improbable,
    tail_for,
    tails_for,
)

LENGTHS = st.integers(1, MOST)
TAILS = st.floats(1e-8, 0.3)


@pytest.mark.parametrize("height", [0.75, 1.5, 2.5, 3.25])
@pytest.mark.parametrize("length", [1, 2, 3, 4])
def test_few_beginnings_equal_the_integral_of_the_normal_distribution(height, length):
    numbers = np.arange(min(LEAST, length), length + 1)
    # The correlation of S_m / sqrt(m) and S_n / sqrt(n) is sqrt(m / n).
    correlation = np.sqrt(np.minimum.outer(numbers, numbers) / np.maximum.outer(numbers, numbers))
    below = stats.multivariate_normal.cdf(
        np.full(len(numbers), height), cov=correlation, rng=np.random.default_rng(1)
    )
    assert beginnings(stats.norm.sf(height), length) == pytest.approx(1 - below, rel=0.005)


@pytest.mark.parametrize("length", [6, 12, 36])
def test_many_beginnings_equal_a_simulation(length):
    draws = np.random.default_rng(2).standard_normal((100_000, length)).cumsum(axis=1)
    numbers = np.arange(1, length + 1)
    highest = (draws / np.sqrt(numbers))[:, LEAST - 1 :].max(axis=1)
    for height in (1.5, 2.25, 3.0):
        share = np.mean(highest > height)
        error = np.sqrt(share / len(draws))
        answer = beginnings(stats.norm.sf(height), length)
        assert answer == pytest.approx(share, abs=4 * error + 0.01 * share)


@given(TAILS, LENGTHS)
def test_more_beginnings_are_more_likely_to_look_improbable_and_at_most_by_their_number(
    tail, length
):
    answer = beginnings(tail, length)
    assert 0.97 * tail <= answer <= 1.03 * tail * length
    assert beginnings(tail, min(length + 1, MOST)) >= 0.99 * answer
    assert beginnings(tail * 1.1, length) > answer


@given(st.floats(1e-7, 0.2), LENGTHS)
def test_the_tail_for_a_probability_is_the_inverse(probability, length):
    tail = tail_for(probability, length)
    assert beginnings(tail, length) == pytest.approx(probability, rel=0.02)


def test_no_beginning_is_no_evidence_and_a_tail_that_is_not_known_stays_so():
    assert beginnings(1e-6, 0) == 1
    assert np.isnan(beginnings(np.nan, 5))
    assert beginnings(1.0, 36) == 1
    assert beginnings(np.full((3, 1), 0.01), np.array([2, 6])).shape == (3, 2)
    assert np.isnan(tail_for(0.01, 0))


def test_the_shortest_sum_has_half_of_the_chance_for_itself():
    tails = np.ones((MOST, 1))
    tails[SHORTEST - 1] = 0.001
    assert improbable(tails, [20]) == pytest.approx(0.002)
    assert improbable(tails, [SHORTEST]) == pytest.approx(0.002)
    tails[11] = 1e-7
    assert improbable(tails, [20]) == pytest.approx(2 * beginnings(1e-7, 20))
    assert improbable(tails, [0]) == pytest.approx(0.002), "longer ones were not looked at"
    assert improbable(np.ones((MOST, 1)), [20]) == 1


@given(st.floats(1e-5, 0.1), st.integers(LEAST, MOST))
def test_the_tails_for_a_probability_are_just_that_improbable(probability, length):
    short, longer = tails_for(probability, length)
    for number, tail in ((SHORTEST, short), (length, longer)):
        tails = np.ones((MOST, 1))
        tails[number - 1] = tail
        assert improbable(tails, [length]) == pytest.approx(probability, rel=0.02)


@pytest.mark.parametrize("length", [6, 36])
def test_where_nothing_changed_as_many_look_improbable_as_allowed_or_fewer(length):
    draws = np.random.default_rng(3).standard_normal((100_000, length)).cumsum(axis=1)
    tails = np.ones((MOST, len(draws)))
    tails[:length] = stats.norm.sf(draws / np.sqrt(np.arange(1, length + 1))).T
    tails[0] = 1
    for probability in (0.02, 0.1):
        share = np.mean(improbable(tails, np.full(len(draws), length)) <= probability)
        assert 0.7 * probability < share < 1.03 * probability
