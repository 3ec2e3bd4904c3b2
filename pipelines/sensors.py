"""The sensors: one on the inbox, and those that report ([melden]). On by default."""

from __future__ import annotations

import hashlib

import dagster as dg

from assets.deliveries.inbox import inbox_files
from pipelines.alerting import report, report_late
from pipelines.failures import Failure, failure_of
from pipelines.jobs import ALLES
from pipelines.proposing import OPSCHONEN
from pipelines.resources import AS_OF_TAG
from pipelines.settings import Settings

_SETTLED_SECONDS, _HOUR = 60, 3600


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

    return [inbox, *_reports(settings)]


def _reports(settings: Settings) -> list[dg.SensorDefinition]:
    """Report after each run of this home, also one of the shell: what was told there is not told
    again. A run with a reference date looks back, and tells nothing of what stands now."""

    @dg.run_failure_sensor(
        name="melden_mislukt",
        monitor_all_code_locations=True,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="Meldt volgens [melden] dat een run is mislukt, of dat een controle het "
        "publiceren tegenhield.",
    )
    def failed(context: dg.RunFailureSensorContext) -> None:
        entries = context.instance.all_logs(
            context.dagster_run.run_id, of_type=dg.DagsterEventType.STEP_FAILURE
        )
        events = [entry.dagster_event for entry in entries if entry.dagster_event]
        _report(settings, context, failure_of(context.dagster_run.job_name, events))

    @dg.run_status_sensor(
        run_status=dg.DagsterRunStatus.SUCCESS,
        name="melden_gelukt",
        monitor_all_code_locations=True,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="Meldt volgens [melden] wat na een run nieuw is: een levering die is "
        "vastgehouden of te laat is, een bestand dat apart is gezet, een uitgave die klaarstaat.",
    )
    def ended_well(context: dg.RunStatusSensorContext) -> None:
        if context.dagster_run.job_name != OPSCHONEN:  # which makes no tables
            _report(settings, context)

    @dg.sensor(
        name="melden_te_laat",
        minimum_interval_seconds=_HOUR,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="Meldt volgens [melden] een maand die er niet op tijd is, ook als er niets "
        "draait, en probeert opnieuw wat nog niet kon worden verstuurd.",
    )
    def too_late(context: dg.SensorEvaluationContext) -> dg.SkipReason:
        for trouble in report_late(settings):
            context.log.warning(trouble)
        return dg.SkipReason("Deze sensor start geen run.")

    return [failed, ended_well, too_late]


def _report(
    settings: Settings, context: dg.RunStatusSensorContext, failure: Failure | None = None
) -> None:
    is_now = AS_OF_TAG not in context.dagster_run.tags
    if is_now and not (failure and failure.interrupted):
        for trouble in report(settings, failure):
            context.log.warning(trouble)


def _listing(settings: Settings) -> str | None:
    """A hash of the names, sizes and times of the files in the inbox; None if it is empty."""
    listing = [
        (path.relative_to(settings.inbox).as_posix(), path.stat().st_size, path.stat().st_mtime_ns)
        for path in inbox_files(settings.inbox)
    ]
    if not listing:
        return None
    return hashlib.sha256(repr(listing).encode()).hexdigest()[:16]
