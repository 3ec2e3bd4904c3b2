"""`veiligheidsbeeld accept`: let a held delivery count, or keep a word that no list has.

Finding the delivery or the column lives here; what is recorded is in `assets.deliveries.acceptance`
and `assets.deliveries.words`.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer
from rich.markup import escape

from assets.basis.errors import AnalystError
from pipelines.cli.options import Config, Home
from pipelines.cli.publication import published_path, reading
from pipelines.cli.screen import console

if TYPE_CHECKING:  # the command line starts without the libraries that only its work needs
    from pathlib import Path

    from assets.deliveries.manifests import Manifest


def accept(
    reden: Annotated[str, typer.Option("--reden", help="Waarom het klopt; geen persoonsgegevens")],
    levering: Annotated[
        str | None, typer.Argument(help="levering_id, of een begin dat er één aanwijst")
    ] = None,
    woord: Annotated[
        str | None,
        typer.Option("--woord", help="In plaats van een levering: een woord uit de export"),
    ] = None,
    kolom: Annotated[
        str | None, typer.Option("--kolom", help="De kolom van het woord, zoals hoofdcategorie")
    ] = None,
    home: Home = None,
    config: Config = None,
) -> None:
    """Laat een vastgehouden levering meetellen, of bewaar een woord dat op geen lijst staat."""
    if woord is not None and kolom is not None and levering is None:
        _accept_word(woord, kolom, reden, home, config)
    elif levering is not None and woord is None and kolom is None:
        _accept_delivery(levering, reden, home, config)
    else:
        raise typer.BadParameter("Noem een levering, of een --woord met zijn --kolom.")


def _accept_word(
    word: str, column: str, reason: str, home: Path | None, config: Path | None
) -> None:
    from assets.basis.home import Home as Folders
    from assets.deliveries.words import accept_word
    from assets.formats.moments import ZONE
    from assets.sources.registry import SOURCES
    from pipelines.settings import load_settings

    settings = load_settings(home, None, config)
    lists = {name: source.name for source in SOURCES for name in source.words}
    if column not in lists:
        raise AnalystError(f"Geen kolom met een lijst van woorden. Kies uit: {', '.join(lists)}.")
    folders = Folders(settings.home, settings.inbox)
    today = datetime.now(ZoneInfo(ZONE)).date()
    entry = accept_word(folders, lists[column], column, word, reason, today)
    console.print(
        f"«{escape(entry.woord)}» wordt vanaf de volgende run bewaard in {column}: "
        "veiligheidsbeeld run. Een categorie krijgt daarmee nog geen thema; dat doet u in de "
        "instellingen.",
    )


def _accept_delivery(levering: str, reden: str, home: Path | None, config: Path | None) -> None:
    from assets.basis.home import Home as Folders
    from assets.basis.naming import own_words
    from assets.deliveries.acceptance import accept as record_acceptance
    from assets.deliveries.manifests import manifests
    from assets.formats.moments import ZONE
    from pipelines.settings import load_settings

    settings = load_settings(home, None, config)
    folders = Folders(settings.home, settings.inbox)
    words = own_words(settings.configuration.gemeente.naam)
    states = _states(published_path(settings))
    manifest = _held_manifest(levering, manifests(folders), states)
    today = datetime.now(ZoneInfo(ZONE)).date()
    acceptance = record_acceptance(folders, manifest, reden, today)
    console.print(
        f"{acceptance.levering_id} («{escape(manifest.public_name(words))}») is geaccepteerd op "
        f"{date.fromisoformat(acceptance.geaccepteerd_op):%d-%m-%Y} en telt mee vanaf de volgende "
        "run: veiligheidsbeeld run"
    )


def _held_manifest(start: str, every: list[Manifest], states: dict[str, str]) -> Manifest:
    """The one held delivery whose levering_id is `start` or begins with it.

    Raises `AnalystError` if there is not exactly one, or if it is not held.
    """
    matching = [manifest for manifest in every if manifest.levering_id.startswith(start)]
    exact = [manifest for manifest in matching if manifest.levering_id == start]
    if len(exact or matching) != 1:
        held = ", ".join(name for name, state in states.items() if state == "vastgehouden")
        problem = (
            f"Niet duidelijk welke: meer dan één levering begint met «{start}»."
            if matching
            else f"«{start}» is niet bekend."
        )
        raise AnalystError(
            f"{problem} "
            + (f"Vastgehouden: {held}." if held else "Er is nu geen levering vastgehouden.")
        )
    manifest = (exact or matching)[0]
    state = states.get(manifest.levering_id)
    if state != "vastgehouden":
        raise AnalystError(
            f"{manifest.levering_id} is niet vastgehouden: "
            + (f"haar status is {state}." if state else "start eerst veiligheidsbeeld run.")
        )
    return manifest


def _states(publication: Path) -> dict[str, str]:
    """levering_id -> status in the current publication."""
    with reading(publication) as connection:
        columns = {row[0] for row in connection.execute("describe leveringen").fetchall()}
        if "status" not in columns:
            raise AnalystError(
                "De publicatie is van een oudere versie van het programma. Start eerst: "
                "veiligheidsbeeld run."
            )
        rows = connection.execute("select levering_id, status from leveringen").fetchall()
    return dict(rows)
