"""The chances of a count are those of SciPy's negative binomial distribution."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from assets.indicators.distributions import (
    at_least,
    at_most,
    log_chance,
    negative_binomial,
    smallest_count,
)


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


@given(tail=st.floats(1e-9, 0.4), mean=st.floats(0.01, 5000), phi=st.floats(1.0, 20.0))
def test_a_limit_is_the_quantile_of_the_distribution(tail: float, mean: float, phi: float) -> None:
    variance = phi * mean
    family = stats.nbinom(*negative_binomial(mean, variance))
    low, high = smallest_count(tail, mean, variance), smallest_count(1 - tail, mean, variance)
    assert low == family.ppf(tail)
    assert family.cdf(high) >= (1 - tail) * (1 - 1e-9)
    assert high == 0 or family.cdf(high - 1) <= (1 - tail) * (1 + 1e-9)


def test_a_limit_of_an_impossible_count_is_a_count() -> None:
    assert smallest_count(1.0, 3.0, 6.0) == smallest_count(1 - 1e-15, 3.0, 6.0) < 1000
    assert np.isnan(smallest_count(0.5, np.nan, np.nan))
