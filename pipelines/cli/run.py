"""`veiligheidsbeeld run`: the main job, and the summary of what it did."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from assets.basis.errors import AnalystError
from pipelines.cli.job import run_job_on_screen, show_products
from pipelines.cli.options import Config, Home, Inbox
from pipelines.cli.screen import console, labelled_lines, shown_path

if TYPE_CHECKING:  # the command line starts without the libraries that only its work needs
    from assets.warehouse.summary import Line
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
    from pipelines.jobs import ALLES
    from pipelines.settings import load_settings

    settings = load_settings(home, inbox, config)
    _require_all(settings)
    as_of = f"{peildatum:%Y-%m-%d}" if peildatum else None
    outcome = run_job_on_screen(settings, ALLES, as_of=as_of)
    show_summary(outcome)


def _require_all(settings: Settings) -> None:
    """Raise `AnalystError` with all that is missing, so that it takes one run to know it all."""
    from assets.reference.files import missing

    told = missing(settings.configuration)
    if not settings.inbox.is_dir():
        told.append(
            f"De inbox «{shown_path(settings.inbox)}» is er niet. Maak de map en zet er de "
            "leveringen in, of wijs een andere aan met --inbox."
        )
    if told:
        lines = told if len(told) == 1 else ["Er ontbreekt nog wat:", *(f"- {t}" for t in told)]
        raise AnalystError("\n".join(lines))


def show_lines(lines: Iterable[Line]) -> None:
    """Lines of a summary, in colour where they need attention."""
    from assets.warehouse.messages import Tone

    colours = {Tone.WARNING: "yellow", Tone.ALARM: "red"}
    table = labelled_lines()
    for line in lines:
        colour = colours.get(line.tone)
        label = f"[{colour}]{line.label}[/]" if colour else line.label
        table.add_row(label, escape("\n".join([line.text, *(f"- {own}" for own in line.details)])))
    console.print(table)


def show_summary(outcome: Outcome) -> None:
    """What the run took in, refused, linked and published, and which files to open."""
    from assets.warehouse.summary import summary
    from assets.warehouse.told import TERMINAL, remember, told_before

    told = summary(outcome.home, outcome.report, told_before(outcome.home, TERMINAL))
    console.print()
    show_lines(told.lines)
    remember(outcome.home, TERMINAL, told.keys)
    show_products(outcome)
    command = shown_path(Path(sys.argv[0]))
    console.print(f"\nVerder: {command} status · straat NAAM · export · check · ui")
