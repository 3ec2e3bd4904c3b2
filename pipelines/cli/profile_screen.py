"""What `veiligheidsbeeld profile` shows: what a file is, which column is which field, what becomes
of its rows, and the lines to paste into the settings. One screen at most, unless all is asked for.

Headers, counts and the words that `assets.deliveries.profiling` lets through. Nothing is found out
here, and nothing is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from rich.markup import escape
from rich.table import Table
from rich.text import Text

from assets.basis.masking import shown
from assets.deliveries import shapes
from assets.deliveries.profiling import SHOWN_FROM, Column, Profile
from assets.deliveries.proposals import LIKELY, SURE
from assets.deliveries.refusals import Refused, reason_in_words
from assets.sources.proposed import Setting, main_table
from pipelines.cli.attempts import Attempt, Attempts
from pipelines.cli.screen import console, labelled_lines, number, tabulated
from pipelines.cli.settings_lines import blocks
from schemas.dutch import counted

_STYLES = {SURE: "green", LIKELY: "yellow"}
_MOST_LINES = 5  # of words under each heading
_MOST_HEADERS = 12
_MOST_REASONS = 4
_ALL = "alles: --alles"


def show(path: Path, found: Attempts, everything: bool = False) -> None:
    """The whole profile of a file; `everything`: without leaving anything out."""
    whole = found.whole
    chosen = main_table(whole)
    console.print(recognised(path, found))
    for profile in whole.tables if everything else [chosen]:
        if everything or any(column.proposal for column in profile.columns):
            console.print(fields(profile, everything))
        for remark in _remarks(profile, everything, whole.known is not None):
            console.print(remark)
        if profile.words and everything:
            console.print(_words(profile))
    if len(whole.tables) > 1 and not everything:
        others = counted(len(whole.tables) - 1, "andere tabel", "andere tabellen")
        console.print(f"[dim]In het bestand staan ook {others} ({_ALL}).[/]")
    console.print(outcome(found.now, found.then))
    _show_settings(found, everything)


def recognised(path: Path, found: Attempts) -> Table:
    """What the file is, and why if that is not known."""
    whole = found.whole
    lines = labelled_lines()
    lines.add_row("Bestand", escape(shown(path.name)))
    if whole.known is not None:
        lines.add_row("Herkend", f"[green]ja[/]: {escape(whole.known.title)}")
        if found.now.why_not:
            lines.add_row("Apart gezet", escape(found.now.why_not))
    else:
        lines.add_row("Herkend", f"[red]nee[/]: {escape(whole.why_not)}")
        chosen = main_table(whole)
        if any(column.proposal for column in chosen.columns):
            lines.add_row("Lijkt op", escape(chosen.layout.title))
    for note in whole.notes:
        lines.add_row("Let op", escape(note))
    if whole.unopened:
        lines.add_row("Nooit geopend", escape(", ".join(whole.unopened)))
    return lines


def fields(profile: Profile, everything: bool = False) -> Table:
    """A row for each column of the file that could be a field, or for every column."""
    name = f"{profile.name}: " if profile.name else ""
    rows = counted(profile.rows, "rij", "rijen")
    columns = counted(len(profile.columns), "kolom", "kolommen")
    table = tabulated(escape(f"\n{name}{rows}, {columns}"), edge=False)
    table.add_column("kop", overflow="fold", min_width=16)
    table.add_column("inhoud", no_wrap=True)
    table.add_column("gevuld", justify="right", no_wrap=True)
    table.add_column("uniek", justify="right", no_wrap=True)
    table.add_column("veld", no_wrap=True)
    table.add_column("hoe zeker", no_wrap=True)
    prefix = (profile.name or "").removesuffix("csv")
    for column in profile.columns:
        if not (everything or column.proposal):
            continue
        filled_pct = 100 * column.shape.filled / profile.rows if profile.rows else None
        table.add_row(
            escape(column.header.removeprefix(prefix)),
            _content(column),
            "-" if filled_pct is None else f"{number(filled_pct)} %",
            number(column.shape.distinct),
            *_field(column),
        )
    return table


def outcome(now: Attempt, then: Attempt | None) -> Table:
    """What the rows become: with the settings as they are, and with the proposal."""
    table = tabulated("\nProef: wat er van de rijen terechtkomt", edge=False)
    table.add_column("")
    table.add_column("met uw instellingen", justify="right", no_wrap=True)
    tries = [now]
    if then is not None:
        table.add_column("met het voorstel", justify="right", no_wrap=True)
        tries.append(then)
    for label, cell in _outcome_rows(tries):
        table.add_row(label, *map(cell, tries))
    return table


def _outcome_rows(tries: Sequence[Attempt]) -> Iterable[tuple[str, Callable[[Attempt], str]]]:
    yield "geaccepteerd", _accepted
    reasons: Refused = sum((t.trial.refused for t in tries if t.trial), Refused())
    for key, _ in reasons.most_common(_MOST_REASONS):
        yield (
            f"  [dim]afgekeurd: {escape(reason_in_words(*key))}[/]",
            lambda attempt, key=key: _rows_of(attempt, key),
        )
    if len(reasons) > _MOST_REASONS:
        yield "  [dim]afgekeurd: andere redenen[/]", lambda attempt: _other(attempt, reasons)
    if any(t.trial and t.trial.with_street is not None for t in tries):
        yield "met een straat", lambda attempt: _share(attempt, "with_street")
        yield "met een buurt", lambda attempt: _share(attempt, "with_area")
    yield "maanden die compleet zijn", _months


def _accepted(attempt: Attempt) -> str:
    trial = attempt.trial
    if trial is None:
        return "[red]wordt apart gezet[/]"
    return f"{number(trial.accepted)} van {number(trial.rows)}"


def _rows_of(attempt: Attempt, key: tuple[str, str]) -> str:
    return number(attempt.trial.refused[key]) if attempt.trial else ""


def _other(attempt: Attempt, reasons: Refused) -> str:
    if attempt.trial is None:
        return ""
    top = {key for key, _ in reasons.most_common(_MOST_REASONS)}
    return number(sum(rows for key, rows in attempt.trial.refused.items() if key not in top))


def _share(attempt: Attempt, name: str) -> str:
    if attempt.trial is None or getattr(attempt.trial, name) is None:
        return ""
    found, accepted = getattr(attempt.trial, name), attempt.trial.accepted
    return f"{number(100 * found / accepted, 1)} %" if accepted else "-"


def _months(attempt: Attempt) -> str:
    if attempt.trial is None:
        return ""
    months = attempt.trial.months
    if not months:
        return "geen"
    return months[0] if len(months) == 1 else f"{months[0]} t/m {months[-1]} ({len(months)})"


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


def _remarks(profile: Profile, everything: bool, is_known: bool) -> list[str]:
    """What would keep the table from being read, and which columns have no field."""
    remarks = [f"[yellow]Let op:[/] {escape(doubt)}" for doubt in profile.doubts]
    if not profile.header_row and not is_known:
        remarks.append(
            "Geen kopregel gevonden; de eerste regel kan een rij zijn en wordt niet getoond. "
            "Zet er een regel met kopjes boven."
        )
    if profile.odd:
        remarks.append(f"{number(profile.odd)} rijen hebben minder velden dan de kopregel.")
    proposed = {column.proposal.field for column in profile.columns if column.proposal}
    missing = [field.name for field in profile.layout.required if field.name not in proposed]
    if missing and proposed and profile.layout.bundle is None and not is_known:
        remarks.append(f"[red]Ontbreekt:[/] geen kolom gevonden voor {', '.join(missing)}.")
    if not everything and profile.header_row:
        rest = [column for column in profile.columns if not column.proposal]
        never = [column.header for column in rest if column.never]
        others = [column.header for column in rest if not column.never]
        for label, headers in (("Nooit gelezen", never), ("Zonder veld", others)):
            if headers:
                remarks.append(f"[dim]{label}: {escape(_listed(headers))}[/]")
    return remarks


def _listed(headers: list[str]) -> str:
    text = ", ".join(headers[:_MOST_HEADERS])
    more = len(headers) - _MOST_HEADERS
    return f"{text} en nog {more} ({_ALL})" if more > 0 else text


def _show_settings(found: Attempts, everything: bool) -> None:
    if found.settings:
        console.print("\n[bold]Voorstel voor veiligheidsbeeld.toml[/] (kijk het na)")
        told = "Staat een kopje tussen [ ] er al, zet de regels dan daaronder."
        console.print(told, markup=False)
        chosen, left_out = (list(found.settings), 0) if everything else _most(found.settings)
        for block in blocks(chosen):
            # Without colours or line breaks, so that it can be copied.
            console.print(Text(block), soft_wrap=True)
            console.print()
        if left_out:
            console.print(f"En nog {counted(left_out, 'regel', 'regels')} ({_ALL}).")
    elif found.whole.known is not None:
        console.print("Elke kolom die nodig is, is bekend.")
        if any(entry.forms for profile in found.whole.tables for entry in profile.words):
            console.print(
                f"Van een woord in minder dan {SHOWN_FROM} rijen ziet u alleen de vorm ({_ALL}). "
                "Noemt check een categorie zonder thema, zoek haar dan op in het bestand zelf."
            )
    else:
        console.print("Er is geen voorstel: geen enkele kolom lijkt op een veld.")
    console.print(
        f"Getoond zijn aantallen, en woorden die in {SHOWN_FROM} rijen of meer staan. Niets "
        "hiervan wordt bewaard.",
        style="dim",
    )


def _most(settings: Sequence[Setting]) -> tuple[list[Setting], int]:
    """The first lines of each list of words, and how many were left out. Headers stay: without one
    of them the rest is of no use."""
    kept: list[Setting] = []
    for _, group in groupby(settings, key=attrgetter("table")):
        lines = list(group)
        kept += lines[:_MOST_LINES] if lines[0].is_word else lines
    return kept, len(settings) - len(kept)
