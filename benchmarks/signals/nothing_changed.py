"""How many rows of a sheet are flagged where nothing changed: `python -m
benchmarks.signals.nothing_changed`.

A sheet has 121 rows. Two figures are measured: the share of rows flagged in each window, which is
to stay below 1 %, and the number of series of a sheet with any signal, which is to stay below 1 on
average. That number is nearly Poisson, so of n sheets its standard error is about sqrt(0.7 / n):
0.1 of 60 sheets, and less of all tables together. Long histories cost most and have fewer sheets.
"""

from __future__ import annotations

import argparse
import itertools
import time

import numpy as np
import pandas as pd

from assets.indicators.windows import TOO_LONG, UNCERTAIN, WINDOWS
from benchmarks.signals.drawing import (
    FIRST,
    World,
    judge,
    print_table,
    unchanged_means,
    with_error,
)

PHIS = (1.0, 1.6, 2.5, 4.6)
SHEETS = {24: 60, 36: 60, 60: 40, 120: 12}  # by months of history
FAST = 4  # sheets are divided by it
OTHER = {
    "drift 15 %, memory .6": World(1.6, drift=0.15, memory=0.6),
    "drift 20 %, memory .8": World(1.6, drift=0.20, memory=0.8),
    "season varies by 25 % of itself": World(1.6, varying=0.25),
    "season varies by 25 % of the rate": World(1.6, varying=0.25, relative=False),
    "97/85 % is in, and told": World(1.6, reported=(0.97, 0.85), told=(0.97, 0.85)),
    "90/60 % is in, 97/85 % told": World(1.6, reported=(0.90, 0.60), told=(0.97, 0.85)),
}
BROKEN_MONTHS = 18  # ago
BROKEN = (50.0, 100.0, 200.0, 400.0)  # level of the rows with a break, after it


def false_signals(world: World, sheets: int, seed: int, rows: int = 121) -> dict[str, str]:
    """The share of rows flagged in each window, and false signals a sheet."""
    rng, flagged, signals = np.random.default_rng(seed), [], []
    for _ in range(sheets):
        table = judge(world.sheet(rng, unchanged_means(rows)), world.told)
        flagged.append(table.groupby("maanden")["flagged"].mean())
        signals.append(table.groupby("row")["flagged"].any().sum())
    shares = pd.DataFrame(flagged)
    return {str(window): with_error(shares[window]) for window in WINDOWS} | {
        "signals a sheet": with_error(signals, 2)
    }


def level_break(factor: float, phi: float, sheets: int, seed: int) -> dict[str, object]:
    """What is told of an undeclared break of the level some time ago, in four rows of a sheet."""
    world, rng, told = World(phi), np.random.default_rng(seed), []
    means = np.r_[np.array(BROKEN), unchanged_means()]
    change = np.ones((len(means), world.months))
    change[: len(BROKEN), :-BROKEN_MONTHS] = 1 / factor
    since = FIRST + world.months - BROKEN_MONTHS
    for _ in range(sheets):
        table = judge(world.sheet(rng, means, change))
        rows = table[table["row"] < len(BROKEN)].groupby("row")
        told.append(
            pd.DataFrame(
                {
                    "signal": rows["flagged"].any(),
                    "since": rows["sinds_nummer"].min() - since,
                    "level": rows["niveau_nummer"].min() - since,
                    "words": rows["flagged"].sum(),
                }
            )
        )
    rows = pd.concat(told)
    near = rows["since"].abs() <= 1
    return {
        "factor": factor,
        "phi": phi,
        "sustained": with_error(rows["signal"], 3),
        "of which since within 1 month": with_error(near[rows["signal"]], 3),
        "within 3 months": with_error((rows["since"].abs() <= 3)[rows["signal"]], 3),
        "called new (since last 6 months)": with_error(
            rows["signal"] & ~(rows["since"] < BROKEN_MONTHS - 6), 3
        ),
        "told as new level": with_error(rows["level"].notna(), 3),
        "silent": with_error(~rows["signal"] & rows["level"].isna(), 3),
    }


def too_long(months: int, seed: int) -> dict[str, object]:
    """The share of rows of each window that says it is longer than half of the history."""
    table = judge(World(1.6, months).sheet(np.random.default_rng(seed), unchanged_means()))
    said = (table["uitkomst"] == UNCERTAIN) & (table["reden"] == TOO_LONG)
    shares = said.groupby(table["maanden"]).mean()
    return {"months": months} | {str(window): f"{shares[window]:.2f}" for window in WINDOWS}


def main(fast: bool = False) -> None:
    """Print the tables."""
    began, part = time.perf_counter(), FAST if fast else 1
    rows = [
        {"months": months, "phi": phi, "sheets": SHEETS[months] // part}
        | false_signals(World(phi, months), SHEETS[months] // part, seed=months)
        for months, phi in itertools.product(SHEETS, PHIS)
    ]
    print_table("Nothing changed: share of rows flagged, by window in months", rows)
    sheets = SHEETS[60] // part
    rows = [
        {"60 months, phi 1.6": name} | false_signals(world, sheets, seed=2)
        for name, world in OTHER.items()
    ]
    rows += [
        {"60 months, phi 1.6": f"a sheet of {series} rows"}
        | false_signals(World(1.6, 36), 2 * sheets, seed=3, rows=series)
        for series in (1, 8)
    ]
    print_table("Nothing changed, but the world is less simple", rows)
    rows = [
        level_break(factor, phi, sheets // 4, seed=4)
        for factor, phi in itertools.product((1.5, 0.6), (1.0, 1.6))
    ]
    print_table(f"A level break {BROKEN_MONTHS} months ago that nobody declared", rows)
    print_table(
        "Share of rows told that the window is too long", [too_long(n, 5) for n in (24, 60)]
    )
    print(f"\n{time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fast", action="store_true", help="a quarter of the sheets")
    main(parser.parse_args().fast)
