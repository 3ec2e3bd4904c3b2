"""Tests of the watch for a lasting change: found with its month, followed while it lasts, ended
when the level returns, made the level after two years or when accepted, cut off by a break."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from assets.indicators.expectation import Expectation, Months
from assets.indicators.variation import AREA, Variation
from assets.indicators.watch import NEW_LEVEL, Watch

Array = np.ndarray
LENGTH, ALPHA = 72, 0.005
COLUMN = np.arange(LENGTH)


def watched(counts: Array, accepted: list[set[int]] | None = None, **more: Array) -> list[dict]:
    """The state after each month, as a dictionary of arrays, with what was expected of that month,
    and the months learned from (phi 1, no drift)."""
    counts = np.atleast_2d(counts).astype(float)
    shape = series, length = counts.shape
    usual = {"usable": ~np.isnan(counts), "restarts": np.zeros(shape, dtype=bool)}
    months = Months(counts, **(usual | more), offset=np.zeros(shape), part=np.ones(shape), error=0)
    months = Months(**(vars(months) | {"error": np.zeros(shape)}))
    known = Variation(np.ones(series), np.full(series, np.inf), np.zeros(series), 0.8, 0)
    prior = np.tile(AREA.priors()[0], (series, 1))
    expectation = Expectation(months, AREA.design(np.arange(length)), prior, known, 12)
    watch = Watch(expectation, np.full(series, ALPHA), accepted)
    states = []
    for month in range(length):
        sums = watch.advance(month)
        state = {name: value.copy() for name, value in vars(watch.state).items()}
        states.append(state | {"mean": sums.mean[0].copy(), "learned": expectation.learned.copy()})
    return states


def column(states: list[dict], name: str, row: int = 0) -> Array:
    """One figure of one series, month by month."""
    return np.array([state[name][row] for state in states])


def level(*steps: tuple[int, float], start: float = 40.0) -> Array:
    """Counts that are constant between steps: (month from which, level)."""
    counts = np.full(LENGTH, start)
    for month, value in steps:
        counts[month:] = value
    return counts


@pytest.mark.parametrize("since", [26, 37, 60])
@pytest.mark.parametrize("ratio", [0.4, 0.5, 2.0, 3.0])
def test_a_large_change_is_found_at_once_with_its_month_and_lasts(since, ratio):
    starts = np.round(np.geomspace(30, 5000, 15))
    counts = np.round(starts[:, None] * np.where(since <= COLUMN, ratio, 1.0))
    states = watched(counts)
    last = min(since + NEW_LEVEL - 1, LENGTH)
    for row in range(len(starts)):
        direction, found, began = (
            column(states, key, row) for key in ("direction", "found", "since")
        )
        first = np.flatnonzero(direction)[0]
        assert since <= first <= since + 2
        assert np.all(direction[first:last] == (1 if ratio > 1 else -1))
        assert np.all(found[first:last] == first)
        # In its first month a change may seem to have begun in the month before.
        assert np.all(began[since + 2 : last] == since)


def test_nothing_is_learned_from_a_change_while_it_lasts():
    states = watched(level((40, 70)))
    learned, expected = column(states, "learned"), column(states, "mean")
    assert np.all(learned[42:60] == 40)
    np.testing.assert_allclose(expected[43:60], 40, rtol=0.02)


def test_a_change_of_little_at_a_time_is_found_later_and_as_a_sum():
    rng = np.random.default_rng(1)
    counts = rng.poisson(25, (200, LENGTH))
    counts[:, 54:66] = rng.poisson(25 * 1.5, (200, 12))
    states = watched(counts)[65]
    seen = states["direction"] == 1
    assert seen.mean() > 0.95
    assert np.mean(np.abs(states["since"][seen] - 54) <= 1) > 0.65


def test_a_change_ends_when_the_level_returns_and_the_months_since_teach_again():
    states = watched(level((40, 80), (50, 40)))
    direction = column(states, "direction")
    assert np.all(direction[42:50] == 1) and np.all(direction[54:] == 0)
    assert np.all(column(states, "since")[54:] == -1)
    learned = column(states, "learned")
    # All but the months of the change, and the one before it, which seemed a part of it at first.
    assert learned[LENGTH - 1] >= LENGTH - 11
    np.testing.assert_allclose(column(states, "mean")[54:], 40, rtol=0.02)
    assert np.all(column(states, "level_since") == -1)


def test_a_change_is_the_level_after_two_years():
    states = watched(level((30, 80)))
    direction, since = column(states, "direction"), column(states, "level_since")
    settled = 30 + NEW_LEVEL - 1
    assert np.all(direction[32:settled] == 1) and np.all(direction[settled:] == 0)
    assert np.all(since[:settled] == -1) and np.all(since[settled:] == 30)
    assert column(states, "level_ratio")[settled] == pytest.approx(2, rel=0.03)
    np.testing.assert_allclose(column(states, "mean")[settled + 1 :], 80, rtol=0.03)


def test_a_change_is_the_level_when_the_team_accepts_it():
    states = watched(np.tile(level((40, 80)), (2, 1)), [{46}, set()])
    assert np.all(column(states, "direction")[46:] == 0)
    assert np.all(column(states, "level_since")[46:] == 40)
    assert column(states, "level_ratio")[46] == pytest.approx(2, rel=0.03)
    assert np.all(column(states, "direction", 1)[42:60] == 1)
    np.testing.assert_allclose(column(states, "mean")[48:], 80, rtol=0.05)


def test_a_change_may_be_accepted_before_it_is_found_and_not_before_it_began():
    counts = level((40, 56))
    found = int(np.argmax(column(watched(counts), "direction") != 0))
    accepted, too_early = (watched(counts, [{month}]) for month in (40, 39))
    assert found > 40 and accepted[found + 1]["level_since"][0] == 40
    assert too_early[found + 1]["level_since"][0] == -1


def test_a_month_is_accepted_only_where_a_change_lasts():
    states = watched(level(), [{30, 46}])
    assert np.all(column(states, "direction") == 0) and np.all(column(states, "level_since") == -1)


def test_after_a_new_level_another_change_is_found():
    counts = level((30, 80), (60, 160))
    states = watched(counts)
    assert states[-1]["direction"][0] == 1 and states[-1]["since"][0] == 60
    assert states[-1]["level_since"][0] == 30


def test_a_declared_break_cuts_a_change_off_and_it_is_remembered():
    restarts = np.zeros((1, LENGTH), dtype=bool)
    restarts[0, 50] = True
    states = watched(level((40, 80), (50, 200)), restarts=restarts)
    assert np.all(column(states, "direction")[42:50] == 1)
    assert np.all(column(states, "direction")[50:] == 0)
    assert (states[50]["cut_direction"][0], states[50]["cut_since"][0]) == (1, 40)
    np.testing.assert_allclose(column(states, "mean")[63:], 200, rtol=0.05)


def test_months_that_are_left_out_do_not_reset_a_change():
    usable = np.ones((1, LENGTH), dtype=bool)
    usable[0, 46:52] = False
    states = watched(level((40, 80)), usable=usable)
    assert np.all(column(states, "direction")[42:62] == 1)
    assert np.all(column(states, "since")[42:62] == 40)


def test_months_that_are_left_out_are_judged():
    usable = np.ones((1, LENGTH), dtype=bool)
    usable[0, 46:] = False
    states = watched(level((48, 80)), usable=usable)
    assert states[52]["direction"][0] == 1 and states[52]["since"][0] == 48


def test_a_month_that_is_missing_does_not_end_a_change():
    counts = level((40, 80))
    counts[45] = np.nan
    states = watched(counts)
    assert np.all(column(states, "direction")[42:62] == 1)


def test_one_or_two_events_are_no_rise():
    counts = np.zeros((3 * 40, LENGTH))
    counts[:, 5] = 1
    for row, (events, month) in enumerate(itertools.product((0, 1, 2), range(30, 70))):
        counts[row, month] = events
    assert all(np.all(state["direction"] == 0) for state in watched(counts))


def test_nothing_is_found_before_a_year_has_been_learned_from():
    states = watched(level((10, 400)))
    assert np.all(column(states, "direction")[:12] == 0)
    assert np.all(column(states, "lengths")[:12] == 0)


def test_as_many_beginnings_are_looked_at_as_half_of_what_is_known():
    lengths = column(watched(level()), "lengths")
    assert np.all(lengths[13:] <= (np.arange(13, LENGTH) + 1) // 2)
    assert lengths[23] == 12 and lengths[71] == 36


def test_series_are_followed_independently():
    counts = np.random.default_rng(2).poisson(30, (6, LENGTH)).astype(float)
    counts[2, 50:] *= 2
    together = watched(counts)
    for row in range(6):
        alone = watched(counts[row])
        for name in ("direction", "since", "mean", "p"):
            np.testing.assert_allclose(column(together, name, row), column(alone, name))


@pytest.mark.dear
def test_where_nothing_changed_a_change_is_found_as_seldom_as_asked_for():
    series = 800
    counts = np.random.default_rng(3).poisson(20, (series, LENGTH))
    states = watched(counts)
    starts = sum((state["found"] == month).sum() for month, state in enumerate(states))
    months = LENGTH - 14
    # A month by itself is beyond the bound with at most ALPHA; runs of months start once.
    assert starts / series / months < ALPHA
    assert states[-1]["direction"].astype(bool).mean() < 2.5 * ALPHA
