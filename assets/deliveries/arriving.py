"""Files that are still on their way into the inbox, and reading the bytes of a file once.

A file is copied into the archive while it is hashed; what is examined and kept is that copy. So
sha256, size, rows and archived bytes always belong together, whatever happens to the file itself.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from assets.basis.atomic import move
from assets.basis.home import Home
from assets.deliveries.inbox import inbox_files
from assets.formats.moments import ZONE

PAUSE = 1.0  # seconds that an intake waits, once, if a file changed shortly before
_RECENT = 10  # seconds
_CHUNK = 1 << 20
_FOLDER = ".onderweg"
_numbers = count()
Part = TypeVar("Part")


class StillArrivingError(Exception):
    """The file changed since it was first looked at, or cannot be read now: it is still being
    copied, or on its way out."""


@dataclass(frozen=True)
class Stamp:
    """By what a change of a file shows, besides its content. `changed`: nanoseconds since 1970.

    No inode: a network drive may give another one each time, and the file would never come in.
    """

    size: int
    changed: int

    @property
    def moment(self) -> str:
        """The time of change: local time, ISO; empty if the file system gives an impossible one."""
        with suppress(OverflowError, OSError, ValueError):
            seconds, rest = divmod(self.changed, 10**9)
            local = datetime.fromtimestamp(seconds, ZoneInfo(ZONE))
            local = local.replace(microsecond=rest // 1000, tzinfo=None)
            return local.isoformat(sep=" ", timespec="microseconds")
        return ""


@dataclass(frozen=True)
class Copy:
    """A copy of a file in the archive, still without a place of its own."""

    path: Path
    sha256: str
    stamp: Stamp

    def require(self, sha256: str) -> None:
        """Raise `StillArrivingError` unless this is the content that was seen before."""
        if self.sha256 != sha256:
            raise StillArrivingError

    def keep(self, target: Path) -> None:
        """Move the copy to `target`, once its bytes have reached the disk."""
        with self.path.open("rb+") as file:
            os.fsync(file.fileno())
        move(self.path, target)


def stamp_of(path: Path) -> Stamp:
    """The stamp of a file at this moment."""
    status = path.stat()
    return Stamp(status.st_size, status.st_mtime_ns)


def stamps(inbox: Path) -> dict[Path, Stamp]:
    """The stamp of every file in the inbox at this moment."""
    current = {}
    for path in inbox_files(inbox):
        with suppress(OSError):  # gone, or not to be opened: the scan says so
            current[path] = stamp_of(path)
    return current


@dataclass(frozen=True)
class Look:
    """The files of an inbox at a moment. `at`: by the clock of `time.monotonic`."""

    files: Mapping[Path, Stamp]
    at: float


def look(inbox: Path) -> Look:
    """Look at an inbox, so that a later look shows what still grows."""
    return Look(stamps(inbox), time.monotonic())


def let_settle(files: Mapping[Path, Stamp], pause: float, earlier: Look | None = None) -> None:
    """Wait once if a file changed in the last seconds, so that growth becomes visible; not for one
    that was the same when it was looked at as long ago as the pause takes."""
    now = time.time_ns()
    recent = {path for path, file in files.items() if abs(now - file.changed) < _RECENT * 1e9}
    if earlier is not None and time.monotonic() - earlier.at >= pause:
        recent = {path for path in recent if earlier.files.get(path) != files[path]}
    if recent:
        time.sleep(pause)


@contextmanager
def private_copy(home: Home, source: Path, expected: Stamp | None = None) -> Iterator[Copy]:
    """A copy of `source` that only this process knows; removed on exit unless it was kept.

    Raises `StillArrivingError` if the file changes meanwhile, changed since it had the stamp
    `expected`, or can no longer be read; `OSError` if the copy cannot be written.
    """
    folder = home.archive / _FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    temporary = folder / f"{os.getpid()}-{next(_numbers)}.tmp"
    try:
        sha, before, after = _copied(source, temporary)
        whole = temporary.stat().st_size == before.size
        if not whole or not before == after == (expected or before):
            raise StillArrivingError
        yield Copy(temporary, sha, before)
    finally:
        temporary.unlink(missing_ok=True)


class Taken:
    """A private copy of a file, made immediately. `with` returns it, or raises the reason that
    there is none."""

    def __init__(self, home: Home, path: Path, expected: Stamp | None) -> None:
        self.made: Copy | None = None
        self._reason: Exception | None = None
        self._stack = ExitStack()
        try:
            self.made = self._stack.enter_context(private_copy(home, path, expected))
        except (StillArrivingError, OSError) as reason:
            self._reason = reason

    def __enter__(self) -> Copy:
        if self._reason is not None:
            raise self._reason
        return self.made

    def __exit__(self, *error: object) -> None:
        self._stack.close()


def clear_copies(home: Home) -> None:
    """Remove the copies that a stopped run left."""
    folder = home.archive / _FOLDER
    for leftover in folder.glob("*.tmp"):
        with suppress(OSError):
            leftover.unlink()
    with suppress(OSError):
        folder.rmdir()


def _copied(source: Path, target: Path) -> tuple[str, Stamp, Stamp]:
    """Copy a file; the sha256 of what was copied, and the stamps of the file before and after."""
    digest = hashlib.sha256()
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as copy:
        before = _readable(lambda: stamp_of(source))
        for chunk in _chunks(source):
            digest.update(chunk)
            copy.write(chunk)
        after = _readable(lambda: stamp_of(source))
    return digest.hexdigest(), before, after


def _chunks(source: Path) -> Iterator[bytes]:
    file = _readable(lambda: source.open("rb"))
    with file:
        while chunk := _readable(lambda: file.read(_CHUNK)):
            yield chunk


def _readable(read: Callable[[], Part]) -> Part:
    """The result of reading the source; only its own errors mean that it is on its way."""
    try:
        return read()
    except OSError:
        raise StillArrivingError from None
