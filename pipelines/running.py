"""Running a job on a home from the shell: the same jobs, on the same Dagster storage, as the UI.

How the outcome is shown on a screen is in `pipelines.cli`.
"""

from __future__ import annotations

import errno
import logging
import os
import warnings
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from tempfile import NamedTemporaryFile

import dagster as dg

from assets.basis.errors import AnalystError
from assets.basis.home import Home
from assets.basis.personal import remember_key, secret_key
from assets.basis.report import Repaired, RunReport
from assets.basis.trouble import in_words
from assets.deliveries.work import Tick, Work
from pipelines.definitions import build_defs
from pipelines.failures import Failure, failure_of
from pipelines.resources import AS_OF_TAG, ISSUE_TAG, of_run, work_of
from pipelines.settings import Settings
from pipelines.storage import kept_open
from pipelines.storage_repair import SETTINGS, opened, repair_storage

# Libraries that take long to load, and that a room therefore loads when it first needs them.
_LOADED_LATE = ("scipy.stats", "altair")
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

    `home`: where its tables are. `report`: what its stations did. `failure`: why it failed, without
    saying what was published; None if it did not.
    """

    success: bool
    home: Home
    report: RunReport
    failure: Failure | None = None


def prepare_dagster(home: Path) -> tuple[Path, list[str]]:
    """The folder of Dagster's storage in `home`, with its settings; and a sentence for each damaged
    file in it that was set aside."""
    folder = home / "dagster"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        home.chmod(0o700)
        repaired = repair_storage(folder)
        settings = folder / SETTINGS
        if not settings.exists():
            settings.write_text(_DAGSTER_YAML, "utf-8")
        with NamedTemporaryFile(dir=folder):
            pass  # fails now, and not halfway, if the folder is not writable
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS):
            raise AnalystError(in_words(error)) from None
        raise AnalystError(
            f"De gegevensmap «{home.name}» kan niet worden gebruikt: het is geen map, of u mag er "
            "niet in schrijven. Kies een andere met --home."
        ) from None
    return folder, repaired


def check_settings(folder: Path) -> list[str]:
    """Replace the settings of Dagster's storage if Dagster refuses them; a sentence if it did."""
    with opened(folder, _DAGSTER_YAML) as (_, repaired):
        return repaired


def run_job(
    settings: Settings,
    job: str,
    as_of: str | None,
    progress: Callable[[str], Tick],
    without: tuple[str, ...] = (),
    issue: str | None = None,
    **beside: object,
) -> Outcome:
    """Run `job` in this process, skipping the assets `without`.

    `as_of`: reference date (YYYY-MM-DD). `issue`: period of another issue of the factsheets than
    the latest. `beside`: other fields of `Work`, such as a reader that has been started. A failure
    is explained in the analyst's words, never as a traceback.
    """
    work = work_of(settings, progress=progress, **beside)
    folder, repaired = prepare_dagster(settings.home)
    work.report.add(*map(Repaired, repaired))
    secret_key(work.home)  # fails now, and not halfway, for a key that is too short
    remember_key(work.home)  # a home of an earlier version did not
    tags = {tag: value for tag, value in ((AS_OF_TAG, as_of), (ISSUE_TAG, issue)) if value}
    os.environ["DAGSTER_HOME"] = str(folder)
    logging.getLogger("dagster").setLevel(logging.CRITICAL)
    home = of_run(work, tags).home
    with warnings.catch_warnings(), kept_open(), closing(work.helper):
        _get_ready(work)
        warnings.simplefilter("ignore")
        definition = build_defs(settings, work).resolve_job_def(job)
        with opened(folder, _DAGSTER_YAML) as (instance, refused):
            work.report.add(*map(Repaired, refused))
            try:
                result = definition.execute_in_process(
                    instance=instance,
                    raise_on_error=False,
                    asset_selection=_all_but(definition, without) if without else None,
                    tags=tags,
                    run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
                )
            except Exception as error:  # Dagster could not write its own events
                if words := in_words(error):
                    return Outcome(False, home, work.report, Failure(job, words))
                raise
    failure = None if result.success else failure_of(job, result.all_events)
    return Outcome(result.success, home, work.report, failure)


def _get_ready(work: Work) -> None:
    """Let the second process load what it will be asked, while the run reads. Not earlier: then
    this process and the reader load libraries too."""
    asked = {"assets.indicators.tables", *(task.__module__ for task in work.ahead.values())}
    for module in (*sorted(asked), *_LOADED_LATE):
        work.helper.prepare(import_module, module)


def _all_but(definition: dg.JobDefinition, without: tuple[str, ...]) -> list[dg.AssetKey]:
    keys = {key.to_user_string(): key for key in definition.asset_layer.executable_asset_keys}
    return [keys[name] for name in sorted(keys.keys() - set(without))]
