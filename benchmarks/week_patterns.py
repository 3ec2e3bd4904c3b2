"""How often a street is said to have a week of its own where none has, how often one that has is
found, and what the test costs.

Prints aggregates only. Seeds are fixed. `python -m benchmarks.week_patterns [cities]`
"""

from __future__ import annotations

import sys
import time

import numpy as np
import pandas as pd
from scipy.stats import binomtest

from assets.indicators.street_patterns import judged
from assets.indicators.week_parts import PARTS
from schemas.staged import CELLS

STREETS, NEIGHBOURHOODS, THEMES = 60, 10, 3
NIGHTS = (20, 24)  # the nights that end on Saturday and on Sunday
_SPANS = ((12,), (6, 6), (3, 3, 3, 3), (8, 4), (1, 11))  # twelfths in cells after each other


def city(rng: np.random.Generator, events: float, spread: float) -> pd.DataFrame:
    """Streets without a week of their own: each neighbourhood and theme has its week, and events
    spread over cells as those of the police do. `events`: a year, of the median street and theme;
    `spread`: of the logarithm of that."""
    frames = []
    for theme in range(THEMES):
        rates = events * np.exp(spread * rng.standard_normal(STREETS))
        streets = np.repeat(np.arange(STREETS), rng.poisson(rates))
        area = streets % NEIGHBOURHOODS
        weeks = rng.dirichlet(np.full(CELLS, 1.5), NEIGHBOURHOODS)
        first = (rng.random(len(streets))[:, None] > weeks.cumsum(axis=1)[area]).sum(axis=1)
        spans = rng.integers(len(_SPANS), size=len(streets))
        frames.append(
            _rows(
                rng,
                streets,
                area,
                [pattern(*each) for each in zip(first, spans, strict=True)],
                theme,
            )
        )
    return pd.concat(frames, ignore_index=True)


def pattern(first: int, span: int) -> str:
    """The twelfths of an event that begins in a cell."""
    weights = enumerate(_SPANS[span], start=int(first))
    return " ".join(f"{cell % CELLS}:{twelfths}" for cell, twelfths in weights)


def _rows(
    rng: np.random.Generator, streets: np.ndarray, area: np.ndarray, momenten: list[str], theme: int
) -> pd.DataFrame:
    """Rows of `int_plek_momenten`."""
    plek, buurt = (pd.Series(numbers).map("S{}".format) for numbers in (streets, area))
    return pd.DataFrame(
        {
            "bron": "politie",
            "thema": f"thema {theme}",
            "plek_id": plek,
            "straat_id": plek,
            "straatnaam": plek,
            "plek_buurt": buurt,
            "buurtcode": buurt,
            "maand": pd.Series(rng.integers(1, 13, len(streets))).map("2020-{:02}".format),
            "momenten": momenten,
            "van_voorval": True,
            "aantal": 1,
        }
    )


def planted(rng: np.random.Generator, rows: pd.DataFrame, number: int, part: float) -> pd.DataFrame:
    """The city with a street of `number` events more, of which a part is in two night cells."""
    kept = rows[rows["plek_id"].ne("S0") | rows["thema"].ne("thema 0")]
    at_night = rng.random(number) < part
    cells = np.where(at_night, rng.choice(NIGHTS, number), rng.integers(CELLS, size=number))
    own = _rows(rng, np.zeros(number, int), np.zeros(number, int), [f"{c}:12" for c in cells], 0)
    return pd.concat([kept, own], ignore_index=True)


def main(cities: int) -> None:
    """Print the rate of false verdicts, and how often planted streets are found."""
    print("no street differs: cities with any street that is said to (at most 5 %)")
    for events, spread in ((10, 1.0), (25, 0.8), (60, 0.5)):
        false, tested, seconds = 0, [], 0.0
        for number in range(cities):
            rows = city(np.random.default_rng([number, events]), events, spread)
            began = time.perf_counter()
            places = judged(rows)
            seconds += time.perf_counter() - began
            tested.append(places["p_waarde"].notna().sum())
            false += bool((places["p_waarde"] <= 0.05).any())
        high = binomtest(false, cities).proportion_ci().high
        print(
            f"  {events:3} events, {np.mean(tested):4.0f} tested: {false} of {cities}, "
            f"{false / cities:5.1%} (95 %: at most {high:.1%}), {seconds / cities:.2f} s a city"
        )
    print(
        "\na street of which a part is in two night cells: found, and the nights in what is named"
    )
    for events in (20, 30, 60, 120):
        for part in (0.2, 0.35, 0.5):
            found, named = 0, 0
            for number in range(max(cities // 10, 10)):
                rng = np.random.default_rng([number, events, int(100 * part)])
                places = judged(planted(rng, city(rng, 10, 1.0), events, part))
                row = places[places["plek_id"].eq("S0") & places["thema"].eq("thema 0")].iloc[0]
                found += pd.isna(row["reden"])
                named += pd.isna(row["reden"]) and set(NIGHTS) <= PARTS[row["dagdelen"]]
            total = max(cities // 10, 10)
            print(f"  {events:3} events, {part:4.0%}: {found / total:4.0%}, {named / total:4.0%}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 400)
