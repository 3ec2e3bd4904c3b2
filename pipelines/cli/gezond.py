"""`veiligheidsbeeld gezond`: whether the last run ended well, for whoever watches the machine.

Only the logbook of the home is read. A monitor asks this every minute, so it is not logged itself.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated

import typer

from assets.basis.errors import AnalystError
from assets.basis.logbook import USE, newest_lines, now
from pipelines.cli.options import Home
from pipelines.cli.screen import console
from pipelines.locations import home_folder

_WELL = (0, "gelukt")  # of a command, and of a job


def gezond(
    home: Home = None,
    uren: Annotated[
        int, typer.Option(min=1, help="Zo oud mag de laatste geslaagde run hoogstens zijn")
    ] = 36,
) -> None:
    """Zeg of de laatste run goed eindigde; eindigt met 1 als dat niet zo is of te lang geleden."""
    ends = [
        line
        for line in newest_lines(home_folder(home), USE)
        if line.get("gebeurtenis") == "einde" and "run" in (line.get("opdracht"), *_job(line))
    ]
    if not ends:
        raise AnalystError("Er is in deze gegevensmap nog geen run geëindigd.")
    moment = datetime.fromisoformat(ends[0]["wanneer"])
    when = f"{moment:%d-%m-%Y om %H:%M}"
    if ends[0].get("uitkomst") not in _WELL:
        raise AnalystError(f"De laatste run, op {when}, is niet goed geëindigd.")
    if now() - moment > timedelta(hours=uren):
        raise AnalystError(f"De laatste run was op {when}, meer dan {uren} uur geleden.")
    console.print(f"Gezond: de laatste run eindigde goed, op {when}.")


def _job(line: dict) -> tuple[str, ...]:
    """`run` for the line of the job that does the same."""
    return ("run",) if line.get("run") == "alles" else ()
