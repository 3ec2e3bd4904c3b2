"""`veiligheidsbeeld verify`: is every file in the home as it was written? Nothing is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer
from rich.markup import escape

from assets.basis.errors import AnalystError
from pipelines.cli.options import Config, Home
from pipelines.cli.screen import console, number, shown_path, tabulated

if TYPE_CHECKING:  # the command line starts without the libraries that only its work needs
    from collections.abc import Iterator

    from assets.basis.home import Home as Folders
    from assets.basis.verification import Verified

_PATIENCE = 5  # seconds to wait for a run: what it is writing cannot be verified


def verify(home: Home = None, config: Config = None) -> None:
    """Kijk elk bestand in de gegevensmap na; eindigt met 1 als er iets beschadigd of weg is."""
    from filelock import FileLock, Timeout

    from assets.basis.home import Home as Folders
    from pipelines.settings import load_settings

    settings = load_settings(home, None, config)
    if not (settings.home / "archive").is_dir():
        raise AnalystError(
            f"In «{shown_path(settings.home)}» is nog niets ingenomen. Start eerst: "
            "veiligheidsbeeld run, of wijs een andere map aan met --home."
        )
    folders = Folders(settings.home, settings.inbox)
    try:
        with FileLock(folders.locks / "werk.lock", timeout=_PATIENCE):
            parts = list(_verified(folders))
    except Timeout:
        raise AnalystError(
            "Een run is met deze gegevensmap bezig. Wacht tot die klaar is, en start opnieuw."
        ) from None
    _show(parts)
    if any(part.faults for part in parts):
        raise typer.Exit(1)


def _verified(home: Folders) -> Iterator[Verified]:
    from assets.basis.verification import merged, readable_files
    from assets.deliveries.verification import verify_archive, verify_counts, verify_staged
    from assets.disclosure.publish.verification import verify_editions, verify_open_data
    from assets.warehouse.verification import verify_publications, verify_tables
    from pipelines.storage_repair import verify_storage

    yield _key(home)
    yield verify_archive(home)
    yield verify_staged(home)
    yield verify_counts(home)
    yield verify_tables(home)
    yield verify_publications(home)
    yield verify_editions(home)
    yield verify_open_data(home)
    dated = sorted((home.root / "publish").glob("peildatum=*"))
    for part in ("factsheets", "website"):
        folders = [home.root / part, *(folder / part for folder in dated)]
        yield merged(part, [readable_files(part, home.root, folder) for folder in folders])
    yield verify_storage(home.root / "dagster")


def _key(home: Folders) -> Verified:
    """The key, if there are rows under it: that it is there, and the one that made them."""
    from assets.basis.personal import secret_key
    from assets.basis.verification import Verified

    if not any((home.root / "staged").glob("*/*.parquet")):
        return Verified("sleutel", 0, 0, ())
    try:
        secret_key(home)
    except AnalystError as error:
        return Verified("sleutel", 1, 0, (str(error),))
    return Verified("sleutel", 1, 0, ())


def _show(parts: list[Verified]) -> None:
    table = tabulated("Is alles zoals het is geschreven?")
    table.add_column("onderdeel", no_wrap=True)
    table.add_column("nagekeken", justify="right")
    table.add_column("zonder controlegetal", justify="right")
    table.add_column("uitkomst", no_wrap=True)
    for part in parts:
        outcome = f"[red]fout: {number(len(part.faults))}[/]" if part.faults else "[green]gaaf[/]"
        if not part.files and not part.faults:
            outcome = "niets"
        table.add_row(part.part, number(part.files), number(part.without_checksum), outcome)
    console.print(table)
    faults = [(part.part, fault) for part in parts for fault in part.faults]
    for name, fault in faults:
        console.print(f"[red]{name}[/] {escape(fault)}")
    if faults:
        console.print(
            "\nWat opnieuw te maken is, maakt de volgende run: veiligheidsbeeld run. Zet een "
            "veranderde levering, een uitgave of de sleutel terug uit een reservekopie."
        )
