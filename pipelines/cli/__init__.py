"""The command line `veiligheidsbeeld`. Each command is a few lines; the work is elsewhere.

Exit codes: 0 done, 1 refused (the reason is told), 2 wrong usage.
"""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assets.basis.errors import AnalystError, without_values
from pipelines.ahead import reading_ahead
from pipelines.cli import history, rendering, screen

if TYPE_CHECKING:
    from pipelines.settings import Settings

app = typer.Typer(
    help="Van de maandelijkse leveringen van politie en meldsysteem naar het veiligheidsbeeld.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Home = Annotated[
    Path | None, typer.Option("--home", help="Map met alle gegevens (standaard: data/)")
]
Config = Annotated[
    Path | None, typer.Option("--config", help="Instellingen (standaard: veiligheidsbeeld.toml)")
]
Inbox = Annotated[
    Path | None, typer.Option("--inbox", help="Map met leveringen (standaard: <home>/inbox)")
]


@app.command()
def run(
    inbox: Inbox = None,
    home: Home = None,
    config: Config = None,
    peildatum: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            help="Maak de cijfers zoals bekend op deze dag, naast de huidige publicatie",
        ),
    ] = None,
) -> None:
    """Neem in wat nieuw is, koppel, controleer en publiceer."""
    with reading_ahead(home, inbox, config) as ahead:
        from pipelines.jobs import ALLES
        from pipelines.running import run_job
        from pipelines.settings import load_settings

        settings = load_settings(home, inbox, config)
        if not settings.inbox.is_dir():
            raise AnalystError(
                f"De inbox «{screen.shown(settings.inbox)}» is er niet. Maak de map en zet er de "
                "leveringen in, of wijs een andere aan met --inbox."
            )
        as_of = f"{peildatum:%Y-%m-%d}" if peildatum else None
        with screen.bars() as progress:
            outcome = run_job(settings, ALLES, as_of, progress, ahead)
    if not outcome.success:
        raise AnalystError(outcome.problem)
    screen.summary(outcome)


@app.command()
def status(home: Home = None, config: Config = None) -> None:
    """Toon per bron en maand wat is geleverd, herzien, afgekeurd of ontbreekt."""
    from assets.basis.home import Home as Folders
    from assets.deliveries.manifests import set_aside
    from pipelines.settings import load_settings

    settings = load_settings(home, None, config)
    publication = _publication(settings)
    screen.status(publication, set_aside(Folders(settings.home, settings.inbox)))


@app.command()
def straat(
    naam: Annotated[str, typer.Argument(help='Naam van de straat, bijvoorbeeld "Brusselsestraat"')],
    home: Home = None,
    config: Config = None,
    maanden: Annotated[int, typer.Option(min=1, help="Hoeveel maanden, vanaf de laatste")] = 12,
) -> None:
    """Toon één straat: politie en MeldDesk naast elkaar, maand voor maand."""
    from pipelines.settings import load_settings

    screen.street(_publication(load_settings(home, None, config)), naam, maanden)


@app.command()
def profile(
    bestand: Annotated[Path, typer.Argument(help="Een export: Excel, CSV, zip of JSON")],
    config: Config = None,
) -> None:
    """Toon wat een onbekende export bevat, en een voorstel voor de instellingen."""
    from assets.deliveries.profiling import profile as profile_of
    from pipelines.cli.advice import blocks
    from pipelines.cli.profile_screen import show
    from pipelines.settings import load_settings

    if not bestand.is_file():
        raise AnalystError(f"Het bestand {bestand.name} is er niet. Controleer de naam.")
    settings = load_settings(None, None, config)
    whole = profile_of(bestand, settings.layouts)
    show(bestand, whole, list(blocks(whole, settings.configuration)))


@app.command()
def check(home: Home = None, config: Config = None) -> None:
    """Controleer de huidige publicatie; eindigt met 1 als er iets niet klopt."""
    from assets.basis.home import Home as Folders
    from pipelines.cli.checking import gates
    from pipelines.settings import load_settings

    settings = load_settings(home, None, config)
    _publication(settings)
    failed = screen.gates(gates(Folders(settings.home, settings.inbox)))
    if failed:
        raise typer.Exit(1)


history.register(app)
rendering.register(app)

linking = typer.Typer(
    help="Meet hoe goed adressen aan straten worden gekoppeld.", no_args_is_help=True
)
app.add_typer(linking, name="linking")


@linking.callback()
def _linking() -> None:
    """Meet hoe goed adressen aan straten worden gekoppeld."""


@linking.command()
def evaluate(
    bestand: Annotated[
        Path, typer.Argument(help="CSV met een tekst en de juiste straat of straten (;) per rij")
    ],
    tekst: Annotated[str | None, typer.Option(help="Kolom met de tekst")] = None,
    straat: Annotated[
        str | None, typer.Option(help="Kolom met de juiste straat of straten")
    ] = None,
    aantal: Annotated[str | None, typer.Option(help="Kolom met hoe vaak de tekst voorkomt")] = None,
    alleen: Annotated[
        str | None, typer.Option(help="Alleen rijen waarvoor kolom=waarde", metavar="KOLOM=WAARDE")
    ] = None,
    straten: Annotated[
        list[Path] | None,
        typer.Option(
            help="Lijst van straten (CSV, TSV of een naam per regel); mag vaker. Standaard de "
            "lijst van de gemeente"
        ),
    ] = None,
    straten_kolom: Annotated[
        str | None, typer.Option(help="Kolom met de naam in die lijst")
    ] = None,
    met_bestand: Annotated[
        bool, typer.Option("--met-bestand", help="Neem ook de straten die het bestand zelf noemt")
    ] = False,
    uit: Annotated[Path | None, typer.Option(help="Schrijf de uitkomst per tekst als CSV")] = None,
    toon: Annotated[int, typer.Option(min=0, help="Hoeveel foute en gemiste teksten")] = 20,
    config: Config = None,
) -> None:
    """Meet recall, precisie en snelheid op een lijst waarvan de juiste straat bekend is."""
    from assets.basis.spreadsheet_safe import safe_texts
    from assets.linking import evaluation
    from assets.linking.decisions import load_decisions
    from assets.linking.linking import linker_for
    from assets.reference.tables import load_reference
    from pipelines.settings import load_settings

    configuration = load_settings(None, None, config).configuration
    labelled = evaluation.read_labelled(bestand, tekst, straat, aantal, alleen)
    if straten or met_bestand:
        names = [
            name for path in straten or () for name in evaluation.read_streets(path, straten_kolom)
        ]
        if met_bestand:
            names += [name for right in labelled["straten"] for name in right]
        matcher = evaluation.matcher_of(
            names, load_reference(configuration), load_decisions(configuration)
        )
    else:
        matcher = linker_for(configuration).matcher
    outcome = evaluation.evaluate(labelled, matcher)
    if uit:
        if not uit.parent.is_dir():
            raise AnalystError(f"De map voor {uit.name} is er niet. Maak haar of kies een andere.")
        safe_texts(outcome.rows).to_csv(uit, index=False)
    screen.evaluation(outcome, toon)


@app.command()
def ui(
    home: Home = None,
    inbox: Inbox = None,
    config: Config = None,
    port: Annotated[int, typer.Option(help="Poort op deze computer")] = 3000,
) -> None:
    """Open het Dagster-scherm, met de schema's en de bewaking van de inbox aan."""
    from importlib.util import find_spec

    from pipelines.running import prepare_dagster
    from pipelines.settings import CONFIG_VARIABLE, HOME_VARIABLE, INBOX_VARIABLE, load_settings

    if find_spec("dagster_webserver") is None:
        raise AnalystError(
            "Het Dagster-scherm is nog niet geïnstalleerd. Met de opdracht make ui wordt het "
            "geïnstalleerd en geopend."
        )
    settings = load_settings(home, inbox, config)
    settings.inbox.mkdir(parents=True, exist_ok=True)
    os.environ["DAGSTER_HOME"] = str(prepare_dagster(settings.home))
    os.environ[HOME_VARIABLE] = str(settings.home)
    os.environ[INBOX_VARIABLE] = str(settings.inbox)
    if settings.config:
        os.environ[CONFIG_VARIABLE] = str(settings.config)
    screen.console.print(f"Het Dagster-scherm opent op http://127.0.0.1:{port} (stoppen: Ctrl+C)")
    os.execv(
        sys.executable,
        [
            sys.executable,
            "-m",
            "dagster",
            "dev",
            "--module-name",
            "pipelines.definitions",
            "--host",
            "127.0.0.1",
            "--port",
            str(port),
        ],
    )


def _publication(settings: Settings) -> Path:
    path = settings.home / "publish" / "intern.duckdb"
    if not path.exists():
        raise AnalystError("Er is nog niets gepubliceerd. Start eerst: veiligheidsbeeld run.")
    return path


def main() -> None:
    """Run the command line; what the analyst can mend is told in words, with exit code 1."""
    try:
        with without_values("deze opdracht"):
            app()
    except AnalystError as error:
        screen.errors.print(f"[bold red]Niet gelukt.[/] {screen.escape(str(error))}")
        sys.exit(1)
    except KeyboardInterrupt:
        screen.errors.print("Gestopt. Er is niets half gepubliceerd; start gerust opnieuw.")
        sys.exit(130)
