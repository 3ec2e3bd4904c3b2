"""Work done beside the run, by a second process: Python keeps one core busy, and the machines of
the team have two.

What is asked is a function of a module with arguments that can be pickled. It writes no file that a
product is made of: its result goes back to the run, which alone writes. Without a second process,
or where it fails, the run does the same work itself. What a station asks is in its own room.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import weakref
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Protocol, TypeVar

from assets.basis.garbage import LOOK_SELDOM
from assets.basis.program import import_path

T = TypeVar("T")
_START = f"{LOOK_SELDOM}; from assets.basis.helper import serve; serve()"


class Helper(Protocol):
    """What does work beside the run."""

    def share(self, function: Callable[..., T], *arguments: object) -> Callable[[], T]:
        """Begin `function(*arguments)`; what is returned gives its result, and waits for it."""

    def prepare(self, function: Callable[..., object], *arguments: object) -> None:
        """Ask what only saves time later, and is not done where nobody has time for it."""

    def close(self) -> None:
        """End it, done or not."""


class NoHelper:
    """Nothing is done beside the run: what is shared, it does when it needs the result."""

    def share(self, function: Callable[..., T], *arguments: object) -> Callable[[], T]:
        """Do it later, here."""
        return lambda: function(*arguments)

    def prepare(self, function: Callable[..., object], *arguments: object) -> None:
        """Nothing."""

    def close(self) -> None:
        """Nothing to end."""


class SecondProcess:
    """A process that runs tasks one at a time; it starts with the first task."""

    def __init__(self) -> None:
        self._process: subprocess.Popen | None = None
        self._asking = ThreadPoolExecutor(max_workers=1)  # a task may not fit in the pipe at once

    def share(self, function: Callable[..., T], *arguments: object) -> Callable[[], T]:
        """Ask it there, in its turn. If that has not come when the result is needed, it is done
        here. So it is if it fails there, for whatever reason: an error is then that of the
        station."""
        answer = self._asking.submit(self._exchange, function, arguments)

        def result() -> T:
            known, value = (False, None) if answer.cancel() else answer.result()
            return value if known else function(*arguments)

        return result

    def prepare(self, function: Callable[..., object], *arguments: object) -> None:
        """Ask it there, in its turn."""
        self._asking.submit(self._exchange, function, arguments)

    def close(self) -> None:
        """End the process: the run needs it no more."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._asking.shutdown(cancel_futures=True)
        if self._process is not None:
            self._process.stdout.close()
            with suppress(OSError):  # what it had not read yet
                self._process.stdin.close()

    def _exchange(self, function: Callable, arguments: tuple) -> tuple[bool, object]:
        """Whether it succeeded, and its result."""
        try:
            if self._process is None:
                self._process = self._started()
            self._process.stdin.write(pickle.dumps((function, arguments)))
            self._process.stdin.flush()
            return pickle.load(self._process.stdout)
        except (OSError, EOFError, ValueError, pickle.PickleError):  # it is gone, or never came
            return False, None

    def _started(self) -> subprocess.Popen:
        process = subprocess.Popen(
            [sys.executable, "-c", _START],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # an error may quote a value; the station meets it too
            env=os.environ | {"PYTHONPATH": import_path()},
        )
        weakref.finalize(self, process.kill)
        return process


def serve() -> None:
    """Do what standard input asks until it ends, which is when the run ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the run, which ends this process
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # no library prints among the answers
    with suppress(EOFError, BrokenPipeError):  # the run is gone
        while True:
            function, arguments = pickle.load(sys.stdin.buffer)
            try:
                answer = True, function(*arguments)
                packed = pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)
            except Exception:
                packed = pickle.dumps((False, None))
            answers.write(packed)
            answers.flush()
