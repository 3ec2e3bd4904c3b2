"""`veiligheidsbeeld straat`: one street, or place that is no street, with police and MeldDesk in
columns of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.table import Table

from assets.basis.errors import AnalystError
from pipelines.cli.options import Config, Home
from pipelines.cli.publication import published_path, reading
from pipelines.cli.screen import console, number, tabulated

if TYPE_CHECKING:  # the command line starts without the libraries that only its work needs
    import duckdb


def straat(
    naam: Annotated[str, typer.Argument(help='Naam van de straat, bijvoorbeeld "Brusselsestraat"')],
    home: Home = None,
    config: Config = None,
    maanden: Annotated[int, typer.Option(min=1, help="Hoeveel maanden, vanaf de laatste")] = 12,
) -> None:
    """Toon één straat: politie en MeldDesk naast elkaar, maand voor maand."""
    from pipelines.settings import load_settings

    with reading(published_path(load_settings(home, None, config))) as database:
        for straat_id, name in _find_streets(database, naam):
            _show(database, straat_id, name, maanden)


def _find_streets(database: duckdb.DuckDBPyConnection, wanted: str) -> list[tuple[str, str]]:
    """straat_id and shown name of each street with the wanted name: one for each town. Also of a
    place that is no street (a park).

    Raises `AnalystError` with the names that are most alike if there is none.
    """
    from rapidfuzz import process

    from assets.linking.names import fold

    streets = database.execute(
        "select straat_id, straatnaam, case when soort = 'straat' then woonplaats else '' end "
        "as plaats from straten where soort <> 'geen straat' order by straatnaam, plaats"
    ).fetchall()
    towns = {town for _, _, town in streets} - {""}
    named = [
        (straat_id, f"{name} ({town})" if len(towns) > 1 and town else name, fold(name))
        for straat_id, name, town in streets
    ]
    same = [(straat_id, name) for straat_id, name, key in named if key == fold(wanted)]
    if same:
        return same
    near = process.extract(fold(wanted), [key for *_, key in named], limit=5, score_cutoff=60)
    names = list(dict.fromkeys(named[position][1] for _, _, position in near))
    hint = f" Bedoelt u: {', '.join(names)}?" if names else ""
    raise AnalystError(f"Geen straat «{wanted}» gevonden.{hint}")


def _show(database: duckdb.DuckDBPyConnection, straat_id: str, name: str, months: int) -> None:
    """Two tables: the last twelve months together, and the last `months` one by one."""
    rows = database.execute(
        "select maand, themas.themanaam, politie_registraties, melddesk_meldingen, "
        "politie_status, melddesk_status, politie_12m, melddesk_12m "
        "from straatbeeld join themas using (thema) "
        "where straat_id = ? order by maand desc, volgorde",
        [straat_id],
    ).fetchall()
    if not rows:
        console.print(f"[bold]{escape(name)}[/]: geen registraties en geen meldingen bekend.")
        return
    last = rows[0][0]
    shown_months = sorted({row[0] for row in rows}, reverse=True)[:months]
    year = _table(f"{escape(name)}: twaalf maanden tot en met {last}", "thema")
    by_month = _table(f"{escape(name)}: per maand, vanaf {shown_months[-1]}", "maand", "thema")
    previous = None
    for month, theme, police, reports, police_state, report_state, police_12, reports_12 in rows:
        if month == last and (police_12 or reports_12):
            year.add_row(theme, _count(police_12, police_state), _count(reports_12, report_state))
        if month in shown_months and (police or reports):
            by_month.add_row(
                month if month != previous else "",
                theme,
                _count(police, police_state),
                _count(reports, report_state),
            )
            previous = month
    console.print(year)
    console.print(by_month)
    console.print(
        "· = geen tegenhanger in deze bron; ? = niet geleverd; een thema zonder regel: 0 en 0.\n"
        "Politie en MeldDesk tellen verschillende dingen en worden niet opgeteld."
    )


def _table(title: str, *headings: str) -> Table:
    table = tabulated(title)
    for heading in headings:
        table.add_column(heading)
    table.add_column("politie\nregistraties", justify="right")
    table.add_column("MeldDesk\nmeldingen", justify="right")
    return table


def _count(value: int | None, state: str) -> str:
    """A count; without one, whether the source has no such theme or was not delivered."""
    if value is None:
        return "·" if state == "geen tegenhanger" else "?"
    return number(value)
