"""Opening delivered files in a process of their own, within limits of memory, time and size.

A file can be made, or damaged, so that opening it takes all memory, never ends, or makes a library
crash. Then only that process dies: the file is set aside by name, a new process is started, and the
run goes on. One process serves all files, so an ordinary file costs the passing on of its table;
only after a file that came in several parts does the next one get a new process.

What the process itself does is in `reader_process`; what is read, in `examining` and `staging`.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
import weakref
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import ParamSpec, Protocol, TypeVar

from assets.basis.errors import AnalystError, UnreadableError
from assets.basis.garbage import LOOK_SELDOM
from assets.basis.program import import_path
from schemas.configuration.inlezen import Reading

P = ParamSpec("P")
T = TypeVar("T")
_Task = tuple["FileToRead", Callable, tuple]  # with its arguments

# How a process ends that rang its own alarm, where there is one.
_ALARMED = {-signal.SIGALRM} if hasattr(signal, "SIGALRM") else set()
_START = f"{LOOK_SELDOM}; from assets.deliveries.reader_process import serve; serve()"
_READY = 60  # seconds in which the process must have started
_GRACE = 5  # seconds that the run has to stop a task, before the task stops itself
# One thread, and memory that is given back: threads reserve memory that the limit would count.
_ENVIRONMENT = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "MALLOC_ARENA_MAX": "2",
    "RUST_BACKTRACE": "0",
}


@dataclass(frozen=True)
class Limits:
    """What opening one file may take. `memory` and `unpacked`: bytes. `seconds`: besides one second
    for each MB of the file."""

    memory: int
    seconds: int
    unpacked: int

    def seconds_for(self, path: Path) -> float:
        """The seconds that opening `path` may take."""
        size = path.stat().st_size if path.exists() else 0
        return self.seconds + size / 2**20


def limits_of(section: Reading) -> Limits:
    """The limits in the settings."""
    return Limits(section.geheugen_mb << 20, section.seconden, section.uitgepakt_mb << 20)


@dataclass(frozen=True)
class FileToRead:
    """A file, and what the analyst calls it."""

    path: Path
    name: str


class Reader(Protocol):
    """What opens delivered files. `limits`: None if there are none."""

    limits: Limits | None

    def start(self) -> None:
        """Get ready for the first file, while the run gets ready itself."""

    def call(self, file: FileToRead, function: Callable[P, T], *arguments: P.args) -> T:
        """The result of `function`, which opens `file`. Raises `UnreadableError` and `OSError` as
        it does, and the former also if opening the file breaks a limit or the process."""

    def each(
        self, file: FileToRead, function: Callable[P, Iterator[T]], *arguments: P.args
    ) -> Iterator[T]:
        """The same for a function that gives its result in parts, one at a time."""

    def ahead(self, file: FileToRead, function: Callable, *arguments: object) -> None:
        """Tell what `each` is asked after the task that comes first: it may begin meanwhile."""

    def close(self) -> None:
        """End the process, if there is one; the next file starts another."""


class InThisProcess:
    """Opens files in this process, without limits: for tests and notebooks."""

    limits = None

    def start(self) -> None:
        """Nothing to get ready."""

    def call(self, file: FileToRead, function: Callable[P, T], *arguments: P.args) -> T:
        """The result of `function`."""
        return function(*arguments)

    def each(
        self, file: FileToRead, function: Callable[P, Iterator[T]], *arguments: P.args
    ) -> Iterator[T]:
        """The parts of the result of `function`."""
        return function(*arguments)

    def ahead(self, file: FileToRead, function: Callable, *arguments: object) -> None:
        """Nothing is done meanwhile."""

    def close(self) -> None:
        """Nothing to end."""


class InOwnProcess:
    """Opens files in a process of their own, which is started for the first of them, or before."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._process: subprocess.Popen | None = None
        self._is_ready = False
        self._busy = False
        self._upcoming: _Task | None = None  # to be sent ahead
        self._sent: _Task | None = None  # ahead, and not asked yet
        self._sending: threading.Thread | None = None
        self._end: Callable[[], object] = lambda: None

    def start(self) -> None:
        """See `Reader`. Whether it started is found out by the first file."""
        with suppress(OSError):
            self._launch()

    def call(self, file: FileToRead, function: Callable[P, T], *arguments: P.args) -> T:
        """See `Reader`. `function` and `arguments` must be picklable."""
        answers = self._answers(file, function, arguments)
        result = next(answers)
        for _ in answers:  # to the end, so that the process is ready for the next file
            pass
        return result

    def each(
        self, file: FileToRead, function: Callable[P, Iterator[T]], *arguments: P.args
    ) -> Iterator[T]:
        """See `Reader`."""
        return self._answers(file, function, arguments)

    def ahead(self, file: FileToRead, function: Callable, *arguments: object) -> None:
        """See `Reader`. It is sent after the next task that is asked; the process then has it ready
        when it is asked itself."""
        self._upcoming = file, function, arguments

    def close(self) -> None:
        """See `Reader`."""
        self._end()
        self._process = self._sent = None

    def _answers(
        self, file: FileToRead, function: Callable, arguments: tuple
    ) -> Generator[object, None, None]:
        seconds = self.limits.seconds_for(file.path)
        process = self._asked((file, function, arguments), seconds)
        self._busy = True
        parts, done = 0, False
        try:
            while True:
                kind, content = self._next(process, seconds, file.name)
                if kind == "end":
                    done = parts <= 1  # a process that read a large file keeps some of its memory
                    return
                if kind == "part":
                    parts += 1
                    yield content
                    continue
                done = kind != "memory"  # what is left of the memory may be in pieces
                if kind == "unavailable":
                    raise OSError(content, os.strerror(content or 0), file.name)
                if kind == "unreadable":
                    raise content
                raise UnreadableError(_said(kind, content, file.name, self.limits))
        finally:
            if not done:  # or it died, or its result is no longer wanted
                _ended(process)
            if process is self._process:
                self._busy = False

    def _next(self, process: subprocess.Popen, seconds: float, name: str) -> tuple[str, object]:
        """The next answer. Raises `UnreadableError` if the process dies or takes too long."""
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            return pickle.load(process.stdout)
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):
            code = process.wait()
        finally:
            timer.cancel()
        reason = "late" if late.is_set() or code in _ALARMED else _reason(code)
        raise UnreadableError(_said(reason, "", name, self.limits)) from None

    def _asked(self, task: _Task, seconds: float) -> subprocess.Popen:
        """The process that performs a task, and then the one that comes next; a new process if it
        is not free."""
        process, sent = self._process, self._sent
        is_free = process is not None and process.poll() is None and not self._busy
        if not is_free or sent not in (None, task):
            self.close()
            sent = None
        process = self._started()
        if sent is None:
            _send(process, task, seconds + _GRACE)
        else:
            self._sending.join()  # so that the next task is not written through it
        self._sent, self._upcoming = self._upcoming, None
        if self._sent is not None:
            # By a thread: a process that still gives an answer may have no room for a task. The
            # limit is up to the process, as nobody waits for it yet.
            limit = self.limits.seconds_for(self._sent[0].path)
            self._sending = threading.Thread(
                target=_send, args=(process, self._sent, limit), daemon=True
            )
            self._sending.start()
        return process

    def _started(self) -> subprocess.Popen:
        """The process, ready for a task."""
        try:
            process = self._process or self._launch()
            if not self._is_ready:
                self._next(process, _READY, "")
                self._is_ready = True
        except (OSError, UnreadableError):
            self.close()
            raise AnalystError(
                "Het openen van bestanden kan niet beginnen: het proces daarvoor start niet. Is er "
                "genoeg geheugen, en is geheugen_mb onder [inlezen] niet te laag?"
            ) from None
        return process

    def _launch(self) -> subprocess.Popen:
        process = subprocess.Popen(
            [sys.executable, "-c", _START],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a library may quote a cell there
            env=os.environ | _ENVIRONMENT | {"PYTHONPATH": import_path()},
        )
        self._process, self._is_ready = process, False
        self._end = weakref.finalize(self, _ended, process)
        _write(process, self.limits)
        return process


def _send(process: subprocess.Popen, task: _Task, seconds: float) -> None:
    _, function, arguments = task
    with suppress(OSError, ValueError):  # it died or was ended, which the next answer will tell
        _write(process, (function, arguments, seconds))


def _write(process: subprocess.Popen, message: object) -> None:
    pickle.dump(message, process.stdin, protocol=pickle.HIGHEST_PROTOCOL)
    process.stdin.flush()


def _ended(process: subprocess.Popen) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        with suppress(OSError):  # what was still to be sent has no reader any more
            pipe.close()


def _reason(code: int) -> str:
    """Why a process ended, by its exit code. A library that gets no memory aborts, and a system
    without memory kills."""
    stopped = {-signal.SIGABRT, -getattr(signal, "SIGKILL", signal.SIGABRT)}
    return "memory" if code in stopped else "crash"


def _said(reason: str, detail: str, name: str, limits: Limits) -> str:
    """Why a file is set aside, and what to do."""
    setting = "onder [inlezen] in veiligheidsbeeld.toml"
    match reason:
        case "memory":
            return (
                f"«{name}» vraagt te veel geheugen: meer dan {limits.memory >> 20} MB. Verwijder "
                "de lege rijen en kolommen, sla het blad met de levering op als .csv, of vraag een "
                "export over minder maanden. Is het bestand echt zo groot, verhoog dan geheugen_mb "
                f"{setting}."
            )
        case "late":
            return (
                f"«{name}» duurt te lang om te openen. Sla het op als .csv, of vraag een export "
                "over minder maanden. Is het bestand echt zo groot, verhoog dan seconden "
                f"{setting}."
            )
        case "crash":
            return (
                f"«{name}» laat het programma dat bestanden opent vastlopen: het is waarschijnlijk "
                "beschadigd. Open het, sla het opnieuw op en zet dat in de inbox. Lukt dat niet, "
                "meld het aan de beheerder."
            )
        case _:
            return (
                f"«{name}» kan niet worden gelezen ({detail}). Vraag de export opnieuw op; gebeurt "
                "het weer, meld het dan aan de beheerder."
            )
