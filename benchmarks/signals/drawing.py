"""Sheets of simulated series, and how they are judged: one kind of area, of which all indicators
count by the month. What changed in a sheet, and what that shows, is in the other modules.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from assets.indicators.verdicts import Context, verdicts
from assets.indicators.windows import DOWN, UP

Array = np.ndarray

MEANS = (2, 5, 10, 20, 50, 100, 200, 400)  # expected in the last two months together
UNCHANGED = 120
AREA = "GM0001"
FIRST = 2015 * 12
SIGNALS = (UP, DOWN)
SHORT = (2, 3, 6, 12)  # windows in which a change is looked for


@dataclass(frozen=True)
class World:
    """How series vary where nothing changes.

    `drift`: standard deviation of a first-order autoregressive log rate, with `memory`. `season`:
    amplitude of its log. `varying`: standard deviation of that amplitude from year to year, as a
    part of it (`relative`) or of the log rate. `reported`, `told`: the parts of the last two months
    that are in, and that are said to be in.
    """

    phi: float = 1.0
    months: int = 60
    drift: float = 0.0
    memory: float = 0.0
    season: float = 0.25
    varying: float = 0.0
    relative: bool = True
    reported: tuple[float, float] = (1.0, 1.0)
    told: tuple[float, float] = (1.0, 1.0)

    def rates(self, rng: np.random.Generator, means: Array) -> Array:
        """What is to be expected of each month (S, T); of the last two together, `means` (S)."""
        months = np.arange(self.months)
        top = rng.uniform(0, 12, (len(means), 1))
        years = np.ones((len(means), self.months // 12 + 1))
        if self.varying:
            years = years + self.varying * rng.standard_normal(years.shape)
            if not self.relative:
                years = 1 + (years - 1) / self.season
        amplitude = self.season * years[:, months // 12]
        season = np.exp(amplitude * np.cos(2 * np.pi * (months - top) / 12))
        return means[:, None] * season / season[:, -2:].sum(axis=1, keepdims=True)

    def drifting(self, rng: np.random.Generator, series: int) -> Array:
        """The factor by which each rate has drifted (S, T)."""
        if not self.drift:
            return np.ones((series, self.months))
        path = rng.standard_normal((series, self.months))
        renewed = np.sqrt(1 - self.memory**2)
        for month in range(1, self.months):
            path[:, month] = self.memory * path[:, month - 1] + renewed * path[:, month]
        return np.exp(self.drift * path)

    def counts(self, rng: np.random.Generator, rates: Array) -> Array:
        """Negative binomial counts with variance phi times these rates, as far as reported."""
        spread = max(self.phi - 1, 1e-9)
        random = rng.gamma(np.maximum(rates, 1e-9) / spread, spread) if self.phi > 1 else rates
        counts = rng.poisson(random)
        if self.reported != (1.0, 1.0):
            counts[:, -2:] = rng.binomial(counts[:, -2:], self.reported)
        return counts.astype(float)

    def sheet(self, rng: np.random.Generator, means: Array, change: Array | None = None) -> Array:
        """The counts of a sheet (S, T), where the rates were multiplied by `change` (S, T)."""
        rates = self.rates(rng, means) * self.drifting(rng, len(means))
        return self.counts(rng, rates if change is None else rates * change)


def unchanged_means(series: int = UNCHANGED) -> Array:
    """The means of the unchanged rows of a sheet."""
    return np.resize(np.array(MEANS, dtype=float), series)


def months_of(counts: Array) -> pd.DataFrame:
    """A sheet as the table that is judged."""
    series, months = counts.shape
    return pd.DataFrame(
        {
            "indicator_id": np.repeat([f"{row:04}" for row in range(series)], months),
            "gebied_code": AREA,
            "maandnummer": np.tile(np.arange(FIRST, FIRST + months), series),
            "waarde": counts.ravel(),
        }
    )


def judge(counts: Array, told: tuple[float, float] = (1.0, 1.0)) -> pd.DataFrame:
    """The verdicts on the last month of a sheet, with the row of the sheet (`row`), whether it is a
    signal (`flagged`), and one upwards (`up`)."""
    series, months = counts.shape
    last = FIRST + months - 1
    names = [f"{row:04}" for row in range(series)]
    context = Context.empty()
    if told != (1.0, 1.0):
        parts = {
            "indicator_id": np.repeat(names, 2),
            "maandnummer": np.tile([last - 1, last], series),
            "deel": np.tile(told, series),
        }
        context = Context({}, {}, {}, pd.DataFrame(parts))
    table = verdicts(months_of(counts), {AREA[:2]: [last]}, context)
    return table.assign(
        row=table["indicator_id"].astype(int),
        flagged=table["uitkomst"].isin(SIGNALS),
        up=table["uitkomst"] == UP,
    )


def error(shares: Array) -> float:
    """The standard error of the mean of independent sheets."""
    return float(np.std(shares, ddof=1) / np.sqrt(len(shares))) if len(shares) > 1 else np.nan


def with_error(shares: Array, digits: int = 4) -> str:
    """The mean of independent sheets with its Monte Carlo standard error."""
    return f"{np.mean(shares):.{digits}f} ± {error(np.asarray(shares, float)):.{digits}f}"


def print_table(title: str, rows: list[dict[str, object]]) -> None:
    """Print a table under its title, with nothing cut off."""
    table = pd.DataFrame(rows)
    print(f"\n{title}\n{table.to_string(index=False)}", flush=True)
