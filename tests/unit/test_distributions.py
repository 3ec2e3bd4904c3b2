"""The chances of a count are those of SciPy's negative binomial distribution."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from assets.indicators.distributions import (
    at_least,
    at_most,
    log_chance,
    negative_binomial,
    upper_tail,
)
from assets.indicators.watch import MIN_EVENTS
from assets.indicators.windows import _limits


@given(
    count=st.integers(1, 5000),
    mean=st.floats(0.01, 5000),
    phi=st.floats(1.0, 20.0),
)
def test_they_are_those_of_the_distribution(count: int, mean: float, phi: float) -> None:
    variance = phi * mean
    n, p = negative_binomial(mean, variance)
    for found, expected in (
        (at_least(count, mean, variance), stats.nbinom.sf(count - 1, n, p)),
        (at_most(count, mean, variance), stats.nbinom.cdf(count, n, p)),
        (log_chance(count, mean, variance), stats.nbinom.logpmf(count, n, p)),
    ):
        np.testing.assert_allclose(found, expected, rtol=1e-8, atol=1e-300)


def test_many_counts_are_asked_at_once_and_what_is_not_known_stays_so() -> None:
    chances = at_most(np.array([2.0, 3.0]), np.array([4.0, np.nan]), np.array([8.0, 8.0]))
    assert chances.shape == (2,) and np.isnan(chances).tolist() == [False, True]


@pytest.mark.parametrize("phi", [1.0, 2.5])
def test_nothing_is_certain_of_a_count_that_is_not_known(phi: float) -> None:
    tails = upper_tail(np.array([np.nan, 0.0, 3.0]), 2.0, phi)
    assert np.isnan(tails[0]) and tails[1] == 1 and 0 < tails[2] < 1


@given(
    exponent=st.floats(-200, -0.5),
    mean=st.floats(MIN_EVENTS, 500),
    phi=st.floats(1.05, 9),
)
def test_a_limit_of_a_change_is_right_in_the_far_tail(
    exponent: float, mean: float, phi: float
) -> None:
    """Few months ask for tails that are nearly nothing."""
    tail, means, variances = (np.array([[x]]) for x in (10.0**exponent, mean, phi * mean))
    _, high = _limits(means, variances, tail, np.array([[True]]))
    beyond, at = (at_least(high + more, means, variances) for more in (1, 0))
    assert beyond <= tail * (1 + 1e-6)
    assert at > tail * (1 - 1e-6) or high == MIN_EVENTS - 1
