"""Tests of overdispersion: the regression against statsmodels and R, phi of known data, its bias,
and the influence of outliers, breaks, corona and short or empty histories.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special

from assets.indicators.dispersion import baseline, overdispersion, robust_fit
from assets.indicators.regression import fit
from assets.indicators.series import Series, design_matrix, to_series
from assets.indicators.shrinkage import shrink
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


def frame(counts: np.ndarray, area: str = "GM0001", start: int = START) -> pd.DataFrame:
    """The long table of a matrix with a row for each indicator."""
    many, months = counts.shape
    return pd.DataFrame(
        {
            "indicator_id": np.repeat([f"i{row:04}" for row in range(many)], months),
            "gebied_code": area,
            "maandnummer": np.tile(np.arange(start, start + months), many),
            "waarde": counts.ravel(),
        }
    )


def month_design(months: int) -> np.ndarray:
    """Level, trend and eleven month dummies: a regression without priors."""
    return np.delete(design_matrix(np.arange(START, START + months), START), 2, axis=1)


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
    robust = overdispersion(frame(counts[None]))["overdispersie"][0]
    assert 3.5 < robust < 5


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


@pytest.mark.parametrize("months", [28, 36, 60])
@pytest.mark.parametrize("phi", [1.0, 1.6, 4.6])
def test_phi_is_recovered(months, phi):
    means = np.repeat([5, 20, 100], 40)
    estimates = overdispersion(frame(simulated(means, phi, months)))
    assert (estimates["overdispersie"] >= 1).all()
    by_size = estimates["overdispersie"].groupby(means).mean()
    assert by_size.to_numpy() == pytest.approx(phi, rel=0.2)
    assert (estimates["vrijheidsgraden"] > 10).all()


def test_a_series_with_much_higher_phi_is_shrunk_little():
    counts = np.vstack([simulated([50] * 30, 1.0, 48), simulated([50] * 2, 6.0, 48, seed=4)])
    estimates = overdispersion(frame(counts))["overdispersie"]
    assert estimates[:30].max() < 1.9 and estimates[30:].min() > 3.5


def test_small_counts_have_fewer_degrees_of_freedom():
    small, large = (overdispersion(frame(simulated([mean], 1.0, 48))) for mean in (0.3, 300))
    assert small["vrijheidsgraden"][0] < large["vrijheidsgraden"][0] * 0.65


def test_an_outlying_phi_is_shrunk_little():
    df = 16.0
    usual = 2 * special.gammaincinv(df / 2, (np.arange(59) + 0.5) / 59) / df
    phi, _ = shrink(np.append(usual, 5.0), np.full(60, df), np.full(60, 20.0))
    assert phi[:59].max() < 1.7 and phi[59] > 4.5


def test_series_share_the_growth_of_phi_with_size():
    means = np.repeat([4.0, 25.0, 300.0], 30)
    counts = np.vstack(
        [
            simulated([mean], 1 + 0.22 * np.sqrt(mean), 28, seed=row)
            for row, mean in enumerate(means)
        ]
    )
    estimates = overdispersion(frame(counts))["overdispersie"].groupby(means).mean()
    assert estimates.to_numpy() == pytest.approx(1 + 0.22 * np.sqrt([4, 25, 300]), rel=0.15)


@pytest.mark.parametrize(("times", "spoiled"), [(0.0, 1.7), (4.0, 4.0)])
def test_one_outlying_month_has_little_influence(times, spoiled):
    counts = simulated([40] * 20, 1.0, 48)
    before = overdispersion(frame(counts))["overdispersie"]
    counts[:, 30] *= times
    plain = fit(counts, month_design(48)).dispersion
    after = overdispersion(frame(counts))["overdispersie"]
    assert plain.mean() > spoiled
    assert after.mean() < before.mean() + 0.55


def test_history_starts_at_a_break_and_leaves_corona_out():
    counts = simulated([40] * 20, 1.0, 60)
    odd = counts.copy()
    odd[:, :18] *= 3
    odd[:, 50:] = odd[:, 50:][:, ::-1] * 2
    names = sorted(set(frame(counts)["indicator_id"]))
    cuts = {name: [START + 18] for name in names}
    corona = {name: range(START + 50, START + 60) for name in names}
    expected = overdispersion(frame(counts[:, 18:50], start=START + 18))
    estimates = overdispersion(frame(odd), cuts, corona)
    pd.testing.assert_frame_equal(estimates, expected, rtol=1e-6)
    until = overdispersion(frame(odd), cuts, until=START + 50)
    pd.testing.assert_frame_equal(until, expected, rtol=1e-6)
    assert overdispersion(frame(odd))["overdispersie"].mean() > 2


def test_fireworks_are_seasonality_not_noise():
    months = np.arange(30)
    mean = np.where(months % 12 == 11, 360, np.where(months % 12 == 0, 200, 5))
    peaks = np.random.default_rng(5).poisson(mean, (4, 30)).astype(float)
    counts = np.vstack([peaks, simulated([60] * 20, 1.0, 30)])
    assert overdispersion(frame(counts))["overdispersie"][:4].max() < 2


def test_short_and_empty_histories():
    counts = simulated([20] * 12, 1.0, 30)
    counts[0, 11:] = np.nan
    counts[1] = 0
    counts[2, 12:] = np.nan
    estimates = overdispersion(frame(counts))
    assert estimates["overdispersie"].isna().tolist() == [True, True] + [False] * 10
    assert estimates["vrijheidsgraden"][:2].tolist() == [0, 0]
    alone = overdispersion(frame(counts[3:4]))
    assert 1 <= alone["overdispersie"][0] < 3 and 0 < alone["vrijheidsgraden"][0] < 30
    nothing = overdispersion(frame(counts[:0]))
    assert nothing.empty and "overdispersie" in nothing


@pytest.mark.parametrize("periods", [4, 6, 36])
def test_a_series_that_never_varies_has_phi_1(periods):
    """One event in every quarter is exactly what is expected of it."""
    quarters = pd.DataFrame({"maandnummer": 24_000 + 3 * np.arange(periods), "waarde": 1.0})
    found = overdispersion(quarters.assign(indicator_id="i", gebied_code="GM0935"), least=4)
    assert found["overdispersie"].tolist() == [1.0]


def test_row_order_and_other_area_levels_do_not_matter():
    counts = simulated([5, 10, 20, 40] * 4, 1.3, 36)
    city = frame(counts)
    estimates = overdispersion(city)
    shuffled = overdispersion(city.sample(frac=1, random_state=1))
    pd.testing.assert_frame_equal(estimates, shuffled)
    districts = frame(simulated([3] * 16, 1.0, 36, seed=9), "WK000101")
    both = overdispersion(pd.concat([city, districts]))
    pd.testing.assert_frame_equal(
        both[both["gebied_code"] == "GM0001"].reset_index(drop=True), estimates, rtol=1e-9
    )


def test_an_area_borrows_the_seasonality_of_its_municipality():
    season = np.exp(np.cos(2 * np.pi * np.arange(40) / 12))
    rng = np.random.default_rng(6)
    city = rng.poisson(200 * season)[None].astype(float)
    area = rng.poisson(2 * season)[None].astype(float)
    months = pd.concat([frame(city), frame(area, "BU00010101")])
    series = to_series(months)
    base = baseline(series, series.usable(until=START + 28))
    row = int(np.flatnonzero(series.level == "BU")[0])
    later = base.expected[row, 28:]
    assert later == pytest.approx(2 * season[28:], rel=0.35)
    assert np.corrcoef(later, season[28:])[0, 1] > 0.95


def test_a_duplicate_month_is_refused():
    months = frame(simulated([5], 1.0, 12))
    with pytest.raises(ValueError, match="twice"):
        to_series(pd.concat([months, months.head(1)]))


def test_the_latest_break_before_the_end_counts():
    series = to_series(frame(simulated([5], 1.0, 30)))
    cuts = {"i0000": [START + 20, START + 5, START + 29]}
    usable = series.usable(cuts, until=START + 25)
    assert np.flatnonzero(usable[0]).tolist() == list(range(20, 25))
    longest = series.usable(longest=6)
    assert np.flatnonzero(longest[0]).tolist() == list(range(24, 30))


def test_areas_find_their_municipality():
    keys = [("a", "GM0001"), ("a", "WK000101"), ("a", "BU00020101"), ("b", "WK000101"), ("a", "x")]
    series = Series(pd.DataFrame(keys, columns=["indicator_id", "gebied_code"]), None, None)
    assert series.municipality.tolist() == [-1, 0, -1, -1, -1]


@given(st.integers(0, 10_000), st.floats(1, 8))
def test_down_weighting_is_unbiased_without_outliers(seed, phi):
    counts = simulated([60] * 40, phi, 60, seed)
    fitted, weights = robust_fit(counts, month_design(60), np.ones(counts.shape))
    assert fitted.dispersion.mean() == pytest.approx(phi, rel=0.25)
    assert weights.min() > 0 and weights.max() == 1


@given(st.lists(st.floats(0.2, 50), min_size=1, max_size=30), st.floats(3, 60))
def test_a_shrunken_phi_lies_between_its_own_and_the_common(phis, df):
    own = np.array(phis)
    shrunken, total = shrink(own, np.full(len(own), df), np.full(len(own), 20.0))
    assert (shrunken >= 1).all() and (total >= df * (1 - 1e-9)).all()
    assert shrunken.max() <= max(own.max(), 1) * 1.5
