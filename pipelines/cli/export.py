"""`veiligheidsbeeld export`: a table of the publication, or the answer to a named question, as a
file for Excel.

Which rows are chosen is decided in `assets.warehouse.selection`, how a workbook looks in
`assets.factsheets.workbooks`. Without a name the command lists what can be asked; without a file,
the columns.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from assets.basis.errors import AnalystError
from pipelines.cli.options import Config, Home
from pipelines.cli.publication import published_path, reading
from pipelines.cli.screen import console, number, shown_path, tabulated

if TYPE_CHECKING:  # the command line starts without the libraries that only its work needs
    import duckdb
    import pandas as pd

    from assets.factsheets.sheet import Sheet
    from assets.warehouse.selection import Filter
    from pipelines.settings import Settings
    from schemas.published.contract import Table

_BOOK, _CSV = ".xlsx", ".csv"
_MOST = 1_000_000  # rows on a page of a workbook; Excel takes a few more


def export(
    wat: Annotated[
        str, typer.Argument(help="Tabel of vraag; zonder naam ziet u wat er is", show_default=False)
    ] = "",
    naar: Annotated[
        Path | None, typer.Option(help="Bestand om te maken: een werkmap (.xlsx) of .csv")
    ] = None,
    waar: Annotated[
        list[str] | None,
        typer.Option(
            help="Alleen rijen met kolom=waarde (ook >= en <=); mag vaker. Een naam mag, een code "
            "ook: buurt=Wyck. Twee keer dezelfde kolom: een van beide"
        ),
    ] = None,
    overschrijven: Annotated[
        bool, typer.Option("--overschrijven", help="Vervang het bestand als het er al is")
    ] = False,
    home: Home = None,
    config: Config = None,
) -> None:
    """Maak van een tabel of een vraag een bestand voor Excel."""
    from assets.warehouse.selection import Filter, contract
    from pipelines.settings import load_settings

    if not wat:
        _show_all()
        return
    wanted = contract(wat)
    if naar is None:
        _show_columns(wanted)
        return
    _require_writable(naar, overschrijven)
    settings = load_settings(home, None, config)
    filters = [Filter.of(text) for text in waar or ()]
    with reading(published_path(settings)) as database, console.status("De rijen worden gelezen"):
        rows = _write(database, wanted, filters, naar, settings)
    noun = "rij" if rows == 1 else "rijen"
    console.print(f"{number(rows)} {noun}: {escape(shown_path(naar))}", soft_wrap=True)
    console.print("Vertrouwelijk: dit zijn cijfers zonder onthullingscontrole.")


def _require_writable(path: Path, replaces: bool) -> None:
    if path.suffix.lower() not in (_BOOK, _CSV):
        raise AnalystError(f"«{path.name}» moet op {_BOOK} of {_CSV} eindigen.")
    if not path.absolute().parent.is_dir():
        raise AnalystError(f"De map van «{path.name}» is er niet. Maak haar eerst.")
    if path.is_dir() or (path.exists() and not replaces):
        raise AnalystError(
            f"«{path.name}» is er al. Kies een andere naam, of vervang het met --overschrijven."
        )


def _write(
    database: duckdb.DuckDBPyConnection,
    wanted: Table,
    filters: list[Filter],
    path: Path,
    settings: Settings,
) -> int:
    """Write the rows; the number of them. The old file stays if anything goes wrong."""
    from assets.basis.atomic import replacing
    from assets.factsheets import flat_file, workbooks
    from assets.warehouse.selection import select

    is_book = path.suffix.lower() == _BOOK
    frame = select(database, wanted, filters, _MOST if is_book else 2**63)
    if is_book:
        content = workbooks.render(_sheet(database, wanted, filters, frame, settings))
    else:
        content = flat_file.render(frame)
    try:
        with replacing(path) as temporary:
            temporary.write_bytes(content)
    except PermissionError:
        raise AnalystError(
            f"«{path.name}» kan niet worden geschreven: staat het open in Excel, of mag u niet in "
            "die map schrijven?"
        ) from None
    return len(frame)


def _sheet(
    database: duckdb.DuckDBPyConnection,
    wanted: Table,
    filters: list[Filter],
    frame: pd.DataFrame,
    settings: Settings,
) -> Sheet:
    """The workbook as data: one page, of whom and of when it is, and what its columns mean."""
    from assets.factsheets.purpose import purpose_line
    from assets.factsheets.sheet import Annex, Sheet
    from assets.factsheets.workbook_columns import explained
    from schemas import dutch
    from schemas.published.questions import QUESTIONS

    day, month = database.execute(
        "select peildatum, "
        "(select max(maand) from driehoek_datakwaliteit where status <> 'ontbreekt') "
        "from publicatie"
    ).fetchone()
    facts = [
        f"Gemeente {settings.configuration.gemeente.naam}",
        f"Tot en met {dutch.month(month)}, zoals bekend op {dutch.day(day)}",
    ]
    if filters:
        facts.append(f"Alleen: {'; '.join(each.words for each in filters)}")
    if purpose := purpose_line(settings.configuration.doelbinding):
        facts.append(purpose)
    question = QUESTIONS.get(wanted.name)
    title = question.title if question else wanted.name
    return Sheet(
        product="export",
        title=title,
        subtitle=settings.configuration.gemeente.naam,
        facts=tuple(facts),
        pages=(),
        known_until=f"{day:%Y-%m-%d}",
        restricted="Vertrouwelijk",
        footer=f"{title} · zoals bekend op {dutch.day(day)}",
        annexes=(Annex(title, f"{wanted.description}.", frame, meanings=explained(wanted)),),
    )


def _show_all() -> None:
    """The questions and the tables, each with what a row of it is."""
    from schemas import published
    from schemas.published.questions import QUESTIONS

    asked = tabulated("Vragen")
    for heading in ("vraag", "antwoord"):
        asked.add_column(heading, no_wrap=heading == "vraag", overflow="fold")
    for question in QUESTIONS.values():
        needs = ""
        if question.needs:
            column, example = question.needs
            needs = f" Vraagt om --waar {column}=NAAM, zoals {example}."
        asked.add_row(question.name, escape(f"{question.answer.description}.{needs}"))
    console.print(asked)
    tables = tabulated("Tabellen")
    for heading in ("tabel", "wat erin staat"):
        tables.add_column(heading, no_wrap=heading == "tabel", overflow="fold")
    for name in (*published.INTERN, *published.VIEWS):
        tables.add_row(name, escape(_in_short(published.table(name).description)))
    console.print(tables)
    console.print(
        "De kolommen: veiligheidsbeeld export NAAM. Het bestand: veiligheidsbeeld export NAAM "
        '--naar BESTAND.xlsx --waar buurt=Wyck --waar "maand>=2020-01"'
    )


def _in_short(description: str) -> str:
    """What a row is: without the code of a table on a sheet (`T1:`) and without the explanation."""
    from schemas.dutch import capital

    text = re.sub(r"^\w{1,2}( en \w)?: ", "", description)
    return capital(re.split("[:;.] ", text)[0])


def _show_columns(wanted: Table) -> None:
    """What the rows and columns of a table or answer are."""
    console.print(f"[bold]{wanted.name}[/]: {escape(wanted.description)}.")
    table = tabulated("Kolommen")
    table.add_column("kolom", no_wrap=True)
    table.add_column("wat erin staat", overflow="fold")
    for column in wanted.columns:
        table.add_row(column.name, escape(column.comment))
    console.print(table)
    console.print("Maak het bestand met --naar BESTAND.xlsx of BESTAND.csv; kies rijen met --waar.")
