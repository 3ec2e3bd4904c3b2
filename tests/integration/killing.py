"""Runs that are stopped at every rename or killed at any moment, and what a home has made.

What must be equal afterwards is for the tests.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import duckdb
from command import KEY, PRODUCTS, PROJECT, SAMPLE, Finished, in_this_process
from planting import rows_of, write_csv

TIMED = "aanval.json"  # how many seconds the attack on an edition took
_DIED = 9
MADE = ("tables", "open_data", "website", "factsheets", "uitgaven")
# Every write of the program ends in a rename. The process stops itself just before each rename in
# its home, and just after it.
_STOPPING = f"""
import os, signal, sys, threading
sys.path.insert(0, {str(Path(__file__).parent)!r})
from killing import run
inbox, home = sys.argv[1:]
def stop():  # to this thread itself, which goes no further: another could take a signal to all
    signal.pthread_kill(threading.get_ident(), signal.SIGSTOP)
def stopping(rename):
    def stopped(source, target, **named):
        if not os.path.abspath(target).startswith(home):
            return rename(source, target, **named)
        stop()
        renamed = rename(source, target, **named)
        stop()
        return renamed
    return stopped
os.replace, os.rename = stopping(os.replace), stopping(os.rename)
run(inbox, home)
"""


def small_inbox(inbox: Path, rows: int = 100) -> Path:
    """An inbox with the beginning of three months of both sources: enough for every product."""
    for path in sorted(SAMPLE.glob("2018-0[234]-*/*")):
        if path.parent.name < "2018-04-10":
            write_csv(inbox / path.parent.name / f"{path.stem}.csv", rows_of(path)[: rows + 1])
    return inbox


def run(inbox: Path | str, home: Path | str, storage: bool = True) -> Finished:
    """The main job, whole. `storage`: whether Dagster keeps its events in the home."""
    return in_this_process("run", "--inbox", inbox, "--home", home, storage=storage)


def stops(inbox: Path, home: Path) -> Iterator[int]:
    """Number each moment just before (even) and just after (odd) a rename of a run.

    Meanwhile the whole process stands still: its home is as a kill at that moment would leave it.
    """
    environment = os.environ | {"PYTHONPATH": str(PROJECT), "VEILIGHEIDSBEELD_SLEUTEL": KEY}
    child = subprocess.Popen(
        [sys.executable, "-c", _STOPPING, str(inbox), str(home)],
        cwd=PROJECT,
        env=environment,
        stdout=subprocess.DEVNULL,
    )
    number = 0
    try:
        while os.WIFSTOPPED(status := os.waitpid(child.pid, os.WUNTRACED)[1]):
            yield number
            number += 1
            os.kill(child.pid, signal.SIGCONT)
        child.returncode = os.waitstatus_to_exitcode(status)
        assert child.returncode == 0
    finally:
        if child.returncode is None:
            child.kill()
            child.wait()


def killed(inbox: Path, home: Path, after: float | None = None) -> float | None:
    """Run in a process of its own and kill it `after` so many seconds; how long it took, or None if
    it was killed before its end."""
    process, start = _process(run, inbox, home), time.monotonic()
    process.start()
    process.join(after)
    process.kill()
    process.join()
    assert process.exitcode in (0, -signal.SIGKILL)
    return time.monotonic() - start if process.exitcode == 0 else None


def died(inbox: Path, home: Path, at: str, storage: bool) -> bool:
    """Run as far as the internal publication, in a process that dies without any clean-up where a
    file would get its name; whether it came that far. `at`: pattern of that file, in the home."""
    process = _process(_run_until, inbox, home, at, storage)
    process.start()
    process.join(300)
    assert process.exitcode in (0, _DIED)
    return process.exitcode == _DIED


def _process(target: Callable[..., object], *arguments: object) -> ForkServerProcess:
    context = multiprocessing.get_context("forkserver")  # its libraries are loaded once
    context.set_forkserver_preload(["killing"])
    return context.Process(target=target, args=arguments)


def _run_until(inbox: Path, home: Path, at: str, storage: bool) -> None:
    rename = Path.replace

    def or_die(self: Path, target: Path) -> Path:
        if Path(target).is_relative_to(home) and Path(target).relative_to(home).match(at):
            os._exit(_DIED)
        return rename(self, target)

    Path.replace = or_die
    in_this_process("run", "--inbox", inbox, "--home", home, without=PRODUCTS, storage=storage)


def contents(home: Path) -> dict[str, object]:
    """All that a run made: the bytes of files, and the rows of the tables of publications."""
    made: dict[str, object] = {
        path.relative_to(home).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in MADE
        for path in (home / folder).rglob("*")
        if path.is_file() and path.name != TIMED
    }
    for path in sorted((home / "publish").glob("*")):
        with duckdb.connect(str(path), read_only=True) as connection:
            for (table,) in connection.execute("select table_name from duckdb_tables()").fetchall():
                made[f"{path.name} {table}"] = connection.execute(
                    f"select count(*), sum(hash(rij)::hugeint) from {table} as rij"
                ).fetchone()
    return made


def leftovers(home: Path) -> list[str]:
    """Files that were never finished."""
    return [
        path.name for path in home.rglob(".*") if path.name.endswith((".tmp", ".nieuw", ".oud"))
    ]
