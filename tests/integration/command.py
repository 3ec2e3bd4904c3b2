"""Running the command line, in a process of its own or in that of the tests, and reading what it
leaves behind."""

from __future__ import annotations

import hashlib
import inspect
import io
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import dagster as dg
import duckdb
import pytest
from dagster._core.storage.dagster_run import DagsterRun
from dagster._core.storage.event_log import InMemoryEventLogStorage
from dagster._core.utils import make_new_run_id

from assets.basis.helper import NoHelper
from assets.deliveries import arriving
from assets.deliveries.reader import InThisProcess
from assets.warehouse.build import scan
from pipelines import running
from pipelines.cli import main
from schemas import published

PROJECT = Path(__file__).resolve().parents[2]
SAMPLE = PROJECT / "sample_data" / "inbox"
KEY = "een-sleutel-alleen-voor-de-toetsen"
SHEETS = ("driehoek_factsheet", "raad_factsheet", "openbare_website", "open_data")
# All that is made after the internal publication, and after the tables of the models.
PRODUCTS = (*SHEETS, *published.EDITION, "openbaar_duckdb")
AFTER_MODELS = (*published.DERIVED, "intern_duckdb", *PRODUCTS)
IS_SHORT = False  # set for a run with some of the examples: `make test`
_SETTINGS = {"VEILIGHEIDSBEELD_SLEUTEL": KEY, "COLUMNS": "200"}


class _NoEvents(InMemoryEventLogStorage):
    """Keeps nothing of a run; half the time of a small one goes to keeping its events."""

    def store_event(self, event: dg.EventLogEntry) -> None:
        """Forget it."""

    def get_asset_records(self, asset_keys: Sequence[dg.AssetKey] | None = None) -> list:
        """None were kept."""
        return []

    def fetch_observations(self, *_: object, **__: object) -> dg.EventRecordsResult:
        """None were kept; looking for them takes a tenth of a small run."""
        return dg.EventRecordsResult([], cursor="", has_more=False)


def in_memory() -> dg.DagsterInstance:
    """Dagster without a memory: its runs are kept nowhere."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dagster._core.storage.event_log.InMemoryEventLogStorage", _NoEvents)
        instance = dg.DagsterInstance.ephemeral()
    instance.create_run_for_job = partial(_run_of, instance)
    return instance


def _run_of(
    instance: dg.DagsterInstance,
    job_def: dg.JobDefinition,
    run_config: Mapping[str, object],
    tags: Mapping[str, str],
    asset_selection: frozenset[dg.AssetKey] | None,
    **_: object,
) -> DagsterRun:
    """A run without the descriptions of its job and its steps: who looks on a screen needs them,
    and making them takes a tenth of a small run."""
    run = DagsterRun(
        job_name=job_def.name,
        run_id=make_new_run_id(),
        run_config=run_config,
        tags=tags,
        asset_selection=asset_selection,
    )
    return instance.run_storage.add_run(run)


@dataclass(frozen=True)
class Finished:
    """A command that has ended."""

    code: int
    out: str
    err: str


def veiligheidsbeeld(
    *arguments: object, python: str = "", patience: float = 300, **environment: str
) -> Finished:
    """Run the command line as a user does. `python`: code to run in its process first. `patience`:
    seconds that it may take."""
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("VEILIGHEIDSBEELD_", "DAGSTER_"))
    }
    code = f"{python}\nfrom pipelines.cli import start\nstart()"
    ended = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=PROJECT,
        env=clean | _SETTINGS | environment,
        capture_output=True,
        text=True,
        timeout=patience,
        check=False,
    )
    return Finished(ended.returncode, ended.stdout, ended.stderr)


def in_this_process(
    *arguments: object,
    without: tuple[str, ...] = (),
    storage: bool = False,
    **environment: str,
) -> Finished:
    """Run the command line as a user does, but here: no start-up, no process of its own for the
    files, none beside it, and no waiting for files that may still grow.

    `without`: assets that its jobs skip. `storage`: whether Dagster keeps its events in the home,
    as it does for a user; without them a run takes a few seconds less.
    """
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith(("VEILIGHEIDSBEELD_", "DAGSTER_")):
                patch.delenv(name)
        for name, value in _SETTINGS.items() | environment.items():
            patch.setenv(name, value)
        patch.setenv("DAGSTER_HOME", "")  # a run sets it: put back afterwards
        patch.chdir(PROJECT)
        patch.setattr(sys, "argv", ["veiligheidsbeeld", *map(str, arguments)])
        for module in ("pipelines.resources", "assets.deliveries.reader"):
            patch.setattr(f"{module}.InOwnProcess", lambda _: InThisProcess())
        patch.setattr("pipelines.resources.SecondProcess", NoHelper)
        patch.setattr(arriving, "PAUSE", 0)  # files of a test are always new
        patch.setattr(running, "run_job", skipping(without))
        if without:  # then the run was not whole, and the next one has work to do
            patch.setattr("pipelines.whole_run.remember", lambda home, note: None)
        if not storage:
            patch.setattr(dg.DagsterInstance, "from_config", lambda _: in_memory())
            patch.setattr("dagster._core.events.log_step_event", lambda *_: None)
        with redirect_stdout(out), redirect_stderr(err):
            code = _exit_code(main)
    return Finished(code, out.getvalue(), err.getvalue())


def tables_only(*arguments: object, **environment: str) -> Finished:
    """The same up to the internal publication, for tests that are about figures and not about what
    the public and the sheets get of them."""
    return in_this_process(*arguments, without=PRODUCTS, **environment)


def models_only(*arguments: object, **more: object) -> Finished:
    """The same up to the tables of the models, in half the time: for tests that are about which
    rows count and where. `make test-all` goes on to the publication. Ask with `ask_made`."""
    if IS_SHORT:
        return in_this_process(*arguments, without=AFTER_MODELS, **more)
    return tables_only(*arguments, **more)


def skipping(skipped: tuple[str, ...]) -> Callable[..., running.Outcome]:
    """What runs a job, but for these assets."""
    run = running.run_job

    def run_job(*arguments: object, **named: object) -> running.Outcome:
        asked = inspect.signature(run).bind(*arguments, **named)
        without = asked.arguments.get("without", ())
        asked.arguments["without"] = (*without, *skipped)
        return run(*asked.args, **asked.kwargs)

    return run_job


def _exit_code(command: Callable[[], None]) -> int:
    try:
        command()
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def checksums(folder: Path, pattern: str = "*.parquet") -> dict[str, str]:
    """Name -> sha256 of the files of a folder."""
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob(pattern)
    }
    assert found, f"nothing in {folder}"
    return found


def figures(path: Path) -> dict[str, object]:
    """Table of a publication -> its number of rows and a checksum of all its values; without what
    it tells of the program that made it."""
    with duckdb.connect(str(path), read_only=True) as published_file:
        names = published_file.execute("select table_name from duckdb_tables()").fetchall()
        content = "select count(*), sum(hash(t)::hugeint) from {} as t"
        return {
            name: published_file.execute(content.format(name)).fetchone()
            for (name,) in names
            if name != "publicatie"
        }


def ask(path: Path, sql: str) -> list[tuple]:
    """The rows of a query on a published file, read as a dashboard reads it."""
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def ask_made(home: Path, sql: str, as_of: str = "") -> list[tuple]:
    """The rows of a query on what `models_only` made: the publication, or the tables in `make
    test`. `as_of`: those of a reference date."""
    folder = f"peildatum={as_of}" if as_of else ""
    if not IS_SHORT:
        return ask(home / "publish" / folder / "intern.duckdb", sql)
    with duckdb.connect() as connection:
        for name in set(re.findall(r"\w+", sql)):
            if (table := home / "tables" / folder / f"{name}.parquet").exists():
                connection.execute(f"create view {name} as from {scan(table)}")
        return connection.execute(sql).fetchall()
