"""`veiligheidsbeeld run`: the main job, and the summary of what it did."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from assets.basis.report import Line, Published, Tone
from pipelines.cli import alerts
from pipelines.cli.job import run_job_on_screen, show_products
from pipelines.cli.options import Config, Home, Inbox
from pipelines.cli.screen import console, labelled_lines, shown_path
from pipelines.locations import home_folder
from pipelines.unchanged import nothing_new, surroundings
from pipelines.waiting_alerts import has_waiting

if TYPE_CHECKING:  # the command line starts without the libraries that only its work needs
    from pipelines.running import Outcome
    from pipelines.settings import Settings


def run(
    inbox: Inbox = None,
    home: Home = None,
    config: Config = None,
    peildatum: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            help="Maak de cijfers zoals bekend op deze dag, naast de huidige publicatie",
        ),
    ] = None,
) -> None:
    """Neem in wat nieuw is, koppel, controleer en publiceer."""
    if peildatum is None and (known := nothing_new(home_folder(home), inbox, config)):
        _show(known.lines, known.products)
        if has_waiting(home_folder(home)):
            alerts.send_waiting(home, inbox, config)
        return
    from pipelines.settings import load_settings

    settings = load_settings(home, inbox, config)
    as_of = f"{peildatum:%Y-%m-%d}" if peildatum else None
    with alerts.reported(settings) if as_of is None else nullcontext():
        _run(settings, as_of)


def _run(settings: Settings, as_of: str | None) -> None:
    from assets.deliveries.arriving import look
    from assets.deliveries.reader import InOwnProcess, limits_of
    from pipelines.whole_run import leave_note, require_all

    require_all(settings, shown_path(settings.inbox))
    given = surroundings(settings)
    reader = InOwnProcess(limits_of(settings.configuration.inlezen))
    reader.start()  # it gets ready while this process loads what the run needs
    earlier = look(settings.inbox)
    from pipelines.jobs import ALLES

    outcome = run_job_on_screen(settings, ALLES, as_of=as_of, reader=reader, earlier=earlier)
    again = show_summary(outcome)
    if as_of is None:
        leave_note(settings, given, outcome, again)


def show_lines(lines: Iterable[Line]) -> None:
    """Lines of a summary, in colour where they need attention."""
    colours = {Tone.WARNING: "yellow", Tone.ALARM: "red"}
    table = labelled_lines()
    for line in lines:
        colour = colours.get(line.tone)
        label = f"[{colour}]{line.label}[/]" if colour else line.label
        table.add_row(label, escape("\n".join([line.text, *(f"- {own}" for own in line.details)])))
    console.print(table)


def show_summary(outcome: Outcome) -> tuple[Line, ...]:
    """What the run took in, refused, linked and published, and which files to open. Returns what
    the next run says if nothing changes."""
    from assets.warehouse.summary import summary
    from assets.warehouse.told import TERMINAL, remember, told_before

    told = summary(outcome.home, outcome.report, told_before(outcome.home, TERMINAL))
    _show(told.lines, outcome.report.every(Published))
    remember(outcome.home, TERMINAL, told.keys)
    return told.again


def _show(lines: Iterable[Line], products: Sequence[Published]) -> None:
    console.print()
    show_lines(lines)
    show_products(products)
    command = shown_path(Path(sys.argv[0]))
    console.print(f"\nVerder: {command} status · straat NAAM · export · check · ui")
