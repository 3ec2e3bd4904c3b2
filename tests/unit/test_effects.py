"""Tests of what can be said about the effect of an approach."""

from __future__ import annotations

import numpy as np
import pytest

from assets.indicators.effects import expected_without_measure, wdd


def test_the_weighted_displacement_difference_equals_ptools():
    difference, error = wdd((207, 110), (308, 318), (178, 157), (150, 140))
    assert difference == -118
    assert error == pytest.approx(np.sqrt(1568))
    assert wdd((10, 5), (10, 10)) == (-5, pytest.approx(np.sqrt(35)))


def test_selected_places_fall_without_a_measure():
    chance = np.random.default_rng(6)
    rates = chance.gamma(2, 5, 2000)
    before, after = chance.poisson(rates), chance.poisson(rates)
    chosen = before >= np.quantile(before, 0.95)
    expected, error = expected_without_measure(before, chosen)
    assert (
        after[chosen].sum() < before[chosen].sum() - 3 * error
    )  # the before-after comparison is biased
    assert abs(after[chosen].sum() - expected) < 3 * error
    same = np.full(50, 7)
    assert expected_without_measure(same, np.arange(50) < 5)[0] == 35
    assert expected_without_measure(before, chosen, 0.5)[0] == pytest.approx(expected / 2)
    assert expected_without_measure(before, chosen, phi=4)[1] == pytest.approx(2 * error)
