"""What `veiligheidsbeeld profile` shows: for each column its content and the field it could be, and
the lines to paste into the settings.

Headers, counts and the words that `assets.deliveries.profiling` lets through. Nothing is found out
here, and nothing is stored.
"""

from __future__ import annotations

from pathlib import Path

from rich.markup import escape
from rich.table import Table
from rich.text import Text

from assets.basis.masking import shown
from assets.deliveries import shapes
from assets.deliveries.profiling import SHOWN_FROM, Column, Profile, Whole
from assets.deliveries.proposals import LIKELY, SURE
from pipelines.cli.screen import console, labelled_lines, number, tabulated

_STYLES = {SURE: "green", LIKELY: "yellow"}


def show(path: Path, whole: Whole, blocks: list[str]) -> None:
    """The whole profile of a file: what it is, its tables, and the settings to add.

    `blocks`: blocks of TOML, as `profile_advice.blocks` makes them.
    """
    console.print(_recognised(path, whole))
    for profile in whole.tables:
        console.print()
        console.print(_columns(profile))
        for remark in _remarks(profile):
            console.print(remark)
        if profile.words:
            console.print()
            console.print(_words(profile))
    _show_blocks(whole, blocks)


def _recognised(path: Path, whole: Whole) -> Table:
    """What the file is, and why if that is not known."""
    lines = labelled_lines()
    lines.add_row("Bestand", escape(shown(path.name)))
    if whole.known is not None:
        lines.add_row("Herkend", f"[green]ja[/]: {escape(whole.known.title)}")
    else:
        lines.add_row("Herkend", f"[red]nee[/]: {escape(whole.why_not)}")
        for profile in whole.tables:
            if any(column.proposal for column in profile.columns):
                lines.add_row("Lijkt op", escape(profile.layout.title))
                break
    for note in whole.notes:
        lines.add_row("Let op", escape(note))
    if whole.unopened:
        lines.add_row("Nooit geopend", escape(", ".join(whole.unopened)))
    return lines


def _columns(profile: Profile) -> Table:
    """A row a column of the file."""
    name = f"{profile.name}: " if profile.name else ""
    title = f"{name}{number(profile.rows)} rijen, {len(profile.columns)} kolommen"
    table = tabulated(escape(title))
    table.add_column("kop", overflow="fold", min_width=16)
    table.add_column("inhoud", no_wrap=True)
    table.add_column("gevuld", justify="right", no_wrap=True)
    table.add_column("uniek", justify="right", no_wrap=True)
    table.add_column("veld", no_wrap=True)
    table.add_column("hoe zeker", no_wrap=True)
    prefix = (profile.name or "").removesuffix("csv")
    for column in profile.columns:
        filled_pct = 100 * column.shape.filled / profile.rows if profile.rows else None
        table.add_row(
            escape(column.header.removeprefix(prefix)),
            _content(column),
            "-" if filled_pct is None else f"{number(filled_pct)} %",
            number(column.shape.distinct),
            *_field(column),
        )
    return table


def _words(profile: Profile) -> Table:
    """The words of categories, statuses and channels; of other values the form and the count."""
    table = tabulated(f"Woorden die in {SHOWN_FROM} rijen of meer staan, en van de rest de vorm")
    table.add_column("veld", no_wrap=True)
    table.add_column("woord", overflow="fold")
    table.add_column("rijen", justify="right", no_wrap=True)
    for entry in profile.words:
        for word, rows in entry.shown:
            table.add_row(entry.field, escape(word), number(rows))
        for shape, rows in entry.forms:
            table.add_row(entry.field, f"[dim]vorm: {escape(shape)}[/]", number(rows))
        if entry.rest:
            table.add_row(entry.field, "[dim]andere vormen[/]", number(entry.rest))
    return table


def _content(column: Column) -> str:
    """The kind of value; a number within the range of a coordinate is one only if used as one."""
    is_coordinate = column.proposal is not None and column.proposal.field in {"x", "y"}
    kind = column.shape.kind
    return kind if is_coordinate or kind not in shapes.POINTS else shapes.NUMBER


def _field(column: Column) -> tuple[str, str]:
    """The field that a column could be, and how sure that is."""
    if column.proposal is not None:
        how_sure = column.proposal.how_sure
        style = _STYLES.get(how_sure, "dim")
        return column.proposal.field, f"[{style}]{how_sure}[/]"
    return ("[dim]nooit gelezen[/]", "") if column.never else ("", "")


def _remarks(profile: Profile) -> list[str]:
    """What would keep the table from being read."""
    remarks = []
    if not profile.header_row:
        remarks.append(
            "Geen kopregel gevonden; de eerste regel kan een rij zijn en wordt niet getoond. "
            "Zet er een regel met kopjes boven."
        )
    if profile.odd:
        remarks.append(f"{number(profile.odd)} rijen hebben minder velden dan de kopregel.")
    proposed = {column.proposal.field for column in profile.columns if column.proposal}
    missing = [field.name for field in profile.layout.required if field.name not in proposed]
    if missing and proposed and profile.layout.bundle is None:
        remarks.append(f"[red]Ontbreekt:[/] geen kolom gevonden voor {', '.join(missing)}.")
    return remarks


def _show_blocks(whole: Whole, blocks: list[str]) -> None:
    console.print()
    if blocks:
        console.print("[bold]Voorstel voor veiligheidsbeeld.toml[/] (kijk het na)")
        console.print(
            "Staat een kopje tussen [ ] er al, zet de regels dan daaronder.\n", markup=False
        )
        for block in blocks:
            # Without colours or line breaks, so that it can be copied.
            console.print(Text(block), soft_wrap=True)
            console.print()
    elif whole.known is not None:
        console.print("Elke kolom die nodig is, is bekend.")
        if any(entry.forms for profile in whole.tables for entry in profile.words):
            console.print(
                f"Van een woord in minder dan {SHOWN_FROM} rijen staat hierboven alleen de vorm. "
                "Noemt check een categorie zonder thema, zoek haar dan op in het bestand zelf."
            )
    else:
        console.print("Er is geen voorstel: geen enkele kolom lijkt op een veld.")
    console.print(
        "Getoond zijn alleen kopjes en aantallen, en van categorie, status en kanaal de woorden "
        f"die in {SHOWN_FROM} rijen of meer staan; van de rest de vorm (letters en cijfers "
        "onleesbaar). Het programma bewaart niets van wat hier staat. Een veld telt pas mee als u "
        "het in de instellingen zet.",
        style="dim",
    )
