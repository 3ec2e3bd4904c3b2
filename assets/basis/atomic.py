"""Atomic writes: to a temporary file in the same folder, then one rename."""

from __future__ import annotations

import errno
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from glob import escape
from pathlib import Path

# A virus scanner that looks at a new file lets go within moments; elsewhere nothing holds a name.
_PATIENCE = (0.1, 0.2, 0.4, 0.8) if os.name == "nt" else ()


class HeldError(OSError):
    """A file keeps its name because another program has it open, as it does on Windows."""


@contextmanager
def replacing(
    path: Path, *, durable: bool = False, durable_name: bool | None = None
) -> Iterator[Path]:
    """Yield a temporary path to write to; on success it replaces `path` atomically.

    If the body fails, `path` is unchanged. Only its owner can read the file. What a killed run left
    of the same file is removed. `durable`: after a power cut it is there, whole; without it a power
    cut may leave a file that its checksum rejects. `durable_name`: False if the caller flushes the
    folder itself, once for many files.
    """
    for leftover in path.parent.glob(f".{escape(path.name)}.*.tmp"):
        leftover.unlink(missing_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        yield temporary
        temporary.chmod(0o600)
        if durable:
            flush(temporary)
        move(temporary, path)
        if durable if durable_name is None else durable_name:
            flush(path.parent)
    finally:
        temporary.unlink(missing_ok=True)


def move(file: Path, path: Path) -> None:
    """Give a file the name `path`, in place of the file that has it. Raises `HeldError` if that is
    open elsewhere and can therefore not be replaced."""
    for pause in (*_PATIENCE, None):
        try:
            file.replace(path)
            return
        except PermissionError:
            if pause is None:
                if not path.exists():
                    raise
                raise HeldError(errno.EBUSY, os.strerror(errno.EBUSY)) from None
            time.sleep(pause)


def flush(path: Path) -> None:
    """Wait until a file, or the list of names in a folder, has reached the disk. Windows keeps such
    a list by itself and lets nobody open it."""
    try:
        handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    except PermissionError:
        if path.is_dir():
            return
        raise
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def clear_leftovers(folder: Path) -> None:
    """Remove what a killed run left half-written in `folder`: files, and folders of files."""
    for leftover in folder.glob(".*.tmp*"):
        if leftover.is_dir():
            shutil.rmtree(leftover)
        else:
            leftover.unlink(missing_ok=True)


def write_if_changed(path: Path, content: bytes) -> bool:
    """Write `content` to `path` unless it has that content already. True if it was written."""
    clear_leftovers(path.parent)
    if path.exists() and path.read_bytes() == content:
        return False
    with replacing(path) as temporary:
        temporary.write_bytes(content)
    return True
