"""What a part of a home would give up when its term is over. Which things those are is decided
where they are made; when they go, in `pipelines.keeping`.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assets.basis.logbook import CLEARANCE, write_line


@dataclass(frozen=True)
class Removal:
    """A thing whose term is over.

    `kind`: the setting under [bewaren]. `name`: how people find it; no value of a delivery.
    `since`: the day from which its term counts. `size`: in bytes. `remove`: removes it, and does
    nothing if it is gone already.
    """

    kind: str
    name: str
    since: date
    size: int
    remove: Callable[[], None]


def carry_out(root: Path, removal: Removal, term: str, laid_down_in: str) -> None:
    """Remove a thing whose `term` is over, after a line in the log of the home `root`: nothing goes
    without one."""
    write_line(
        root,
        CLEARANCE,
        soort=removal.kind,
        wat=removal.name,
        vanaf=removal.since.isoformat(),
        bytes=removal.size,
        termijn=term,
        vastgesteld_in=laid_down_in,
    )
    removal.remove()


def size_of(path: Path) -> int:
    """The bytes of a file, or of all files in a folder."""
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files if file.is_file())


def remove_folder(path: Path) -> None:
    """Remove a folder with all that is in it. Raises OSError if it cannot be removed; does nothing
    if it is gone already."""
    if path.exists():
        shutil.rmtree(path)
