"""The publication that the pages show: found, opened read-only, and asked.

A page asks one publication from its first line to its last, so that no two of its figures come from
different ones. What is asked belongs in `queries`.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

_KEPT = 3  # publications that stay open: the newest, and those that a page may still be asking


@dataclass(frozen=True)
class Version:
    """What tells one publication in a place from the next: it is replaced as a whole file."""

    file: int
    changed: int
    size: int


def version_at(path: Path) -> Version | None:
    """The version that stands at `path` now; None where nothing is published."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return Version(found.st_ino, found.st_mtime_ns, found.st_size)


@dataclass(frozen=True, eq=False)
class Publication:
    """One publication, open for as long as someone holds it, also when the next one stands in its
    place."""

    path: Path
    version: Version
    _database: duckdb.DuckDBPyConnection = field(repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def ask(self, sql: str, **values: Any) -> pd.DataFrame:
        """The rows of a query; `values` are its parameters (`$name`). Each call has a connection of
        its own, so that many pages may ask at once."""
        with self._lock:
            cursor = self._database.cursor()
        try:
            cursor.execute("use publicatie")
            return cursor.execute(sql, values or None).df()
        finally:
            cursor.close()


def current(path: Path) -> Publication | None:
    """The publication that stands at `path` now; None where nothing is published."""
    version = version_at(path)
    return None if version is None else _opened(path, version)


@lru_cache(maxsize=_KEPT)
def _opened(path: Path, version: Version) -> Publication:
    # Attached to a database of its own: a second connection to the same path would see the file
    # that this process opened first.
    database = duckdb.connect(config={"threads": 2})
    place = str(path).replace("'", "''")
    database.execute(f"attach '{place}' as publicatie (read_only)")
    database.execute("set enable_external_access = false")
    database.execute("set lock_configuration = true")
    return Publication(path, version, database)
