"""Removing Dagster's own history after its term, through Dagster's API: runs with their events and
output, and the ticks of schedules and sensors.
"""

from __future__ import annotations

import contextlib
import sqlite3
from datetime import date, datetime, time
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import dagster as dg

from assets.basis.removal import Removal, size_of
from assets.formats.moments import ZONE


def outdated_runs(instance: dg.DagsterInstance, folder: Path, until: date) -> list[Removal]:
    """The runs that were created on `until` or before, oldest first.

    `folder`: Dagster's folder. A run that never ended counts too: it was killed.
    """
    records = instance.get_run_records(
        filters=dg.RunsFilter(created_before=_end_of(until)), ascending=True
    )
    return [
        Removal(
            "runs",
            record.dagster_run.run_id,
            record.create_timestamp.astimezone(ZoneInfo(ZONE)).date(),
            _size(folder, record.dagster_run.run_id),
            partial(_remove, instance, folder, record.dagster_run.run_id),
        )
        for record in records
    ]


def forget_ticks(instance: dg.DagsterInstance, until: date) -> None:
    """Remove the ticks of schedules and sensors up to and including `until`."""
    before = _end_of(until).timestamp()
    for state in instance.all_instigator_state():
        instance.purge_ticks(state.instigator_origin_id, state.selector_id, before)


def compact(folder: Path) -> None:
    """Rewrite Dagster's SQLite files: until then they hold the bytes of what was removed."""
    for path in sorted(folder.rglob("*.db")):
        with contextlib.closing(sqlite3.connect(path)) as connection:
            connection.execute("pragma wal_checkpoint(truncate)").fetchall()
            connection.execute("vacuum")
            connection.execute("pragma wal_checkpoint(truncate)").fetchall()


def _remove(instance: dg.DagsterInstance, folder: Path, run_id: str) -> None:
    instance.delete_run(run_id)
    instance.compute_log_manager.delete_logs(prefix=[run_id])
    for path in (folder / "history" / "runs").glob(f"{run_id}.db*"):
        path.unlink()


def _size(folder: Path, run_id: str) -> int:
    places = [folder / "storage" / run_id, *(folder / "history" / "runs").glob(f"{run_id}.db*")]
    return sum(size_of(place) for place in places)


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time.max, ZoneInfo(ZONE))
