"""The logbook of a home: lines of JSON that are only ever added, a file a year.

It says who did what, when and with what outcome. No value of a delivery and no path belongs in it.
Which events are logged is decided by whoever writes them. Nothing heavy is imported here: a command
writes its first line before it does anything else.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

FOLDER = "logboek"
USE, CLEARANCE = "gebruik", "opschonen"
_ZONE = ZoneInfo("Europe/Amsterdam")


def write_line(root: Path, log: str, **fields: object) -> None:
    """Add a line to `log` of the home `root`: the moment, the user of the system, and `fields`.

    The line is on the disk when this returns, whole: it is one write to the end of the file.
    Raises OSError if it cannot be written.
    """
    moment = now()
    line = {
        "wanneer": moment.isoformat(timespec="seconds"),
        "wie": user(),
        "gegevensmap": mark_of(root),
        **fields,
    }
    folder = root / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{log}-{moment.year}.jsonl"
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle, (json.dumps(line, ensure_ascii=False) + "\n").encode())
        os.fsync(handle)
    finally:
        os.close(handle)


def newest_lines(root: Path, log: str) -> Iterator[dict]:
    """The lines of a log, the newest first; one that was not written whole is left out."""
    for path in sorted((root / FOLDER).glob(f"{log}-*.jsonl"), reverse=True):
        for text in reversed(path.read_text("utf-8", errors="replace").splitlines()):
            with suppress(ValueError):
                yield json.loads(text)


def now() -> datetime:
    """The moment in the Netherlands."""
    return datetime.now(_ZONE)


def mark_of(root: Path) -> str:
    """A code for a home that is the same as long as the home stays where it is. Its path may have
    the name of a person in it and is not logged."""
    return hashlib.sha256(os.fsencode(root.resolve())).hexdigest()[:12]


def user() -> str:
    """The name of the user as the system knows it, which a variable of a shell cannot change."""
    try:
        from pwd import getpwuid
    except ImportError:  # Windows
        from getpass import getuser

        return getuser()
    try:
        return getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())
