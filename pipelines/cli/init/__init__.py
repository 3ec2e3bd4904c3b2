"""`veiligheidsbeeld init`: sets up a municipality, from an empty folder to its first run.

Each step has a module: `municipality`, `reference`, `deliveries`, and `settings_file` that writes
what was answered. `questions` asks. What a step finds out is known in `assets`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from pipelines.cli.init.questions import Questions
from pipelines.cli.options import Inbox
from pipelines.cli.screen import console, shown_path

_Files = list[Path] | None
_REFERENCE = ("buurten", "bag", "straten", "pc6hnr", "inwoners", "wijken")  # options, in order


def init(
    gemeente: Annotated[
        str | None, typer.Option(help="Naam of CBS-code van de gemeente, zoals Groningen of GM0014")
    ] = None,
    naam: Annotated[
        str | None, typer.Option(help="Naam op de producten, als die anders is dan bij het CBS")
    ] = None,
    map_: Annotated[
        Path | None, typer.Option("--map", help="Map voor deze gemeente (standaard: hier)")
    ] = None,
    inbox: Inbox = None,
    buurten: Annotated[_Files, typer.Option(help="Bestand met de buurten (CBS)")] = None,
    bag: Annotated[_Files, typer.Option(help="BAG-extract (Kadaster)")] = None,
    straten: Annotated[_Files, typer.Option(help="Eigen lijst van straten")] = None,
    pc6hnr: Annotated[_Files, typer.Option(help="Postcode en huisnummer per buurt (CBS)")] = None,
    inwoners: Annotated[_Files, typer.Option(help="Inwoners per buurt (CBS)")] = None,
    wijken: Annotated[_Files, typer.Option(help="Namen van de wijken (CBS)")] = None,
    instelling: Annotated[
        list[str] | None,
        typer.Option(help='Een regel voor de instellingen: melddesk.kolommen."Adres" = "straat"'),
    ] = None,
    eerste_run: Annotated[
        bool | None, typer.Option("--run/--geen-run", help="Meteen de eerste run, of niet")
    ] = None,
    zonder_vragen: Annotated[
        bool, typer.Option("--zonder-vragen", help="Vraag niets: neem elk voorstel over")
    ] = False,
    overschrijven: Annotated[
        bool, typer.Option("--overschrijven", help="Vervang de instellingen die er al zijn")
    ] = False,
) -> None:
    """Richt een gemeente in: vraagt, kijkt alles na, en schrijft de instellingen."""
    from assets.deliveries.reader import InOwnProcess, limits_of
    from pipelines.cli.init import deliveries, municipality, reference, settings_file
    from schemas.configuration import Configuration

    questions = Questions(asks=not zonder_vragen)
    configuration = municipality.choose(questions, gemeente, naam)
    folder = settings_file.choose_folder(questions, map_, configuration, overschrijven)
    named = zip(_REFERENCE, (buurten, bag, straten, pc6hnr, inwoners, wijken), strict=True)
    configuration = reference.choose(questions, configuration, folder, dict(named))
    configuration, own = settings_file.with_lines(configuration, instelling or [])
    place = deliveries.choose_inbox(questions, folder, inbox)
    questions.require_answers()
    reader = InOwnProcess(limits_of(Configuration().inlezen))
    try:
        tried = deliveries.try_all(questions, place, configuration, reader)
    finally:
        reader.close()
    written = settings_file.write(folder, place, tried, own)
    console.print(f"\n[bold]Geschreven[/]  {escape(shown_path(written))}")
    deliveries.show_missing(tried)
    _first_run(questions, eerste_run, folder, place, written, ready=bool(tried.usable))


def _first_run(
    questions: Questions, wanted: bool | None, folder: Path, inbox: Path, config: Path, ready: bool
) -> None:
    """Start the first run, or say how."""
    from pipelines.cli.run import run

    home = folder / "data"
    if ready and wanted is None:
        wanted = questions.confirm("\nDe eerste run nu starten?", default=True)
    if ready and wanted:
        run(inbox, home, config, None)
        return
    if not ready:
        console.print(f"\nZet bruikbare leveringen in {escape(shown_path(inbox))}; daarna:")
    else:
        console.print("\nDe eerste run:")
    if folder.resolve() != Path.cwd():
        console.print(f"  cd {shown_path(folder.resolve())}", markup=False)
    console.print("  veiligheidsbeeld run", markup=False)
