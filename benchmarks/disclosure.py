"""How much is hidden besides what is secret, on tables of which the least is known, and whether
anything that is hidden can be worked out.

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
from benchmarks.crossed import crossed

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
# (table, primary 1..N): the optimum by count; by value, and its cells; GaussSuppression 1.2.3 by
# cells and by value. Source: proved_optimum.csv and gausssuppression.csv beside the tables.
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
    """What was hidden in a table, and what an attack made of it."""

    cells: int
    secret: int
    secondary: int
    value: int  # of the secondary cells
    recovered: int
    narrowest: float
    seconds: float
    attack_seconds: float


def protect(
    rows: pd.DataFrame,
    dimensions: list[list[str]],
    count: str,
    highest_secret: int,
    *,
    by_value: bool = True,
    zeros: bool = False,
    ranges: bool = False,
    singletons: bool = False,
    exact: bool = True,
) -> tuple[pd.DataFrame, Outcome]:
    """The cells of a table (its crossings, value, secret, hidden), and how it went.

    With `ranges` it is a disclosure too that a cell lies within 1..`highest_secret`.
    """
    cells, linked = crossed(rows, dimensions, count, highest_secret, by_value=by_value, zeros=zeros)
    if not ranges:
        linked = replace(linked, small=np.zeros(len(linked)))
    began = time.perf_counter()
    hidden = suppress(linked, singletons=singletons)
    hid = time.perf_counter()
    public = np.where(hidden, np.nan, linked.values)
    found = attack(linked.sums, ~hidden, public, linked.secret, linked.small, exact=exact)
    ended = time.perf_counter()
    more = hidden & ~linked.secret
    return cells.assign(hidden=hidden), Outcome(
        cells=len(cells),
        secret=int(linked.secret.sum()),
        secondary=int(more.sum()),
        value=int(linked.values[more].sum()),
        recovered=int(found["recovered"].sum()),
        narrowest=float((found["high"] - found["low"]).min()) if len(found) else np.inf,
        seconds=hid - began,
        attack_seconds=ended - hid,
    )


def known() -> Iterator[str]:
    """A line for each table with a known answer, by count and by value."""
    for (name, highest), (count, value, gauss, gauss_value) in ANSWERS.items():
        dimensions, column = KNOWN[name]
        rows = pd.read_csv(TABLES / f"{name}.csv")
        for by_value in (False, True):
            _, it = protect(rows, dimensions, column, highest, by_value=by_value)
            least = (value if by_value else count) or "open"
            other = gauss_value if by_value else gauss
            yield (
                f"{name:14}1-{highest} {'value' if by_value else 'cells'}  "
                f"{it.secret:5} secret {it.secondary:4} more, worth {it.value:5}  "
                f"least {least!s:>5}  GaussSuppression {other:5}  "
                f"recovered {it.recovered}  {it.seconds:6.1f} s, attack {it.attack_seconds:4.1f} s"
            )


def main() -> None:
    """Print the known tables, or one of the reader's own."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("file", nargs="?", type=Path, help="CSV with a row for each inner cell")
    reader.add_argument("--dimension", action="append", default=[], help="column,coarser,other")
    reader.add_argument("--count", default="n", help="column of the counts")
    reader.add_argument("--highest-secret", type=int, default=4)
    reader.add_argument("--by-count", action="store_true", help="every cell weighs the same")
    for name in ("zeros", "ranges", "singletons"):
        reader.add_argument(f"--{name}", action="store_true")
    reader.add_argument("--out", type=Path, help="CSV of all cells, with what was hidden")
    given = reader.parse_args()
    if given.file is None:
        for line in known():
            print(line, flush=True)
        return
    cells, outcome = protect(
        pd.read_csv(given.file),
        [each.split(",") for each in given.dimension],
        given.count,
        given.highest_secret,
        by_value=not given.by_count,
        zeros=given.zeros,
        ranges=given.ranges,
        singletons=given.singletons,
    )
    print(outcome)
    if given.out:
        cells.to_csv(given.out, index=False)


if __name__ == "__main__":
    main()
