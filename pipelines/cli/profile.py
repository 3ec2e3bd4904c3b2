"""`veiligheidsbeeld profile`: what an unknown export holds, the settings that would read it, and
what its rows become with the settings as they are and as proposed.

What it shows lives in `profile_screen`, what it proposes in `assets.sources.proposed`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assets.basis.errors import AnalystError
from pipelines.cli.options import Config
from pipelines.cli.screen import note_without_settings


def profile(
    bestand: Annotated[
        Path, typer.Argument(help="Een export: Excel, CSV, zip, JSON, XML of een webpagina")
    ],
    config: Config = None,
    alles: Annotated[
        bool, typer.Option("--alles", help="Toon elke kolom en elk woord, ook als het lang is")
    ] = False,
) -> None:
    """Toon wat een onbekende export bevat, wat ervan terechtkomt, en een voorstel."""
    from assets.deliveries.reader import InOwnProcess, limits_of
    from pipelines.cli.attempts import attempts
    from pipelines.cli.profile_screen import show
    from pipelines.settings import load_settings

    if not bestand.is_file():
        raise AnalystError(f"Het bestand {bestand.name} is er niet. Controleer de naam.")
    settings = load_settings(None, None, config, without=True)
    note_without_settings(settings)
    home = settings.home if (settings.home / "archive").is_dir() else None
    reader = InOwnProcess(limits_of(settings.configuration.inlezen))
    try:
        found = attempts(bestand, settings.configuration, reader, home)
        show(bestand, found, everything=alles)
    finally:
        reader.close()
