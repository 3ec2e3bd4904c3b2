"""The process in which delivered files are opened: it takes its limits, then one task at a time.

It writes nothing and answers through a pipe: `part` for each part of a result and then `end`, or
one of `unreadable`, `unavailable`, `memory` and `error`. How it is started, and restarted, is in
`reader`.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterator
from typing import BinaryIO

from assets.basis.errors import UnreadableError
from assets.deliveries.reader import Limits
from assets.formats.zips import unpack_at_most

# Imported now, as a library that is imported within a task could run into the limit halfway.
import assets.deliveries.archived  # noqa: F401  isort: skip


def serve() -> None:
    """Answer tasks from standard input until it ends, which is when the run ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the run, which ends this process
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # no library prints among the answers
    tasks = sys.stdin.buffer
    limits: Limits = pickle.load(tasks)
    unpack_at_most(limits.unpacked)
    _limit_memory(limits.memory)
    _answer(answers, "part", None)
    while True:
        try:
            function, arguments, seconds = pickle.load(tasks)
        except EOFError:
            return
        try:
            _perform(answers, function, arguments, seconds)
        except BrokenPipeError:  # the run is gone
            return


def _limit_memory(size: int) -> None:
    """Let an allocation that would bring the memory of this process above `size` fail; on systems
    that can do that."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (size, size))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a dump would hold what was in the file
    except (ImportError, ValueError, OSError):
        pass


def _perform(answers: BinaryIO, function: Callable, arguments: tuple, seconds: float) -> None:
    try:
        for part in _timed(function, arguments, seconds):
            _answer(answers, "part", part)
    except BrokenPipeError:
        raise
    except UnreadableError as reason:
        _answer(answers, "unreadable", reason)
    except OSError as error:  # taken away, or opened by another program meanwhile
        _answer(answers, "unavailable", error.errno)
    except MemoryError:
        _answer(answers, "memory", "")
    except BaseException as error:
        _answer(answers, "error", type(error).__name__)  # its text may quote a cell
    else:
        _answer(answers, "end", None)


def _timed(function: Callable, arguments: tuple, seconds: float) -> Iterator[object]:
    """The parts of a result. If the run itself is gone and cannot stop a task that takes too long,
    the alarm does, whatever the task is doing."""
    try:
        _set_alarm(seconds)
        result = function(*arguments)
        if not isinstance(result, Iterator):
            yield result
            return
        for part in result:
            _set_alarm(0)  # while the run works on this part
            yield part
            _set_alarm(seconds)
    finally:
        _set_alarm(0)


def _set_alarm(seconds: float) -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _answer(answers: BinaryIO, kind: str, content: object) -> None:
    pickle.dump((kind, content), answers, protocol=pickle.HIGHEST_PROTOCOL)
    answers.flush()
