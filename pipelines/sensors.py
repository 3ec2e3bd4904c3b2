"""The sensor on the inbox. On by default."""

from __future__ import annotations

import hashlib

import dagster as dg

from assets.deliveries.inbox import inbox_files
from pipelines.jobs import ALLES
from pipelines.settings import Settings

_SETTLED_SECONDS = 60


def sensors(settings: Settings) -> list[dg.SensorDefinition]:
    """Every sensor."""

    @dg.sensor(
        name="inbox",
        job_name=ALLES,
        minimum_interval_seconds=_SETTLED_SECONDS,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="Start de hele keten als de inbox is veranderd en daarna één ronde lang gelijk "
        "bleef. Zo wordt een bestand dat nog wordt gekopieerd niet half ingenomen.",
    )
    def inbox(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
        """Request one run once the inbox has changed and then stayed the same for one round."""
        if not settings.inbox.is_dir():
            return dg.SkipReason("De inbox bestaat nog niet.")
        seen = _listing(settings)
        last_seen, last_run, runs = (context.cursor or "||0").split("|")
        if seen == last_run or seen is None:
            return dg.SkipReason("Niets nieuws in de inbox.")
        if seen != last_seen:
            context.update_cursor(f"{seen}|{last_run}|{runs}")
            return dg.SkipReason("De inbox verandert nog; de sensor wacht één ronde.")
        number = int(runs) + 1  # the same files may come back later, and then need a new run
        return dg.SensorResult(
            run_requests=[dg.RunRequest(run_key=f"{seen}-{number}")],
            cursor=f"{seen}|{seen}|{number}",
        )

    return [inbox]


def _listing(settings: Settings) -> str | None:
    """A hash of the names, sizes and times of the files in the inbox; None if it is empty."""
    listing = [
        (path.relative_to(settings.inbox).as_posix(), path.stat().st_size, path.stat().st_mtime_ns)
        for path in inbox_files(settings.inbox)
    ]
    if not listing:
        return None
    return hashlib.sha256(repr(listing).encode()).hexdigest()[:16]
