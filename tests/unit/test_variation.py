"""Tests of how a series varies when nothing changes: phi, drift and season are found again in
series that were drawn with them, and borrowed where a series says little itself."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import special, stats

from assets.indicators import variation
from assets.indicators.regression import fit
from assets.indicators.variation import AREA, MUNICIPALITY, Terms, Variation, estimate

Array = np.ndarray
MONTHS = 48


def draw(
    series: int,
    phi: float = 1.0,
    drift: float = 0.0,
    memory: float = 0.8,
    level: float = 40.0,
    months: int = MONTHS,
    seed: int = 1,
) -> Array:
    """Counts (series, months) with a season of 25 %."""
    rng = np.random.default_rng(seed)
    path = np.zeros((series, months))
    path[:, 0] = drift * rng.standard_normal(series)
    for month in range(1, months):
        step = drift * np.sqrt(1 - memory**2) * rng.standard_normal(series)
        path[:, month] = memory * path[:, month - 1] + step
    top = rng.uniform(0, 12, (series, 1))
    season = 0.25 * np.cos(2 * np.pi * (np.arange(months) - top) / 12)
    mean = level * np.exp(season + path)
    rate = rng.gamma(mean / (phi - 1), phi - 1) if phi > 1 else mean
    return rng.poisson(rate).astype(float)


def estimated(counts: Array, terms: Terms = MUNICIPALITY, **more) -> Variation:
    """The variation of complete series."""
    usable = more.pop("usable", ~np.isnan(counts))
    restarts = more.pop("restarts", np.zeros(counts.shape, dtype=bool))
    return estimate(counts, usable, restarts, np.arange(counts.shape[1]), terms, **more)


def test_the_likelihood_is_that_of_the_whole_covariance():
    """With months that are left out, levels that start afresh and a lasting change in any month."""
    counts = draw(4, 1.6, months=30)
    usable = np.ones(counts.shape, dtype=bool)
    usable[1, 5:9] = False
    restarts = np.zeros(counts.shape, dtype=bool)
    restarts[2, [8, 20]] = True
    months = np.arange(30)
    design, prior = AREA.design(months), AREA.priors()[-1]
    fitted = fit(counts, design, weights=usable.astype(float), penalty=np.full(4, 0.1))
    likelihood = variation._Likelihood(counts, usable, restarts, design, fitted)
    [found] = likelihood.under(np.array([[2.0]]), 0.04, 0.8).given(prior)
    explained = fitted.coefficients[:, 1:] @ design[:, 1:].T
    residuals = np.where(usable, counts / fitted.expected - 1 + explained, 0.0)
    for row in range(4):
        covariance = design @ np.diag(prior) @ design.T
        covariance += 0.04 * 0.8 ** np.abs(np.subtract.outer(months, months))
        covariance += np.diag(np.where(usable[row], 2.0 / fitted.expected[row], 1e8))
        for month in np.flatnonzero(restarts[row]):
            covariance[month:, month:] += variation.LEVEL_VARIANCE
        changes = [(months >= begin).astype(float) for begin in likelihood._begins]
        of_changes = [
            stats.multivariate_normal.logpdf(
                residuals[row], cov=covariance + variation._STEP_SD**2 * np.outer(change, change)
            )
            for change in changes
        ]
        usual = stats.multivariate_normal.logpdf(residuals[row], cov=covariance)
        share = variation._STEP_PRIOR
        expected = np.logaddexp(
            np.log1p(-share) + usual, np.log(share / len(changes)) + special.logsumexp(of_changes)
        )
        assert found[row] == pytest.approx(expected + 15 * np.log(2 * np.pi), rel=1e-6)


@pytest.mark.parametrize(("phi", "error"), [(1.0, 0.1), (1.6, 0.2), (2.5, 0.35), (4.6, 0.7)])
def test_the_overdispersion_is_found_again(phi, error):
    found = estimated(draw(30, phi))
    assert found.phi.mean() == pytest.approx(phi, abs=error)
    assert found.drift.mean() < 0.01


def test_drift_is_found_again_and_is_not_taken_for_overdispersion():
    found = estimated(draw(30, drift=0.2, level=100))
    assert found.drift.mean() == pytest.approx(0.04, rel=0.35)
    assert found.phi.mean() < 1.8
    assert found.memory in (0.6, 0.8)


def test_a_longer_history_knows_more():
    short, long = (estimated(draw(20, 1.6, months=months)) for months in (24, 60))
    assert np.median(long.df) > np.median(short.df)
    assert np.abs(long.phi - 1.6).mean() < np.abs(short.phi - 1.6).mean() + 0.05


def test_unlike_series_keep_their_own_overdispersion():
    counts = np.vstack([draw(20, 1.0, seed=1), draw(20, 4.6, seed=2)])
    found = estimated(counts)
    assert found.phi[:20].mean() < 1.5 and found.phi[20:].mean() > 3.2


@pytest.mark.parametrize("ratio", [0.5, 2.0])
def test_a_lasting_change_in_the_history_is_no_drift_and_no_overdispersion(ratio):
    counts = draw(30)
    changed = counts.copy()
    changed[0, 30:] = np.round(changed[0, 30:] * ratio)
    before, after = estimated(counts), estimated(changed)
    assert after.phi[0] < before.phi[0] + 0.3
    assert after.drift[0] < before.drift[0] + 0.004


def test_declared_breaks_explain_other_levels():
    low = (np.arange(MONTHS) >= 16) & (np.arange(MONTHS) < 32)
    counts = np.where(low, draw(20, level=15), draw(20, level=40))
    restarts = np.zeros(counts.shape, dtype=bool)
    restarts[:, [16, 32]] = True
    known, unknown = estimated(counts, restarts=restarts), estimated(counts)
    assert known.drift.mean() < 0.005 and known.phi.mean() < 1.1
    assert unknown.drift.mean() > 0.05


def test_values_lie_where_they_can():
    found = estimated(draw(10, 1.6, level=2))
    assert np.all((found.phi >= 1) & (found.phi <= 20))
    assert np.all((found.df > 0) & (found.df <= 500 + 1e-6))
    assert np.all(found.drift >= 0) and 0 < found.memory < 1
    assert found.prior.shape == (10, len(MUNICIPALITY.priors()[0]))
    assert np.all(found.prior > 0)


def test_a_series_in_which_nothing_happens_takes_what_the_others_have():
    counts = draw(20, 1.6)
    counts[3] = 0
    counts[4] = np.nan
    found = estimated(counts, usable=~np.isnan(counts))
    for row in (3, 4):
        assert 1 < found.phi[row] < 2.6
        assert found.df[row] <= np.median(found.df)


@pytest.mark.parametrize("months", [1, 2, 5, 13])
def test_short_histories_and_single_series_have_an_estimate(months):
    for series in (1, 3):
        found = estimated(draw(series, months=months))
        assert np.isfinite([found.phi, found.df, found.drift]).all()


def test_months_that_are_not_known_or_left_out_have_no_influence():
    counts = draw(10)
    usable = np.ones(counts.shape, dtype=bool)
    usable[:, 20:26] = False
    wild, missing = counts.copy(), counts.copy()
    wild[:, 20:26] = 10_000
    missing[:, 20:26] = np.nan
    some, others = estimated(wild, usable=usable), estimated(missing, usable=usable)
    np.testing.assert_allclose(some.phi, others.phi, rtol=1e-6)
    np.testing.assert_allclose(some.drift, others.drift, rtol=1e-6, atol=1e-12)


def test_the_order_of_series_does_not_matter():
    counts = np.vstack([draw(6, 1.0), draw(6, 2.5, seed=3)])
    order = np.random.default_rng(1).permutation(12)
    some, others = estimated(counts), estimated(counts[order])
    np.testing.assert_allclose(some.phi[order], others.phi, rtol=1e-6)
    np.testing.assert_allclose(some.df[order], others.df, rtol=1e-5)
    np.testing.assert_allclose(some.prior[order], others.prior, rtol=1e-6)


def test_the_smallest_of_many_series_take_the_common_overdispersion_at_their_size():
    counts = np.vstack([draw(125, 1.6, level=30, months=24), draw(3, level=3, months=24, seed=2)])
    found = estimated(counts, AREA)
    assert np.all(found.phi[-3:] < np.median(found.phi[:125]))
    assert np.all(found.phi[-3:] >= 1)
    assert len(set(found.drift[-3:])) == 1


def test_rare_events_do_not_teach_frequent_ones_to_drift():
    frequent = draw(20, 4.6, level=25, months=36)
    rare = np.vstack([draw(20, 4.6, level=level, months=36, seed=2) for level in (1.0, 2.5)])
    alone, together = estimated(frequent), estimated(np.vstack([frequent, rare]))
    assert together.drift[:20].mean() == pytest.approx(alone.drift.mean(), abs=0.004)
    assert together.phi[:20].mean() == pytest.approx(alone.phi.mean(), abs=0.3)


def test_a_known_season_leaves_less_to_explain():
    season = 0.5 * np.cos(2 * np.pi * np.arange(MONTHS) / 6)  # twice a year: no wave of an area
    counts = np.random.default_rng(5).poisson(60 * np.exp(season), (12, MONTHS)).astype(float)
    known, unknown = estimated(counts, AREA, offset=season), estimated(counts, AREA)
    assert known.phi.mean() < 1.15 and known.drift.mean() < 0.001
    assert unknown.drift.mean() > 0.05


def test_terms_are_a_level_a_trend_in_years_waves_and_months():
    months = np.arange(100, 124)
    design = MUNICIPALITY.design(months)
    assert design.shape == (24, 2 + 4 + 12)
    assert np.all(design[:, 0] == 1)
    assert design[12, 1] == pytest.approx(1)
    np.testing.assert_allclose(design[:12, 2:], design[12:, 2:], atol=1e-9)
    assert np.all(design[:, 6:].sum(axis=1) == 1)
    assert MUNICIPALITY.season().sum() == 16 and AREA.season().sum() == 2
    assert AREA.design(months).shape[1] == len(AREA.season()) == AREA.priors().shape[1]
