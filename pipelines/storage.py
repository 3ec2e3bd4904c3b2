"""How Dagster's SQLite files are opened during a run. Their content is up to Dagster.

For every event Dagster makes an engine, opens a file and closes it. A new engine must compile every
statement again. Closing the last connection to a SQLite file removes its write-ahead log, which
waits for the disk, as does every commit. Together that is two fifths of a small run.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from dagster._core.storage.event_log.sqlite import sqlite_event_log
from dagster._core.storage.runs.sqlite import sqlite_run_storage
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import ConnectionPoolEntry

_OPENERS = (sqlite_event_log, sqlite_run_storage)


@contextmanager
def kept_open() -> Iterator[None]:
    """Keep each SQLite file open until the end, once opened; commits do not wait for the disk.

    A killed program loses nothing; a power cut may lose the last of Dagster's events, never the
    file (https://sqlite.org/wal.html). Figures and publications are not in these files.
    """
    engines: dict[str, Engine] = {}

    def engine_of(address: str, **asked: object) -> Engine:
        if address not in engines:
            options = {name: asked[name] for name in asked if name != "poolclass"}
            engines[address] = create_engine(address, **options)
            event.listen(engines[address], "connect", _opened)
            engines[address].dispose = lambda: None  # which Dagster asks for after every event
        return engines[address]

    for module in _OPENERS:
        module.create_engine = engine_of
    try:
        yield
    finally:
        for module in _OPENERS:
            module.create_engine = create_engine
        for engine in engines.values():
            Engine.dispose(engine)


def _opened(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    connection.execute("pragma journal_mode = wal").fetchone()
    connection.execute("pragma synchronous = normal")
