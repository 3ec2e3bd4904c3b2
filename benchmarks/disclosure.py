"""Secondary suppression on tables with a known optimum: its cost, its time, and what the attack
recovers.

`python -m benchmarks.disclosure` for the tables with a known answer, or for a table of your own:
`python -m benchmarks.disclosure FILE.csv --dimension region,county --dimension year --count n`.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

from assets.disclosure.solve.attack import attack
from assets.disclosure.solve.suppression import suppress
from benchmarks.cross_tables import cross_table

TABLES = Path(__file__).resolve().parents[1].parent / "shared" / "data" / "sdc_tables"
# table: (dimensions, each with its alternative codes, the column of the counts)
KNOWN: dict[str, tuple[list[list[str]], str]] = {
    "z1": ([["region"], ["hovedint"]], "ant"),
    "z2": ([["region", "fylke", "kostragr"], ["hovedint"]], "ant"),
    "d2s": ([["region", "county", "size"], ["main_income"]], "freq"),
    "mun_accidents": ([["mun"], ["inj"]], "freq"),
    "example1": ([["geo", "eu"], ["age"], ["year"]], "freq"),
    "z3": ([["region", "fylke", "kostragr"], ["hovedint"], ["mnd", "mnd2"]], "ant"),
}
# (table, highest sensitive count): the optimal number of secondary cells, the optimal value of
# those cells (None: not proved); the same of GaussSuppression 1.2.3, by cells and by value.
# Source: proved_optimum.csv and gausssuppression.csv beside the tables.
ANSWERS: dict[tuple[str, int], tuple[int | None, int | None, int, int]] = {
    ("z1", 3): (3, 29, 3, 29),
    ("z1", 4): (4, 35, 4, 35),
    ("z2", 3): (15, 293, 15, 310),
    ("z2", 4): (13, 302, 17, 333),
    ("d2s", 3): (8, 161, 10, 161),
    ("mun_accidents", 3): (3, 16, 5, 23),
    ("example1", 3): (16, 186, 24, 205),
    ("z3", 3): (None, None, 269, 2343),
    ("z3", 4): (None, None, 216, 2169),
}


@dataclass(frozen=True)
class Outcome:
    """What was suppressed in a table, and what the attack made of it."""

    cells: int
    sensitive: int
    secondary: int
    secondary_value: int
    recovered: int
    narrowest: float  # width of the narrowest feasibility interval
    seconds: float
    attack_seconds: float


def protect(
    rows: pd.DataFrame,
    dimensions: list[list[str]],
    count: str,
    highest_sensitive: int,
    *,
    by_value: bool = True,
    zeros: bool = False,
    ranges: bool = False,
    singletons: bool = False,
    exact: bool = True,
) -> tuple[pd.DataFrame, Outcome]:
    """The cells of a table (their codes, value, sensitive, suppressed), and the outcome.

    `ranges`: an interval within 1..`highest_sensitive` is a disclosure too.
    """
    cells, system = cross_table(
        rows, dimensions, count, highest_sensitive, by_value=by_value, zeros=zeros
    )
    if not ranges:
        system = replace(system, threshold=np.zeros(len(system)))
    started = time.perf_counter()
    suppressed = suppress(system, singletons=singletons)
    attack_started = time.perf_counter()
    values = np.where(suppressed, np.nan, system.values)
    intervals = attack(
        system.incidence, ~suppressed, values, system.sensitive, system.threshold, exact=exact
    )
    ended = time.perf_counter()
    secondary = suppressed & ~system.sensitive
    widths = intervals["upper"] - intervals["lower"]
    return cells.assign(suppressed=suppressed), Outcome(
        cells=len(cells),
        sensitive=int(system.sensitive.sum()),
        secondary=int(secondary.sum()),
        secondary_value=int(system.values[secondary].sum()),
        recovered=int(intervals["recovered"].sum()),
        narrowest=float(widths.min()) if len(intervals) else np.inf,
        seconds=attack_started - started,
        attack_seconds=ended - attack_started,
    )


def compare_with_known() -> Iterator[str]:
    """A line for each table with a known answer, by cells and by value."""
    for (name, highest), (cells, value, gauss_cells, gauss_value) in ANSWERS.items():
        dimensions, column = KNOWN[name]
        rows = pd.read_csv(TABLES / f"{name}.csv")
        for by_value in (False, True):
            _, outcome = protect(rows, dimensions, column, highest, by_value=by_value)
            optimum = (value if by_value else cells) or "open"
            gauss = gauss_value if by_value else gauss_cells
            yield (
                f"{name:14}1-{highest} {'value' if by_value else 'cells'}  "
                f"{outcome.sensitive:5} sensitive {outcome.secondary:4} secondary, "
                f"value {outcome.secondary_value:5}  "
                f"optimum {optimum!s:>5}  GaussSuppression {gauss:5}  "
                f"recovered {outcome.recovered}  "
                f"{outcome.seconds:6.1f} s, attack {outcome.attack_seconds:4.1f} s"
            )


def main() -> None:
    """Print the outcome for the known tables, or for a table of the user."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, help="CSV with a row for each inner cell")
    parser.add_argument("--dimension", action="append", default=[], help="column,coarser,other")
    parser.add_argument("--count", default="n", help="column of the counts")
    parser.add_argument("--highest-sensitive", type=int, default=4)
    parser.add_argument("--by-count", action="store_true", help="every cell costs the same")
    for name in ("zeros", "ranges", "singletons"):
        parser.add_argument(f"--{name}", action="store_true")
    parser.add_argument("--out", type=Path, help="CSV of all cells, with what was suppressed")
    options = parser.parse_args()
    if options.file is None:
        for line in compare_with_known():
            print(line, flush=True)
        return
    cells, outcome = protect(
        pd.read_csv(options.file),
        [dimension.split(",") for dimension in options.dimension],
        options.count,
        options.highest_sensitive,
        by_value=not options.by_count,
        zeros=options.zeros,
        ranges=options.ranges,
        singletons=options.singletons,
    )
    print(outcome)
    if options.out:
        cells.to_csv(options.out, index=False)


if __name__ == "__main__":
    main()
