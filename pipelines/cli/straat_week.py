"""When in the week it happens in a street: the 28 parts of the week, and where that differs from
the rest of the neighbourhood. Both are read from the publication; nothing is judged here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.markup import escape

from pipelines.cli.screen import console, number, tabulated
from schemas import dutch

if TYPE_CHECKING:  # the command line starts without the libraries that only its work needs
    import duckdb

_DAYS = "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag".split()
_PARTS = {"nacht": "0-6", "ochtend": "6-12", "middag": "12-18", "avond": "18-24"}
# Of which moment a report is: of what happened, unless the export has only that of the report.
_OF_REPORT = {
    "melding": " (naar het moment van melden)",
    "beide": " (deels naar het moment van melden)",
}
_MOST_OF = 50  # percent from which something happens there mostly


def show(database: duckdb.DuckDBPyConnection, straat_id: str) -> None:
    """The week of a street, all its themes together, and its themes with a week of their own."""
    rows = database.execute(
        "select weekdag, dagdeel, sum(politie_12m), sum(melddesk_12m), max(maand_tot), "
        "bool_and(momentbron is null or momentbron = 'melding') "
        "from straatmomenten where straat_id = ? group by weekdag, dagdeel",
        [straat_id],
    ).fetchall()
    if not rows:
        return
    cells = {(day, part): (police, reports) for day, part, police, reports, *_ in rows}
    console.print(
        f"[bold]Wanneer in de week: twaalf maanden tot en met {dutch.month(rows[0][4])}[/]"
    )
    table = tabulated("")
    table.add_column("")
    for source in ("politie", "MeldDesk"):
        for place, hours in enumerate(_PARTS.values()):
            table.add_column(f"{source if place == 0 else ''}\n{hours}", justify="right")
    known = [any(each[source] is not None for each in cells.values()) for source in (0, 1)]
    for day in _DAYS:
        found = [cells.get((day, part), (None, None)) for part in _PARTS]
        values = [_cell(each[at], known[at]) for at in (0, 1) for each in found]
        table.add_row(day, *values)
    console.print(table)
    console.print("Alle thema's samen. De nacht van vrijdag op zaterdag is zaterdag 0-6.")
    _show_unknown(cells.get(("onbekend", "onbekend"), (0, 0)), all(row[5] for row in rows))
    for text in _patterns(database, straat_id):
        console.print(escape(text))


def _cell(value: float | None, is_delivered: bool) -> str:
    """A count as a whole number: a case between two moments is spread over the parts between."""
    if not is_delivered:
        return "?"
    return "<1" if value and value < 0.5 else number(value or 0)


def _show_unknown(unknown: tuple[float | None, float | None], only_reported: bool) -> None:
    police, reports = (number(value or 0) for value in unknown)
    console.print(f"Zonder bruikbaar moment: politie {police}, MeldDesk {reports}.")
    if only_reported:
        console.print("Van MeldDesk is het moment dat van de melding, niet van het voorval.")


def _patterns(database: duckdb.DuckDBPyConnection, straat_id: str) -> list[str]:
    """A sentence for each theme and source that happens at other times than around it."""
    rows = database.execute(
        "select themanaam, bron, dagdelen, gebeurtenissen, aandeel_pct, aandeel_rest_pct, "
        "buurtcode is null, momentbron from straatpatronen join themas using (thema) "
        "where straat_id = ? and uitkomst = 'wijkt af' order by volgorde, bron desc",
        [straat_id],
    ).fetchall()
    told = []
    for theme, source, parts, total, here, around, is_wide, moment in rows:
        where = "gemeente" if is_wide else "buurt"
        often = "vooral" if here >= _MOST_OF else "vaker dan eromheen"
        name = "politie" if source == "politie" else "MeldDesk"
        told.append(
            f"{theme} ({name}): {often} {parts}, {number(here)} % van {number(total)}; in de rest "
            f"van de {where} {number(around)} %{_OF_REPORT.get(moment, '')}."
        )
    return told or [
        "Van geen thema is vast te stellen dat het hier op andere tijden gebeurt dan eromheen."
    ]
