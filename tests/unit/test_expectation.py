"""Tests of what is expected of a month and of the sums against it: by direct calculation where the
state is known, by simulation where it drifts, and going back against starting anew."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from assets.indicators.expectation import Expectation, Months, Sums
from assets.indicators.scanning import MOST
from assets.indicators.variation import AREA, Variation

Array = np.ndarray
LEAST = 3  # months learned from, before there is an expectation


def months_of(counts: Array, **more: Array | float) -> Months:
    """Months that are complete, may be learned from, and have no restart, but for `more`."""
    usual = {"usable": ~np.isnan(counts), "restarts": False, "offset": 0.0, "part": 1.0, "error": 0}
    arrays = {
        name: np.broadcast_to(more.get(name, value), counts.shape).copy()
        for name, value in usual.items()
    }
    return Months(counts, **arrays)


def variation(series: int, phi: float = 1.0, drift: float = 0.0, memory: float = 0.8) -> Variation:
    """Known exactly, and the same for all series."""
    return Variation(
        np.full(series, phi), np.full(series, np.inf), np.full(series, drift), memory, 0
    )


def follow(
    months: Months, known: Variation, prior: Array | None = None, design: Array | None = None
) -> Expectation:
    """An expectation that has seen all the months: of a level alone unless `design` is given."""
    series, length = months.counts.shape
    design = np.ones((length, 1)) if design is None else design
    prior = np.zeros((series, design.shape[1])) if prior is None else prior
    expectation = Expectation(months, design, prior, known, LEAST)
    for month in range(length):
        expectation.advance(month)
    return expectation


def assert_same(some: Sums, others: Sums, rows: slice | Array = slice(None)) -> None:
    """The same sums, where there are any."""
    np.testing.assert_array_equal(some.valid, others.valid)
    for field in fields(Sums):
        left, right = (
            np.where(sums.valid, getattr(sums, field.name), 0)[:, rows] for sums in (some, others)
        )
        np.testing.assert_allclose(left, right, rtol=1e-9, atol=1e-9, err_msg=field.name)


def seasonal(series: int, length: int, seed: int, level: float = 20.0) -> Array:
    rng = np.random.default_rng(seed)
    season = np.exp(0.3 * np.cos(2 * np.pi * np.arange(length) / 12))
    return rng.poisson(level * season, (series, length)).astype(float)


def test_where_the_rate_is_known_the_sums_are_those_of_independent_months():
    rate, phi, length = 7.0, 1.5, 30
    counts = np.random.default_rng(1).poisson(rate, (2, length)).astype(float)
    counts[:, :12] = rate - 0.5 / 12  # the level starts from these, half an event added
    part, error = np.ones((2, length)), np.zeros((2, length))
    part[:, -1], error[:, -1] = 0.8, 0.15
    months = months_of(counts, part=part, error=error)
    sums = follow(months, variation(2, phi)).sums(length - 1)
    for n in (1, 2, 6, 12):
        mean = rate * (n - 1 + 0.8)
        # Of a month that is partly reported, each case is in it with the same probability.
        process = rate * phi * (n - 1) + 0.8 * rate * (1 + 0.8 * (phi - 1))
        assert sums.seen[n - 1, 0] == counts[0, -n:].sum()
        assert sums.mean[n - 1, 0] == pytest.approx(mean)
        assert sums.process[n - 1, 0] == pytest.approx(process)
        assert sums.variance[n - 1, 0] == pytest.approx(process + (rate * 0.15) ** 2)
    assert sums.valid[: length - LEAST].all() and not sums.valid[length - LEAST :].any()


def test_a_thinned_negative_binomial_has_the_variance_of_a_partly_reported_month():
    rng = np.random.default_rng(1)
    whole = rng.negative_binomial(30 / 1.5, 1 / 2.5, 200_000)
    part = rng.binomial(whole, 0.6)
    assert part.var() == pytest.approx(30 * 0.6 * (1 + 0.6 * 1.5), rel=0.02)


def test_a_known_part_of_the_rate_multiplies_it():
    season = np.log(np.resize([0.5, 1.5], 30))
    counts = np.tile(10 * np.exp(season), (1, 1))
    sums = follow(months_of(counts, offset=season), variation(1)).sums(29)
    assert sums.mean[1, 0] == pytest.approx(20, rel=0.01)
    assert sums.mean[0, 0] == pytest.approx(15, rel=0.01)


@given(st.floats(0.5, 50), st.floats(0.05, 0.5), st.integers(0, 60))
def test_a_month_updates_a_level_as_the_gamma_distribution_does(rate, variance, count):
    start = (12 * rate - 0.5) / 11  # of the first year a month is missing
    counts = np.full((1, 14), start)
    counts[0, 11] = np.nan
    counts[0, 12] = count
    usable = np.zeros((1, 14), dtype=bool)
    usable[0, :11] = usable[0, 12] = True
    months = months_of(counts, usable=usable)
    expectation = Expectation(
        months, np.ones((14, 1)), np.array([[variance]]), variation(1), least=0
    )
    expectation.learn[:] = False
    for month in range(12):
        expectation.advance(month)
    level = expectation.sums(11).mean  # not known yet: nothing was learned
    before = np.exp(expectation.origin_state[11, 0, 0])
    expectation.learn[:] = True
    expectation.advance(12)
    expectation.advance(13)
    reach = 2.58 * np.sqrt(before + variance * before**2) + 1
    clipped = np.clip(count, max(before - reach, 0), before + reach)
    posterior = (1 / variance + clipped) / (1 / variance / before + 1)
    assert level[0, 0] == 0
    assert expectation.sums(13).mean[0, 0] == pytest.approx(posterior)


@pytest.mark.parametrize("memory", [0.6, 0.95])
def test_drift_adds_the_variance_of_a_sum_of_drifting_rates(memory):
    rate, drift, window, rng = 200.0, 0.06, 12, np.random.default_rng(3)
    counts = np.full((1, 30), rate - 0.5 / LEAST)
    months = months_of(counts, usable=np.arange(30)[None] < LEAST)
    # Nothing is learned of the drift: of the first months all of it is taken for chance.
    known = Variation(np.array([1e9]), np.array([np.inf]), np.array([drift**2]), memory, 0)
    sums = follow(months, known).sums(29)
    path = drift * rng.standard_normal((20_000, 1))
    total = np.zeros(20_000)
    for _ in range(window):
        total += rate * np.exp(path[:, 0])
        path = memory * path + drift * np.sqrt(1 - memory**2) * rng.standard_normal(path.shape)
    added = (sums.variance - sums.process)[window - 1, 0]
    assert added == pytest.approx(total.var(), rel=0.05)
    lag = np.abs(np.subtract.outer(np.arange(window), np.arange(window)))
    assert added == pytest.approx((rate * drift) ** 2 * (memory**lag).sum(), rel=1e-5)


def test_counts_from_the_model_lie_as_far_from_their_expectation_as_it_says():
    rng, series, length, drift, memory, phi = np.random.default_rng(4), 1500, 40, 0.15, 0.8, 1.6
    path = np.empty((series, length))
    path[:, 0] = drift * rng.standard_normal(series)
    for month in range(1, length):
        step = drift * np.sqrt(1 - memory**2) * rng.standard_normal(series)
        path[:, month] = memory * path[:, month - 1] + step
    mean = 30 * np.exp(path)
    counts = rng.negative_binomial(mean / (phi - 1), 1 / phi).astype(float)
    known = variation(series, phi, drift**2, memory)
    sums = follow(months_of(counts), known, np.full((series, 1), 0.5)).sums(length - 1)
    for n in (1, 2, 6, 12):
        z = (sums.seen - sums.mean)[n - 1] / np.sqrt(sums.variance[n - 1])
        assert z.mean() == pytest.approx(0, abs=0.12)
        assert z.std() == pytest.approx(1, abs=0.08)


@given(st.integers(14, 34), st.integers(0, 3), st.integers(0, 100))
def test_going_back_without_learning_equals_never_having_learned(since, later, seed):
    length = 38
    counts = seasonal(3, length, seed)
    design = AREA.design(np.arange(length))
    prior = np.tile(AREA.priors()[-1], (3, 1))
    known = variation(3, 1.3, 0.01)
    both = [Expectation(months_of(counts), design, prior, known, LEAST) for _ in range(2)]
    until = since + later
    for month in range(until + 1):
        both[0].advance(month)
        both[1].learn[1] = month < since
        both[1].advance(month)
    both[0].learn[1] = False
    both[0].go_back(since, np.array([1]), until)
    assert_same(both[0].sums(until), both[1].sums(until))
    for month in range(until + 1, length):
        for expectation in both:
            expectation.advance(month)
    assert_same(both[0].sums(length - 1), both[1].sums(length - 1))


@given(st.integers(5, 34), st.integers(0, 3))
def test_going_back_to_a_fresh_level_equals_a_restart_in_that_month(since, later):
    length = 38
    counts = seasonal(2, length, 5)
    counts[:, since:] *= 2
    restarts = np.zeros(counts.shape, dtype=bool)
    restarts[0, since] = True
    design = AREA.design(np.arange(length))
    prior = np.tile(AREA.priors()[-1], (2, 1))
    back, anew = (
        Expectation(months, design, prior, variation(2, 1.3, 0.01), LEAST)
        for months in (months_of(counts), months_of(counts, restarts=restarts))
    )
    until = since + later
    for month in range(until + 1):
        back.advance(month)
        anew.advance(month)
    back.go_back(since, np.array([0]), until, fresh=True)
    for month in range(until, length):
        if month > until:
            back.advance(month)
            anew.advance(month)
        assert_same(back.sums(month), anew.sums(month))
    np.testing.assert_array_equal(back.history, anew.history)
    np.testing.assert_array_equal(back.learned, anew.learned)


def test_a_restart_forgets_the_level_and_the_sums_that_began_before():
    counts = np.full((1, 40), 10.0)
    counts[0, 20:] = 40
    restarts = np.zeros((1, 40), dtype=bool)
    restarts[0, 20] = True
    months, prior = months_of(counts, restarts=restarts), np.full((1, 1), 4.0)
    expectation = Expectation(months, np.ones((40, 1)), prior, variation(1), LEAST)
    for month in range(40):
        expectation.advance(month)
        if month >= 20:
            assert expectation.history[0] == month - 19
            assert not expectation.sums(month).valid[month - 20 - LEAST + 1 :].any()
    assert expectation.sums(39).mean[0, 0] == pytest.approx(40, rel=0.03)


def test_months_that_are_left_out_are_in_the_sums_but_teach_nothing():
    counts = np.full((2, 30), 10.0)
    counts[1, 20:26] = 100
    usable = np.ones(counts.shape, dtype=bool)
    usable[:, 20:26] = False
    sums = follow(months_of(counts, usable=usable), variation(2), np.full((2, 1), 4.0)).sums(29)
    np.testing.assert_allclose(sums.mean[:, 0], sums.mean[:, 1])
    assert sums.seen[9, 1] == 640 and sums.seen[9, 0] == 100
    assert sums.valid[:20].all() and sums.complete[:30].all()


def test_a_month_that_is_not_known_is_in_no_sum():
    counts = np.full((1, 30), 10.0)
    counts[0, 27] = np.nan
    expectation = follow(months_of(counts), variation(1), np.full((1, 1), 4.0))
    sums = expectation.sums(29)
    assert sums.complete[:2].all() and not sums.complete[2:].any()
    assert sums.seen[5, 0] == 50 and sums.mean[5, 0] == pytest.approx(50, rel=0.02)
    assert expectation.history[0] == 29


def test_a_partly_reported_month_is_judged_but_not_learned_from():
    counts = np.full((1, 30), 10.0)
    counts[0, -1] = 0
    part = np.ones((1, 30))
    part[0, -1] = 0.5
    expectation = follow(months_of(counts, part=part), variation(1), np.full((1, 1), 4.0))
    assert expectation.sums(29).mean[0, 0] == pytest.approx(5, rel=0.02)
    assert expectation.learned[0] == 29


def test_the_sums_go_back_no_further_than_the_longest_window():
    counts = np.full((1, 50), 10.0)
    sums = follow(months_of(counts), variation(1)).sums(49)
    assert len(sums.mean) == MOST
    np.testing.assert_allclose(sums.seen[:, 0], 10 * np.arange(1, MOST + 1))
    early = follow(months_of(counts[:, :5]), variation(1)).sums(4)
    assert not early.complete[5:].any()


def test_one_wild_month_teaches_no_more_than_one_that_is_just_outlying():
    counts = np.full((2, 30), 10.0)
    counts[:, 20] = 100, 10_000
    sums = follow(months_of(counts), variation(2), np.full((2, 1), 4.0)).sums(29)
    assert sums.mean[0, 0] == pytest.approx(sums.mean[0, 1])
    assert stats.poisson.ppf(0.995, 10) > sums.mean[0, 0]


def test_the_season_as_known_before_a_month():
    length = 61
    counts = seasonal(1, length, 6, level=500)
    design = AREA.design(np.arange(length))
    prior = AREA.priors()[-1][None]
    expectation = follow(months_of(counts), variation(1), prior, design)
    season = expectation.part_of(AREA.season(), length - 1)
    assert season[0] == pytest.approx(0.3, abs=0.05)
