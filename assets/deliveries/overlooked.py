"""What is in an inbox without being a delivery: said by name, so that nothing is left lying there
unnoticed. What a system puts beside files by itself (Thumbs.db, a lock file of Excel) is not told.
"""

from __future__ import annotations

import os
import stat
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from assets.basis.masking import shown
from assets.basis.naming import public_name

_OF_THE_SYSTEM = {"thumbs.db", "desktop.ini", ".ds_store", ".gitkeep", ".gitignore", ".directory"}
_KINDS = {
    stat.S_IFIFO: "een FIFO, geen bestand",
    stat.S_IFSOCK: "een socket, geen bestand",
    stat.S_IFCHR: "een apparaat, geen bestand",
    stat.S_IFBLK: "een apparaat, geen bestand",
}


@dataclass(frozen=True)
class Overlooked:
    """A line about something in the inbox that is no delivery."""

    text: str


def overlooked(inbox: Path, words: frozenset[str] = frozenset()) -> list[str]:
    """A text for each thing in the inbox that a run passes over: its name as it may be shown, and
    why. `words`: as for `public_name`."""
    told = [
        f"«{public_name(shown(path.relative_to(inbox).as_posix()), words)}» is {why}"
        for path in sorted(inbox.rglob("*"))
        if (why := _reason(path, inbox))
    ]
    return [text if count == 1 else f"{text} ({count}×)" for text, count in Counter(told).items()]


def _reason(path: Path, inbox: Path) -> str | None:
    parts = path.relative_to(inbox).parts
    if any(part.startswith("~$") for part in parts) or path.name.lower() in _OF_THE_SYSTEM:
        return None
    if any(part.startswith(".") for part in parts[:-1]):
        return None  # its folder is told
    if path.name.startswith("."):
        return "verborgen: de naam begint met een punt"
    try:
        mode = path.stat().st_mode
    except OSError:
        return "een verwijzing naar iets dat er niet is" if path.is_symlink() else "niet te lezen"
    if stat.S_ISDIR(mode):
        if path.is_symlink():
            return "een verwijzing naar een map; alleen mappen in de inbox zelf worden gelezen"
        return None if os.access(path, os.R_OK | os.X_OK) else "een map die niet te lezen is"
    return _KINDS.get(stat.S_IFMT(mode))
