"""The run of a region: divide what came for all, run every municipality, and roll up what is
public.

How it is shown is in `pipelines.cli.regio`; one task of it is in `tasks`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
from filelock import FileLock, Timeout

from assets.basis.atomic import write_if_changed
from assets.basis.errors import AnalystError
from assets.basis.home import Home
from assets.deliveries.reader import InOwnProcess, limits_of
from assets.factsheets.html import render
from assets.region.archive import Whole, raw_file, to_divide, wholes
from assets.region.leaving import leaving
from assets.region.members import Members
from assets.region.open_figures import everybody
from assets.region.page import page_of
from assets.region.publication import FILE, publish_region
from assets.region.rollup import rolled_up
from pipelines.region.cluster import Done, Workers
from pipelines.region.settings import RegionSettings
from pipelines.region.tasks import (
    Ended,
    How,
    Municipality,
    ToDivide,
    delivered,
    divided,
    has_nothing,
    inbox_of,
    run_municipality,
)
from schemas.configuration import Configuration
from schemas.open_data import SOURCE as OPEN_DATA

PAGES = "vergelijking"


@dataclass
class RegionOutcome:
    """What a run of a region did. `divided`: deliveries for all that were divided; `refused`: why
    others were not; `arriving`: files that were still being copied."""

    divided: list[Whole] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    arriving: int = 0
    ended: list[Ended] = field(default_factory=list)
    changed: bool = False
    pages: int = 0

    @property
    def failed(self) -> list[Ended]:
        """The municipalities whose run failed."""
        return [each for each in self.ended if each.how is How.FAILED]


def number_of_workers(region: RegionSettings, asked: int | None, tasks: int) -> int:
    """How many workers this machine starts: as asked or set, and no more than there are tasks."""
    return max(1, min(asked or region.settings.regio.workers or os.cpu_count() or 1, tasks))


def municipalities_of(region: RegionSettings) -> list[Municipality]:
    """A task for each municipality of the region, by code."""
    return [
        Municipality(code, region.names[code], member.instellingen, member.home, member.inbox)
        for code, member in region.members.items()
    ]


def home_of(region: RegionSettings) -> Home:
    """The folder of the region with its inbox, which is made."""
    region.inbox.mkdir(mode=0o700, parents=True, exist_ok=True)
    return Home(region.home, region.inbox)


def run_region(
    region: RegionSettings,
    crew: Callable[[int], AbstractContextManager[Workers]],
    tell: Callable[[int, int, Ended], None] = lambda done, total, ended: None,
) -> RegionOutcome:
    """Divide, run and roll up. `crew`: the number of tasks -> workers for them; they are started
    only if there is something to do. `tell` is called as each municipality ends."""
    outcome = RegionOutcome()
    tasks = municipalities_of(region)
    with only_run(region):
        new = deliveries(region)
        idle = [] if new else [task for task in tasks if has_nothing(task)]
        for task in idle:
            _add(outcome, Ended(task.code, task.name, How.NOTHING), len(tasks), tell)
        busy = [task for task in tasks if task not in idle]
        if new or busy:
            with crew(max(len(busy), len(new))) as workers:
                for done in workers.each(divided, new):
                    _note(outcome, done.problem or done.answer)
                busy.sort(key=delivered, reverse=True)  # the longest first: none is left waiting
                for done in workers.each(run_municipality, busy):
                    _add(outcome, done.answer or _failed(done), len(tasks), tell)
        outcome.ended.sort(key=lambda ended: ended.code)
        outcome.changed, outcome.pages = roll_up(region)
    return outcome


def _failed(done: Done[Municipality, Ended]) -> Ended:
    return Ended(done.task.code, done.task.name, How.FAILED, problem=done.problem)


def _add(
    outcome: RegionOutcome, ended: Ended, total: int, tell: Callable[[int, int, Ended], None]
) -> None:
    outcome.ended.append(ended)
    tell(len(outcome.ended), total, ended)


@contextmanager
def only_run(region: RegionSettings) -> Iterator[None]:
    """Hold the region: two runs of it at a time would divide the same files. Raises `AnalystError`
    while there is another."""
    lock = FileLock(home_of(region).locks / "regio.lock")
    try:
        lock.acquire(timeout=2)
    except Timeout:
        raise AnalystError(
            "Een andere run van deze regio is bezig. Wacht tot die klaar is."
        ) from None
    try:
        yield
    finally:
        lock.release()


def deliveries(region: RegionSettings) -> list[ToDivide]:
    """A task for each delivery that is to be divided, in the order of arrival. A municipality whose
    settings cannot be read gets its part once they can: then the delivery is divided again."""
    inboxes = {}
    for task in municipalities_of(region):
        with suppress(AnalystError):  # its own run says so
            inboxes[task.code] = inbox_of(task)
    return [
        ToDivide(region.home, region.inbox, arrived, inboxes, region.settings.regio.leveringen)
        for arrived in to_divide(home_of(region), Members(inboxes))
    ]


def _note(outcome: RegionOutcome, answer: Whole | str | None) -> None:
    if isinstance(answer, Whole):
        outcome.divided.append(answer)
    elif answer is None:
        outcome.arriving += 1
    else:
        outcome.refused.append(answer)


def roll_up(region: RegionSettings) -> tuple[bool, int]:
    """Write regio.duckdb and the pages; whether the file changed, and how many pages did."""
    settings, home = region.settings.regio, home_of(region)
    found = (
        leaving(member.home, code, region.names[code]) for code, member in region.members.items()
    )
    public = [each for each in found if each is not None]
    archived = wholes(home)
    if settings.open_data == "nederland":
        reader = InOwnProcess(limits_of(Configuration().inlezen))
        try:
            files = [
                (raw_file(home, each), each.bestandsnaam)
                for each in archived
                if each.bron == OPEN_DATA
            ]
            public += everybody(files, reader)
        finally:
            reader.close()
    if not public:
        return False, 0
    chosen = {code: member.vergelijk_met for code, member in region.members.items()}
    tables = rolled_up(
        public, _inhabitants(settings.inwoners), chosen, settings.gelijke_gemeenten, archived
    )
    changed = publish_region(home.publish, tables)
    folder = home.product(PAGES)
    codes = tables["gemeenten"]["gemeentecode"]
    if not changed and all((folder / f"{code}.html").exists() for code in codes):
        return False, 0
    pages = [
        write_if_changed(folder / f"{code}.html", render(page_of(tables, code, settings.naam)))
        for code in codes
    ]
    return changed, sum(pages)


def _inhabitants(path: Path | None) -> pd.DataFrame:
    columns = ["gemeentecode", "jaar", "inwoners"]
    if path is None:
        return pd.DataFrame(columns=columns)
    if not path.is_file():
        raise AnalystError(
            f"[regio] inwoners wijst naar {path.name}, maar dat bestand is er niet. Verbeter het "
            "pad."
        )
    table = pd.read_csv(path, dtype="str", sep=None, engine="python", encoding="utf-8-sig")
    table.columns = [str(column).strip().casefold() for column in table.columns]
    lacking = _first_missing(columns, table.columns)
    if lacking:
        raise AnalystError(
            f"«{path.name}» mist de kolom «{lacking}» (gemeentecode, jaar, inwoners)."
        )
    table = table[columns].apply(lambda column: column.str.strip())
    numbers = table[["jaar", "inwoners"]].apply(pd.to_numeric, errors="coerce")
    if numbers.isna().any(axis=None):
        raise AnalystError(f"«{path.name}»: in jaar of inwoners staat iets dat geen getal is.")
    return table.assign(**numbers.astype("int64"))


def _first_missing(wanted: Iterable[str], present: Iterable[str]) -> str:
    there = set(present)
    return next((name for name in wanted if name not in there), "")


def public_file(region: RegionSettings) -> Path:
    """Where regio.duckdb is."""
    return region.home / "publish" / FILE
