"""What Windows does not allow, on any system: a plugin for pytest (`-p windows_limits`), and
`limits` for a single test.

A folder cannot be opened, nor a file that is open for reading only be flushed. A file that is held
(`Held`) cannot be replaced, renamed or removed, and no rename lands on an existing file. Names that
Windows refuses cannot be made. There are no alarms, and no users by number.
"""

from __future__ import annotations

import errno
import fcntl
import io
import os
import re
import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_REFUSED = re.compile(r'[<>:"|?*\\\x00-\x1f]|[. ]$')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_ABSENT = ("setitimer", "SIGALRM", "ITIMER_REAL")


def refuse(number: int) -> OSError:
    """An error of the system; with EACCES a PermissionError."""
    return OSError(number, os.strerror(number))


def may_be_called(name: str) -> bool:
    """Whether Windows allows a file of this name."""
    return not (_REFUSED.search(name) or _RESERVED.match(name))


def _require_name(path: object) -> None:
    named = isinstance(path, str | bytes | os.PathLike)
    if named and not may_be_called(Path(os.fsdecode(path)).name):
        raise refuse(errno.EINVAL)


class Held:
    """The files that somebody has open, and the functions of `os` that notice."""

    def __init__(self) -> None:
        self._files: set[tuple[int, int]] = set()
        self._os = {name: getattr(os, name) for name in ("replace", "unlink")}

    @contextmanager
    def open(self, path: Path) -> Iterator[None]:
        """Have a file open in another program."""
        found = path.stat()
        key = (found.st_dev, found.st_ino)
        self._files.add(key)
        try:
            yield
        finally:
            self._files.discard(key)

    def _require_free(self, *paths: str | Path) -> None:
        for path in map(Path, paths):
            if path.exists() and (path.stat().st_dev, path.stat().st_ino) in self._files:
                raise refuse(errno.EACCES)

    def replace(self, source: str | Path, target: str | Path) -> None:
        """`os.replace`."""
        self._require_free(source, target)
        _require_name(target)
        self._os["replace"](source, target)

    def rename(self, source: str | Path, target: str | Path) -> None:
        """`os.rename`, which lands on no file that exists."""
        if os.path.lexists(target):
            raise refuse(errno.EEXIST)
        self.replace(source, target)

    def unlink(self, path: str | Path, **more: object) -> None:
        """`os.unlink`."""
        self._require_free(path)
        self._os["unlink"](path, **more)


class _Opened:
    """The functions of the system that open and flush a file."""

    def __init__(self) -> None:
        self._os_open, self._fsync, self._open = os.open, os.fsync, io.open

    def os_open(self, path: object, flags: int, mode: int = 0o777, **more: object) -> int:
        if isinstance(path, str | Path) and Path(path).is_dir():
            raise refuse(errno.EACCES)
        if flags & os.O_CREAT:
            _require_name(path)
        return self._os_open(path, flags, mode, **more)

    def open(self, path: object, mode: str = "r", *rest: object, **more: object) -> object:
        if set(mode) & set("wxa"):
            _require_name(path)
        return self._open(path, mode, *rest, **more)

    def fsync(self, handle: int) -> None:
        if fcntl.fcntl(handle, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY:
            raise refuse(errno.EACCES)
        self._fsync(handle)


def limits(patch: pytest.MonkeyPatch) -> Held:
    """Put the limits in place until `patch` is undone; the files that are held, for a test to add
    to."""
    held, opened = Held(), _Opened()
    patch.setattr(io, "open", opened.open)
    patch.setattr("builtins.open", opened.open)
    for name, limited in {
        "open": opened.os_open,
        "fsync": opened.fsync,
        "replace": held.replace,
        "rename": held.rename,
        "unlink": held.unlink,
        "remove": held.unlink,
    }.items():
        patch.setattr(os, name, limited)
    for name in _ABSENT:
        patch.delattr(signal, name, raising=False)
    patch.setattr(shutil, "_use_fd_functions", False)
    for module in ("pwd", "resource"):
        patch.setitem(sys.modules, module, None)
    patch.setenv("USERNAME", "analist")
    return held


@pytest.fixture(autouse=True)
def _within_the_limits(request: pytest.FixtureRequest) -> Iterator[None]:
    """With the plugin, every test."""
    if not request.config.pluginmanager.has_plugin("windows_limits"):
        yield
        return
    with pytest.MonkeyPatch.context() as patch:
        limits(patch)
        yield
