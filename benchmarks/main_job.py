"""How long the main job takes beside the least that any program must do (`bare_script`): the whole
from an empty home, one month more, a corrected month, a text of the team, and nothing new.

Each is a whole process, from start to end. They take turns, so that a busy machine slows all alike;
the median of each and of its ratio to the bare script in the same turn are printed.
`python -m benchmarks.main_job [rounds]`
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

SAMPLE = Path(__file__).resolve().parents[1] / "sample_data" / "inbox"
_RUN = [sys.executable, "-c", "from pipelines.cli import start; start()", "run"]
# What comes later than the rest: the last month of both sources, and a file of the team.
_MONTH = ("2020-07-06/MeldDesk 2020-06.xlsx", "2020-07-08/Incidenten Maastricht 2020-06.xlsx")
_TEXT = "2020-07-08/duiding.csv"
# The limit of each, in times the bare script; None: in seconds, 12.
_LIMITS = {"whole": 2.5, "month": None, "correction": None, "text": None, "nothing": 0.5}
_SECONDS = 12


def seconds(command: list[str]) -> float:
    """How long a command takes; an error of the command is an error here."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def turn(folder: Path) -> Iterator[tuple[str, float]]:
    """Each run of one turn, and its seconds."""
    inbox, home = folder / "inbox", folder / "home"
    run = [*_RUN, "--inbox", str(inbox), "--home", str(home)]
    shutil.copytree(SAMPLE, inbox)
    yield "whole", seconds(run)
    shutil.rmtree(home)
    for name in (*_MONTH, _TEXT):
        (inbox / name).unlink()
    seconds(run)
    for name in _MONTH:
        shutil.copy(SAMPLE / name, inbox / name)
    yield "month", seconds(run)
    _correct(inbox)
    yield "correction", seconds(run)
    shutil.copy(SAMPLE / _TEXT, inbox / _TEXT)
    yield "text", seconds(run)
    yield "nothing", seconds(run)
    bare = [sys.executable, "-m", "benchmarks.bare_script", str(home), str(inbox)]
    yield "bare", seconds(bare)


def _correct(inbox: Path) -> None:
    """A month is delivered once more, without a few of its rows."""
    source = inbox / "2020-05-08" / "Incidenten Maastricht 2020-04.csv"
    lines = source.read_text("utf-8-sig").splitlines(keepends=True)
    target = inbox / "2020-07-10" / source.name
    target.parent.mkdir()
    target.write_text("".join(lines[:-5]), "utf-8-sig")


def main(rounds: int) -> None:
    """Measure, and print a row for each kind of run."""
    found: dict[str, list[float]] = {}
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            for name, taken in turn(Path(folder)):
                found.setdefault(name, []).append(taken)
    print(f"| run ({rounds} rounds) | seconds | times the bare script | asked |")
    print("| --- | --- | --- | --- |")
    for name, times in found.items():
        ratios = [one / bare for one, bare in zip(times, found["bare"], strict=True)]
        limit = _LIMITS.get(name)
        asked = "" if name == "bare" else f"{limit} times" if limit else f"{_SECONDS} s"
        print(
            f"| {name} | {statistics.median(times):.1f} | {statistics.median(ratios):.2f} "
            f"| {asked} |"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
