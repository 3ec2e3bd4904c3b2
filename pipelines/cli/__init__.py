"""The command line `veiligheidsbeeld`: a module a command, with its screen beside it.

Only presentation: figures come from the published file, the work is done in `assets` and
`pipelines`. Nothing heavy is imported at start-up: a command imports what it needs when it runs.

Exit codes: 0 done, 1 refused (the reason is on the screen), 2 wrong usage or
settings, 130 stopped by Ctrl+C.
"""

from __future__ import annotations

import sys

import typer
from rich.markup import escape
from typer.core import TyperGroup

from assets.basis.errors import AnalystError, without_values
from pipelines.cli import (
    accept,
    check,
    codes,
    dashboard,
    diff,
    export,
    factsheet,
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
from pipelines.cli.screen import errors


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
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
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
app.command(cls=LoggedCommand)(ui.ui)
app.command(cls=LoggedCommand)(dashboard.dashboard)
app.add_typer(linking.app, name="linking")
app.add_typer(regio.app, name="regio")


def main() -> None:
    """Run the command line; what the analyst can mend ends in words, with exit code 1."""
    try:
        with without_values("deze opdracht"):
            app()
    except AnalystError as error:
        errors.print(f"[bold red]Niet gelukt.[/] {escape(str(error))}")
        sys.exit(1)
    except StoppedError as stop:
        errors.print(f"Gestopt. {stop}".rstrip())
        sys.exit(130)
