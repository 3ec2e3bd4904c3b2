"""Commands about what came before: accept a delivery that is held, compare two publications.

Finding what was asked for stands here; what is accepted or compared stands with the rooms.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import duckdb
import typer

from assets.basis.errors import AnalystError
from pipelines.cli import comparison, screen

if TYPE_CHECKING:
    from pipelines.settings import Settings

Home = Annotated[
    Path | None, typer.Option("--home", help="Map met alle gegevens (standaard: data/)")
]
Config = Annotated[
    Path | None, typer.Option("--config", help="Instellingen (standaard: veiligheidsbeeld.toml)")
]
Inbox = Annotated[
    Path | None, typer.Option("--inbox", help="Map met leveringen (standaard: <home>/inbox)")
]


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command()(accept)
    app.command()(diff)


def accept(
    levering: Annotated[str, typer.Argument(help="levering_id, of een begin dat er één aanwijst")],
    reden: Annotated[
        str, typer.Option("--reden", help="Waarom de levering klopt; geen persoonsgegevens")
    ],
    home: Home = None,
    config: Config = None,
) -> None:
    """Laat een vastgehouden levering meetellen, vanaf de volgende run."""
    from assets.basis.home import Home as Folders
    from assets.deliveries.acceptance import accept as write_down
    from assets.deliveries.manifests import manifests
    from assets.formats.moments import ZONE
    from pipelines.settings import load_settings

    settings = load_settings(home, None, config)
    folders = Folders(settings.home, settings.inbox)
    publication = settings.home / "publish" / "intern.duckdb"
    states = _states(publication)
    found = [one for one in manifests(folders) if one.levering_id.startswith(levering)]
    exact = [one for one in found if one.levering_id == levering]
    if len(exact or found) != 1:
        held = ", ".join(name for name, state in states.items() if state == "vastgehouden")
        what = f"meer dan één levering begint met «{levering}»" if found else "is niet bekend"
        raise AnalystError(
            (f"«{levering}» {what}. " if not found else f"Niet duidelijk welke: {what}. ")
            + (f"Vastgehouden: {held}." if held else "Er is nu geen levering vastgehouden.")
        )
    manifest = (exact or found)[0]
    state = states.get(manifest.levering_id)
    if state != "vastgehouden":
        raise AnalystError(
            f"{manifest.levering_id} («{manifest.bestandsnaam}») is niet vastgehouden: "
            + (f"haar status is {state}." if state else "start eerst veiligheidsbeeld run.")
        )
    given = write_down(folders, manifest, reden, datetime.now(ZoneInfo(ZONE)).date())
    screen.console.print(
        f"{given.levering_id} («{screen.escape(manifest.bestandsnaam)}») is geaccepteerd op "
        f"{date.fromisoformat(given.geaccepteerd_op):%d-%m-%Y} en telt mee vanaf de volgende run: "
        "veiligheidsbeeld run"
    )


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
    from assets.warehouse.differences import compare, write_figures
    from pipelines.settings import load_settings

    settings = load_settings(home, inbox, config)
    first, second = (_publication_of(one, settings) for one in (a, b))
    found = compare(first, second)
    comparison.show(found)
    if uit:
        try:
            write_figures(first, second, uit)
        except (OSError, duckdb.IOException):
            raise AnalystError(f"«{uit.name}» kan niet worden geschreven.") from None
        screen.console.print(f"\nAlle veranderde cijfers: {screen.escape(screen.shown(uit))}")


def _publication_of(wanted: str, settings: Settings) -> Path:
    """The file that is meant; that of a day is made where it is not there yet."""
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
    from pipelines.ahead import Ahead
    from pipelines.jobs import ALLES
    from pipelines.running import run_job

    if not (settings.home / "archive").is_dir():
        raise AnalystError("Er is nog niets geleverd. Start eerst: veiligheidsbeeld run.")
    # What was archived is enough for a day that has been: nothing is taken in, no inbox is read.
    settings = replace(settings, inbox=settings.home / "archive")
    screen.console.print(f"De cijfers zoals bekend op {day} worden eerst gemaakt ...")
    with screen.bars() as progress:
        outcome = run_job(settings, ALLES, day, progress, Ahead(), without=("archief",))
    if not outcome.success:
        raise AnalystError(outcome.problem)


def _states(publication: Path) -> dict[str, str]:
    """levering_id -> status, as it was published last."""
    if not publication.exists():
        raise AnalystError("Er is nog niets gepubliceerd. Start eerst: veiligheidsbeeld run.")
    with duckdb.connect(str(publication), read_only=True) as connection:
        columns = {row[0] for row in connection.execute("describe leveringen").fetchall()}
        if "status" not in columns:
            raise AnalystError(
                "De publicatie is van een oudere versie van het programma. Start eerst: "
                "veiligheidsbeeld run."
            )
        rows = connection.execute("select levering_id, status from leveringen").fetchall()
    return dict(rows)
