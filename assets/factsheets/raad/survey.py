"""The Veiligheidsmonitor (C): what residents experience, per survey year.

Nothing is compared across a change of method, which is where `reeks` changes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import SimpleNamespace

import pandas as pd

from assets.factsheets import cells, charts, numbers
from assets.factsheets.raad import goals
from assets.factsheets.sheet import Block, Figures, Section
from assets.factsheets.table import Cell, Column, Table

_DRAWN = 8  # questions with a drawing
_SIZE = (44.5, 23.0)  # of a drawing, in mm
_MARGIN = "95%-marge: de uitkomst van alle inwoners ligt daar met 95% zekerheid in."
_FIELDS = (
    "indicator_id indicator thema eenheid gebied_code gebiedsnaam gebiedsniveau jaar waarde "
    "marge_onder marge_boven nederland signaal reeks"
).split()


@dataclass(frozen=True)
class _Question:
    """A question of the survey with its outcomes by year."""

    by_year: Mapping[int, SimpleNamespace]

    @property
    def last(self) -> SimpleNamespace:
        return self.by_year[max(self.by_year)]


def sections(tables: Mapping[str, pd.DataFrame]) -> list[Section]:
    """A section with a row and a drawing per question, or none without a survey."""
    outcomes = _outcomes(tables)
    if not outcomes:
        return []
    breaks = _breaks(outcomes)
    has_margins = any(_margin(row) for row in outcomes)
    by_indicator = _by_indicator(outcomes)
    table = _table(by_indicator.values(), breaks, has_margins)
    chosen = [by_indicator[indicator] for indicator in _goals_first(tables, by_indicator)]
    blocks: list[Block] = [table, _figures(chosen, breaks, has_margins)]
    heading = "Veiligheidsmonitor: wat bewoners ervaren"
    return [Section("veiligheidsmonitor", heading, tuple(blocks))]


def in_letter(tables: Mapping[str, pd.DataFrame]) -> list[Section]:
    """The last outcome of the first questions with its margin and the country, those with a goal
    first; none without a survey."""
    by_indicator = _by_indicator(_outcomes(tables))
    questions = [
        _Question({int(row.jaar): row for row in by_indicator[indicator]})
        for indicator in _goals_first(tables, by_indicator)
    ]
    if not questions:
        return []
    judged = sum(map(_is_judged, questions))
    has_margins = any(_margin(question.last) for question in questions)
    is_compared = any(not numbers.is_unknown(question.last.nederland) for question in questions)
    left = len(by_indicator) - len(questions)
    asked = numbers.counted(left, "andere vraag staat", "andere vragen staan")
    table = Table.of(
        "veiligheidsmonitor",
        "Veiligheidsmonitor: de laatste uitkomst",
        _IN_LETTER,
        questions,
        notes=(
            *_notes((), False, is_compared, judged, len(questions)),
            *((_MARGIN,) if has_margins else ()),
            *((f"{asked} op de factsheet.",) if left else ()),
        ),
        most=_DRAWN,
    ).with_figures_only()
    return [Section("bewoners", "Wat bewoners ervaren", (table,))]


def _outcomes(tables: Mapping[str, pd.DataFrame]) -> list[SimpleNamespace]:
    """The outcomes of the municipality."""
    return [
        row
        for row in cells.records(tables, "raad_veiligheidsmonitor", _FIELDS)
        if row.gebiedsniveau == "gemeente" and not numbers.is_unknown(row.jaar)
    ]


def _by_indicator(outcomes: Sequence[SimpleNamespace]) -> dict[str, list[SimpleNamespace]]:
    by_indicator: dict[str, list[SimpleNamespace]] = {}
    for row in outcomes:
        by_indicator.setdefault(row.indicator_id, []).append(row)
    return by_indicator


def _goals_first(
    tables: Mapping[str, pd.DataFrame], by_indicator: Mapping[str, object]
) -> list[str]:
    """The questions that are drawn, those with a goal first."""
    aims = {row.indicator_id for row in goals.rows(tables)}
    return sorted(by_indicator, key=lambda indicator: indicator not in aims)[:_DRAWN]


def _breaks(outcomes: Sequence[SimpleNamespace]) -> list[int]:
    """The years whose outcomes are not comparable with those of the survey before."""
    series_of = {int(row.jaar): str(row.reeks or "") for row in outcomes}
    return [
        year
        for previous, year in pairwise(sorted(series_of))
        if series_of[previous] != series_of[year]
    ]


def _table(
    outcomes_by_question: Collection[Sequence[SimpleNamespace]],
    breaks: Sequence[int],
    has_margins: bool,
) -> Table:
    questions = [
        _Question({int(row.jaar): row for row in outcomes}) for outcomes in outcomes_by_question
    ]
    years = sorted({year for question in questions for year in question.by_year})
    judged = [question for question in questions if _is_judged(question)]
    is_compared = any(not numbers.is_unknown(question.last.nederland) for question in questions)
    columns = (
        Column("Vraag", _name, share=2.4),
        *(_year_column(year, is_break=year in breaks) for year in years),
        *((Column("Nederland", _national),) if is_compared else ()),
        *((Column("Verandering", _change, is_words=True),) if judged else ()),
    )
    return Table.of(
        "veiligheidsmonitor",
        f"Veiligheidsmonitor: uitkomst{' met marge' * has_margins}, per jaar van meting",
        columns,
        questions,
        group=lambda question: cells.plain(question.last.thema, 60),
        theme=lambda question: question.last.thema,
        notes=_notes(breaks, has_margins, is_compared, len(judged), len(questions)),
        most=60,
        shows_caption=False,
    ).with_figures_only()


def _notes(
    breaks: Sequence[int], has_margins: bool, is_compared: bool, judged: int, questions: int
) -> tuple[str, ...]:
    """What holds for the table, told once. `judged`: of how many questions the change is."""
    notes = []
    if has_margins:
        notes.append("Tussen haakjes: de marge waarbinnen de uitkomst met 95% zekerheid ligt.")
    if judged:
        notes.append(
            "Verandering: alleen waar het verschil met de meting ervoor groter is dan zijn eigen "
            "95%-marge."
        )
    if judged < questions:
        whose = "deze vragen" if not judged else f"{questions - judged} van de {questions} vragen"
        notes.append(
            f"Van {whose} zijn geen marges of aantallen respondenten geleverd: of de uitkomst is "
            "veranderd, is daarvan niet te zeggen."
        )
    if is_compared:
        notes.append("Nederland: de uitkomst van heel Nederland in het jaar van de laatste meting.")
    notes += [
        f"De lijn voor {year} is een breuk in de methode: wat links en rechts ervan staat, is "
        "niet te vergelijken."
        for year in breaks
    ]
    return tuple(notes)


def _is_judged(question: _Question) -> bool:
    return not numbers.is_unknown(question.last.signaal)


def _change(question: _Question) -> Cell:
    """The verdict on the last outcome; without margins nothing, which a note tells once."""
    if not _is_judged(question):
        return Cell("", spoken="geen oordeel")
    return cells.verdict(question.last.signaal)


def _national(question: _Question) -> Cell:
    """The outcome of the whole country, in the year of the last outcome."""
    value = question.last.nederland
    return Cell("", spoken="niet bekend") if numbers.is_unknown(value) else cells.tenth(value)


def _name(question: _Question) -> Cell:
    return Cell(cells.plain(question.last.indicator), small=_unit_beside_name(question.last))


def _unit_beside_name(row: SimpleNamespace) -> str:
    """The unit of a question, unless its name says it already."""
    unit = _unit(row)
    return "" if unit.casefold() in cells.plain(row.indicator).casefold() else unit


def _unit(row: SimpleNamespace) -> str:
    return "" if numbers.is_unknown(row.eenheid) else cells.plain(row.eenheid, 30)


def _year_column(year: int, is_break: bool) -> Column[_Question]:
    return Column(
        str(year), lambda question: _outcome(question.by_year.get(year)), is_break=is_break
    )


def _outcome(row: SimpleNamespace | None) -> Cell:
    if row is None:
        return Cell("", spoken="niet gemeten")
    return Cell(cells.tenth(row.waarde).text, small=_margin(row))


def _margin(row: SimpleNamespace) -> str:
    """The 95% interval of an outcome, or an empty text if it is unknown."""
    low, high = row.marge_onder, row.marge_boven
    if numbers.is_unknown(low) or numbers.is_unknown(high):
        return ""
    return f"({numbers.decimal(low)}\u2013{numbers.decimal(high)})"


def _figures(
    questions: Sequence[Sequence[SimpleNamespace]], breaks: Sequence[int], has_margins: bool
) -> Figures:
    # The line of a break lies between two surveys, not on one.
    stretches = [charts.Stretch(year - 0.5, year - 0.5, "breuk in de methode") for year in breaks]
    drawings = []
    for number, outcomes in enumerate(questions):
        first = outcomes[0]
        unit = _unit_beside_name(first)
        title = cells.plain(first.indicator) + (f" ({unit})" if unit else "")
        drawings.append(
            charts.measured(f"monitor-{number}", title, _points(outcomes), stretches, _SIZE)
        )
    legend = (
        f"Stip: uitkomst.{' Streepje: marge (95%).' * has_margins} Elke grafiek heeft een eigen "
        "schaal, vanaf nul."
    )
    if breaks:
        legend += " Streeplijn: breuk in de methode; de lijn loopt er niet doorheen."
    return Figures(tuple(drawings), 4, legend)


def _points(outcomes: Sequence[SimpleNamespace]) -> list[charts.Point]:
    return [
        charts.Point(
            at=float(int(row.jaar)),
            label=str(int(row.jaar)),
            value=numbers.as_float(row.waarde),
            low=numbers.as_float(row.marge_onder),
            high=numbers.as_float(row.marge_boven),
            series=str(row.reeks or ""),
        )
        for row in sorted(outcomes, key=lambda row: int(row.jaar))
    ]


_IN_LETTER: tuple[Column[_Question], ...] = (
    Column("Vraag", lambda question: Cell(cells.plain(question.last.indicator)), share=2.4),
    Column("Uitkomst", lambda question: Cell(_with_year(question.last))),
    Column("95%-marge", lambda question: Cell(_margin(question.last).strip("()"))),
    Column("Nederland", _national),
    Column("Verandering", _change, share=1.4),
)


def _with_year(row: SimpleNamespace) -> str:
    percent = "\u00a0%" if _unit(row) == "%" else ""
    return f"{cells.tenth(row.waarde).text}{percent} ({int(row.jaar)})"
