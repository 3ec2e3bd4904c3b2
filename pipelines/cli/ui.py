"""`veiligheidsbeeld ui`: the Dagster screen on a home, with its schedules and its sensor."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Annotated

import typer
from rich.markup import escape

from assets.basis.errors import AnalystError
from assets.basis.program import ROOT
from pipelines.cli.options import Config, Home, Inbox
from pipelines.cli.screen import console


def ui(
    home: Home = None,
    inbox: Inbox = None,
    config: Config = None,
    port: Annotated[int, typer.Option(help="Poort op deze computer")] = 3000,
    adres: Annotated[
        str,
        typer.Option(
            help="Waarop het scherm luistert. Het vraagt geen wachtwoord: kies alleen een ander "
            "adres in een container, of achter een server die wel om een wachtwoord vraagt"
        ),
    ] = "127.0.0.1",
) -> None:
    """Open het Dagster-scherm, met de schema's en de bewaking van de inbox aan."""
    from importlib.metadata import version
    from importlib.util import find_spec

    from pipelines.running import check_settings, prepare_dagster
    from pipelines.settings import CONFIG_VARIABLE, HOME_VARIABLE, INBOX_VARIABLE, load_settings

    if find_spec("dagster_webserver") is None:
        raise AnalystError(
            "Het Dagster-scherm is nog niet geïnstalleerd. Met de opdracht make ui wordt het "
            "geïnstalleerd en geopend; zonder make: pip install "
            f"dagster-webserver=={version('dagster')}"
        )
    settings = load_settings(home, inbox, config)
    settings.inbox.mkdir(parents=True, exist_ok=True)
    storage, repaired = prepare_dagster(settings.home)
    os.environ["DAGSTER_HOME"] = str(storage)
    for text in [*repaired, *check_settings(storage)]:
        console.print(f"[yellow]Hersteld[/] {escape(text)}")
    os.environ[HOME_VARIABLE] = str(settings.home)
    os.environ[INBOX_VARIABLE] = str(settings.inbox)
    if settings.config:
        os.environ[CONFIG_VARIABLE] = str(settings.config)
    console.print(f"Het Dagster-scherm opent op http://{adres}:{port} (stoppen: Ctrl+C)")
    # The folder of the program goes before the one in which the command was given.
    options = ["--module-name", "pipelines.definitions", "--working-directory", str(ROOT)]
    options += ["--host", adres, "--port", str(port)]
    command = [sys.executable, "-P", "-m", "dagster", "dev", *options]
    if os.name == "nt":  # there, exec gives the prompt back at once
        raise typer.Exit(subprocess.call(command))
    os.execv(sys.executable, command)
