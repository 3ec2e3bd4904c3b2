"""The work of one run: its home, its settings, and what its stations report.

Every door receives it as its one resource. It does not depend on Dagster, so a station can be run
from a test or a notebook too. What a station does is in its own room.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from filelock import FileLock, Timeout

from assets.basis.errors import AnalystError, without_values
from assets.basis.helper import Helper, NoHelper
from assets.basis.home import Home
from assets.basis.report import RunReport
from assets.deliveries.arriving import Look
from assets.deliveries.own_rows import OwnRows
from assets.deliveries.reader import InThisProcess, Reader
from assets.formats.text_table import TextTable
from schemas.configuration import Configuration
from schemas.layout import Layout

_SHORTLY = 2  # seconds that a run waits for another one on the same home without a word
_PATIENCE = 3600  # seconds that it waits in all
_ROOM = 1_000_000  # rows of tables kept in memory; beyond that, files are read again
Tick = Callable[[int, int], None]
T = TypeVar("T")


def _silent(label: str) -> Tick:
    return lambda done, total: None


@dataclass(frozen=True)
class Work:
    """The work of one run.

    `layouts`: how every known delivery is laid out. `progress`: label -> a function to call with
    (done, total). `own`: which rows are of this municipality. `reader`: what opens delivered files.
    `tables`: tables read earlier in this run, by levering_id, so that each is read once. `report`:
    what the stations did. `earlier`: a look at the inbox before the run, if there was one.
    `helper`: what works beside the run. `ahead`: name of an asset -> what can be worked out for it
    before its turn; `begun`: what was, so far.
    """

    folders: Home
    configuration: Configuration
    layouts: tuple[Layout, ...]
    progress: Callable[[str], Tick] = _silent
    own: OwnRows = field(default_factory=OwnRows)
    reader: Reader = field(default_factory=InThisProcess)
    tables: dict[str, TextTable] = field(default_factory=dict)
    report: RunReport = field(default_factory=RunReport)
    earlier: Look | None = None
    helper: Helper = field(default_factory=NoHelper)
    ahead: Mapping[str, Callable[[Home, Configuration], Any]] = field(default_factory=dict)
    begun: dict[str, Callable[[], Any]] = field(default_factory=dict)

    @property
    def home(self) -> Home:
        """The home, with its inbox. Raises `AnalystError` if there is no inbox."""
        if not self.folders.inbox.is_dir():
            raise AnalystError(
                f"De inbox «{self.folders.inbox.name}» is er niet. Maak de map, zet er de "
                "leveringen in, of wijs een andere aan met --inbox."
            )
        return self.folders

    def keep(self, levering_id: str, table: TextTable) -> None:
        """Keep a table for the next station, as long as there is room."""
        if sum(len(kept.frame) for kept in self.tables.values()) < _ROOM:
            self.tables[levering_id] = table

    def begin(self, asset: str) -> None:
        """Begin beside the run what this asset is made of; `result` gives it."""
        if asset in self.ahead:
            task = self.ahead[asset]
            self.begun[asset] = self.helper.share(task, self.home, self.configuration)

    def result(self, asset: str, task: Callable[[Home, Configuration], T]) -> T:
        """What was begun for this asset, or else the result of `task` now."""
        begun = self.begun.pop(asset, None)
        return begun() if begun else task(self.home, self.configuration)

    @contextmanager
    def station(self, name: str) -> Iterator[None]:
        """Run a station: alone on this home, and with errors that quote no data."""
        with without_values(name):
            lock = FileLock(self.home.locks / "werk.lock")
            self._acquire(lock)
            try:
                yield
            finally:
                lock.release()

    def _acquire(self, lock: FileLock) -> None:
        """Wait for another run on this home, and show that it is waited for."""
        try:
            lock.acquire(timeout=_SHORTLY)
        except Timeout:
            self.progress("Wacht op andere run")(0, 1)
            try:
                lock.acquire(timeout=_PATIENCE)
            except Timeout:
                raise AnalystError(
                    "Een andere run is al een uur met deze gegevensmap bezig. Wacht tot die klaar "
                    "is, of stop hem in het Dagster-scherm."
                ) from None
