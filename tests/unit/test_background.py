"""Tests of the background distribution of places, of the distributions it uses, and of the trend
test."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special, stats

from assets.indicators.background import fit_background, overdispersion
from assets.indicators.distributions import log_probability, upper_tail
from assets.indicators.trend import mann_kendall
from tests.unit.ordinary_places import ordinary_places

ALL = np.ones(12, dtype=bool)


# -- the trend test ---------------------------------------------------------------------------


@given(st.lists(st.integers(0, 6), min_size=4, max_size=15))
def test_tau_and_p_equal_scipy_apart_from_the_continuity_correction(values):
    tau, p = mann_kendall(np.array([values]))
    expected = stats.kendalltau(np.arange(len(values)), values, method="asymptotic")
    if np.isnan(expected.statistic):
        assert np.isnan(tau[0]) and np.isnan(p[0])
        return
    assert tau[0] == pytest.approx(expected.statistic)
    # undo the continuity correction: |S| - 1 instead of |S|
    pairs = np.triu_indices(len(values), 1)
    s = abs(sum(np.sign(values[j] - values[i]) for i, j in zip(*pairs, strict=True)))
    if s > 1:
        z = stats.norm.isf(p[0] / 2) * s / (s - 1)
        assert 2 * stats.norm.sf(z) == pytest.approx(expected.pvalue)
    else:
        assert p[0] == 1


def test_trends_with_and_without_ties_equal_the_textbook_formula():
    # twelve increasing values: S = 66, variance 12 x 11 x 29 / 18 = 212.67, z = 65 / 14.58
    tau, p = mann_kendall(np.arange(12)[None])
    assert tau[0] == 1
    assert p[0] == pytest.approx(2 * stats.norm.sf(65 / np.sqrt(212.6667)), rel=1e-4)
    # two groups of six: S = 36, variance (3828 - 2 x 6 x 5 x 17) / 18
    tau, p = mann_kendall(np.array([[0] * 6 + [5] * 6]))
    assert p[0] == pytest.approx(2 * stats.norm.sf(35 / np.sqrt((3828 - 1020) / 18)))
    assert tau[0] == pytest.approx(36 / np.sqrt(66 * 36))


def test_two_sources_are_combined_without_adding_counts():
    up, down, flat = np.arange(12)[None], np.arange(12)[None, ::-1], np.zeros((1, 12))
    assert mann_kendall(up, down)[0] == 0
    assert mann_kendall(up, down)[1] == 1
    assert mann_kendall(up, up)[1] < mann_kendall(up)[1]
    assert mann_kendall(up, flat) == mann_kendall(up)
    assert np.isnan(mann_kendall(flat, flat)).all()
    assert mann_kendall(up, 1000 * down)[0] == 0


# -- the background ----------------------------------------------------------------------------


@given(st.integers(0, 40), st.floats(0.05, 30), st.sampled_from([1.0, 1.2, 1.6, 4.6]))
def test_the_distribution_is_the_sum_of_its_probabilities(count, mean, phi):
    """Against the gamma function and the incomplete gamma and beta functions."""
    if phi == 1:
        tail = special.gammainc(max(count, 1), mean)
        log = count * np.log(mean) - mean - special.gammaln(count + 1)
    else:
        size = mean / (phi - 1)
        tail = special.betainc(max(count, 1), size, 1 - 1 / phi)
        log = special.gammaln(count + size) - special.gammaln(size) - special.gammaln(count + 1)
        log += count * np.log1p(-1 / phi) - size * np.log(phi)
    computed = upper_tail(np.array(count), np.array(mean), phi)
    assert computed == pytest.approx(tail if count > 0 else 1, rel=1e-9)
    assert log_probability(count, mean, phi) == pytest.approx(log, rel=1e-7)
    smaller = np.exp([log_probability(number, mean, phi) for number in range(count)]).sum()
    assert computed == pytest.approx(1 - smaller, abs=1e-10)


@pytest.mark.parametrize("phi", [1.0, 1.6, 3.0])
def test_overdispersion_is_recovered_despite_heterogeneous_places(phi):
    rng = np.random.default_rng(3)
    season = 1 + 0.5 * np.sin(np.arange(12) / 6 * np.pi)
    mean = rng.gamma(2, 1.0, 400)[:, None] * season
    counts = rng.poisson(mean)
    if phi > 1:
        counts = rng.negative_binomial(mean / (phi - 1), 1 / phi)
    assert overdispersion(counts.astype(float), season) == pytest.approx(phi, abs=0.12 * phi)


def test_the_background_is_recovered_and_robust_to_hotspots():
    rng = np.random.default_rng(8)
    rates = rng.lognormal(np.log(2), 0.6, 300)
    season = 1 + 0.4 * np.sin(np.arange(12) / 6 * np.pi)
    counts = rng.poisson(rates[:, None] * season).astype(float)
    background = fit_background(counts, ALL)
    assert np.exp(background.log_median) == pytest.approx(2, rel=0.1)
    assert background.sigma == pytest.approx(0.6, abs=0.08)
    assert background.phi == pytest.approx(1, abs=0.08)
    assert background.season == pytest.approx(season, abs=0.12)
    assert background.season.mean() == pytest.approx(1)
    counts[:15] *= 20
    with_hotspots = fit_background(counts, ALL)
    assert with_hotspots.log_median == pytest.approx(background.log_median, abs=0.1)
    assert with_hotspots.sigma == pytest.approx(background.sigma, abs=0.12)
    assert with_hotspots.season == pytest.approx(background.season, abs=0.1)


def test_exceedance_probabilities_match_observed_shares():
    rng = np.random.default_rng(9)
    counts = rng.poisson(rng.lognormal(0, 0.8, 4000)[:, None] * np.ones(12)).astype(float)
    background = fit_background(counts, ALL)
    totals = counts.sum(axis=1)
    for share in (0.2, 0.05, 0.01):
        limit = np.quantile(totals, 1 - share)
        seen = (totals >= limit).mean()
        assert float(background.exceedance(limit, 12.0)) == pytest.approx(seen, rel=0.35)
    months = background.exceedance(counts, background.season) <= 0.01
    assert 0.003 < months.mean() < 0.011
    assert float(background.exceedance(0, 12.0)) == pytest.approx(1)
    assert background.exceedance(np.array([3.0, 3.0]), np.array([1.0, 2.0]))[0] < 0.5


def test_exceedance_falls_with_the_count_and_rises_with_exposure():
    background = fit_background(ordinary_places().astype(float), np.ones(24, dtype=bool))
    chances = background.exceedance(np.arange(30), 12.0)
    assert (np.diff(chances) < 0).all()
    assert (
        background.exceedance(10, 24.0)
        > background.exceedance(10, 12.0)
        > background.exceedance(10, 6.0)
    )


def test_without_counts_there_is_no_background():
    assert fit_background(np.zeros((5, 12)), ALL) is None
    assert fit_background(np.ones((5, 12)), ~ALL) is None
    assert fit_background(np.zeros((0, 12)), ALL) is None


def test_regression_to_the_mean_is_expected():
    counts = ordinary_places(places=300, months=12, mean=1.0).astype(float)
    background = fit_background(counts, ALL)
    # a count of 30 is partly chance: a third less a year later is not improbable ...
    chance = background.predictive_lower_tail(np.array([30.0]), 12.0, np.array([20.0]), 12.0)
    naive = stats.poisson.cdf(20, 30)
    assert chance[0] > 2 * naive
    # ... but almost none is
    assert background.predictive_lower_tail(np.array([30.0]), 12.0, np.array([4.0]), 12.0) < 0.001
    assert background.predictive_lower_tail(np.array([0.0]), 0.0, np.array([0.0]), 0.0) <= 1
