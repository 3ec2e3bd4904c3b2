"""`veiligheidsbeeld linking`: how well texts are linked to streets.

Measuring lives in `assets.linking.evaluation`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.table import Table

from assets.basis.errors import AnalystError
from pipelines.cli.logged import LoggedCommand
from pipelines.cli.options import Config
from pipelines.cli.screen import console, labelled_lines, note_without_settings, number, tabulated

if TYPE_CHECKING:  # the command line starts without the libraries that only its work needs
    import pandas as pd

    from assets.linking.evaluation import Outcome
    from assets.linking.matching import Matcher
    from schemas.configuration import Configuration

app = typer.Typer(help="Meet hoe goed adressen aan straten worden gekoppeld.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Meet hoe goed adressen aan straten worden gekoppeld."""


@app.command(cls=LoggedCommand)
def evaluate(
    bestand: Annotated[
        Path, typer.Argument(help="CSV met een tekst en de juiste straat of straten (;) per rij")
    ],
    tekst: Annotated[str | None, typer.Option(help="Kolom met de tekst")] = None,
    straat: Annotated[
        str | None, typer.Option(help="Kolom met de juiste straat of straten")
    ] = None,
    aantal: Annotated[str | None, typer.Option(help="Kolom met hoe vaak de tekst voorkomt")] = None,
    alleen: Annotated[
        str | None, typer.Option(help="Alleen rijen waarvoor kolom=waarde", metavar="KOLOM=WAARDE")
    ] = None,
    straten: Annotated[
        list[Path] | None,
        typer.Option(
            help="Lijst van straten (CSV, TSV of een naam per regel); mag vaker. Standaard de "
            "lijst van de gemeente"
        ),
    ] = None,
    straten_kolom: Annotated[
        str | None, typer.Option(help="Kolom met de naam in die lijst")
    ] = None,
    met_bestand: Annotated[
        bool, typer.Option("--met-bestand", help="Neem ook de straten die het bestand zelf noemt")
    ] = False,
    uit: Annotated[Path | None, typer.Option(help="Schrijf de uitkomst per tekst als CSV")] = None,
    toon: Annotated[int, typer.Option(min=0, help="Hoeveel foute en gemiste teksten")] = 20,
    config: Config = None,
) -> None:
    """Meet recall, precisie en snelheid op een lijst waarvan de juiste straat bekend is."""
    from assets.linking import evaluation
    from pipelines.settings import load_settings
    from schemas.spreadsheet_safe import safe_texts

    settings = load_settings(None, None, config, without=True)
    note_without_settings(settings)
    configuration = settings.configuration
    labelled = evaluation.read_labelled(bestand, tekst, straat, aantal, alleen)
    in_labels = labelled["straten"].tolist() if met_bestand else None
    matcher = _matcher(configuration, straten or [], straten_kolom, in_labels)
    outcome = evaluation.evaluate(labelled, matcher)
    if uit:
        if not uit.parent.is_dir():
            raise AnalystError(f"De map voor {uit.name} is er niet. Maak haar of kies een andere.")
        safe_texts(outcome.rows).to_csv(uit, index=False)
    _show(outcome, toon)


def _matcher(
    configuration: Configuration,
    files: list[Path],
    column: str | None,
    in_labels: list[tuple[str, ...]] | None,
) -> Matcher:
    """A matcher of the streets in `files` and in the labels; without both, the municipality's.

    `column`: the column of the names in `files`. `in_labels`: right streets of each labelled text.
    """
    from assets.linking import evaluation
    from assets.linking.decisions import load_decisions
    from assets.linking.linking import linker_for
    from assets.reference.tables import load_reference

    if not files and in_labels is None:
        return linker_for(configuration).matcher
    names = [name for path in files for name in evaluation.read_streets(path, column)]
    names += [name for streets in in_labels or () for name in streets]
    return evaluation.matcher_of(
        names, load_reference(configuration), load_decisions(configuration)
    )


def _show(outcome: Outcome, most: int) -> None:
    """Recall, precision and speed, then by method, then at most `most` wrong and missed texts."""
    console.print(_measures(outcome))
    table = tabulated("Per methode")
    table.add_column("methode")
    for heading in ("juist", "fout"):
        table.add_column(heading, justify="right")
    for method, right, wrong in outcome.methods.itertuples(index=False):
        table.add_row(method, number(right), number(wrong))
    console.print(table)
    if not most:
        return
    for title, column in (("Fout gekoppeld", "fout"), ("Gemist", "gemist")):
        cases = outcome.rows[outcome.rows[column].gt(0)]
        if len(cases):
            console.print(_cases(title, cases, most))


def _measures(outcome: Outcome) -> Table:
    right, wrong, missed = (outcome.total(column) for column in ("goed", "fout", "gemist"))
    rows = int(outcome.rows["aantal"].sum())
    lines = labelled_lines()
    lines.add_row("Teksten", f"{number(outcome.texts)} verschillende, {number(rows)} rijen")
    lines.add_row("Straten", f"{number(outcome.streets)} in de lijst")
    lines.add_row(
        "Recall",
        f"{number(100 * outcome.recall, 2)} %  ({number(right)} van {number(right + missed)} "
        "genoemde straten gevonden)",
    )
    lines.add_row(
        "Precisie",
        f"{number(100 * outcome.precision, 2)} %  ({number(right)} van {number(right + wrong)} "
        "gevonden straten juist)",
    )
    lines.add_row("Snelheid", f"{number(outcome.speed)} verschillende teksten per seconde")
    return lines


def _cases(title: str, cases: pd.DataFrame, most: int) -> Table:
    """The most frequent texts first, as the list and as the linker read them."""
    table = tabulated(f"{title}: {number(len(cases))} teksten, de eerste {min(most, len(cases))}")
    for heading in ("tekst", "juist", "gevonden", "methode"):
        table.add_column(heading, overflow="fold")
    table.add_column("aantal", justify="right")
    frequent = cases.sort_values(["aantal", "tekst"], ascending=[False, True]).head(most)
    for case in frequent.itertuples():
        cells = (case.tekst, case.straten, case.gevonden, case.methode)
        table.add_row(*(escape(cell) for cell in cells), number(case.aantal))
    return table
