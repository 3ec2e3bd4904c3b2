"""How Dagster's SQLite files are opened during a run. Their content is up to Dagster.

Dagster opens and closes a file for every event. Closing the last connection to a SQLite file
removes its write-ahead log, which waits for the disk, as does every commit: a fifth of a run.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, event
from sqlalchemy.pool import ConnectionPoolEntry


@contextmanager
def kept_open() -> Iterator[None]:
    """Keep each SQLite file open until the end, once opened; commits do not wait for the disk.

    A killed program loses nothing; a power cut may lose the last of Dagster's events, never the
    file (https://sqlite.org/wal.html). Figures and publications are not in these files.
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
