"""What is seen of a lasting change at its end, next to a CUSUM that knows what is to be expected,
phi, and the size of the change: `python -m benchmarks.signals.sustained`.

Three rows of 123 change, one of each kind. Seen: a signal upwards in a window of 2 to 12 months.
The limit of the CUSUM is set on 60,000 series without a change, drift included, so that at that
moment it is beyond it as often as our verdict says `signaal omhoog` of an unchanged row. Sheets of
60 months, phi 1 and 1.6, of which a share is claimed, are 100: a standard error of 3 points or
less. The others are compared with the CUSUM over three kinds together.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass

import numpy as np
import pandas as pd

from benchmarks.signals.cusum import last_sums
from benchmarks.signals.drawing import (
    FIRST,
    SHORT,
    World,
    judge,
    print_table,
    unchanged_means,
    with_error,
)

Array = np.ndarray

LARGE = 10  # expected in two months: rows from here on have the same share of the false signals
ORACLE, CHUNK = 60_000, 20_000  # series on which the CUSUM is calibrated, and drawn at once
CLAIMED, OTHERS, FAST = 100, 24, 5  # sheets, and by what they are divided


@dataclass(frozen=True)
class Change:
    """A rise by `factor` in the last `length` months, of rows with `mean` in two months."""

    mean: float
    factor: float
    length: int

    def factors(self, months: int) -> Array:
        """The factor of each month (T)."""
        return np.where(np.arange(months) >= months - self.length, self.factor, 1.0)

    def __str__(self) -> str:
        return f"×{self.factor} for {self.length} on {self.mean:.0f}"


CHANGES = (Change(50, 1.5, 12), Change(20, 2.0, 6), Change(100, 1.3, 6))
DRIFTS = {"none": (0.0, 0.0), "15 %, .6": (0.15, 0.6), "20 %, .8": (0.20, 0.8)}


def oracle(world: World, change: Change, rate: float, rng: np.random.Generator) -> float:
    """The share of changes that the CUSUM sees at the end, where nothing changed at `rate`."""

    def ends(factors: Array, number: int) -> Array:
        parts = []
        for _ in range(number // CHUNK):
            rates = world.rates(rng, np.full(CHUNK, change.mean))
            drifted = rates * world.drifting(rng, CHUNK) * factors
            # The season is known, and drift is not.
            parts.append(last_sums(world.counts(rng, drifted), rates, world.phi, change.factor))
        return np.concatenate(parts)

    limit = np.quantile(ends(np.ones(world.months), ORACLE), 1 - max(rate, 1e-4))
    return float((ends(change.factors(world.months), ORACLE // 3) > limit).mean())


def run(world: World, sheets: int, seed: int) -> pd.DataFrame:
    """A row for each sheet and change: `seen`, `since` (months after the beginning), and the share
    of unchanged rows with a rise (`false`)."""
    rng, results = np.random.default_rng(seed), []
    means = np.r_[[change.mean for change in CHANGES], unchanged_means()]
    factors = np.ones((len(means), world.months))
    for row, change in enumerate(CHANGES):
        factors[row] = change.factors(world.months)
    large = len(CHANGES) + np.flatnonzero(unchanged_means() >= LARGE)
    for number in range(sheets):
        table = judge(world.sheet(rng, means, factors))
        rows = table[table["maanden"].isin(SHORT)].groupby("row")
        up, since = rows["up"].any(), rows["sinds_nummer"].min()
        for row, change in enumerate(CHANGES):
            begin = FIRST + world.months - change.length
            results.append((number, row, up[row], since[row] - begin, up[large].mean()))
    return pd.DataFrame(results, columns=["sheet", "change", "seen", "since", "false"])


def rows_of(world: World, drift: str, results: pd.DataFrame, rate: float) -> list[dict]:
    """A row of the table for each change, and one of the three together."""
    names = {"months": world.months, "drift": drift, "phi": world.phi}
    false = {"false": with_error(results.groupby("sheet")["false"].first())}
    answer, known, rng = [], [], np.random.default_rng(22)
    for number, change in enumerate(CHANGES):
        part = results[results["change"] == number]
        near = part.loc[part["seen"], "since"].abs() <= 1
        known.append(oracle(world, change, rate, rng))
        answer.append(
            names
            | {"change": str(change), "seen": with_error(part["seen"], 3)}
            | {"CUSUM": f"{known[-1]:.3f}", "of it": f"{part['seen'].mean() / known[-1]:.2f}"}
            | {"since within 1": with_error(near, 2)}
            | false
        )
    seen = results.groupby("sheet")["seen"].mean()
    near = results.loc[results["seen"], "since"].abs() <= 1
    together = {"change": "all", "seen": with_error(seen, 3), "CUSUM": f"{np.mean(known):.3f}"}
    together |= {"of it": with_error(seen / np.mean(known), 2)}
    return [*answer, names | together | {"since within 1": with_error(near, 2)} | false]


def table_of(worlds: dict[tuple[str, World], int], seed: int) -> list[dict[str, object]]:
    """The rows of some worlds, each with its number of sheets. Their false rates are pooled: a few
    sheets say little of a rate that is the same for all by design."""
    results = {key: run(key[1], sheets, seed) for key, sheets in worlds.items()}
    rate = float(pd.concat(results.values())["false"].mean())
    return [
        row for (drift, world), part in results.items() for row in rows_of(world, drift, part, rate)
    ]


def main(fast: bool = False) -> None:
    """Print the tables."""
    began, part = time.perf_counter(), FAST if fast else 1
    for months in (60, 36):
        for drift, (spread, memory) in DRIFTS.items():
            worlds = {}
            for phi in (1.0, 1.6, 2.5, 4.6):
                claimed = months == 60 and not spread and phi < 2
                world = World(phi, months, drift=spread, memory=memory)
                worlds[drift, world] = (CLAIMED if claimed else OTHERS) // part
            rows = table_of(worlds, seed=21)
            print_table(f"A lasting change: share seen at its end, {months} months", rows)
    print(f"\n{time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fast", action="store_true", help="a fifth of the sheets")
    main(parser.parse_args().fast)
