"""The letter that goes with the council's sheet: a draft, made of the same public content.

Its parts and their order are those of a raadsinformatiebrief. What someone must still write stands
between square brackets. How it becomes a document is in `letters`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import SimpleNamespace

import pandas as pd

from assets.factsheets import cells, numbers, series
from assets.factsheets.letters import Letter
from assets.factsheets.raad import goals, headline, indicators, interpretations, sentences, survey
from assets.factsheets.raad.plain_words import in_plain_words
from assets.factsheets.sheet import About, Section, Text
from assets.factsheets.table import Cell, Column, Table

_DRAFT = (
    "Concept. Deze brief is gemaakt uit de openbare cijfers. Lees hem na, vul in wat tussen "
    "[vierkante haken] staat, en haal deze regel weg."
)
_READING = (
    "Op koers of niet op koers: het hele 95%-interval van het cijfer ligt aan de goede of de "
    "verkeerde kant van de rechte lijn van nulmeting naar doel. Anders is het niet vast te "
    "stellen; dat is niet hetzelfde als: er is niets veranderd.",
    "Meer of minder dan te verwachten was: verder van de verwachting dan toeval en gewone "
    "schommeling verklaren, na correctie voor het aantal vergelijkingen.",
    "Inzet is wat er is gedaan. Zij bewijst niet dat een cijfer daardoor is veranderd.",
)
_TABLE: tuple[Column[SimpleNamespace], ...] = (
    Column("Doel", lambda row: cells.text(row.doel, 140), share=2.2),
    Column("Nulmeting", lambda row: goals.of_year(row, "nulmeting"), share=1.2),
    Column("Doel is", lambda row: goals.of_year(row, "streefwaarde"), share=1.2),
    Column("Nu", goals.now),
    Column("95%-interval", lambda row: Cell(goals.interval(row)), share=1.3),
    Column("Oordeel", lambda row: cells.verdict(row.oordeel), share=1.4),
)


def letter(tables: Mapping[str, pd.DataFrame], about: About) -> Letter:
    """The draft of the letter on `about.period`, from the tables of the council's sheet."""
    tables = in_plain_words(tables)
    place, when = cells.plain(about.municipality, 60), numbers.period(about.period)
    figures = indicators.rows(tables, "gemeente")
    rows = goals.rows(tables)
    subject = f"Veiligheid in {place} in de {when}: stand van de doelen"
    return Letter(
        title="Raadsinformatiebrief",
        subject=subject,
        draft=_DRAFT,
        fields=(
            ("Aan", f"de gemeenteraad van {place}"),
            ("Van", "[college van burgemeester en wethouders; portefeuillehouder]"),
            ("Datum", "[datum van verzending]"),
            ("Onderwerp", subject),
            ("Kenmerk", "[zaaknummer]"),
            ("Bijlage", f"Factsheet veiligheid {place}, {when}"),
        ),
        opening="Geachte leden van de raad,",
        sections=(
            _reason(rows, place, when, about),
            Section("kort", "In het kort", (Text(headline.lines(tables, figures)),)),
            *_goals(tables, figures, rows),
            *survey.in_letter(tables),
            _signals(tables, figures, rows),
            Section("lezen", "Hoe u de cijfers leest", (Text(_READING, role="list"),)),
            _next(about.period),
        ),
        closing=("Met vriendelijke groet,", "[naam]", "[functie]"),
        known_until=about.known_until,
    )


def _reason(rows: Sequence[SimpleNamespace], place: str, when: str, about: About) -> Section:
    programme = goals.programmes(rows) or "het veiligheidsprogramma"
    lines = (
        f"Met deze brief informeren wij u over de veiligheid in {place} in de {when}, en over de "
        f"stand van de doelen van {programme}. De factsheet met alle cijfers vindt u in de "
        "bijlage.",
        f"De cijfers zijn zoals bekend op {numbers.day(about.known_until)} en staan ook in de "
        "openbare cijfers van de gemeente. Een klein aantal is geheim, en ook een aantal waarmee "
        "een klein aantal is uit te rekenen.",
        "[Aanleiding: de toezegging, motie of afspraak waaraan deze brief voldoet.]",
    )
    return Section("aanleiding", "Aanleiding", (Text(lines),))


def _goals(
    tables: Mapping[str, pd.DataFrame],
    figures: Sequence[SimpleNamespace],
    rows: Sequence[SimpleNamespace],
) -> list[Section]:
    """The goals in a table, and then in sentences under their main goal."""
    if not rows:
        none = "Er zijn geen meetbare doelen vastgelegd die in deze periode golden."
        return [Section("doelen", "Stand van de doelen", (Text((none,)),))]
    notes = goals.shared_note(rows)
    table = Table.of(
        "doelen",
        "De doelen met nulmeting, streefwaarde en stand",
        _TABLE,
        rows,
        notes=() if notes in (None, numbers.UNKNOWN) else (f"Over de doelen: {notes}.",),
        most=len(rows),
    ).with_figures_only()
    sections = [Section("doelen", "Stand van de doelen", (table,))]
    units = sentences.units(tables)
    for number, (main_goal, members) in enumerate(goals.by_main_goal(rows).items(), start=1):
        told = tuple(
            " ".join(
                (
                    sentences.goal(row, units.get(row.indicator_id, sentences.NUMBER)),
                    *(f"Gedaan: {done}" for done in goals.done_for(tables, row)),
                )
            )
            for row in members
        )
        measured = {row.indicator_id for row in members}
        said = interpretations.above([row for row in figures if row.indicator_id in measured])
        if told:
            heading = main_goal if main_goal[:1].isdecimal() else f"{number}. {main_goal}"
            blocks = (*said, Text(told, role="list"))
            sections.append(Section(f"doel-{number}", heading, blocks, level=3))
    return sections


def _signals(
    tables: Mapping[str, pd.DataFrame],
    figures: Sequence[SimpleNamespace],
    rows: Sequence[SimpleNamespace],
) -> Section:
    """The figures that are signals, and what the team says of those that are no goal."""
    units = sentences.units(tables)
    main = series.main_indicators(tables, figures)
    told = tuple(
        sentences.signal(row, units.get(row.indicator_id, sentences.NUMBER))
        for row in main
        if row.signaal in (cells.UP, cells.DOWN)
    )
    none = "Geen enkel cijfer wijkt verder af van de verwachting dan toeval verklaart."
    aims = {row.indicator_id for row in rows}
    said = interpretations.above([row for row in figures if row.indicator_id not in aims])
    first = Text(told, role="list") if told else Text((none,))
    return Section("signalen", "Wat verder opvalt", (first, *said))


def _next(period: str) -> Section:
    year, _, half = period.partition("-")
    lines = ["[Wat wij naar aanleiding van deze cijfers doen, wie dat doet en wanneer.]"]
    if year.isdecimal() and half in ("H1", "H2"):
        following = f"{year}-H2" if half == "H1" else f"{int(year) + 1}-H1"
        lines.append(f"De volgende factsheet gaat over de {numbers.period(following)}.")
    return Section("vervolg", "Vervolg", (Text(tuple(lines)),))
