"""`veiligheidsbeeld opschonen`: remove what is past its term, or show what would go.

Finding and removing is the work of `pipelines.keeping`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from pipelines.cli.job import run_job_on_screen
from pipelines.cli.options import Config, Home
from pipelines.cli.screen import console, number, tabulated

if TYPE_CHECKING:  # the command line starts without the libraries that only its work needs
    from pipelines.keeping import Proposal

_SHOWN = 20  # rows of each part


def opschonen(
    proef: Annotated[
        bool, typer.Option("--proef", help="Toon alleen wat weg zou gaan; verwijder niets")
    ] = False,
    home: Home = None,
    config: Config = None,
) -> None:
    """Verwijder wat langer is bewaard dan de termijnen onder [bewaren]."""
    from assets.basis.home import Home as Folders
    from assets.basis.terms import today
    from pipelines import keeping
    from pipelines.jobs import ALLES
    from pipelines.resources import work_of
    from pipelines.settings import load_settings

    settings = load_settings(home, None, config)
    if not keeping.terms_of(settings.configuration):
        console.print(
            "Er is nog geen termijn vastgesteld: er wordt niets verwijderd. Zet de termijnen in "
            "veiligheidsbeeld.toml onder [bewaren].",
            markup=False,
        )
        return
    if not (settings.home / "archive").is_dir():
        console.print("Er is nog niets geleverd: er is niets te verwijderen.")
        return
    # Nothing is taken in, so the inbox need not exist: the archive stands in for it.
    settings = replace(settings, inbox=settings.home / "archive")
    folders, day = Folders(settings.home, settings.inbox), today()
    with (
        work_of(settings).station("het opschonen"),
        keeping.storage_of(settings.home / "dagster") as instance,
    ):
        proposed = keeping.proposal(folders, settings.configuration, day, instance)
        if not proef:
            keeping.clear(folders, proposed, day, instance)
    _show(proposed, proef)
    if proposed.of("rijen") and not proef:
        console.print("De tabellen en publicaties worden opnieuw gemaakt, zonder die rijen ...")
        run_job_on_screen(settings, ALLES, without=("archief",))


def _show(proposed: Proposal, is_trial: bool) -> None:
    from pipelines.keeping import PARTS, would_go

    for part, term in proposed.terms.items():
        removals = proposed.of(part)
        done = would_go(removals) if is_trial else f"{number(len(removals))} verwijderd"
        total = number(sum(removal.size for removal in removals) / 1e6, 1)
        console.print(
            f"[bold]{PARTS[part][0].upper()}{PARTS[part][1:]}[/] na {term.termijn} "
            f"({escape(term.vastgesteld_in)}): {done}, {total} MB"
        )
        if removals:
            table = tabulated("")
            for heading in ("wat", "vanaf", "kB"):
                table.add_column(heading, overflow="fold")
            for removal in removals[:_SHOWN]:
                size = number(removal.size / 1e3, 1)
                table.add_row(escape(removal.name), f"{removal.since:%d-%m-%Y}", size)
            console.print(table)
        if len(removals) > _SHOWN:
            console.print(f"en nog {number(len(removals) - _SHOWN)}")
    if proposed.obstacle:
        console.print(f"[yellow]Rijen blijven nog:[/] {escape(proposed.obstacle)}")
    if proposed.waiting:
        console.print(
            f"[yellow]Blijft nog:[/] {number(len(proposed.waiting))} geleverde bestanden waarvan "
            "de rijen niet met dit programma en deze instellingen zijn gemaakt. Start eerst: "
            "veiligheidsbeeld run."
        )
    if is_trial:
        console.print("Er is niets verwijderd. Zonder --proef gebeurt het wel.")
