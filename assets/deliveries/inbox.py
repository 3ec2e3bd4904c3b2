"""The files of an inbox, and when each was received according to its folder.

Files are hashed here, not parsed; that is the work of `archive`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from assets.basis.checksums import digest

_DATED_FOLDER = re.compile(r"^(\d{4})-(\d{2})-(\d{2})\b")
_PART_FOLDER = re.compile(r"^\d{4}-\d{2}-\d{2} deel van ([0-9a-f]{64})$")


def inbox_files(inbox: Path) -> Iterator[Path]:
    """The files of an inbox, sorted, without hidden files and lock files of Excel."""
    for path in sorted(inbox.rglob("*")):
        parts = path.relative_to(inbox).parts
        hidden = any(part.startswith((".", "~$")) for part in parts)
        if path.is_file() and not hidden and path.name.lower() != "thumbs.db":
            yield path


def copies_by_content(inbox: Path) -> tuple[dict[str, list[Path]], list[Path]]:
    """sha256 -> the files with that content; and the files that may not be opened."""
    copies: dict[str, list[Path]] = {}
    locked = []
    for path in inbox_files(inbox):
        try:
            copies.setdefault(digest(path), []).append(path)
        except OSError:
            locked.append(path)
    return copies, locked


def earliest_copy(inbox: Path, paths: list[Path]) -> Path:
    """The file in the folder with the earliest date, among files with the same content."""

    def order(path: Path) -> tuple[bool, str, str]:
        day = _folder_date(path.relative_to(inbox))
        return day is None, day.isoformat() if day else "", path.as_posix()

    return min(paths, key=order)


def received(relative: Path, made_at: datetime | None, now: datetime) -> tuple[datetime, str]:
    """When a delivery was received, and the source of that moment: export (the file itself), map
    (its dated folder) or gezien (first seen now). `relative`: its path in the inbox."""
    if made_at:
        return made_at, "export"
    if day := _folder_date(relative):
        return day, "map"
    return now, "gezien"


def part_folder(day: str, sha256: str) -> str:
    """The folder for a part of a delivery for several municipalities. `sha256`: of the whole."""
    return f"{day} deel van {sha256}"


def whole_of(relative: Path) -> str:
    """The sha256 of the delivery that a file of the inbox is a part of; empty for a whole one."""
    matches = filter(None, map(_PART_FOLDER.match, relative.parts[:-1]))
    return next((match[1] for match in matches), "")


def latest_moment(received_at: datetime, according_to: str) -> datetime:
    """The latest possible moment of a row. A row is never later than its delivery, but the date of
    a folder may be a month off."""
    return received_at + timedelta(days=31 if according_to == "map" else 1)


def _folder_date(relative: Path) -> datetime | None:
    for part in reversed(relative.parts[:-1]):
        if match := _DATED_FOLDER.match(part):
            try:
                return datetime(*(int(number) for number in match.groups()))
            except ValueError:
                continue
    return None
