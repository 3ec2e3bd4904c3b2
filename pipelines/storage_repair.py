"""Damaged files of Dagster's storage: set aside under another name, so that Dagster makes new ones.

They hold the history of runs, on which no figure depends. What is damaged is kept, for the
administrator to look at.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import dagster as dg

from assets.basis.trouble import in_words
from assets.basis.verification import Verified

SETTINGS = "dagster.yaml"
_MAIN = ("history/runs.db", "history/runs/index.db", "schedules/schedules.db")
_BESIDE = ("", "-wal", "-shm")


def repair_storage(folder: Path) -> list[str]:
    """Set aside every damaged file that a run needs; a sentence for each. `folder`: the storage."""
    damaged = [name for name in _MAIN if not _is_sound_database(folder / name)]
    settings = folder / SETTINGS
    if settings.exists() and not settings.read_bytes().strip(b"\0 \r\n"):
        damaged.append(SETTINGS)  # half-written: Dagster would accept it, and turn telemetry on
    return [set_aside(folder, name) for name in damaged]


def verify_storage(folder: Path) -> Verified:
    """Whether the databases that a run needs are sound. Dagster writes them, without checksums."""
    present = [name for name in _MAIN if (folder / name).exists()]
    faults = [
        f"dagster/{name} is beschadigd" for name in present if not _is_sound_database(folder / name)
    ]
    return Verified("dagster", len(present), len(present), tuple(faults))


@contextmanager
def opened(folder: Path, settings: str) -> Iterator[tuple[dg.DagsterInstance, list[str]]]:
    """The instance of a storage; and a sentence if its settings were refused by Dagster, so that
    they were set aside and replaced by the text `settings`."""
    repaired = []
    try:
        instance = dg.DagsterInstance.from_config(str(folder))
    except Exception as error:  # of YAML or of Dagster
        if in_words(error):
            raise  # the disk or rights: not the settings
        repaired.append(set_aside(folder, SETTINGS))
        (folder / SETTINGS).write_text(settings, "utf-8")
        instance = dg.DagsterInstance.from_config(str(folder))
    with instance:
        yield instance, repaired


def set_aside(folder: Path, name: str) -> str:
    """Give a file of the storage, with what SQLite keeps beside it, another name; what was done."""
    stamp = f"{datetime.now():%Y%m%d-%H%M%S-%f}"
    for suffix in _BESIDE:
        path = folder / f"{name}{suffix}"
        if path.exists():
            path.rename(path.with_name(f"{path.name}.beschadigd-{stamp}"))
    return (
        f"dagster/{name} was beschadigd en staat nu apart (beschadigd-{stamp}); Dagster is verder "
        "gegaan met een nieuw bestand. Cijfers staan er niet in, alleen welke runs er waren"
    )


def _is_sound_database(path: Path) -> bool:
    """Whether SQLite finds no fault in a database; an empty one is new. True if it does not exist,
    or if another program holds it."""
    if not path.exists() or not path.stat().st_size:
        return True
    try:
        connection = sqlite3.connect(path, timeout=10)
        try:
            return connection.execute("pragma quick_check(1)").fetchone() == ("ok",)
        finally:
            connection.close()
    except sqlite3.OperationalError:
        return True  # locked, no rights, a full disk: not damage
    except sqlite3.DatabaseError:
        return False
