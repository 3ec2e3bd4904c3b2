"""`veiligheidsbeeld status`: which deliveries there are, by source and month."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from pipelines.cli.options import Config, Home
from pipelines.cli.publication import published_path, reading
from pipelines.cli.screen import console, number, tabulated

if TYPE_CHECKING:  # the command line starts without the libraries that only its work needs
    from assets.basis.home import Home as Folders
    from assets.deliveries.manifests import SetAside
    from pipelines.settings import Settings


_NOTHING = ("-", "ontbreekt")  # a month of which nothing counts
_HELD_MONTHS = """
    select periode, leveringen.bron, cast(sum(leveringen.afgekeurd) as bigint)
    from leveringen
    inner join kalender on periode_soort = 'maand' and periode between maand_van and maand_tot
    where status = 'vastgehouden'
    group by all
"""


def status(
    home: Home = None,
    config: Config = None,
    namen: Annotated[
        bool,
        typer.Option("--namen", help="Toon de namen van de bestanden, om een levering te vinden"),
    ] = False,
    let_op: Annotated[
        bool, typer.Option("--let-op", help="Toon alles wat uw aandacht vraagt, per bestand")
    ] = False,
) -> None:
    """Toon per bron en maand wat is geleverd, herzien, vastgehouden, afgekeurd of ontbreekt."""
    from assets.basis.home import Home as Folders
    from assets.deliveries.manifests import set_aside
    from pipelines.settings import load_settings

    settings = load_settings(home, None, config)
    folders = Folders(settings.home, settings.inbox)
    if namen:
        _show_names(folders)
        return
    if let_op:
        _show_messages(settings)
        return
    publication = published_path(settings)
    _show(publication, set_aside(folders))


def _show_messages(settings: Settings) -> None:
    """Every message that stands, as a run would tell it to somebody who knows none yet."""
    from assets.basis.home import Home as Folders
    from assets.basis.terms import today
    from assets.deliveries.archive import municipality_words
    from assets.deliveries.manifests import manifests, set_aside
    from assets.deliveries.overlooked import overlooked
    from assets.warehouse.derived import tables_of
    from assets.warehouse.messages import messages
    from assets.warehouse.notices import notices
    from assets.warehouse.summary import lines_of
    from pipelines.cli.run import show_lines

    published_path(settings)
    home = Folders(settings.home, settings.inbox)
    words = municipality_words(settings.layouts)
    skipped = overlooked(home.inbox, words) if home.inbox.is_dir() else []
    known = manifests(home)
    of_today = notices(settings.configuration, known, today())
    with tables_of(home) as tables:
        every = messages(tables, known, set_aside(home), of_today, skipped)
    standing = [message for message in every if message.stands]
    if standing:
        show_lines(lines_of(standing, len(standing)))
    else:
        console.print("Niets vraagt nu uw aandacht.")


def _show_names(folders: Folders) -> None:
    """The name of every file, from the archive: only on this screen, and nothing is stored."""
    from assets.deliveries.manifests import manifests, set_aside
    from schemas.plain_text import printable

    table = tabulated("Namen van de bestanden in het archief, en van wat apart is gezet")
    table.add_column("levering", no_wrap=True)
    table.add_column("ontvangen", no_wrap=True)
    table.add_column("bestand", overflow="fold")
    for manifest in manifests(folders):
        name = escape(printable(manifest.bestandsnaam))
        table.add_row(manifest.levering_id, manifest.ontvangen_op[:10], name)
    for note in set_aside(folders):
        name = escape(printable(note.volledige_naam or note.bestandsnaam))
        table.add_row(f"apart {note.sha256[:12]}", note.gezien_op[:10], name)
    console.print(table)


def _show(publication: Path, aside: list[SetAside]) -> None:
    from assets.warehouse.messages import held_deliveries

    _show_months(publication)
    _show_totals(publication)
    for text in _completeness(publication):
        console.print(text)
    with reading(publication) as database:
        held = held_deliveries(database)
    for message in held:
        console.print(f"\n[red]Vastgehouden[/] {escape(message.subject)}")
    for note in aside:
        console.print(f"\n[red]Apart gezet[/] {escape(note.melding)}")


def _show_months(publication: Path) -> None:
    """A table with a row a month and three columns a source."""
    from assets.warehouse.summary import source_name

    with reading(publication) as database:
        rows = database.execute(
            "select maand, q.bron, q.status, versies, q.geteld, q.levering_afgekeurd, "
            "l.maand_van <> l.maand_tot from driehoek_datakwaliteit q "
            "left join leveringen l using (levering_id) "
            "order by maand, q.bron"
        ).fetchall()
        held = {
            (month, source): rows
            for month, source, rows in database.execute(_HELD_MONTHS).fetchall()
        }
        known_until = database.execute("select peildatum from publicatie").fetchone()[0]
    states = {(month, source): state for month, source, *state in rows}
    sources = sorted({source for _, source in [*states, *held]}, reverse=True)
    table = tabulated(f"Leveringen per maand, zoals bekend op {known_until:%d-%m-%Y}")
    table.add_column("maand", no_wrap=True)
    for source in sources:
        table.add_column(source_name(source), no_wrap=True)
        for heading in ("geteld", "afgekeurd"):
            table.add_column(heading, justify="right", no_wrap=True)
    for month in sorted({month for month, _ in [*states, *held]}):
        line = [month]
        for source in sources:
            known = states.get((month, source), ("-", 0, None, None, False))
            line += _month_cells(*known, held.get((month, source)))
        table.add_row(*line)
    console.print(table)
    if any(covers_several for *_, covers_several in rows):
        console.print("* van een levering die meer maanden dekt, over al die maanden samen")
    if any(states.get(place, ("-",))[0] not in _NOTHING for place in held):
        console.print("! een andere levering van deze maand is vastgehouden en telt niet mee")


def _month_cells(
    state: str,
    versions: int,
    counted: int | None,
    refused: int | None,
    covers_several: bool | None,
    held: int | None,
) -> list[str]:
    """`held`: the refused rows of what is held of this month; None if nothing is."""
    if held is not None and state in _NOTHING:
        return ["[red]vastgehouden[/]", number(0), number(held)]
    style = {"ontbreekt": "red", "herzien": "yellow"}.get(state)
    text = f"{state} {versions}×" if versions > 1 else state
    return [
        (f"[{style}]{text}[/]" if style else text) + (" [red]![/]" if held is not None else ""),
        number(counted),
        number(refused) + ("*" if covers_several else ""),
    ]


def _show_totals(publication: Path) -> None:
    """A line a source: deliveries, rows, quarantined rows."""
    from assets.warehouse.summary import rows_elsewhere, source_name

    with reading(publication) as database:
        totals = database.execute(
            "select bron, count(*), count_if(status = 'vastgehouden'), sum(rijen), sum(afgekeurd) "
            "from leveringen group by bron order by bron"
        ).fetchall()
        elsewhere = rows_elsewhere(database)
    for source, deliveries, held, rows, refused in totals:
        outside = elsewhere.get(source, 0)
        apart = f", {number(outside)} rijen buiten de gemeente" if outside else ""
        noun = "levering" if deliveries == 1 else "leveringen"
        waiting = f" ([red]{held} vastgehouden[/])" if held else ""
        console.print(
            f"{source_name(source)}: {deliveries} {noun}{waiting}, {number(rows)} rijen, "
            f"{number(refused - outside)} afgekeurd{apart}"
        )


def _completeness(publication: Path) -> Iterator[str]:
    """A line a source: which months are complete, provisional, missing."""
    from assets.warehouse.summary import source_name

    with reading(publication) as database:
        rows = database.execute(
            "select bron, maand, volledigheid, verwachte_volledigheid_pct "
            "from driehoek_datakwaliteit order by bron, maand"
        ).fetchall()
    for source in dict.fromkeys(row[0] for row in rows):
        months = [row[1:] for row in rows if row[0] == source]
        complete = [month for month, state, _ in months if state == "compleet"]
        missing = [month for month, state, _ in months if state == "ontbreekt"]
        provisional = [
            month if expected is None else f"{month} (naar verwachting {number(expected, 1)} %)"
            for month, state, expected in months
            if state == "voorlopig"
        ]
        parts = [f"compleet {complete[0]} t/m {complete[-1]}"] if complete else []
        parts += [f"voorlopig {', '.join(provisional)}"] if provisional else []
        parts += [f"ontbreekt {', '.join(missing)}"] if missing else []
        yield f"{source_name(source)}: {'; '.join(parts)}"
