"""The one resource: what every door needs to do its work, and what it tells of it.

An asset asks it for the work of its own run: a run with the tag `veiligheidsbeeld/peildatum`
works as known on that day, one with `veiligheidsbeeld/uitgave` on another issue of the factsheets
than the latest. No asset bodies here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date

import dagster as dg
from filelock import FileLock, Timeout

from assets.basis.errors import AnalystError, without_values
from assets.basis.home import Home
from assets.deliveries.archive import manifests
from assets.deliveries.staging import Progress
from assets.formats.periods import is_issue
from assets.formats.text_table import TextTable
from pipelines.ahead import Ahead
from pipelines.settings import Settings
from schemas.configuration import Configuration
from schemas.layout import Layout

AS_OF_TAG = "veiligheidsbeeld/peildatum"
ISSUE_TAG = "veiligheidsbeeld/uitgave"
_PATIENCE = 3600  # seconds that a run waits for another on the same home
Tick = Callable[[int, int], None]


def _silent(label: str) -> Tick:
    return lambda done, total: None


@dataclass(frozen=True)
class Work:
    """The work of a run. `ahead`: what a second process has done of it already. `tables`: what was
    read in this run, so that it is read once. `told`: what the stations tell of what they did, for
    the summary of the command line."""

    settings: Settings
    progress: Callable[[str], Tick] = _silent
    ahead: Ahead = field(default_factory=Ahead)
    as_of: str | None = None
    issue: str | None = None
    tables: dict[str, TextTable] = field(default_factory=dict)
    told: dict[str, object] = field(default_factory=dict)

    def of_run(self, tags: Mapping[str, str]) -> Work:
        """This work, as known on the reference date and for the issue of the run's tags."""
        as_of = tags.get(AS_OF_TAG)
        if as_of is not None:
            try:
                as_of = date.fromisoformat(as_of).isoformat()
            except ValueError:
                raise AnalystError(
                    f"Het label {AS_OF_TAG} moet een dag zijn: JJJJ-MM-DD."
                ) from None
        issue = tags.get(ISSUE_TAG)
        if issue is not None and not is_issue(issue):
            raise AnalystError(
                f"Het label {ISSUE_TAG} moet een uitgave zijn: 2020-05--2020-06 of 2020-H1."
            )
        return replace(self, as_of=as_of, issue=issue)

    @property
    def home(self) -> Home:
        """The home, as known on the reference date, with the tables of the issue."""
        inbox = self.settings.inbox
        if not inbox.is_dir():
            raise AnalystError(
                f"De inbox «{inbox.name}» is er niet. Maak de map, zet er de leveringen in, of "
                "wijs een andere aan met --inbox."
            )
        return Home(self.settings.home, inbox, self.as_of, self.issue)

    @property
    def configuration(self) -> Configuration:
        """The settings of the municipality."""
        return self.settings.configuration

    @property
    def layouts(self) -> tuple[Layout, ...]:
        """How every known delivery is laid out."""
        return self.settings.layouts

    @contextmanager
    def station(self, name: str) -> Iterator[None]:
        """Do the work of a station: alone on this home, and with errors that quote no data."""
        lock = FileLock(self.home.locks / "werk.lock")
        try:
            lock.acquire(timeout=_PATIENCE)
        except Timeout:
            raise AnalystError(
                "Een andere run is al een uur met deze gegevensmap bezig. Wacht tot die klaar is, "
                "of stop hem in het Dagster-scherm."
            ) from None
        try:
            with without_values(name):
                yield
        finally:
            lock.release()

    def note(self, **told: object) -> None:
        """Tell what a station did; notes of `published` are gathered."""
        for name, value in told.items():
            if name == "published":
                self.told.setdefault("published", {}).update(value)
            else:
                self.told[name] = value

    def months_made(
        self, context: dg.AssetExecutionContext, done: Progress
    ) -> dg.MaterializeResult:
        """Tell Dagster which months this run brought.

        Without a chosen month (as the shell, the schedule and the sensor run it) every month of
        every new delivery is marked, however many, in this one run.
        """
        months = {
            month
            for manifest in manifests(self.home)
            if manifest.levering_id in done.made
            for month in manifest.maanden
        }
        if not context.has_partition_key_range:
            known = set(context.assets_def.partitions_def.get_partition_keys())
            for month in sorted(months & known):
                context.log_event(dg.AssetMaterialization(context.asset_key, partition=month))
        return dg.MaterializeResult(
            metadata={
                "leveringen": done.total,
                "nieuw verwerkt": len(done.made),
                "maanden": len(months),
            }
        )
