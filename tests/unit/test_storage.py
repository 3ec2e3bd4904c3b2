"""Dagster's SQLite files are opened once in a run, and let go of at its end."""

from __future__ import annotations

from pathlib import Path

from dagster._core.storage.event_log.sqlite import SqliteEventLogStorage, sqlite_event_log
from sqlalchemy import Engine, create_engine, event, text

from pipelines.storage import kept_open


def _connections(storage: SqliteEventLogStorage, times: int) -> tuple[int, list[str]]:
    """How often a file was opened for `times` events, and how the last one waits for the disk."""
    opened = []

    def count(*_: object) -> None:
        opened.append(1)

    event.listen(Engine, "connect", count)
    for _ in range(times):
        with storage.index_connection() as connection:
            modes = [
                str(connection.execute(text(f"pragma {name}")).scalar())
                for name in ("journal_mode", "synchronous")
            ]
    event.remove(Engine, "connect", count)
    return len(opened), modes


def test_a_file_is_opened_once_and_commits_do_not_wait_for_the_disk(tmp_path: Path) -> None:
    storage = SqliteEventLogStorage(str(tmp_path))
    often, _ = _connections(storage, 9)
    assert often >= 9
    with kept_open():
        once, modes = _connections(storage, 9)
        assert once < 4
        assert modes == ["wal", "1"]
    assert sqlite_event_log.create_engine is create_engine
    assert [path.name for path in tmp_path.glob("*-wal")] == []
