"""Tests of the regression: against statsmodels, against R's `surveillance`, and on known data."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from assets.indicators.regression import fit
from assets.indicators.variation import estimate
from benchmarks.farrington import farrington, flexible

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
START = 2015 * 12


def simulated(means, phi: float, months: int, seed: int = 1, season: float = 0.25) -> np.ndarray:
    """Seasonal counts (series x months) with overdispersion `phi`."""
    rng = np.random.default_rng(seed)
    curve = np.exp(season * np.cos(2 * np.pi * np.arange(months) / 12))
    mean = np.asarray(means, dtype=float)[:, None] * curve
    rate = mean if phi == 1 else rng.gamma(mean / (phi - 1), phi - 1)
    return rng.poisson(rate).astype(float)


def month_design(months: int) -> np.ndarray:
    """Level, trend and eleven month dummies: a regression without priors."""
    numbers = np.arange(START, START + months)
    effects = (numbers[:, None] % 12 == np.arange(1, 12)).astype(float)
    return np.column_stack([np.ones(months), (numbers - START) / 12, effects])


def test_regression_equals_statsmodels():
    generalized = pytest.importorskip("statsmodels.genmod.generalized_linear_model")
    families = pytest.importorskip("statsmodels.genmod.families")
    counts, design = simulated([3, 30, 300], 1.6, 48), month_design(48)
    weights = np.random.default_rng(2).uniform(0.3, 1, counts.shape)
    offset = np.random.default_rng(3).normal(0, 0.2, counts.shape)
    ours = fit(counts, design, weights=weights, offset=offset)
    for row in range(3):
        theirs = generalized.GLM(
            counts[row],
            design,
            families.Poisson(),
            offset=offset[row],
            var_weights=weights[row],
        ).fit(scale="X2", tol=1e-12)
        assert ours.coefficients[row] == pytest.approx(theirs.params, rel=1e-6, abs=1e-8)
        assert ours.dispersion[row] == pytest.approx(theirs.scale, rel=1e-6)
        spread = np.sqrt(np.diag(ours.covariance[row]) * ours.dispersion[row])
        assert spread == pytest.approx(theirs.bse, rel=1e-6)
        assert ours.df[row] == pytest.approx(theirs.df_resid)
        hat = theirs.get_influence().hat_matrix_diag
        assert ours.leverage[row] == pytest.approx(hat, rel=1e-5)


def test_months_without_weight_or_count_are_ignored():
    counts, design = simulated([20], 1.0, 48), month_design(48)
    shorter = fit(counts[:, :40], design[:40])
    counts[0, 40:44] = np.nan
    weights = np.ones((1, 48))
    weights[0, 44:] = 0
    longer = fit(counts, design, weights=weights)
    assert longer.coefficients == pytest.approx(shorter.coefficients, rel=1e-6)
    assert longer.dispersion == pytest.approx(shorter.dispersion)
    assert np.isfinite(longer.expected).all()


def test_bicycle_theft_in_groningen():
    path = SHARED / "police_bvh_groningen" / "Diefstal fiets Groningen stad vanaf 2013.xlsx"
    if not path.is_file():
        pytest.skip("the folder with real public files is not beside the project")
    sheet = pd.read_excel(path, engine="calamine")
    began = pd.to_datetime(sheet["Begin-pleegdatum/tijd"], dayfirst=True)
    began = began[began.dt.year.between(2013, 2016)]
    counts = (began.dt.year * 12 + began.dt.month).value_counts().sort_index().to_numpy(float)
    assert len(counts) == 48 and counts.mean() == pytest.approx(296, abs=0.5)
    assert fit(counts[None], month_design(48)).dispersion[0] == pytest.approx(4.60, abs=5e-3)
    known, none = np.ones((1, 48), dtype=bool), np.zeros((1, 48), dtype=bool)
    variation = estimate(counts[None], known, none, np.arange(START, START + 48))
    # What the regression calls dispersion is here partly a slow movement.
    assert 1.5 < variation.phi[0] <= 5 and variation.drift[0] > 0


def test_thresholds_equal_those_of_farrington_in_r():
    folder = SHARED / "surveillance"
    if not folder.is_dir():
        pytest.skip("the folder with real public files is not beside the project")
    counts = pd.read_csv(folder / "salmonella_agona.csv")["observed"].to_numpy(float)
    bounds = pd.read_csv(folder / "salmonella_agona_farrington.csv")
    weeks = bounds["week"].to_numpy() - 1
    plain = np.array([farrington(counts, week) for week in weeks])
    flexed = np.array([flexible(counts, week) for week in weeks])
    assert plain == pytest.approx(bounds["farrington_ub"], abs=2e-4)
    assert plain[:2] == pytest.approx([4.12979159271722, 4.24344516513131], abs=5e-5)
    assert flexed == pytest.approx(bounds["flexible_ub"], nan_ok=True)
    assert ((plain == 0) == np.isnan(flexed)).all() and (plain == 0).sum() == 9
    alarms = bounds["week"][(plain > 0) & (counts[weeks] > plain)].tolist()
    assert alarms == [262, 263, 264, 266, 284, 285, 288, 289]
    assert bounds["week"][counts[weeks] > flexed].tolist() == [262, 263, 264]
