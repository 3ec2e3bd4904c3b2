"""The work of one run: its home, its settings, and what its stations report.

Every door receives it as its one resource. It does not depend on Dagster, so a station can be run
from a test or a notebook too. What a station does is in its own room.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from filelock import FileLock, Timeout

from assets.basis.errors import AnalystError, without_values
from assets.basis.home import Home
from assets.basis.report import RunReport
from assets.deliveries.batch import Rows
from assets.deliveries.manifests import Manifest
from assets.deliveries.own_rows import OwnRows
from assets.formats.text_table import TextTable
from schemas.configuration import Configuration
from schemas.layout import Layout

_SHORTLY = 2  # seconds that a run waits for another one on the same home without a word
_PATIENCE = 3600  # seconds that it waits in all
Tick = Callable[[int, int], None]


class Prefetch(Protocol):
    """What another process has read and made already; `pipelines.ahead` implements it."""

    def examined(self, path: Path, sha: str) -> tuple[Manifest, TextTable] | None:
        """The content of a file of the inbox, if it was read and can be taken in."""

    def rows(self, source: str, mark: str) -> Mapping[str, Rows]:
        """levering_id -> the rows of new deliveries, if they were made under this mark."""


class NoPrefetch:
    """Nothing was prefetched: the run reads and makes everything itself."""

    def examined(self, path: Path, sha: str) -> None:
        """None for every file."""

    def rows(self, source: str, mark: str) -> Mapping[str, Rows]:
        """No rows for any source."""
        return {}


def _silent(label: str) -> Tick:
    return lambda done, total: None


@dataclass(frozen=True)
class Work:
    """The work of one run.

    `layouts`: how every known delivery is laid out. `progress`: label -> a function to call with
    (done, total). `ahead`: what another process has read already. `own`: which rows are of this
    municipality. `tables`: tables read earlier in this run, by levering_id, so that each is read
    once. `report`: what the stations did.
    """

    folders: Home
    configuration: Configuration
    layouts: tuple[Layout, ...]
    progress: Callable[[str], Tick] = _silent
    ahead: Prefetch = field(default_factory=NoPrefetch)
    own: OwnRows = field(default_factory=OwnRows)
    tables: dict[str, TextTable] = field(default_factory=dict)
    report: RunReport = field(default_factory=RunReport)

    @property
    def home(self) -> Home:
        """The home, with its inbox. Raises `AnalystError` if there is no inbox."""
        if not self.folders.inbox.is_dir():
            raise AnalystError(
                f"De inbox «{self.folders.inbox.name}» is er niet. Maak de map, zet er de "
                "leveringen in, of wijs een andere aan met --inbox."
            )
        return self.folders

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
