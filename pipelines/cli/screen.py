"""What the command line shows: progress, the summary of a run, tables of status and street.

Only presentation: figures come from the published file, nothing is counted here.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
from rich import box
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from assets.basis import dutch
from assets.basis.errors import AnalystError
from schemas.findings import meaning

if TYPE_CHECKING:  # the command line starts without what only its work needs
    from assets.deliveries.manifests import SetAside
    from assets.deliveries.work import Tick
    from assets.linking import evaluation as linking
    from assets.warehouse.build import Finding
    from pipelines.running import Outcome

console = Console(highlight=False, soft_wrap=False)
errors = Console(stderr=True, highlight=False)


@contextmanager
def bars() -> Iterator[Callable[[str], Tick]]:
    """A bar for each long piece of work; plain lines where there is no terminal."""
    with Progress(
        TextColumn("{task.description:<18}"),
        BarColumn(bar_width=40),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=False,
    ) as progress:

        def start(label: str) -> Tick:
            task: list[int] = []

            def tick(done: int, total: int) -> None:
                if not task:
                    task.append(progress.add_task(label, total=total))
                progress.update(task[0], completed=done)

            return tick

        yield start


def number(value: float | None, digits: int = 0) -> str:
    """A number as Dutch readers write it: 1.234,5; `-` if it is missing.

    The minus is a plain hyphen, so that a number can be copied from the terminal.
    """
    return dutch.number(value, digits, unknown="-", minus="-")


def summary(outcome: Outcome) -> None:
    """What a run took in, refused, linked and published, and where to look at it."""
    from assets.warehouse.summary import Tone
    from assets.warehouse.summary import summary as lines_of

    colours = {Tone.WARNING: "yellow", Tone.ALARM: "red"}
    lines = Table.grid(padding=(0, 2))
    lines.add_column(style="bold", no_wrap=True)
    lines.add_column()
    for line in lines_of(outcome.home, outcome.report):
        colour = colours.get(line.tone)
        label = f"[{colour}]{line.label}[/]" if colour else line.label
        lines.add_row(label, escape(line.text))
    console.print()
    console.print(lines)
    products(outcome)
    command = shown(Path(sys.argv[0]))
    console.print(f"\nVerder: {command} status · straat NAAM · check · ui")


def products(outcome: Outcome) -> None:
    """Where the files are that a run made."""
    from assets.basis.report import Published

    console.print("\n[bold]Te openen[/]")
    files = outcome.report.every(Published)
    width = max((len(file.name) for file in files), default=0)
    for file in files:
        console.print(f"  {file.name:<{width}}  {escape(shown(file.path))}", soft_wrap=True)


def status(path: Path, aside: list[SetAside]) -> None:
    """A table of source × month: delivered, revised, missing, quarantined."""
    from assets.warehouse.summary import held_deliveries, source_name

    with _reading(path) as database:
        rows = database.execute(
            "select maand, q.bron, q.status, versies, q.geteld, l.afgekeurd, "
            "l.maand_van <> l.maand_tot from driehoek_datakwaliteit q "
            "left join leveringen l using (levering_id) "
            "order by maand, q.bron"
        ).fetchall()
        refused = database.execute(
            "select bron, count(*), sum(rijen), sum(afgekeurd) from leveringen "
            "group by bron order by bron"
        ).fetchall()
        known = database.execute("select peildatum from publicatie").fetchone()[0]
    sources = sorted({source for _, source, *_ in rows}, reverse=True)
    table = tabulated(f"Leveringen per maand, zoals bekend op {known:%d-%m-%Y}")
    table.add_column("maand", no_wrap=True)
    for source in sources:
        table.add_column(source_name(source), no_wrap=True)
        for heading in ("geteld", "quarant."):
            table.add_column(heading, justify="right", no_wrap=True)
    cells = {(month, source): rest for month, source, *rest in rows}
    for month in sorted({row[0] for row in rows}):
        line = [month]
        for source in sources:
            line += _month_cells(*cells.get((month, source), ("-", 0, None, None, False)))
        table.add_row(*line)
    console.print(table)
    if any(several for *_, several in rows):
        console.print("* van een levering die meer maanden dekt, over al die maanden samen")
    for source, deliveries, read, bad in refused:
        console.print(
            f"{source_name(source)}: {deliveries} leveringen, {number(read)} rijen, "
            f"{number(bad)} in quarantaine"
        )
    for text in _completeness(path):
        console.print(text)
    with _reading(path) as database:
        held = held_deliveries(database)
    for text in held:
        console.print(f"\n[red]Vastgehouden[/] {escape(text)}")
    for note in aside:
        console.print(f"\n[red]Apart gezet[/] {escape(note.melding)}")


def _completeness(path: Path) -> Iterator[str]:
    """A line a source: which months are complete, provisional, missing."""
    from assets.warehouse.summary import source_name

    with _reading(path) as database:
        rows = database.execute(
            "select bron, maand, volledigheid, verwachte_volledigheid_pct "
            "from driehoek_datakwaliteit order by bron, maand"
        ).fetchall()
    for source in dict.fromkeys(row[0] for row in rows):
        months = [row[1:] for row in rows if row[0] == source]
        complete = [month for month, state, _ in months if state == "compleet"]
        missing = [month for month, state, _ in months if state == "ontbreekt"]
        open_ = [
            month if expected is None else f"{month} (naar verwachting {number(expected, 1)} %)"
            for month, state, expected in months
            if state == "voorlopig"
        ]
        parts = [f"compleet {complete[0]} t/m {complete[-1]}"] if complete else []
        parts += [f"voorlopig {', '.join(open_)}"] if open_ else []
        parts += [f"ontbreekt {', '.join(missing)}"] if missing else []
        yield f"{source_name(source)}: {'; '.join(parts)}"


def _month_cells(
    state: str, versions: int, counted: int | None, refused: int | None, several: bool | None
) -> list[str]:
    style = {"ontbreekt": "red", "herzien": "yellow"}.get(state)
    text = f"{state} {versions}×" if versions > 1 else state
    return [
        f"[{style}]{text}[/]" if style else text,
        number(counted),
        number(refused) + ("*" if several else ""),
    ]


def street(path: Path, wanted: str, months: int) -> None:
    """One street: police and MeldDesk side by side, by theme and month by month."""
    with _reading(path) as database:
        found = _find_street(database, wanted)
        for straat_id, name in found:
            _street(database, straat_id, name, months)


def _find_street(database: duckdb.DuckDBPyConnection, wanted: str) -> list[tuple[str, str]]:
    from rapidfuzz import process

    from assets.linking.names import fold

    streets = database.execute(
        "select straat_id, straatnaam, woonplaats from straten order by straatnaam, woonplaats"
    ).fetchall()
    places = {place for _, _, place in streets}
    shown = [
        (straat_id, f"{name} ({place})" if len(places) > 1 and place else name, fold(name))
        for straat_id, name, place in streets
    ]
    found = [(straat_id, name) for straat_id, name, key in shown if key == fold(wanted)]
    if found:
        return found
    near = process.extract(fold(wanted), [key for *_, key in shown], limit=5, score_cutoff=60)
    names = list(dict.fromkeys(shown[position][1] for _, _, position in near))
    hint = f" Bedoelt u: {', '.join(names)}?" if names else ""
    raise AnalystError(f"Geen straat «{wanted}» gevonden.{hint}")


def _street(database: duckdb.DuckDBPyConnection, straat_id: str, name: str, months: int) -> None:
    rows = database.execute(
        "select maand, themanaam, politie_registraties, melddesk_meldingen, "
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
    year = tabulated(f"{escape(name)}: twaalf maanden tot en met {last}")
    by_month = tabulated(f"{escape(name)}: per maand, vanaf {shown_months[-1]}")
    for table, first in ((year, ("thema",)), (by_month, ("maand", "thema"))):
        for heading in first:
            table.add_column(heading)
        table.add_column("politie\nregistraties", justify="right")
        table.add_column("MeldDesk\nmeldingen", justify="right")
    previous = None
    for month, theme, police, reports, police_state, report_state, police_12, reports_12 in rows:
        if month == last and (police_12 or reports_12):
            year.add_row(
                theme, _measure(police_12, police_state), _measure(reports_12, report_state)
            )
        if month in shown_months and (police or reports):
            by_month.add_row(
                month if month != previous else "",
                theme,
                _measure(police, police_state),
                _measure(reports, report_state),
            )
            previous = month
    console.print(year)
    console.print(by_month)
    console.print(
        "· = geen tegenhanger in deze bron; ? = niet geleverd; een thema zonder regel: 0 en 0.\n"
        "Politie en MeldDesk tellen verschillende dingen en worden niet opgeteld."
    )


def _measure(value: int | None, state: str) -> str:
    if value is None:
        return "·" if state == "geen tegenhanger" else "?"
    return number(value)


@contextmanager
def _reading(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(path), read_only=True) as connection:
        yield connection


def shown(path: Path) -> str:
    """A path as short as it can be pasted."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def gates(findings: list[Finding]) -> bool:
    """Show each gate; True where one that stops a publication found something."""
    table = tabulated("Controles van de huidige publicatie")
    table.add_column("controle", no_wrap=True)
    table.add_column("uitkomst", no_wrap=True)
    table.add_column("gezocht", overflow="fold")
    failed = False
    for finding in findings:
        failed |= finding.fails and finding.rows > 0
        if finding.rows == 0:
            state = "[green]in orde[/]"
        elif finding.fails:
            state = f"[red]fout: {number(finding.rows)}[/]"
        else:
            state = f"[yellow]let op: {number(finding.rows)}[/]"
        detail = (
            f" ({finding.description})"
            if finding.check.startswith("contract_") and finding.rows
            else ""
        )
        table.add_row(finding.check, state, escape(meaning(finding.check) + detail))
    console.print(table)
    return failed


def evaluation(outcome: linking.Outcome, most: int) -> None:
    """How well texts were linked: recall, precision, by method, the wrong and the missed."""
    right, wrong, missed = (outcome.total(what) for what in ("goed", "fout", "gemist"))
    lines = Table.grid(padding=(0, 2))
    lines.add_column(style="bold", no_wrap=True)
    lines.add_column()
    texts, rows = outcome.texts, int(outcome.rows["aantal"].sum())
    for label, text in (
        ("Teksten", f"{number(texts)} verschillende, {number(rows)} rijen"),
        ("Straten", f"{number(outcome.streets)} in de lijst"),
        (
            "Recall",
            f"{number(100 * outcome.recall, 2)} %  ({number(right)} van {number(right + missed)} "
            "genoemde straten gevonden)",
        ),
        (
            "Precisie",
            f"{number(100 * outcome.precision, 2)} %  ({number(right)} van {number(right + wrong)} "
            "gevonden straten juist)",
        ),
        ("Snelheid", f"{number(outcome.speed)} verschillende teksten per seconde"),
    ):
        lines.add_row(label, text)
    console.print(lines)
    table = tabulated("Per methode")
    table.add_column("methode")
    for heading in ("juist", "fout"):
        table.add_column(heading, justify="right")
    for method, good, bad in outcome.methods.itertuples(index=False):
        table.add_row(method, number(good), number(bad))
    console.print(table)
    for title, what in (("Fout gekoppeld", "fout"), ("Gemist", "gemist")):
        cases = outcome.rows[outcome.rows[what].gt(0)].sort_values(
            ["aantal", "tekst"], ascending=[False, True]
        )
        if not len(cases) or not most:
            continue
        table = tabulated(
            f"{title}: {number(len(cases))} teksten, de eerste {min(most, len(cases))}"
        )
        for heading in ("tekst", "juist", "gevonden", "methode"):
            table.add_column(heading, overflow="fold")
        table.add_column("aantal", justify="right")
        for case in cases.head(most).itertuples():
            cells = (case.tekst, case.straten, case.gevonden, case.methode)
            table.add_row(*(escape(cell) for cell in cells), number(case.aantal))
        console.print(table)


def tabulated(title: str) -> Table:
    """A table as every command shows one."""
    return Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD)
