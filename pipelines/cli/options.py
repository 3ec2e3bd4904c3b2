"""Options that several commands share, each with one name and one help text."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Home = Annotated[
    Path | None, typer.Option("--home", help="Map met alle gegevens (standaard: data/)")
]
Config = Annotated[
    Path | None, typer.Option("--config", help="Instellingen (standaard: veiligheidsbeeld.toml)")
]
Inbox = Annotated[
    Path | None, typer.Option("--inbox", help="Map met leveringen (standaard: <home>/inbox)")
]
