"""What one more month costs as the history grows: `python -m benchmarks.growth [years ...]`.

For each number of years a home is made of all months but the last; then the last month comes. The
seconds and the memory of that run are printed, and the seconds of each station, so that the one
that grows can be seen. Deliveries are made by `invented`.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import dagster as dg

from benchmarks.invented import split_off, write_inbox

YEARS = (1, 5, 10)
_RUN = [sys.executable, "-c", "from pipelines.cli import start; start()", "run"]


@dataclass(frozen=True)
class Cost:
    """Of one run: its seconds, those of each station, and the most memory (MB) that it held."""

    seconds: float
    stations: dict[str, float]
    memory: int


def cost_of_run(inbox: Path, home: Path) -> Cost:
    """Run the main job in a process of its own."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [*_RUN, "--inbox", str(inbox), "--home", str(home)], stdout=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"the run failed: {status}")
    seconds = time.perf_counter() - start
    return Cost(seconds, stations_of(home), usage.ru_maxrss >> 10)


def stations_of(home: Path) -> dict[str, float]:
    """Station -> the seconds that it took in the newest run on a home."""
    with dg.DagsterInstance.from_config(str(home / "dagster")) as instance:
        (run,) = instance.get_runs(limit=1)
        steps = instance.get_run_step_stats(run.run_id)
        return {step.step_key: step.end_time - step.start_time for step in steps}


def one_more_month(years: int, times: int = 1) -> tuple[int, Cost, Cost]:
    """Rows of all months, the cost of the first run, and of the run with the last month."""
    with tempfile.TemporaryDirectory() as folder:
        inbox, home = Path(folder) / "inbox", Path(folder) / "home"
        rows = write_inbox(inbox, years, times)
        later = Path(folder) / "later"
        moved = list(split_off(inbox, later))
        first = cost_of_run(inbox, home)
        for path in moved:
            path.rename(inbox / path.name)
        return rows, first, cost_of_run(inbox, home)


def main(years: tuple[int, ...]) -> None:
    """Print a row for each number of years, and the stations that take longest."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    print(f"{'years':>5} {'rows':>10} {'first run':>10} {'one month':>10} {'ratio':>6} {'MB':>6}")
    month: dict[int, Cost] = {}
    for number in years:
        rows, first, month[number] = one_more_month(number)
        ratio = month[number].seconds / month[years[0]].seconds
        print(
            f"{number:>5} {rows:>10,} {first.seconds:>9.1f}s {month[number].seconds:>9.1f}s "
            f"{ratio:>6.2f} {month[number].memory:>6,}",
            flush=True,
        )
    print()
    slowest = sorted(month[years[-1]].stations.items(), key=lambda pair: -pair[1])[:12]
    for station, _ in slowest:
        times = " ".join(f"{month[number].stations.get(station, 0):>7.2f}" for number in years)
        print(f"{station:<24} {times}")


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or YEARS)
