"""What is seen of a rise in the last two months, next to other methods at the same false rate:
`python -m benchmarks.signals.power`.

Four rows of 124 change, which is as one of 121 (the last table). Other methods are calibrated on
20,000 series of the same level and phi in which nothing changed, to the share of unchanged rows of
which our own verdict on the same sheets says that they rose. So the standard errors are those of
our own verdict: 5 points or less, of 20 sheets of four rows; of the difference with another method
on the same rows they are smaller.
"""

from __future__ import annotations

import argparse
import time

import numpy as np
import pandas as pd

from benchmarks.signals.drawing import (
    SHORT,
    World,
    error,
    judge,
    print_table,
    unchanged_means,
    with_error,
)
from benchmarks.signals.rivals import RIVALS

Array = np.ndarray

CHANGES = ((50, 1.5), (100, 1.5), (200, 1.5), (10, 2.0), (20, 2.0), (50, 2.0))
PHIS = (1.0, 1.6)
SHEETS, FAST = 20, 4
CHANGED = 4  # rows of a sheet
CALIBRATED = 20_000  # series
LARGE = 10  # expected in two months: rows from here on have the same share of the false signals
DRAWS = 40  # of the last months, to see a change of the smallest visible size


def change_of(means: Array, months: int, factor: float, changed: int, length: int = 2) -> Array:
    """The factor of each rate (S, T), where the first rows change in the last months."""
    change = np.ones((len(means), months))
    change[:changed, -length:] = factor
    return change


def sheets_with(
    world: World, mean: float, factor: float, sheets: int, rng: np.random.Generator
) -> tuple[list[Array], list[pd.DataFrame]]:
    """Sheets in which some rows changed in the last two months, and the verdicts on that window."""
    means = np.r_[np.full(CHANGED, mean), unchanged_means()]
    change = change_of(means, world.months, factor, CHANGED)
    counts = [world.sheet(rng, means, change) for _ in range(sheets)]
    tables = [judge(sheet) for sheet in counts]
    return counts, [table[table["maanden"] == 2].set_index("row") for table in tables]


def compared(phi: float, sheets: int, seed: int) -> list[dict[str, object]]:
    """A row for each change: the share seen by each method at one false rate."""
    world, rng, results = World(phi), np.random.default_rng(seed), {}
    for mean, factor in CHANGES:
        results[mean, factor] = sheets_with(world, mean, factor, sheets, rng)
    large = CHANGED + np.flatnonzero(unchanged_means() >= LARGE)
    false = [table.loc[large, "up"].mean() for _, tables in results.values() for table in tables]
    answer = []
    for (mean, factor), (counts, tables) in results.items():
        null = world.sheet(rng, np.full(CALIBRATED, float(mean)))
        seen = np.array([table.loc[: CHANGED - 1, "up"].mean() for table in tables])
        row = {
            "phi": phi,
            "mean": mean,
            "factor": factor,
            "false rate": with_error(false),
            "ours": with_error(seen, 3),
        }
        for name, method in RIVALS.items():
            limit = np.quantile(method(null, phi), np.mean(false))
            rows = [(method(sheet[:CHANGED], phi) <= limit).mean() for sheet in counts]
            change = change_of(np.empty(CALIBRATED), world.months, factor, CALIBRATED)
            many = world.sheet(rng, np.full(CALIBRATED, float(mean)), change)
            row[name] = f"{(method(many, phi) <= limit).mean():.3f}"
            row[f"ours - {name}, same rows"] = with_error(seen - np.array(rows), 3)
        answer.append(row)
    return answer


def smallest_visible(phi: float, sheets: int, seed: int) -> list[dict[str, object]]:
    """The share of changes of the smallest visible size that is beyond the limits, by window."""
    world, rng, means = World(phi), np.random.default_rng(seed), unchanged_means()
    shares = []
    for _ in range(sheets):
        rates = world.rates(rng, means)
        table = judge(world.counts(rng, rates))
        for window in SHORT:
            rows = table[table["maanden"] == window].set_index("row")
            for name, limit, sign in (("op", "boven", 1), ("neer", "onder", -1)):
                factor = rows[f"kleinste_zichtbare_{name}"].to_numpy()
                # Where it is very large, nobody is told a number.
                rows_of = np.flatnonzero((factor > 0.05) & (factor < 5))
                changed = np.tile(rates[rows_of, -window:] * factor[rows_of, None], (DRAWS, 1, 1))
                counts = world.counts(rng, changed.reshape(-1, window)).sum(axis=1)
                beyond = sign * counts.reshape(DRAWS, -1) > sign * rows[limit].to_numpy()[rows_of]
                shares.append((name, window, beyond.mean(), np.median(factor[rows_of])))
    frame = pd.DataFrame(shares, columns=["way", "window", "seen", "factor"])
    return [
        {"phi": phi, "way": way, "window": window, "seen": with_error(part["seen"], 3)}
        | {"median factor": f"{part['factor'].median():.2f}"}
        for (way, window), part in frame.groupby(["way", "window"], sort=False)
    ]


def several_on_a_sheet(sheets: int, seed: int) -> list[dict[str, object]]:
    """What is told of one changed row of 124, where three others have changed too and where not."""
    world, rng = World(1.6), np.random.default_rng(seed)
    means = np.r_[np.full(CHANGED, 100.0), unchanged_means()]
    alone, together, moved = [], [], []
    for _ in range(sheets):
        rates = world.rates(rng, means)
        changed = world.counts(rng, rates * change_of(means, world.months, 1.5, CHANGED))
        single = changed.copy()
        single[1:CHANGED] = world.counts(rng, rates[1:CHANGED])
        tables = [judge(sheet).set_index(["row", "maanden"]) for sheet in (single, changed)]
        for table, seen in zip(tables, (alone, together), strict=True):
            seen.append(table.at[(0, 2), "up"])
        moved.append(tables[1].at[(0, 2), "boven"] / tables[0].at[(0, 2), "boven"] - 1)
    return [
        {
            "seen alone": with_error(alone, 3),
            "among four": with_error(together, 3),
            "same word": f"{np.mean(np.array(alone) == np.array(together)):.3f}",
            "limit moves": f"{np.mean(moved):+.4f} ± {error(np.array(moved)):.4f}",
        }
    ]


def main(fast: bool = False) -> None:
    """Print the tables."""
    began, sheets = time.perf_counter(), SHEETS // (FAST if fast else 1)
    rows = [row for phi in PHIS for row in compared(phi, sheets, seed=11)]
    print_table("Share seen of a change in the last two months, 60 months of history", rows)
    rows = [
        row for phi in (1.0, 1.6, 2.5, 4.6) for row in smallest_visible(phi, sheets // 4, seed=12)
    ]
    print_table("Share beyond the limits, of changes of the smallest visible size", rows)
    print_table("One changed row, alone or among four of 124", several_on_a_sheet(sheets, seed=13))
    print(f"\n{time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fast", action="store_true", help="a quarter of the sheets")
    main(parser.parse_args().fast)
