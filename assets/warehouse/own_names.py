"""The last publications under names of their own, for programs that stay connected.

`intern.duckdb` is another file after every publication. `intern-<mark>.duckdb` is the same file
under a name that says which publication it is: it stays while others are made, so that several
connections see one publication. How a publication is made is for `publication`.
"""

from __future__ import annotations

import os
import shutil
from filecmp import cmp
from pathlib import Path

import duckdb

from assets.basis.atomic import HeldError, flush, move
from assets.basis.checksums import Checksums, State
from assets.basis.home import Home
from schemas.publication_names import OWN

KEPT = 3


def own_names(home: Home) -> list[Path]:
    """The publications that stand under a name of their own, the newest first."""
    return sorted(
        (home.root / "publish").glob(OWN),
        key=lambda path: (path.stat().st_mtime_ns, path),
        reverse=True,
    )


def keep_under_own_name(home: Home, file: Path, mark: str) -> None:
    """Let `file`, a sound publication of this mark, stand under its own name too, with the last
    ones before it. A second time this changes nothing, and repairs what is not as it should be.

    Removed are the oldest, those that are damaged, and those with a delivery that `file` does not
    know any more: it was removed on purpose.
    """
    path, checks = home.publish / f"intern-{mark}.duckdb", Checksums(home, home.publish)
    if checks.state(path.name) is not State.SOUND or not _is_same(path, file):
        _give_name(checks, file, path)
    known = _deliveries(path)
    older = [other for other in own_names(home) if other != path]
    for number, other in enumerate(older, start=1):
        is_sound = number < KEPT and checks.state(other.name) is State.SOUND
        if not is_sound or not _deliveries(other) <= known:
            remove(home, other)


def _is_same(path: Path, file: Path) -> bool:
    """Whether `path` is `file`, or a copy made of it: the newest name must have the newest date."""
    dates = path.stat().st_mtime_ns, file.stat().st_mtime_ns
    return path.samefile(file) or (dates[0] >= dates[1] and cmp(path, file, shallow=False))


def _give_name(checks: Checksums, file: Path, path: Path) -> None:
    """The same file under a second name, or a copy where the file system has no second names."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        try:
            os.link(file, temporary)
        except OSError:
            shutil.copyfile(file, temporary)
            temporary.chmod(0o600)
            flush(temporary)
        checks.record(path.name, temporary)
        try:
            move(temporary, path)
        except HeldError:  # somebody reads this publication under that very name
            checks.record(path.name, path)
        flush(path.parent)
    finally:
        temporary.unlink(missing_ok=True)


def remove(home: Home, path: Path) -> None:
    """Remove a publication under a name of its own; nothing is done if it is gone already, or open
    elsewhere where that keeps it: then it goes after a later run."""
    try:
        path.unlink(missing_ok=True)
    except PermissionError:
        return
    Checksums(home, path.parent).forget(path.name)


def _deliveries(path: Path) -> set[str]:
    with duckdb.connect(str(path), read_only=True) as connection:
        rows = connection.execute("select levering_id from leveringen").fetchall()
    return {levering_id for (levering_id,) in rows}
