"""How long a region takes: `python -m benchmarks.region [years] [workers ...]`.

Prints, for each number of workers, the time, the processor time, rows a second and the memory
of the largest worker. The region is that of `invented_region`; nothing is kept.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.invented_region import ZUID_LIMBURG, write_region
from pipelines.region.cluster import Workers, workers
from pipelines.region.running import run_region
from pipelines.region.settings import load_region


def peak_memory() -> int:
    """MB of this process at most so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def measure(folder: Path, years: int, number: int, people: dict[str, int]) -> str:
    """A line of figures of a region of `years` years on `number` workers."""
    rows = write_region(folder, people, years)
    memory: list[int] = []

    @contextmanager
    def crew(tasks: int) -> Iterator[Workers]:
        with workers(min(number, tasks)) as started:
            yield started
            memory.extend(started.ask(peak_memory))

    began, used = time.monotonic(), _processor()
    outcome = run_region(load_region(folder / "REGIO.toml"), crew)
    wall, used = time.monotonic() - began, _processor() - used
    done = len(outcome.ended) - len(outcome.failed)
    return (
        f"{number} workers: {done} of {len(people)} municipalities, {rows} rows, {wall:.0f} s, "
        f"{used:.0f} s of processor, {rows / used:.0f} rows a second of processor, "
        f"{max(memory)} MB a worker"
    )


def _processor() -> float:
    own, others = (
        resource.getrusage(of) for of in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def main(years: int = 3, numbers: tuple[int, ...] = (1, 2), first: int = len(ZUID_LIMBURG)) -> None:
    """Print a line for each number of workers."""
    people = dict(list(ZUID_LIMBURG.items())[:first])
    for number in numbers:
        with TemporaryDirectory() as name:
            print(measure(Path(name), years, number, people), flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]), tuple(map(int, sys.argv[2:])) or (1, 2))
