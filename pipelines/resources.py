"""The one resource, `werk`: the work of a run, according to the tags of the run.

A run with the tag `veiligheidsbeeld/peildatum` makes the figures as known on that day; one with
`veiligheidsbeeld/uitgave` makes another issue of the factsheets than the latest. What the stations
do with `werk` is in `assets`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

import dagster as dg

from assets.basis.errors import AnalystError
from assets.basis.helper import SecondProcess
from assets.basis.home import Home
from assets.basis.logbook import USE, write_line
from assets.basis.report import Upgraded
from assets.basis.version import bring_up_to_date
from assets.deliveries.reader import InOwnProcess, limits_of
from assets.deliveries.work import Work
from assets.disclosure.publish.proposing import propose
from assets.factsheets.issues import driehoek_issue, raad_issue
from assets.formats.periods import is_issue
from assets.sources.outside import own_rows
from pipelines.settings import Settings

AS_OF_TAG = "veiligheidsbeeld/peildatum"
ISSUE_TAG = "veiligheidsbeeld/uitgave"


def work_of(settings: Settings, **more: object) -> Work:
    """The work on the home of `settings`. `more`: other fields of `Work`."""
    usual = {
        "own": own_rows(settings.configuration),
        "reader": InOwnProcess(limits_of(settings.configuration.inlezen)),
        "helper": SecondProcess(),
        "ahead": {
            "openbare_cijfers": propose,
            "driehoek_factsheet": driehoek_issue,
            "raad_factsheet": raad_issue,
        },
    }
    return Work(
        Home(settings.home, settings.inbox),
        settings.configuration,
        settings.layouts,
        **(usual | more),
    )


def of_run(work: Work, tags: Mapping[str, str]) -> Work:
    """`work` with the reference date and issue in the tags of a run. Raises `AnalystError` for a
    tag that is not a day or an issue."""
    as_of, issue = tags.get(AS_OF_TAG), tags.get(ISSUE_TAG)
    if as_of is not None:
        try:
            as_of = date.fromisoformat(as_of).isoformat()
        except ValueError:
            raise AnalystError(f"Het label {AS_OF_TAG} moet een dag zijn: JJJJ-MM-DD.") from None
    if issue is not None and not is_issue(issue):
        raise AnalystError(
            f"Het label {ISSUE_TAG} moet een uitgave zijn: 2020-05--2020-06 of 2020-H1."
        )
    return replace(work, folders=replace(work.folders, as_of=as_of, issue=issue))


def work_resource(make: Callable[[], Work]) -> dg.ResourceDefinition:
    """The resource. `make` returns new work for each run; the tags of the run are then applied. At
    the end of a run, the processes beside it end too."""

    @dg.resource(description="De gegevensmap en de instellingen van deze gemeente.")
    def werk(context: dg.InitResourceContext) -> Iterator[Work]:
        work = of_run(make(), context.run.tags if context.run else {})
        if words := bring_up_to_date(work.folders.root):
            work.report.add(Upgraded(words))
        with logged_run(work.folders.root, context), closing(work.reader), closing(work.helper):
            yield work

    return werk


@contextmanager
def logged_run(root: Path, context: dg.InitResourceContext) -> Iterator[None]:
    """Write a line in the logbook of the home when a run begins and one when it ends, whoever
    started it: a command, the screen, a schedule or the sensor. A killed run has a first line only.
    """
    if context.run is None or context.instance is None:
        yield
        return
    event = {"run": context.run.job_name, "nummer": context.run.run_id[:8]}
    _log(root, event | {"gebeurtenis": "begin"})
    try:
        yield
    finally:
        failed = context.instance.all_logs(
            context.run.run_id, of_type=dg.DagsterEventType.STEP_FAILURE
        )
        outcome = "mislukt" if failed else "gelukt"
        _log(root, event | {"gebeurtenis": "einde", "uitkomst": outcome})


def _log(root: Path, fields: Mapping[str, object]) -> None:
    """Write a line if this is a home. A log that cannot be written stops no run."""
    if (root / "archive").is_dir():
        with suppress(OSError):
            write_line(root, USE, **fields)
