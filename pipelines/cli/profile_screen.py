"""What `veiligheidsbeeld profile` shows: per column its look and the field that it could be, and
the lines to paste. Counts and headers only; nothing is found out here.
"""

from __future__ import annotations

from pathlib import Path

from rich.markup import escape
from rich.table import Table
from rich.text import Text

from assets.basis.masking import shown
from assets.deliveries import shapes
from assets.deliveries.profiling import Column, Profile, Whole
from assets.deliveries.proposals import LIKELY, SURE
from pipelines.cli.screen import console, number, tabulated

_STYLES = {SURE: "green", LIKELY: "yellow"}


def show(path: Path, whole: Whole, blocks: list[str]) -> None:
    """All of a profile, from what the file is to what can be done."""
    lines = Table.grid(padding=(0, 2))
    lines.add_column(style="bold", no_wrap=True)
    lines.add_column(overflow="fold")
    lines.add_row("Bestand", escape(shown(path.name)))
    if whole.known is not None:
        lines.add_row("Herkend", f"[green]ja[/]: {escape(whole.known.title)}")
    else:
        lines.add_row("Herkend", f"[red]nee[/]: {escape(whole.why_not)}")
        for made in whole.tables:
            if any(one.proposal for one in made.columns):
                lines.add_row("Lijkt op", escape(made.layout.title))
                break
    for note in whole.notes:
        lines.add_row("Let op", escape(note))
    if whole.unopened:
        lines.add_row("Nooit geopend", escape(", ".join(whole.unopened)))
    console.print(lines)
    for made in whole.tables:
        console.print()
        console.print(_columns(made))
        for text in _remarks(made):
            console.print(text)
    _to_paste(whole, blocks)


def _columns(made: Profile) -> Table:
    name = f"{made.name}: " if made.name else ""
    table = tabulated(escape(f"{name}{number(made.rows)} rijen, {len(made.columns)} kolommen"))
    table.add_column("kop", overflow="fold", min_width=16)
    table.add_column("inhoud", no_wrap=True)
    table.add_column("gevuld", justify="right", no_wrap=True)
    table.add_column("uniek", justify="right", no_wrap=True)
    table.add_column("veld", no_wrap=True)
    table.add_column("hoe zeker", no_wrap=True)
    member = (made.name or "").removesuffix("csv")
    for column in made.columns:
        filled = 100 * column.shape.filled / made.rows if made.rows else None
        table.add_row(
            escape(column.header.removeprefix(member)),
            _look(column),
            "-" if filled is None else f"{number(filled)} %",
            number(column.shape.distinct),
            *_field(column),
        )
    return table


def _look(column: Column) -> str:
    """A number in the range of a point is one only where it serves as one."""
    as_point = column.proposal is not None and column.proposal.field in {"x", "y"}
    kind = column.shape.kind
    return kind if as_point or kind not in shapes.POINTS else shapes.NUMBER


def _field(column: Column) -> tuple[str, str]:
    if column.proposal is not None:
        sure = column.proposal.how_sure
        style = _STYLES.get(sure, "dim")
        return column.proposal.field, f"[{style}]{sure}[/]"
    return ("[dim]nooit gelezen[/]", "") if column.never else ("", "")


def _remarks(made: Profile) -> list[str]:
    told = []
    if not made.header_row:
        told.append(
            "Geen kopregel gevonden; de eerste regel kan een rij zijn en wordt niet getoond. "
            "Zet er een regel met kopjes boven."
        )
    if made.odd:
        told.append(f"{number(made.odd)} rijen hebben minder velden dan de kopregel.")
    found = {column.proposal.field for column in made.columns if column.proposal}
    missing = [field.name for field in made.layout.required if field.name not in found]
    if missing and found and made.layout.bundle is None:
        told.append(f"[red]Ontbreekt:[/] geen kolom gevonden voor {', '.join(missing)}.")
    return told


def _to_paste(whole: Whole, blocks: list[str]) -> None:
    console.print()
    if blocks:
        console.print("[bold]Voorstel voor veiligheidsbeeld.toml[/] (kijk het na)")
        console.print(
            "Staat een kopje tussen [ ] er al, zet de regels dan daaronder.\n", markup=False
        )
        for block in blocks:
            # as it is, without colours or breaks: it is to be copied
            console.print(Text(block), soft_wrap=True)
            console.print()
    elif whole.known is not None:
        console.print("Alles wat nodig is, is bekend. Er hoeft niets in veiligheidsbeeld.toml bij.")
    else:
        console.print("Er is geen voorstel: geen enkele kolom lijkt op een veld.")
    console.print(
        "Getoond zijn alleen kopjes en aantallen, en van categorie en status de woorden die vaker "
        "dan één keer voorkomen. Een veld telt pas mee als u het in de instellingen zet.",
        style="dim",
    )
