"""`veiligheidsbeeld dashboard`: the analysts' dashboard on a home, in the browser.

Streamlit runs in this process, so that each view is written to the logbook of the home.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Annotated

import typer

from assets.basis.errors import AnalystError
from assets.basis.logbook import USE, write_line
from pipelines.cli.options import Config, Home, Inbox
from pipelines.cli.screen import console

_OPTIONS = {
    "server.address": "127.0.0.1",
    "server.fileWatcherType": "none",
    "server.maxUploadSize": "1",
    "browser.gatherUsageStats": "false",
    "client.toolbarMode": "viewer",
    "client.showErrorDetails": "none",
    "theme.primaryColor": "#1f4e79",
    "theme.base": "light",
    "theme.grayTextColor": "#4a5663",
    "theme.headingFontSizes": '["2.2rem", "1.5rem", "1.2rem"]',
}


def dashboard(
    home: Home = None,
    inbox: Inbox = None,
    config: Config = None,
    port: Annotated[int, typer.Option(help="Poort op deze computer")] = 8501,
    browser: Annotated[bool, typer.Option(help="Open de browser")] = True,
) -> None:
    """Open het dashboard op de cijfers van deze gegevensmap."""
    from importlib.util import find_spec

    from pipelines.settings import HOME_VARIABLE, INBOX_VARIABLE, load_settings

    if find_spec("streamlit") is None:
        raise AnalystError(
            "Het dashboard is nog niet geïnstalleerd. Met de opdracht make dashboard wordt het "
            "geïnstalleerd en geopend; zonder make: pip install streamlit"
        )
    settings = load_settings(home, inbox, config)
    os.environ[HOME_VARIABLE] = str(settings.home)
    os.environ[INBOX_VARIABLE] = str(settings.inbox)

    from streamlit.web.cli import main as streamlit

    from dashboard import app, visits

    def write(page: str, areas: Mapping[str, str]) -> None:
        write_line(settings.home, USE, gebeurtenis="bekeken", bladzijde=page, **areas)

    visits.write_to(write)
    console.print(f"Het dashboard opent op http://127.0.0.1:{port} (stoppen: Ctrl+C)")
    console.print("Alleen deze computer kan erbij. De cijfers zijn vertrouwelijk.")
    options = _OPTIONS | {"server.port": str(port), "server.headless": str(not browser).lower()}
    flags = [part for name, value in options.items() for part in (f"--{name}", value)]
    streamlit(["run", app.__file__, *flags])
