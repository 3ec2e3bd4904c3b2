"""Tests of the exact intervals and p-values: published values, the exact tests of SciPy, type I
error and power by exact summation, and properties that hold for all counts.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special, stats

from assets.indicators.intervals import (
    percentage_change,
    poisson_interval,
    ratio_interval,
    ratio_p_value,
    rolling_band,
)

COUNT = st.integers(0, 5_000)
PHI = st.floats(1, 20)

# past, now, ratio, interval, z: figures of Maastricht
MAASTRICHT = {
    "straatroof 2019": (22, 35, 1.591, (0.907, 2.847), 2.45),
    "straatroof 2018": (48, 22, 0.458, (0.263, 0.774), -4.48),
    "overval woning": (2, 6, 3.000, (0.536, 30.393), 2.07),
    "demonstraties": (40, 56, 1.400, (0.917, 2.156), 2.32),
    "uitrukken": (1455, 1277, 0.878, (0.813, 0.947), -4.82),
    "woninginbraak": (424, 357, 0.842, (0.729, 0.972), -3.39),
    "fietsen": (1206, 1587, 1.316, (1.220, 1.419), 10.22),
    "burengerucht": (446, 362, 0.812, (0.705, 0.934), -4.18),
    "verward persoon": (732, 759, 1.037, (0.936, 1.149), 0.99),
    "zakkenrollerij": (362, 433, 1.196, (1.038, 1.379), 3.56),
}
# mean: share with |z| > 3, > 2, > 3 root 2, exact 95 %, exact 99 %
NOTHING_CHANGED = {
    1: (0.0591, 0.1973, 0.00269, 0.0004, 0.0000),
    2: (0.0901, 0.1987, 0.01428, 0.0051, 0.0003),
    5: (0.0441, 0.1705, 0.01010, 0.0218, 0.0031),
    10: (0.0393, 0.1633, 0.00462, 0.0293, 0.0048),
    20: (0.0356, 0.1590, 0.00328, 0.0345, 0.0065),
    50: (0.0353, 0.1584, 0.00295, 0.0395, 0.0075),
    100: (0.0342, 0.1579, 0.00283, 0.0424, 0.0081),
    400: (0.0340, 0.1574, 0.00273, 0.0460, 0.0090),
}
# base: power of the exact 95 % test for +50 %, +100 %, -30 %
POWER = {
    5: (0.062, 0.178, 0.035),
    10: (0.120, 0.374, 0.072),
    20: (0.250, 0.702, 0.133),
    50: (0.577, 0.982, 0.330),
    100: (0.876, 1.000, 0.607),
    200: (0.994, 1.000, 0.895),
}
# base: median absolute change in per cent, share of at least 20 % and 50 %, nothing changed
NAIVE = {
    5: (42.9, 0.737, 0.476),
    10: (30.0, 0.643, 0.288),
    20: (21.4, 0.519, 0.134),
    50: (13.5, 0.311, 0.024),
    100: (9.5, 0.156, 0.003),
    400: (4.8, 0.006, 0.000),
}


def chances(mean: float, phi: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
    """Counts up to mean + 12 sd + 30 and their probabilities; negative binomial for phi > 1."""
    counts = np.arange(int(mean + 12 * np.sqrt(mean * phi) + 30) + 1, dtype=float)
    if phi == 1:
        log = special.xlogy(counts, mean) - mean - special.gammaln(counts + 1)
    else:
        size = mean / (phi - 1)
        log = (
            special.gammaln(size + counts)
            - special.gammaln(size)
            - special.gammaln(counts + 1)
            - size * np.log(phi)
            + counts * np.log1p(-1 / phi)
        )
    return counts, np.exp(log)


def grid(now: float, past: float, phi: float = 1.0):
    """Every pair of counts with a non-negligible probability, and that probability."""
    (x, p), (y, q) = chances(now, phi), chances(past, phi)
    rows, columns = p > 1e-9, q > 1e-9
    return x[rows][:, None], y[columns][None], np.outer(p[rows], q[columns])


@pytest.mark.parametrize("case", MAASTRICHT.values(), ids=MAASTRICHT)
def test_figures_of_maastricht(case):
    past, now, ratio, interval, z = case
    assert now / past == pytest.approx(ratio, abs=5e-4)
    assert ratio_interval(now, past) == pytest.approx(interval, abs=6e-4)
    assert 2 * (np.sqrt(now) - np.sqrt(past)) == pytest.approx(z, abs=6e-3)


@given(COUNT, COUNT, st.sampled_from([0.9, 0.95, 0.99]))
def test_without_overdispersion_it_is_the_exact_binomial_test(now, past, level):
    if now + past == 0:
        return
    test = stats.binomtest(now, now + past)
    assert ratio_p_value(now, past) == pytest.approx(test.pvalue, rel=1e-6)
    share = test.proportion_ci(level, method="exact")
    low, high = ratio_interval(now, past, level=level)
    assert low / (1 + low) == pytest.approx(share.low, rel=1e-9)
    assert 1 / (1 + 1 / np.float64(high)) == pytest.approx(share.high, rel=1e-9)


def test_intervals_of_one_count():
    expected = {
        0: (0, 3.69),
        1: (0.03, 5.57),
        2: (0.24, 7.22),
        5: (1.62, 11.67),
        10: (4.80, 18.39),
        20: (12.22, 30.89),
        50: (37.11, 65.92),
        100: (81.36, 121.63),
    }
    low, high = poisson_interval(list(expected))
    assert low == pytest.approx([pair[0] for pair in expected.values()], abs=6e-3)
    assert high == pytest.approx([pair[1] for pair in expected.values()], abs=6e-3)


def test_intervals_of_equal_counts():
    low, high = ratio_interval([10, 20, 50, 100, 200, 400], [10, 20, 50, 100, 200, 400])
    assert low == pytest.approx([0.37, 0.51, 0.66, 0.75, 0.82, 0.87], abs=6e-3)
    assert high == pytest.approx([2.68, 1.96, 1.51, 1.33, 1.22, 1.15], abs=6e-3)


@pytest.mark.parametrize("mean", NOTHING_CHANGED)
def test_false_flags_when_nothing_changed(mean):
    now, past, chance = grid(mean, mean)
    z, exact = np.abs(2 * (np.sqrt(now) - np.sqrt(past))), ratio_p_value(now, past)
    flags = (z > 3, z > 2, z > 3 * np.sqrt(2), exact < 0.05, exact < 0.01)
    computed = [(flag * chance).sum() for flag in flags]
    assert computed == pytest.approx(NOTHING_CHANGED[mean], abs=6e-5)
    assert ((ratio_p_value(now, past, mid=True) < 0.01) * chance).sum() <= 0.01


@pytest.mark.parametrize("base", POWER)
def test_power(base):
    for effect, expected in zip((1.5, 2.0, 0.7), POWER[base], strict=True):
        now, past, chance = grid(base * effect, base)
        exact, mid = ratio_p_value(now, past), ratio_p_value(now, past, mid=True)
        assert ((exact < 0.05) * chance).sum() == pytest.approx(expected, abs=6e-4)
        assert ((mid < 0.01) * chance).sum() >= ((exact < 0.01) * chance).sum()


@pytest.mark.parametrize("base", NAIVE)
def test_what_a_percentage_does_when_nothing_changed(base):
    now, past, chance = grid(base, base)
    chance = chance * (past > 0) / (chance * (past > 0)).sum()
    change = np.abs(percentage_change(now, past, base=1)) + 0 * now
    usual, twenty, fifty = NAIVE[base]
    assert (chance * (change >= 20)).sum() == pytest.approx(twenty, abs=3e-3)
    assert (chance * (change >= 50)).sum() == pytest.approx(fifty, abs=3e-3)
    order = np.argsort(change, axis=None)
    middle = np.searchsorted(np.cumsum(chance.ravel()[order]), 0.5)
    assert change.ravel()[order][middle] == pytest.approx(usual, abs=0.2)


@pytest.mark.parametrize(
    ("phi", "mean", "flags"),
    [
        (1.6, 10, (0.081, 0.025)),
        (1.6, 50, (0.104, 0.035)),
        (1.6, 200, (0.111, 0.037)),
        (4.6, 10, (0.29, 0.17)),
        (4.6, 50, (0.34, 0.21)),
        (4.6, 200, (0.35, 0.22)),
    ],
)
def test_overdispersion_inflates_the_poisson_test_and_not_the_quasi_poisson_one(phi, mean, flags):
    now, past, chance = grid(mean, mean, phi)
    plain = ratio_p_value(now, past)
    computed = ((plain < 0.05) * chance).sum(), ((plain < 0.01) * chance).sum()
    assert computed == pytest.approx(flags, abs=7e-3)
    assert ((ratio_p_value(now, past, phi) < 0.01) * chance).sum() <= 0.01
    assert ((ratio_p_value(now, past, phi, mid=True) < 0.01) * chance).sum() <= 0.0105


@given(COUNT, COUNT, PHI, st.floats(0.1, 10))
def test_swapping_now_and_past_inverts_the_ratio(now, past, phi, exposure):
    low, high = ratio_interval(now, past, phi, exposure=exposure)
    below, above = ratio_interval(past, now, phi, exposure=1 / exposure)
    with np.errstate(divide="ignore"):
        assert 1 / np.float64(above) == pytest.approx(low, rel=1e-6)
        assert 1 / np.float64(below) == pytest.approx(high, rel=1e-6)
    one = ratio_p_value(now, past, phi, exposure=exposure)
    assert one == pytest.approx(ratio_p_value(past, now, phi, exposure=1 / exposure), rel=1e-6)


@given(COUNT, st.integers(1, 5_000), PHI, st.sampled_from([0.5, 0.9, 0.95, 0.99]))
def test_interval_contains_the_ratio_and_agrees_with_p(now, past, phi, level):
    low, high = ratio_interval(now, past, phi, level=level)
    assert low <= now / past <= high
    p = ratio_p_value(now, past, phi)
    if abs(p - (1 - level)) > 1e-9:
        assert (p < 1 - level) == (low > 1 or high < 1)
    assert ratio_p_value(now, past, phi, mid=True) <= p


@given(COUNT, COUNT, st.floats(1, 10), st.floats(1, 10), st.floats(2, 200))
def test_more_uncertainty_widens(now, past, phi, more, df):
    low, high = ratio_interval(now, past, phi)
    for wider in (
        ratio_interval(now, past, phi * more),
        ratio_interval(now, past, phi, df=df),
        ratio_interval(now, past, phi, level=0.99),
    ):
        assert wider[0] <= low * (1 + 1e-9) and wider[1] >= high * (1 - 1e-9)


@given(st.integers(0, 500), st.integers(1, 500))
def test_one_more_now_raises_the_interval(now, past):
    low, high = ratio_interval([now, now + 1], past)
    assert low[0] < low[1] and high[0] < high[1]


@given(COUNT, COUNT, st.floats(0.05, 20))
def test_exposure_scales_the_ratio(now, past, exposure):
    plain, scaled = ratio_interval(now, past), ratio_interval(now, past, exposure=exposure)
    assert np.multiply(scaled, exposure) == pytest.approx(plain, rel=1e-9)


def test_infinite_degrees_of_freedom_are_a_known_phi():
    assert ratio_interval(60, 40, 1.5, df=1e9) == pytest.approx(ratio_interval(60, 40, 1.5))
    p = [ratio_p_value(60, 40, 1.5, df=df) for df in (5, 20, 100, np.inf)]
    assert p == sorted(p, reverse=True)
    low, high = ratio_interval(60, 40, 1.5, level=1 - float(p[0]) * 1.0001, df=5)
    assert (low - 1) * (high - 1) > 0


def test_zero_and_unknown_counts():
    assert ratio_interval(0, 0) == (0, np.inf)
    assert ratio_interval(3, 0)[1] == np.inf
    assert ratio_interval(0, 3)[0] == 0
    assert ratio_p_value(0, 0) == ratio_p_value(0, 0, mid=True) == 1
    assert np.isnan(ratio_interval(np.nan, 3)).all() and np.isnan(ratio_interval(3, np.nan)).all()
    assert np.isnan(ratio_p_value([np.nan, 3], [3, np.nan])).all()
    assert np.isnan(poisson_interval(np.nan)).all()


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: ratio_interval(-1, 2),
        lambda: ratio_p_value(1, -2),
        lambda: poisson_interval(3, 0.9),
        lambda: ratio_interval(1, 2, exposure=0),
    ],
)
def test_impossible_arguments_are_refused(wrong):
    with pytest.raises(ValueError, match=r"negative|below 1|positive"):
        wrong()


def test_percentages_only_on_a_sufficient_base():
    assert percentage_change([75, 75, 0, np.nan], [50, 49, 50, 50]) == pytest.approx(
        [50, np.nan, -100, np.nan], nan_ok=True
    )
    assert percentage_change(10, 0, base=0) == pytest.approx(np.nan, nan_ok=True)


def test_rolling_band():
    counts = np.arange(30, dtype=float)
    counts[3] = np.nan
    sums, low, high = rolling_band(counts, 2.0, cuts=(18,))
    assert np.isnan(sums[:15]).all() and np.isnan(sums[18:29]).all()
    assert sums[15:18].tolist() == [sum(range(n - 11, n + 1)) for n in (15, 16, 17)]
    assert sums[29] == sum(range(18, 30))
    assert (low[29], high[29]) == pytest.approx(poisson_interval(sums[29], 2.0))
    several = rolling_band(np.vstack([counts, counts]), [2.0, 1.0], cuts=(18,))
    assert several[1][0] == pytest.approx(low, nan_ok=True)
    assert several[1][1][29] > low[29]
    assert np.isnan(rolling_band(np.ones(5))[0]).all()
