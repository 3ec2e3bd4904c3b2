"""Counts of places without hotspots, for the tests of the background and of hotspots."""

from __future__ import annotations

import numpy as np


def ordinary_places(
    places: int = 60, months: int = 24, mean: float = 0.8, seed: int = 1
) -> np.ndarray:
    """Seasonal counts [place, month]; rates differ between places as a gamma distribution."""
    rng = np.random.default_rng(seed)
    season = 1 + 0.3 * np.sin(np.arange(months) / 6 * np.pi)
    return rng.poisson(rng.gamma(4, mean / 4, places)[:, None] * season)
