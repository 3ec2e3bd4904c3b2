"""The command line `veiligheidsbeeld`: a module a command, with its screen beside it.

Only presentation: figures come from the published file, the work is done in `assets` and
`pipelines`. Nothing heavy is imported at start-up: a command imports what it needs when it runs.

Exit codes: 0 done, 1 refused (the reason is on the screen), 2 wrong usage or
settings, 130 stopped by Ctrl+C.
"""

from __future__ import annotations

import atexit
import io
import os
import sys
from typing import Annotated

import typer
from rich.markup import escape
from typer.core import TyperGroup

from assets.basis.errors import AnalystError, without_values
from assets.basis.garbage import look_seldom
from assets.basis.version import VERSION
from pipelines.cli import (
    accept,
    alerts,
    check,
    codes,
    dashboard,
    diff,
    export,
    factsheet,
    gezond,
    init,
    linking,
    opschonen,
    profile,
    regio,
    run,
    status,
    straat,
    ui,
    verify,
)
from pipelines.cli.job import StoppedError
from pipelines.cli.logged import LoggedCommand
from pipelines.cli.screen import console, errors


class _Commands(TyperGroup):
    """The commands, with our own words for Ctrl+C."""

    def invoke(self, ctx: typer.Context) -> object:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise StoppedError from None


app = typer.Typer(
    cls=_Commands,
    help="Van de maandelijkse leveringen van politie en meldsysteem naar het veiligheidsbeeld.",
    no_args_is_help=True,
    invoke_without_command=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback()
def _of_the_program(
    versie: Annotated[
        bool, typer.Option("--versie", help="Toon de versie van het programma", is_eager=True)
    ] = False,
) -> None:
    if versie:
        from assets.basis.program import program

        console.print(f"veiligheidsbeeld {VERSION}+{program()[:12]}", soft_wrap=True)
        raise typer.Exit


# In the order of the help.
app.command(cls=LoggedCommand)(init.init)
app.command(cls=LoggedCommand)(run.run)
app.command(cls=LoggedCommand)(status.status)
app.command(cls=LoggedCommand)(straat.straat)
app.command(cls=LoggedCommand)(profile.profile)
app.command(cls=LoggedCommand)(codes.codes)
app.command(cls=LoggedCommand)(check.check)
app.command(cls=LoggedCommand)(verify.verify)
app.command(cls=LoggedCommand)(accept.accept)
app.command(cls=LoggedCommand)(diff.diff)
app.command(cls=LoggedCommand)(export.export)
app.command(cls=LoggedCommand)(factsheet.factsheet)
app.command(cls=LoggedCommand)(opschonen.opschonen)
app.command(cls=LoggedCommand)(alerts.melden)
app.command()(gezond.gezond)
app.command(cls=LoggedCommand)(ui.ui)
app.command(cls=LoggedCommand)(dashboard.dashboard)
app.add_typer(linking.app, name="linking")
app.add_typer(regio.app, name="regio")


def start() -> None:
    """What the shell starts: `main`, with processes beside it that find the same program."""
    # The folder in which a command is given may have a `schemas` of somebody else.
    os.environ["PYTHONSAFEPATH"] = "1"
    sys.path[:] = [entry or os.getcwd() for entry in sys.path]  # noqa: PTH109 - an import path
    for stream in (sys.stdout, sys.stderr):  # an old console of Windows lacks many characters
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    ended: list[int] = []
    atexit.register(_leave, ended)  # before all others, so that it is called after them
    try:
        main()
    except SystemExit as end:
        if isinstance(end.code, int):
            ended.append(end.code)
        raise


def _leave(ended: list[int]) -> None:
    """End the process with the exit code in `ended`, if there is one, without taking apart what it
    loaded: that takes a second after a run, and the system does it at once."""
    if not ended:
        return
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:  # Python then ends as it does, and tells
            return
        except (AttributeError, ValueError):  # never there, or closed
            continue
    os._exit(ended[0])


def main() -> None:
    """Run the command line; what the analyst can mend ends in words, with exit code 1."""
    look_seldom()
    try:
        with without_values("deze opdracht"):
            app()
    except AnalystError as error:
        errors.print(f"[bold red]Niet gelukt.[/] {escape(str(error))}")
        sys.exit(1)
    except StoppedError as stop:
        errors.print(f"Gestopt. {stop}".rstrip())
        sys.exit(130)
