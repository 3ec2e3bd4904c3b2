"""Solving the next edition beforehand, in a process beside the run, while the run interprets the
figures. What it leaves is what `solved_parts` keeps: the station that makes the edition finds the
answers there. It publishes and archives nothing, and without it the station solves itself.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import weakref
from contextlib import suppress

from assets.basis import terms
from assets.basis.home import Home
from assets.basis.program import import_path
from assets.disclosure.publish.archive import read_archive
from assets.disclosure.publish.making import candidates_of, make_edition
from assets.disclosure.publish.solved_parts import read_solved, write_solved
from schemas.configuration import Configuration

_START = "from assets.disclosure.publish.solving_ahead import serve; serve()"


class SolvingAhead:
    """The process that solves; there is none before `start`."""

    def __init__(self) -> None:
        self._process: subprocess.Popen | None = None

    def start(self, home: Home, configuration: Configuration) -> None:
        """Begin, as soon as the tables of `home` are there. A process that cannot start costs only
        time."""
        with suppress(OSError):
            self._process = subprocess.Popen(
                [sys.executable, "-c", _START],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,  # an error may quote a value; the station meets it too
                env=os.environ | {"PYTHONPATH": import_path()},
            )
            weakref.finalize(self, self._process.kill)
            with self._process.stdin as tasks:
                pickle.dump((home, configuration), tasks)

    def wait(self) -> None:
        """Wait until it has solved all there was to solve, or failed."""
        if self._process is not None:
            self._process.wait()

    def close(self) -> None:
        """End it: the run needs it no more."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()


def serve() -> None:
    """Solve what the run asks through standard input."""
    solve(*pickle.load(sys.stdin.buffer))


def solve(home: Home, configuration: Configuration) -> None:
    """Solve the edition of the tables of `home`, and keep the answers alone."""
    candidates = candidates_of(home, configuration)
    if candidates is None:
        return
    earlier, solved = read_archive(home), read_solved(home)
    today = terms.today()  # of no influence on what is suppressed
    settings, municipality = configuration.openbaar, configuration.gemeente
    make_edition(candidates, earlier, settings, municipality, today, today, solved)
    if solved.used:
        write_solved(home, solved)
