"""`veiligheidsbeeld diff`: what changed between two publications, or between two days.

Finding the two publications lives here, comparing them in `assets.warehouse.differences`, showing
the differences in `diff_screen`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from assets.basis.errors import AnalystError
from pipelines.cli.job import run_job_on_screen
from pipelines.cli.options import Config, Home, Inbox
from pipelines.cli.screen import console, shown_path

if TYPE_CHECKING:  # the command line starts without the libraries that only its work needs
    from pipelines.settings import Settings


def diff(
    a: Annotated[str, typer.Argument(help="intern.duckdb, een map daarmee, of een dag JJJJ-MM-DD")],
    b: Annotated[str, typer.Argument(help="waarmee wordt vergeleken, ook zo")],
    uit: Annotated[
        Path | None, typer.Option(help="Schrijf elk veranderd cijfer als CSV in dit bestand")
    ] = None,
    home: Home = None,
    inbox: Inbox = None,
    config: Config = None,
) -> None:
    """Toon wat er verschilt tussen twee publicaties, of tussen wat bekend was op twee dagen."""
    import duckdb

    from assets.warehouse.differences import compare, write_figures
    from pipelines.cli import diff_screen
    from pipelines.settings import load_settings

    settings = load_settings(home, inbox, config)
    first, second = (_publication_of(wanted, settings) for wanted in (a, b))
    diff_screen.show(compare(first, second))
    if uit:
        try:
            write_figures(first, second, uit)
        except (OSError, duckdb.IOException):
            raise AnalystError(f"«{uit.name}» kan niet worden geschreven.") from None
        console.print(f"\nAlle veranderde cijfers: {escape(shown_path(uit))}")


def _publication_of(wanted: str, settings: Settings) -> Path:
    """The file that `wanted` names; that of a day is made if it does not exist."""
    day = _day(wanted)
    if day is None:
        path = Path(wanted)
        path = path / "intern.duckdb" if path.is_dir() else path
        if not path.is_file():
            raise AnalystError(
                f"«{wanted}» is er niet. Noem een intern.duckdb, een map met zo'n bestand, of een "
                "dag als 2019-07-15."
            )
        return path
    path = settings.home / "publish" / f"peildatum={day}" / "intern.duckdb"
    if not path.exists():
        _make(day, settings)
    return path


def _day(text: str) -> str | None:
    try:
        return datetime.strptime(text, "%Y-%m-%d").date().isoformat()
    except ValueError:
        return None


def _make(day: str, settings: Settings) -> None:
    """Make the figures as known on `day`, from the archive; the current publication stays."""
    from pipelines.jobs import ALLES

    if not (settings.home / "archive").is_dir():
        raise AnalystError("Er is nog niets geleverd. Start eerst: veiligheidsbeeld run.")
    # Nothing is taken in, so the inbox need not exist: the archive stands in for it.
    settings = replace(settings, inbox=settings.home / "archive")
    console.print(f"De cijfers zoals bekend op {day} worden eerst gemaakt ...")
    run_job_on_screen(settings, ALLES, as_of=day, without=("archief",), publishes=False)
