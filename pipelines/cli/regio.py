"""`veiligheidsbeeld regio`: many municipalities side by side, and what a run of them did."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from assets.basis.errors import AnalystError
from pipelines.cli.screen import console, number, shown_path, tabulated
from schemas.dutch import counted

if TYPE_CHECKING:  # the command line starts without the libraries that only its work needs
    from rich.table import Table

    from assets.region.archive import Whole
    from pipelines.region.cluster import Workers
    from pipelines.region.running import RegionOutcome
    from pipelines.region.settings import RegionSettings
    from pipelines.region.tasks import Ended

app = typer.Typer(
    help="Veel gemeenten naast elkaar, elk met haar eigen gegevensmap.", no_args_is_help=True
)
File = Annotated[Path, typer.Argument(metavar="REGIO.toml", help="De gemeenten van de regio")]


@app.command()
def run(
    file: File,
    workers: Annotated[
        int | None,
        typer.Option(min=1, help="Zoveel gemeenten tegelijk op deze computer"),
    ] = None,
    dask: Annotated[
        str | None,
        typer.Option(metavar="tcp://...", help="Adres van een Dask-cluster met een gedeelde map"),
    ] = None,
) -> None:
    """Verdeel wat voor allen kwam, draai elke gemeente, en leg naast elkaar wat openbaar is."""
    from pipelines.region.cluster import workers as start
    from pipelines.region.events import region_events
    from pipelines.region.running import number_of_workers, run_region
    from pipelines.region.settings import load_region

    region = load_region(file)
    console.print(
        f"Regio {escape(region.settings.regio.naam)}: "
        f"{counted(len(region.members), 'eigen gemeente', 'eigen gemeenten')}",
        soft_wrap=True,
    )

    @contextmanager
    def crew(tasks: int) -> Iterator[Workers]:
        with start(number_of_workers(region, workers, tasks), dask) as started:
            where = f"het cluster op {dask}" if dask else "deze computer"
            console.print(f"{counted(started.number, 'werkproces', 'werkprocessen')} op {where}")
            yield started

    with region_events(region) as record:

        def tell(done: int, total: int, ended: Ended) -> None:
            console.print(_line(done, total, ended), soft_wrap=True)
            record(ended)

        outcome = run_region(region, crew, tell)
    _show(region, outcome)
    if outcome.failed or outcome.refused:
        raise AnalystError(_problem(outcome))


@app.command()
def verify(file: File) -> None:
    """Controleer of elke levering voor allen nog is zoals zij kwam."""
    from assets.region.archive import changed_since, wholes
    from pipelines.region.running import home_of
    from pipelines.region.settings import load_region

    home = home_of(load_region(file))
    if changed := list(changed_since(home)):
        raise AnalystError(
            f"In het archief van de regio is veranderd of weg: {', '.join(changed)}. Zet het terug "
            "uit een reservekopie. De delen in de gegevensmappen van de gemeenten controleert "
            "veiligheidsbeeld verify."
        )
    told = counted(len(wholes(home)), "levering", "leveringen")
    console.print(f"In het archief van de regio: {told}, zoals zij kwamen.")


@app.command()
def ui(
    file: File, port: Annotated[int, typer.Option(help="Poort op deze computer")] = 3000
) -> None:
    """Open het Dagster-scherm van de regio: een partitie per gemeente."""
    from pipelines.region.screen import open_screen

    console.print(f"Het Dagster-scherm opent op http://127.0.0.1:{port} (stoppen: Ctrl+C)")
    open_screen(file, port)


def _line(done: int, total: int, ended: Ended) -> str:
    """The progress line of a municipality."""
    from pipelines.region.tasks import How

    name = escape(ended.name)
    place = f"{done:>{len(str(total))}}/{total}"
    if ended.how is How.FAILED:
        return f"{place} [red]{name}: mislukt[/]. {escape(ended.problem)}"
    if ended.how is How.NOTHING:
        return f"{place} {name}: niets nieuw"
    return (
        f"{place} {name}: klaar in {number(ended.seconds)} s, {number(ended.deliveries)} "
        f"leveringen, {number(ended.rows)} rijen"
    )


def _show(region: RegionSettings, outcome: RegionOutcome) -> None:
    from pipelines.region.running import PAGES, public_file

    if outcome.divided:
        console.print(_divided(outcome.divided))
    if outcome.arriving:
        console.print(
            f"{outcome.arriving} bestanden komen nog binnen: die zijn voor de volgende run."
        )
    for reason in outcome.refused:
        console.print(f"[red]Niet verdeeld.[/] {escape(reason)}")
    if outcome.ended:
        console.print(_municipalities(outcome.ended))
    path = public_file(region)
    if path.exists():
        state = "vernieuwd" if outcome.changed else "zoals het was"
        console.print(f"  regio.duckdb ({state})  {escape(shown_path(path))}", soft_wrap=True)
        folder = shown_path(region.home / PAGES)
        console.print(f"  bladen ({number(outcome.pages)} nieuw)  {escape(folder)}", soft_wrap=True)


def _municipalities(ended: Sequence[Ended]) -> Table:
    """How the run of each municipality ended."""
    table = tabulated("Eigen gemeenten")
    for heading in ("Gemeente", "Run", "Leveringen", "Rijen", "Seconden"):
        table.add_column(heading, justify="left" if heading in ("Gemeente", "Run") else "right")
    for each in ended:
        table.add_row(
            escape(each.name),
            str(each.how),
            *map(number, (each.deliveries, each.rows, each.seconds)),
        )
    return table


def _divided(wholes: Sequence[Whole]) -> Table:
    """What was divided, by source."""
    table = tabulated("Verdeeld over de gemeenten")
    headings = "Bron Leveringen Rijen Verdeeld Gedeeld Buiten Geen Onbruikbaar".split()
    for heading in headings:
        table.add_column(heading, justify="left" if heading == "Bron" else "right")
    for source in sorted({whole.bron for whole in wholes}):
        own = [whole for whole in wholes if whole.bron == source]
        counts = [
            *(sum(each.rijen for each in own), sum(sum(each.delen.values()) for each in own)),
            *(sum(each.gedeeld for each in own), sum(each.buiten_de_regio for each in own)),
            *(sum(each.geen_gemeente for each in own), sum(each.onbruikbaar for each in own)),
        ]
        table.add_row(source, number(len(own)), *map(number, counts))
    return table


def _problem(outcome: RegionOutcome) -> str:
    """What the next run has to do again, in one sentence."""
    parts = []
    if outcome.failed:
        names = ", ".join(ended.name for ended in outcome.failed)
        rest = len(outcome.ended) - len(outcome.failed)
        others = "; bij de andere gemeenten is alles gedaan" if rest else ""
        parts.append(f"Mislukt bij {names}{others}.")
    if outcome.refused:
        parts.append(f"{len(outcome.refused)} leveringen zijn niet verdeeld.")
    return " ".join(parts)
