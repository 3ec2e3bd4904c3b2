"""Running a job on a home from the shell: the same jobs, on the same Dagster storage, as the UI.

How the outcome is shown on a screen is in `pipelines.cli`.
"""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

import dagster as dg

from assets.basis.errors import AnalystError
from assets.basis.home import Home
from assets.basis.personal import secret_key
from assets.basis.report import RunReport
from assets.deliveries.work import Tick
from pipelines.definitions import build_defs
from pipelines.resources import AS_OF_TAG, ISSUE_TAG, of_run, work_of
from pipelines.settings import Settings
from pipelines.storage import kept_open

_DAGSTER_YAML = """\
# Dagster's storage of this home. No telemetry, no invitations; one run at a time.
telemetry:
  enabled: false
nux:
  enabled: false
concurrency:
  runs:
    max_concurrent_runs: 1
"""


@dataclass(frozen=True)
class Outcome:
    """How a run ended.

    `home`: where its tables are. `report`: what its stations did. `problem`: why it failed, without
    saying what was published. `interrupted`: whether the user stopped it.
    """

    success: bool
    home: Home
    report: RunReport
    problem: str | None
    interrupted: bool = False


def prepare_dagster(home: Path) -> Path:
    """The folder of Dagster's storage in `home`, with its settings."""
    folder = home / "dagster"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        home.chmod(0o700)
        settings = folder / "dagster.yaml"
        if not settings.exists():
            settings.write_text(_DAGSTER_YAML, "utf-8")
        with NamedTemporaryFile(dir=folder):
            pass  # fails now, and not halfway, if the folder is not writable
    except OSError:
        raise AnalystError(
            f"De gegevensmap «{home.name}» kan niet worden gebruikt: het is geen map, of u mag er "
            "niet in schrijven. Kies een andere met --home."
        ) from None
    return folder


def run_job(
    settings: Settings,
    job: str,
    as_of: str | None,
    progress: Callable[[str], Tick],
    without: tuple[str, ...] = (),
    issue: str | None = None,
) -> Outcome:
    """Run `job` in this process, skipping the assets `without`.

    `as_of`: reference date (YYYY-MM-DD). `issue`: period of another issue of the factsheets than
    the latest. A failure is explained in the analyst's words, never as a traceback.
    """
    work = work_of(settings, progress=progress)
    folder = prepare_dagster(settings.home)
    secret_key(work.home)  # fails now, and not halfway, for a key that is too short
    tags = {tag: value for tag, value in ((AS_OF_TAG, as_of), (ISSUE_TAG, issue)) if value}
    os.environ["DAGSTER_HOME"] = str(folder)
    logging.getLogger("dagster").setLevel(logging.CRITICAL)
    with warnings.catch_warnings(), kept_open():
        warnings.simplefilter("ignore")
        definition = build_defs(settings, work).resolve_job_def(job)
        with dg.DagsterInstance.from_config(str(folder)) as instance:
            result = definition.execute_in_process(
                instance=instance,
                raise_on_error=False,
                asset_selection=_all_but(definition, without) if without else None,
                tags=tags,
                run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
            )
    problem = None if result.success else _problem(result)
    home = of_run(work, tags).home
    return Outcome(result.success, home, work.report, problem, _interrupted(result))


def _all_but(definition: dg.JobDefinition, without: tuple[str, ...]) -> list[dg.AssetKey]:
    keys = definition.asset_layer.executable_asset_keys
    return sorted(key for key in keys if key.to_user_string() not in without)


def _interrupted(result: dg.ExecuteInProcessResult) -> bool:
    """Whether Ctrl+C ended a step: Dagster records that in the result and raises nothing."""
    names = {"DagsterExecutionInterruptedError", "KeyboardInterrupt"}
    return any(
        event.is_step_failure and event.step_failure_data.error.cls_name in names
        for event in result.all_events
    )


def _problem(result: dg.ExecuteInProcessResult) -> str:
    """Why the first failed step failed."""
    for event in result.all_events:
        if event.is_step_failure:
            error = event.step_failure_data.error
            while error.cause is not None:
                error = error.cause
            if error.cls_name in {"AnalystError", "UnreadableError"}:
                return error.message.split(": ", 1)[1].strip()
            return (
                f"Onverwachte fout in stap {event.step_key} ({error.cls_name}). "
                "Meld dit aan de beheerder."
            )
    return "De run is mislukt; het Dagster-scherm (veiligheidsbeeld ui) toont waar."
