"""The two tasks of a region, as a worker does them: dividing a delivery, and the run of one
municipality. They are the same whoever starts them: the shell, a cluster or Dagster.

What goes in and comes out can be sent to another process. An answer has counts and words for the
analyst, and no value of a row.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from assets.basis.errors import AnalystError, without_values
from assets.basis.home import Home
from assets.basis.personal import KEY_VARIABLE
from assets.deliveries.archive import Intake
from assets.deliveries.inbox import inbox_files
from assets.deliveries.reader import InOwnProcess, Limits, limits_of
from assets.deliveries.work import NothingAhead, Tick
from assets.region.archive import Arrived, Whole, divide
from assets.region.members import Members
from assets.region.splitting import layouts_of
from assets.warehouse.summary import summary
from pipelines.jobs import ALLES
from pipelines.locations import INBOX_VARIABLE
from pipelines.running import run_job
from pipelines.settings import Settings, load_settings, read_configuration
from pipelines.unchanged import nothing_new, surroundings
from pipelines.whole_run import leave_note, require_all

_SHARED = (KEY_VARIABLE, INBOX_VARIABLE, "DAGSTER_HOME")
_LOCK = threading.Lock()  # a run sets variables of its process


class How(StrEnum):
    """How the run of a municipality ended."""

    DONE = "klaar"
    NOTHING = "niets nieuw"
    FAILED = "mislukt"


@dataclass(frozen=True)
class Municipality:
    """A municipality to run: where everything of it is. `inbox`: None if its settings say it."""

    code: str
    name: str
    config: Path
    home: Path
    inbox: Path | None = None


@dataclass(frozen=True)
class Ended:
    """The outcome of one municipality. `deliveries` and `rows`: taken in by this run. `problem`:
    why it failed, in the analyst's words."""

    code: str
    name: str
    how: How
    seconds: float = 0.0
    deliveries: int = 0
    rows: int = 0
    problem: str = ""


@dataclass(frozen=True)
class ToDivide:
    """A delivery to divide: what arrived in the region at `home` and `inbox`, for the
    municipalities with these inboxes. `config`: the settings by which it is read, if any."""

    home: Path
    inbox: Path
    arrived: Arrived
    inboxes: dict[str, Path]
    config: Path | None = None


def inbox_of(task: Municipality) -> Path:
    """The inbox of a municipality. Raises `AnalystError` for settings that cannot be read."""
    return task.inbox or read_configuration(task.config).leveringen.inbox or task.home / "inbox"


def divided(task: ToDivide) -> Whole | str | None:
    """Divide a delivery; see `assets.region.archive.divide`."""
    try:
        configuration = read_configuration(task.config)
        with without_values("het verdelen van een levering"):
            return divide(
                Home(task.home, task.inbox),
                task.arrived,
                layouts_of(configuration),
                Members(task.inboxes),
                task.inboxes,
                _reader(limits_of(configuration.inlezen)),
            )
    except AnalystError as error:
        return str(error)


@lru_cache(maxsize=1)
def _reader(limits: Limits) -> InOwnProcess:
    """The process that opens files for this one: one for all that it divides. It ends with this
    process."""
    return InOwnProcess(limits)


def delivered(task: Municipality) -> int:
    """The bytes in the inbox of a municipality, by which the longest run is known."""
    try:
        return sum(path.stat().st_size for path in inbox_files(inbox_of(task)))
    except (AnalystError, OSError):
        return 0


def has_nothing(task: Municipality) -> bool:
    """Whether a run of a municipality would have nothing to do. What is wrong with its settings or
    its key is told by its run."""
    try:
        with _LOCK, _alone(task.code):
            return nothing_new(task.home, inbox_of(task), task.config) is not None
    except AnalystError:
        return False


def run_municipality(task: Municipality) -> Ended:
    """Run the main job of a municipality on its own home, under its own key, if there is anything
    to do. It never raises: a failure is part of the answer."""
    began = time.monotonic()
    try:
        with _LOCK, _alone(task.code), _quiet(), without_values(f"de run van {task.name}"):
            ended = _run(task)
    except AnalystError as error:
        ended = Ended(task.code, task.name, How.FAILED, problem=str(error))
    return Ended(**(vars(ended) | {"seconds": round(time.monotonic() - began, 1)}))


def _run(task: Municipality) -> Ended:
    if nothing_new(task.home, inbox_of(task), task.config):
        return Ended(task.code, task.name, How.NOTHING)
    settings = load_settings(task.home, inbox_of(task), task.config)
    _require_own(task, settings)
    settings.inbox.mkdir(mode=0o700, parents=True, exist_ok=True)
    require_all(settings, settings.inbox.name)
    given = surroundings(settings)
    # Beside the others no run has work of its own done ahead: it would take their processor.
    outcome = run_job(settings, ALLES, None, _silent, ahead=NothingAhead())
    if not outcome.success:
        return Ended(task.code, task.name, How.FAILED, problem=outcome.problem or "Gestopt.")
    told = summary(outcome.home, outcome.report, frozenset())
    leave_note(settings, given, outcome, told.again)
    intake = outcome.report.last(Intake)
    new = intake.new if intake else ()
    rows = sum(manifest.rijen for manifest in new)
    return Ended(task.code, task.name, How.DONE, deliveries=len(new), rows=rows)


def _require_own(task: Municipality, settings: Settings) -> None:
    code = settings.configuration.gemeente.code
    if code != task.code:
        raise AnalystError(
            f"{task.config.name} is van gemeente {code}, en in REGIO.toml staat het bij "
            f"{task.code}. Verbeter het pad bij [gemeenten.{task.code}]."
        )


@contextmanager
def _alone(code: str) -> Iterator[None]:
    """Only the key of this municipality: from the environment under its own name, else that of its
    home. One key for all would make the same number the same pseudonym everywhere. Nor do all of
    them have the inbox or the storage of Dagster that the environment may name."""
    shared = {name: os.environ.pop(name, None) for name in _SHARED}
    if own := os.environ.get(f"{KEY_VARIABLE}_{code}"):
        os.environ[KEY_VARIABLE] = own
    try:
        yield
    finally:
        for name in _SHARED:
            os.environ.pop(name, None)
        os.environ.update({name: value for name, value in shared.items() if value is not None})


@contextmanager
def _quiet() -> Iterator[None]:
    """Let no library draw on the screen that the region tells its progress on."""
    sys.stdout.flush()
    kept = os.dup(1)
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)


def _silent(label: str) -> Tick:
    return lambda done, total: None
