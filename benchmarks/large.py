"""What a large municipality costs: its rows of ten years in one run, and one cumulative file of two
million rows. Time, memory, and rows a second: `python -m benchmarks.large [times]`.

`times`: how often each row of the sample is there; nine gives some 400,000 rows a year. Deliveries
are made by `invented`; the memory is the most that the run itself held.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.growth import Cost, cost_of_run
from benchmarks.invented import write_inbox

_TIMES, _YEARS = 9, 10
_CUMULATIVE = 2_000_000


def one_run(years: int, times: int, whole: str = "") -> tuple[int, Cost]:
    """Rows, and the cost of a run from an empty home."""
    with tempfile.TemporaryDirectory() as folder:
        inbox = Path(folder) / "inbox"
        rows = write_inbox(inbox, years, times, whole)
        return rows, cost_of_run(inbox, Path(folder) / "home")


def main(times: int) -> None:
    """Print a row for half of the years and for all, so that it shows whether a row costs the same,
    and the stations of each."""
    print(f"{'deliveries':<28} {'rows':>10} {'seconds':>8} {'rows/s':>8} {'MB':>6}")
    costs: dict[str, Cost] = {}
    yearly = one_run(1, 1)[0]
    kinds = {
        f"{_YEARS // 2} years by month": (_YEARS // 2, times, ""),
        f"{_YEARS} years by month": (_YEARS, times, ""),
        "police in one file": (_YEARS, max(1, round(_CUMULATIVE / yearly / _YEARS * 4)), "politie"),
    }
    for name, kind in kinds.items():
        rows, costs[name] = one_run(*kind)
        cost = costs[name]
        print(
            f"{name:<28} {rows:>10,} {cost.seconds:>8.0f} {rows / cost.seconds:>8,.0f} "
            f"{cost.memory:>6,}",
            flush=True,
        )
    print()
    for station in next(iter(costs.values())).stations:
        print(
            f"{station:<24} "
            + " ".join(f"{c.stations.get(station, 0):>8.1f}" for c in costs.values())
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else _TIMES)
