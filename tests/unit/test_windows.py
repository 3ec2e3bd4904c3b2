"""Tests of the outcome of a window: its words follow its limits and the change that lasts, and what
could have been seen is seen in four of five cases."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from assets.indicators.distributions import negative_binomial
from assets.indicators.expectation import Sums
from assets.indicators.scanning import MOST, SHORTEST, tails_for
from assets.indicators.watch import MIN_EVENTS, Changes
from assets.indicators.windows import (
    BROKEN,
    DOWN,
    NOT_DELIVERED,
    TOO_FEW,
    TOO_LONG,
    TOO_YOUNG,
    UNCERTAIN,
    UP,
    USUAL,
    WINDOWS,
    Outcomes,
    outcomes,
)

Array = np.ndarray
MONTH, ALPHA = 71, 0.005
LENGTHS = np.arange(1, MOST + 1)[:, None]


def sums(
    seen: Array | float, mean: Array | float, phi: float = 1.0, spread: float = 0.0, **more: Array
) -> Sums:
    """Sums of months that each expect `mean` (S); `spread`: standard error of the log rate; `seen`
    is of each month, or given whole in `more`."""
    mean = LENGTHS * np.atleast_1d(np.asarray(mean, dtype=float))
    arrays = {
        "seen": LENGTHS * np.atleast_1d(np.asarray(seen, dtype=float)),
        "mean": mean,
        "variance": phi * mean + (spread * mean) ** 2,
        "process": phi * mean,
        "valid": np.ones(mean.shape, dtype=bool),
        "complete": np.ones(mean.shape, dtype=bool),
    }
    return Sums(**(arrays | more))


def unchanged(series: int, direction: int = 0, since: int = -1, lengths: int = 36) -> Changes:
    """All series in one state."""
    whole = [np.full(series, value) for value in (direction, since, since)]
    level, ones = np.full(series, -1), np.ones(series)
    none = np.zeros(series, dtype=int)
    return Changes(*whole, level, ones, ones, np.full(series, lengths), none, level)


def judged(
    some: Sums, changes: Changes | None = None, history: int = MONTH + 1, **more: float
) -> Outcomes:
    """The outcomes of all windows that end with column `MONTH`."""
    series = some.mean.shape[1]
    return outcomes(
        more.pop("month", MONTH),
        some,
        unchanged(series) if changes is None else changes,
        np.full(series, history),
        np.full(series, more.get("alpha", ALPHA)),
        np.full(series, more.get("df", np.inf)),
    )


COUNTS = st.lists(st.integers(0, 400), min_size=1, max_size=8)


@given(COUNTS, st.floats(0.2, 100), st.sampled_from([1.0, 1.6, 4.6]), st.floats(0, 0.3))
def test_a_window_is_a_signal_exactly_where_its_count_is_beyond_its_limits(
    counts, mean, phi, spread
):
    answer = judged(sums(np.array(counts), np.full(len(counts), mean), phi, spread))
    up, down = answer.counted > answer.high, answer.counted < answer.low
    np.testing.assert_array_equal(answer.outcome == UP, up)
    np.testing.assert_array_equal(answer.outcome == DOWN, down)
    assert np.all((answer.low <= answer.expected) & (answer.expected <= answer.high + 1))
    assert np.all(answer.high >= MIN_EVENTS - 1)
    assert np.all(pd.notna(answer.reason) == (answer.outcome == UNCERTAIN))


@given(st.floats(0.5, 200), st.sampled_from([1.0, 1.6, 4.6]), st.floats(0, 0.3))
def test_limits_hold_the_probability_that_was_asked_for(mean, phi, spread):
    some = sums(0.0, mean, phi, spread)
    answer = judged(some, unchanged(1, lengths=12))
    number = np.array(WINDOWS) - 1
    short, longer = tails_for(ALPHA / 2, 12)
    tail = np.where(np.array(WINDOWS) == SHORTEST, short, longer)[:, None]
    chance = stats.nbinom(*negative_binomial(some.mean[number], some.variance[number]))
    assert np.all(chance.sf(answer.high) <= tail * 1.02)
    assert np.all(chance.cdf(answer.low - 1) <= tail * 1.02)
    # The next count inside the limits would be too likely, unless it is too few for a rise.
    assert np.all((chance.sf(answer.high - 1) > tail) | (answer.high == MIN_EVENTS - 1))
    assert np.all(chance.cdf(answer.low) > tail)


@given(st.floats(2, 200), st.floats(1.0, 4.0), st.floats(0, 0.3))
def test_less_certainty_widens_the_limits_and_hides_larger_changes(mean, phi, spread):
    usual = judged(sums(0.0, mean, phi, spread))
    for wider in (
        judged(sums(0.0, mean, phi + 0.5, spread)),
        judged(sums(0.0, mean, phi, spread + 0.1)),
        judged(sums(0.0, mean, phi, spread), alpha=ALPHA / 10),
        judged(sums(0.0, mean, phi, spread), df=8),
    ):
        assert np.all(wider.low <= usual.low) and np.all(wider.high >= usual.high)
        seen, hidden = (np.nan_to_num(found.smallest_rise, nan=np.inf) for found in (usual, wider))
        assert np.all(hidden >= seen - 1e-9)


@given(st.floats(1, 50), st.floats(2, 8), st.sampled_from([1.0, 2.5]))
def test_the_more_is_expected_the_smaller_a_change_can_be_seen(mean, times, phi):
    few, many = judged(sums(0.0, mean, phi)), judged(sums(0.0, mean * times, phi))
    seen = np.nan_to_num(few.smallest_rise, nan=np.inf)
    assert np.all(many.smallest_rise <= seen + 0.02)
    # In a longer window too.
    assert np.all(np.diff(few.smallest_rise, axis=0) <= 0.02)


@pytest.mark.parametrize("phi", [1.0, 1.6, 2.5, 4.6])
@pytest.mark.parametrize("spread", [0.0, 0.15])
def test_a_change_of_the_smallest_visible_size_is_seen_in_four_of_five_cases(phi, spread):
    mean = np.geomspace(2, 200, 9)
    some = sums(0.0, mean, phi, spread)
    answer = judged(some)
    rng, number = np.random.default_rng(1), np.array(WINDOWS) - 1
    expected = some.mean[number]
    for factor, limit, sign in (
        (answer.smallest_rise, answer.high, 1),
        (answer.smallest_fall, answer.low, -1),
    ):
        visible = ~np.isnan(factor)
        center = factor[visible] * expected[visible]
        rate = center * np.maximum(1 + spread * rng.standard_normal((4000, len(center))), 0.01)
        counts = rng.poisson(rate if phi == 1 else rng.gamma(rate / (phi - 1), phi - 1))
        share = np.mean(sign * counts > sign * limit[visible], axis=0)
        assert share.mean() == pytest.approx(0.8, abs=0.03)
        few = np.minimum(center, expected[visible]) < 10 * phi
        assert np.all(np.abs(share[~few] - 0.8) < 0.05)
        assert np.all(share[few] > 0.65)
    assert np.all(answer.smallest_rise > 1) or spread > 0
    assert np.all(~(answer.smallest_fall >= 1))


def test_where_a_doubling_would_not_be_seen_nothing_can_be_said():
    answer = judged(sums(0.1, 0.1))
    assert np.all(answer.smallest_rise[:3] > 2)
    assert np.all(answer.outcome[:3] == UNCERTAIN) and np.all(answer.reason[:3] == TOO_FEW)
    much = judged(sums(50.0, 50.0))
    assert np.all(much.outcome == USUAL) and np.all(much.smallest_rise < 2)


def test_zero_cannot_be_a_fall_where_it_is_usual():
    answer = judged(sums(0.0, 0.5))
    assert answer.outcome[0, 0] == UNCERTAIN and np.isnan(answer.smallest_fall[0, 0])
    assert answer.outcome[-1, 0] == DOWN


@pytest.mark.parametrize(("direction", "word", "other"), [(1, UP, DOWN), (-1, DOWN, UP)])
@pytest.mark.parametrize("age", [1, 2, 3, 6, 12, 20])
def test_a_change_that_lasts_is_a_signal_of_windows_that_it_covers_for_more_than_half(
    direction, word, other, age
):
    changes = unchanged(1, direction, MONTH - age + 1)
    answer = judged(sums(20.0, 20.0), changes)
    for row, length in enumerate(WINDOWS):
        expected = word if 2 * age > length else USUAL
        assert answer.outcome[row, 0] == expected
    assert not np.any(answer.outcome == other)


def test_a_count_beyond_the_other_limit_is_not_hidden_by_a_change_that_lasts():
    answer = judged(sums(5.0, 40.0), unchanged(1, 1, MONTH - 30))
    assert np.all(answer.outcome == DOWN)


@pytest.mark.parametrize("history", [2, 3, 4, 11, 24, 40, 71, 72])
def test_a_window_longer_than_half_of_what_is_known_is_not_judged(history):
    answer = judged(sums(20.0, 20.0), history=history)
    for row, length in enumerate(WINDOWS):
        reason = BROKEN if history < length else TOO_LONG if 2 * length > history else None
        assert answer.reason[row, 0] == reason
        assert (answer.outcome[row, 0] == UNCERTAIN) == (reason is not None)
        assert np.isnan(answer.expected[row, 0]) == (reason is not None)
        assert answer.counted[row, 0] == 20 * length


def test_a_change_that_lasts_does_not_make_a_window_known_that_is_too_long():
    answer = judged(sums(20.0, 20.0), unchanged(1, 1, MONTH - 30), history=30)
    assert list(answer.outcome[:, 0]) == [UP] * 4 + [UNCERTAIN]


def test_a_month_that_is_not_delivered_hides_the_windows_that_hold_it():
    complete = np.broadcast_to(LENGTHS < 5, (MOST, 1))
    answer = judged(sums(20.0, 20.0, complete=complete))
    assert list(answer.reason[:, 0]) == [None, None] + [NOT_DELIVERED] * 3
    assert np.all(np.isnan(answer.counted[2:])) and np.all(answer.outcome[2:] == UNCERTAIN)


def test_a_change_that_lasts_says_nothing_of_a_window_that_is_not_delivered():
    complete = np.broadcast_to(LENGTHS < 5, (MOST, 1))
    answer = judged(sums(20.0, 20.0, complete=complete), unchanged(1, 1, MONTH - 30))
    assert list(answer.outcome[:, 0]) == [UP, UP] + [UNCERTAIN] * 3


def test_before_there_is_an_expectation_nothing_is_judged():
    valid = np.zeros((MOST, 1), dtype=bool)
    answer = judged(sums(20.0, 20.0, valid=valid))
    assert np.all(answer.reason == TOO_YOUNG)
    assert np.all(np.isnan(answer.smallest_rise))


def test_windows_that_begin_before_the_first_month_are_not_complete():
    answer = judged(sums(20.0, 20.0), month=4, history=5)
    assert list(answer.reason[:, 0]) == [None] + [TOO_LONG] * 4
