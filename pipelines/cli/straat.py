"""`veiligheidsbeeld straat`: one street, or place that is no street, with police and MeldDesk in
columns of their own: the year beside the one before, when in the week, and month by month.

How the week looks is in `straat_week`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from assets.basis.errors import AnalystError
from pipelines.cli import straat_week
from pipelines.cli.options import Config, Home
from pipelines.cli.publication import published_path, reading
from pipelines.cli.screen import console, number, tabulated
from schemas import dutch

if TYPE_CHECKING:  # the command line starts without the libraries that only its work needs
    import duckdb


def straat(
    naam: Annotated[str, typer.Argument(help='Naam van de straat, bijvoorbeeld "Brusselsestraat"')],
    home: Home = None,
    config: Config = None,
    maanden: Annotated[int, typer.Option(min=1, help="Hoeveel maanden, vanaf de laatste")] = 12,
) -> None:
    """Toon één straat: politie en MeldDesk naast elkaar, met het jaar ervoor en de week."""
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
    """The last twelve months beside those before, the week, and the last `months` one by one."""
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
    _show_year(rows, name)
    straat_week.show(database, straat_id)
    _show_months(rows, name, months)
    console.print(
        "· = geen tegenhanger in deze bron; ? = niet geleverd; een thema zonder regel: 0 en 0.\n"
        "Politie en MeldDesk tellen verschillende dingen en worden niet opgeteld."
    )


def _show_year(rows: list[tuple], name: str) -> None:
    """A row a theme: its last twelve months, and the twelve before."""
    last = rows[0][0]
    year_ago = f"{int(last[:4]) - 1}{last[4:]}"
    before = {theme: row for month, theme, *row in rows if month == year_ago}
    text = f"{escape(name)}: twaalf maanden tot en met {dutch.month(last)}, en de twaalf ervoor"
    console.print(f"\n[bold]{text}[/]")
    table = tabulated("")
    table.add_column("thema")
    for source in ("politie", "MeldDesk"):
        table.add_column(f"{source}\nnu", justify="right")
        table.add_column("\nervoor", justify="right", style="dim")
    for month, theme, _, _, police_state, report_state, police, reports in rows:
        *_, old_police, old_reports = before.get(theme, [None, None])
        if month == last and any((police, reports, old_police, old_reports)):
            table.add_row(
                theme,
                _count(police, police_state),
                _count(old_police, police_state),
                _count(reports, report_state),
                _count(old_reports, report_state),
            )
    console.print(table)


def _show_months(rows: list[tuple], name: str, months: int) -> None:
    shown = sorted({row[0] for row in rows}, reverse=True)[:months]
    console.print(f"\n[bold]{escape(name)}: per maand, vanaf {dutch.month(shown[-1])}[/]")
    table = tabulated("")
    for heading in ("maand", "thema"):
        table.add_column(heading)
    for heading in ("politie", "MeldDesk"):
        table.add_column(heading, justify="right")
    previous = None
    for month, theme, police, reports, police_state, report_state, *_ in rows:
        if month in shown and (police or reports):
            table.add_row(
                month if month != previous else "",
                theme,
                _count(police, police_state),
                _count(reports, report_state),
            )
            previous = month
    console.print(table)


def _count(value: int | None, state: str) -> str:
    """A count; without one, whether the source has no such theme or was not delivered."""
    if value is None:
        return "·" if state == "geen tegenhanger" else "?"
    return number(value)
