"""Dagster's SQLite files during a run: how they are opened. What stands in them is Dagster's.

Dagster opens and closes a file for every event. Whoever closes a SQLite file last clears its
write-ahead log away, and that waits for the disk, as does every commit: a fifth of a run.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, event
from sqlalchemy.pool import ConnectionPoolEntry


@contextmanager
def kept_open() -> Iterator[None]:
    """Keep each SQLite file that is opened meanwhile open to the end; commits wait for no disk.

    A killed program loses nothing by it; a power cut may lose the last of Dagster's events, never
    the file (https://sqlite.org/wal.html). Figures and publications do not stand in these files.
    """
    keepers: dict[str, sqlite3.Connection] = {}

    def opened(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
        path = connection.execute("pragma database_list").fetchone()[2]
        if path not in keepers:
            keepers[path] = sqlite3.connect(path, check_same_thread=False)
            keepers[path].execute("pragma journal_mode = wal").fetchone()
            keepers[path].execute("select count(*) from sqlite_master").fetchone()  # opens the log
        connection.execute("pragma synchronous = normal")

    event.listen(Engine, "connect", opened)
    try:
        yield
    finally:
        event.remove(Engine, "connect", opened)
        for keeper in keepers.values():
            keeper.close()
