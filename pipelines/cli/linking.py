"""`veiligheidsbeeld linking`: how well texts are linked to streets, and what the analyst decides.

Measuring lives in `assets.linking.evaluation`; the dialogue is in `linking_review`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.table import Table

from assets.basis.errors import AnalystError
from pipelines.cli.logged import LoggedCommand
from pipelines.cli.options import Config, Home
from pipelines.cli.publication import published_path
from pipelines.cli.screen import console, labelled_lines, note_without_settings, number, tabulated

if TYPE_CHECKING:  # the command line starts without the libraries that only its work needs
    import pandas as pd

    from assets.linking.elsewhere import Elsewhere
    from assets.linking.evaluation import Outcome
    from assets.linking.matching import Matcher
    from assets.linking.suggestions import Suggestions
    from assets.warehouse.derived import Tables
    from assets.warehouse.to_review import ToReview
    from pipelines.cli.linking_review import Deciding
    from schemas.configuration import Configuration

_ABOUT_DECISIONS = (
    "Gemeten is het programma zonder uw besluiten. Die gaan over teksten die het niet of niet "
    "zeker koppelde: over alle teksten samen zegt dit niets, wel of een nieuwe versie beter is op "
    "wat bij u lastig is."
)
_HELP = "Meet hoe goed adressen aan straten worden gekoppeld, en beslis over wat overblijft."
app = typer.Typer(help=_HELP, no_args_is_help=True)
At_once = Annotated[bool, typer.Option("--ja", help="Leg vast zonder te vragen")]


@app.callback()
def _group() -> None:
    """Meet hoe goed adressen aan straten worden gekoppeld, en beslis over wat overblijft."""


@app.command(cls=LoggedCommand)
def evaluate(
    bestand: Annotated[
        Path | None,
        typer.Argument(help="CSV met een tekst en de juiste straat of straten (;) per rij"),
    ] = None,
    besluiten: Annotated[
        bool,
        typer.Option(
            "--besluiten",
            help="In plaats van een bestand: uw besluiten. Gemeten wordt zonder die besluiten",
        ),
    ] = False,
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
    home: Home = None,
    config: Config = None,
) -> None:
    """Meet recall, precisie en snelheid op een lijst waarvan de juiste straat bekend is."""
    from assets.linking import evaluation
    from pipelines.settings import load_settings

    if besluiten == (bestand is not None):
        raise typer.BadParameter("Noem een bestand, of geef --besluiten.")
    settings = load_settings(home, None, config, without=True)
    note_without_settings(settings)
    configuration = settings.configuration
    if bestand is None:
        labelled, matcher, suggestions = _decided(configuration)
    else:
        labelled = evaluation.read_labelled(bestand, tekst, straat, aantal, alleen)
        in_labels = labelled["straten"].tolist() if met_bestand else None
        matcher = _matcher(configuration, straten or [], straten_kolom, in_labels)
    outcome = evaluation.evaluate(labelled, matcher, _elsewhere(configuration, matcher))
    if uit:
        _write(outcome, uit)
    _show(outcome, toon)
    if besluiten:
        _show_suggested(*evaluation.right_suggestions(labelled, suggestions))


def _write(outcome: Outcome, path: Path) -> None:
    """What came of each text, as a CSV."""
    from schemas.spreadsheet_safe import safe_texts

    if not path.parent.is_dir():
        raise AnalystError(f"De map voor {path.name} is er niet. Maak haar of kies een andere.")
    safe_texts(outcome.rows).to_csv(path, index=False)


def _show_suggested(first: int, any_of_them: int, texts: int) -> None:
    """How often a suggestion was right, and what all of this is about."""
    lines = labelled_lines()
    for name, right in (("Eerste suggestie", first), ("Een van de drie", any_of_them)):
        lines.add_row(name, _share(right, texts, "straten juist gesuggereerd", True))
    console.print(lines)
    console.print(f"\n{_ABOUT_DECISIONS}")


def _decided(configuration: Configuration) -> tuple[pd.DataFrame, Matcher, Suggestions]:
    """The texts that were decided, and what links and suggests without knowing the decisions."""
    from assets.linking import evaluation
    from assets.linking.decisions import load_decisions
    from assets.linking.suggestions import Suggestions
    from assets.reference.tables import load_reference

    decisions = load_decisions(configuration)
    labelled = evaluation.labelled_by_decisions(decisions)
    if labelled.empty:
        raise AnalystError(
            "Er zijn nog geen besluiten over teksten. Leg ze vast met: veiligheidsbeeld linking "
            "review. Of noem een eigen lijst onder [referentie] aliassen."
        )
    matcher = evaluation.matcher_without_decisions(load_reference(configuration), decisions)
    return labelled, matcher, Suggestions(matcher.streets, decisions.common)


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


def _elsewhere(configuration: Configuration, matcher: Matcher) -> Elsewhere:
    """What tells, as in a run, which texts are of another municipality."""
    from assets.linking.decisions import load_decisions
    from assets.linking.elsewhere import Elsewhere
    from assets.reference.tables import load_reference

    reference, decisions = load_reference(configuration), load_decisions(configuration)
    return Elsewhere(reference, matcher.streets, decisions)


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
    once = bool(outcome.rows["aantal"].eq(1).all())  # rows of one text are no separate trials
    for name, of, about in (
        ("Recall", right + missed, "genoemde straten gevonden"),
        ("Precisie", right + wrong, "gevonden straten juist"),
    ):
        lines.add_row(name, _share(right, of, about, once))
    lines.add_row("Snelheid", f"{number(outcome.speed)} verschillende teksten per seconde")
    return lines


def _share(right: int, of: int, about: str, with_interval: bool) -> str:
    """`75,00 %  (3 van 4 genoemde straten gevonden; 95 % zeker tussen 30,1 en 95,4 %)`."""
    from assets.linking.evaluation import interval

    bounds = interval(right, of) if with_interval else None
    low, high = (number(100 * bound, 1) for bound in bounds or (0, 1))
    certainty = f"; met 95 % zekerheid tussen {low} en {high} %" if bounds else ""
    share = f"{number(100 * right / of, 2)} %" if of else "niet te zeggen"
    return f"{share}  ({number(right)} van {number(of)} {about}{certainty})"


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


@app.command(cls=LoggedCommand)
def review(
    tekst: Annotated[
        str | None, typer.Option(help="Alleen deze tekst uit de controlelijst")
    ] = None,
    straat: Annotated[str | None, typer.Option(help="De straat die de tekst betekent")] = None,
    geen_straat: Annotated[
        bool, typer.Option("--geen-straat", help="De tekst is hier geen straat")
    ] = False,
    geldig_van: Annotated[
        str, typer.Option(help="Alleen voor rijen vanaf deze dag (JJJJ-MM-DD)")
    ] = "",
    geldig_tot: Annotated[
        str, typer.Option(help="Alleen voor rijen tot en met deze dag (JJJJ-MM-DD)")
    ] = "",
    bron: Annotated[str | None, typer.Option(help="Alleen teksten van deze bron")] = None,
    lijst: Annotated[bool, typer.Option("--lijst", help="Toon de teksten, en vraag niets")] = False,
    ja: At_once = False,
    home: Home = None,
    config: Config = None,
) -> None:
    """Kijk teksten zonder zekere straat na, die met de meeste rijen eerst, en leg vast welke straat
    zij zijn."""
    from assets.warehouse.to_review import moved_by_all, text_like
    from pipelines.cli import linking_review as dialogue
    from pipelines.cli import linking_review_screen as screen

    if bool(straat) + geen_straat > 1 or ((straat or geen_straat) and tekst is None):
        raise typer.BadParameter("Noem een --tekst met haar --straat, of met --geen-straat.")
    with _deciding(home, config, geldig_van, geldig_tot) as (deciding, texts, _):
        if bron:
            texts = [text for text in texts if bron in text.sources]
        if lijst:
            screen.show_list(texts)
            return
        if straat or geen_straat:
            meant = deciding.street(straat) if straat else ""
            shown = dialogue.required_text(deciding, tekst or "", meant)
            kind = dialogue.NO_STREET if geen_straat else dialogue.STREET
            answers = [deciding.decision(shown, meant, kind)]
            texts = [*texts, text_like(texts, shown)]
        else:
            chosen = texts if tekst is None else [text_like(texts, tekst)]
            if tekst is not None and not chosen[0].rows:
                raise AnalystError("Deze tekst staat niet in de controlelijst.")
            answers = dialogue.ask_all(deciding, chosen)
        dialogue.agree(deciding, answers, moved_by_all(texts, answers), ja)


@app.command(cls=LoggedCommand)
def join(
    gaat: Annotated[str | None, typer.Argument(help="De naam die opgaat in de andere")] = None,
    blijft: Annotated[str | None, typer.Argument(help="De naam die blijft")] = None,
    twee: Annotated[
        bool, typer.Option("--twee", help="Het zijn juist twee straten: meld ze niet meer")
    ] = False,
    ja: At_once = False,
    home: Home = None,
    config: Config = None,
) -> None:
    """Toon straten in de lijst die er één lijken, of leg vast dat twee straten er één zijn."""
    from assets.linking.alike_streets import alike_streets
    from assets.warehouse.to_review import moved_by_joining
    from pipelines.cli import linking_review as dialogue
    from pipelines.cli import linking_review_screen as screen

    with _deciding(home, config) as (deciding, _, tables):
        if gaat is None:
            screen.show_pairs(alike_streets(deciding.linker.reference))
            return
        if blijft is None:
            raise typer.BadParameter(
                "Noem twee straten: de naam die opgaat, en de naam die blijft."
            )
        decision = dialogue.join_decision(deciding, gaat, blijft, twee)
        dialogue.agree(deciding, [decision], moved_by_joining(tables, decision), ja)


@contextmanager
def _deciding(
    home: Path | None, config: Path | None, begin: str = "", end: str = ""
) -> Iterator[tuple[Deciding, list[ToReview], Tables]]:
    """What decisions are made with, the texts that can be decided, and the tables of the home."""
    from assets.basis.home import Home as Folders
    from assets.linking.linking import linker_for
    from assets.warehouse.derived import tables_of
    from assets.warehouse.to_review import texts_to_review
    from pipelines.cli.linking_review import Deciding, required_days
    from pipelines.settings import load_settings

    required_days(begin, end)
    settings = load_settings(home, None, config)
    published_path(settings)
    deciding = Deciding(settings, linker_for(settings.configuration, checked=False), begin, end)
    if not deciding.linker.streets.listed:
        raise AnalystError(
            "Er is geen lijst van straten, dus niets om uit te kiezen. Noem haar in "
            "veiligheidsbeeld.toml onder [referentie]: bag of straten."
        )
    with tables_of(Folders(settings.home, settings.inbox)) as tables:
        yield deciding, texts_to_review(tables, deciding.linker.rulings), tables
