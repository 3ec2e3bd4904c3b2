"""`veiligheidsbeeld profile`: what an unknown export holds, and the settings that would read it.

What it shows lives in `profile_screen`, what it proposes in `profile_advice`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assets.basis.errors import AnalystError
from pipelines.cli.options import Config


def profile(
    bestand: Annotated[Path, typer.Argument(help="Een export: Excel, CSV, zip of JSON")],
    config: Config = None,
) -> None:
    """Toon wat een onbekende export bevat, en een voorstel voor de instellingen."""
    from assets.basis.masking import shown
    from assets.deliveries.profiling import profile as profile_of
    from assets.deliveries.reader import FileToRead, InOwnProcess, limits_of
    from pipelines.cli.profile_advice import blocks
    from pipelines.cli.profile_screen import show
    from pipelines.settings import load_settings

    if not bestand.is_file():
        raise AnalystError(f"Het bestand {bestand.name} is er niet. Controleer de naam.")
    settings = load_settings(None, None, config)
    reader = InOwnProcess(limits_of(settings.configuration.inlezen))
    file = FileToRead(bestand, shown(bestand.name))
    whole = reader.call(file, profile_of, bestand, settings.layouts)
    reader.close()
    show(bestand, whole, list(blocks(whole, settings.configuration)))
