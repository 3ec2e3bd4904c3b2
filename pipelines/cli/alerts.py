"""What a command says of the messages of [melden], and `veiligheidsbeeld melden`.

Which messages there are, and sending them, is the work of `pipelines.alerting`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from assets.basis.errors import AnalystError
from pipelines.cli.job import FailedRunError
from pipelines.cli.options import Config, Home
from pipelines.cli.screen import console, errors

if TYPE_CHECKING:  # the command line starts without the libraries that only its work needs
    from pipelines.settings import Settings


def melden(
    home: Home = None,
    config: Config = None,
    proef: Annotated[
        bool, typer.Option("--proef", help="Stuur een proefbericht langs elke weg, en meld niets")
    ] = False,
) -> None:
    """Meld volgens [melden] wat te laat is en wat nog wacht, of stuur een proefbericht."""
    from pipelines import alerting
    from pipelines.settings import load_settings

    settings = load_settings(home, None, config)
    if not settings.configuration.melden.channels:
        raise AnalystError(
            "Er is nog geen weg om te melden. Vul in veiligheidsbeeld.toml onder [melden] een "
            "server (met van en aan) of een webhook in."
        )
    if not proef:
        if troubles := [*alerting.report_killed(settings), *alerting.report_late(settings)]:
            raise AnalystError(" ".join(troubles))
        console.print("Alles is gemeld.")
        return
    tried = alerting.try_out(settings)
    for channel, fault in tried:
        console.print(f"{channel}: {escape(fault) if fault else 'verstuurd'}", soft_wrap=True)
    if any(fault for _, fault in tried):
        raise typer.Exit(1)


@contextmanager
def reported(settings: Settings) -> Iterator[None]:
    """Report what is new in the home once a run has ended, well or not. One that the user stopped
    reports nothing: somebody is there."""
    from pipelines.alerting import report

    try:
        yield
    except AnalystError as error:
        _warn(report(settings, _failure(error)))
        raise
    _warn(report(settings))


def send_waiting(home: Path | None, inbox: Path | None, config: Path | None) -> None:
    """Send what an earlier run could not."""
    from pipelines import alerting
    from pipelines.settings import load_settings

    _warn(alerting.send_waiting(load_settings(home, inbox, config)))


def _failure(error: AnalystError) -> object:
    from pipelines.failures import Failure
    from pipelines.jobs import ALLES

    return error.failure if isinstance(error, FailedRunError) else Failure(ALLES, str(error))


def _warn(troubles: Iterable[str]) -> None:
    for text in troubles:
        errors.print(f"[yellow]Let op.[/] {escape(text)}", soft_wrap=True)
