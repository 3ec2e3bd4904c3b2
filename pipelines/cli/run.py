"""`veiligheidsbeeld run`: the main job, and the summary of what it did."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from assets.basis.errors import AnalystError
from pipelines.ahead import reading_ahead
from pipelines.cli.job import published_files, run_job_on_screen, show_products
from pipelines.cli.options import Config, Home, Inbox
from pipelines.cli.publication import SOURCE_NAMES, held_deliveries, reading
from pipelines.cli.screen import console, labelled_lines, number, shown_path

if TYPE_CHECKING:  # the command line starts without the libraries that only its work needs
    from assets.deliveries.archive import Intake, Manifest
    from pipelines.running import Outcome


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
    # The second process starts before Dagster and pandas are imported, and reads meanwhile.
    with reading_ahead(home, inbox, config) as ahead:
        from pipelines.jobs import ALLES
        from pipelines.settings import load_settings

        settings = load_settings(home, inbox, config)
        if not settings.inbox.is_dir():
            raise AnalystError(
                f"De inbox «{shown_path(settings.inbox)}» is er niet. Maak de map en zet er de "
                "leveringen in, of wijs een andere aan met --inbox."
            )
        as_of = f"{peildatum:%Y-%m-%d}" if peildatum else None
        outcome = run_job_on_screen(settings, ALLES, ahead, as_of=as_of)
    show_summary(outcome)


def show_summary(outcome: Outcome) -> None:
    """What the run took in, refused, linked and published, and which files to open."""
    intake: Intake = outcome.told["intake"]
    published = published_files(outcome)
    publication = published["intern.duckdb"][0]
    lines = labelled_lines()
    lines.add_row("Ingenomen", _taken_in(intake))
    for label, text in _figures(publication):
        lines.add_row(label, text)
    for finding in outcome.told.get("findings", ()):
        if finding.rows:
            lines.add_row("[yellow]Let op[/]", _found(finding.rows, finding.check))
    for text in held_deliveries(publication):
        lines.add_row("[red]Vastgehouden[/]", escape(text))
    for manifest in intake.new:
        for remark in manifest.opmerkingen:
            lines.add_row("[yellow]Let op[/]", escape(f"«{manifest.bestandsnaam}»: {remark}"))
    for note in intake.aside:
        lines.add_row("[red]Apart gezet[/]", escape(note.melding))
    changed = any(new for _, new in published.values())
    lines.add_row(
        "Gepubliceerd",
        "nieuw, in één keer verwisseld met het vorige"
        if changed
        else "niets: er is niets veranderd sinds de vorige keer",
    )
    console.print()
    console.print(lines)
    show_products(outcome)
    command = shown_path(Path(sys.argv[0]))
    console.print(f"\nVerder: {command} status · straat NAAM · check · ui")


def _found(rows: int, check: str) -> str:
    from schemas.findings import meaning

    return f"{number(rows)}× {escape(meaning(check))}"


def _taken_in(intake: Intake) -> str:
    if not intake.new:
        text = "niets nieuws in de inbox"
    else:
        counts = Counter((manifest.bron, _deliverer(manifest)) for manifest in intake.new)
        parts = ", ".join(f"{name} {count}" for (_, name), count in sorted(counts.items()))
        text = f"nieuw: {len(intake.new)} ({parts})"
    if intake.duplicates:
        text += f"; {intake.duplicates} bestand dubbel, telt één keer"
    return text


def _deliverer(manifest: Manifest) -> str:
    """The name of the report system that made a delivery, else of its source."""
    from schemas.report_systems import system_of

    if manifest.meldsysteem:
        return system_of(manifest.meldsysteem).name
    return SOURCE_NAMES[manifest.bron]


def _figures(publication: Path) -> Iterator[tuple[str, str]]:
    """Label and text of each line on what was read and linked, from the published file."""
    with reading(publication) as database:
        read = database.execute(
            "select l.bron, sum(l.rijen), sum(l.geaccepteerd), sum(l.afgekeurd), "
            "coalesce(any_value(f.aantal), 0) from leveringen l left join "
            "(select bron, sum(aantal) as aantal from veldfouten group by bron) f using (bron) "
            "group by l.bron order by l.bron"
        ).fetchall()
        for source, rows, accepted, refused, emptied in read:
            yield (
                f"Gelezen: {SOURCE_NAMES.get(source, source)}",
                f"{number(rows)} rijen = {number(accepted)} geaccepteerd + {number(refused)} in "
                f"quarantaine; {number(emptied)} onbruikbare velden geleegd",
            )
        for source, table in (("politie", "registraties"), ("melddesk", "meldingen")):
            total, street, area = database.execute(
                f"select count(*), count(straat_id), count(buurtcode) from {table}"
            ).fetchone()
            if not total:
                continue
            methods = database.execute(
                f"select gebiedsmethode, count(*) from {table} group by 1 order by 2 desc, 1"
            ).fetchall()
            by_method = ", ".join(f"{method} {number(count)}" for method, count in methods)
            yield (
                f"Gekoppeld: {SOURCE_NAMES[source]}",
                f"{number(total)} rijen tellen nu; {number(100 * street / total, 1)} % aan een "
                f"straat, {number(100 * area / total, 1)} % aan een buurt ({by_method})",
            )
