"""The goals of the programme (A): a section per main goal, with baseline, target and verdict; and
those of the programme before it, closed, with their end result.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import SimpleNamespace

import pandas as pd

from assets.factsheets import cells, numbers
from assets.factsheets.sheet import Section, Text
from assets.factsheets.table import Cell, Column, Table

MAIN_GOALS = (
    "Het verbeteren van de objectieve (geregistreerde) veiligheid",
    "Het verhogen van de veiligheidsgevoelens",
    "Opgavegericht werken aan veiligheid",
)
_FIELDS = (
    "hoofddoel doel indicator_id indicator nulmeting nulmeting_jaar streefwaarde streefjaar nu "
    "nu_van nu_tot nu_periode oordeel toelichting programma programma_van programma_tot geheim"
).split()
_CLOSED = "afgesloten"  # the verdict on a goal whose programme ended
_AIMS: tuple[Column[SimpleNamespace], ...] = (
    Column("Doel", lambda row: cells.text(row.doel, 140), share=1.7),
    Column("Gemeten met", lambda row: cells.text(row.indicator, 90), share=1.7),
    Column("Nulmeting", lambda row: _of_year(row.nulmeting, row.nulmeting_jaar)),
    Column("Streefwaarde", lambda row: _of_year(row.streefwaarde, row.streefjaar)),
)
_COLUMNS: tuple[Column[SimpleNamespace], ...] = (
    *_AIMS,
    Column("Nu", lambda row: cells.public_count(row, "nu")),
    Column("95%-interval", lambda row: Cell(_interval(row.nu_van, row.nu_tot))),
    Column("Periode", lambda row: Cell(numbers.period(row.nu_periode)), is_words=True),
    Column("Oordeel", lambda row: cells.verdict(row.oordeel), is_words=True),
)
_END_COLUMNS: tuple[Column[SimpleNamespace], ...] = (
    *_AIMS,
    Column("Eindcijfer", lambda row: cells.public_count(row, "nu")),
    Column("Periode", lambda row: Cell(numbers.period(row.nu_periode)), is_words=True),
)


def rows(tables: Mapping[str, pd.DataFrame]) -> list[SimpleNamespace]:
    """The rows of A: one per goal that holds."""
    return [row for row in _all_rows(tables) if row.oordeel != _CLOSED]


def _all_rows(tables: Mapping[str, pd.DataFrame]) -> list[SimpleNamespace]:
    return cells.records(tables, "raad_doelen", _FIELDS)


def sections(tables: Mapping[str, pd.DataFrame]) -> list[Section]:
    """A section per main goal; those of the programme are there even if they have no goals. Then
    the goals of the programme that ended before.

    If all main goals are other ones, those of the programme are left out.
    """
    goals = rows(tables)
    of_programme: dict[str, list[SimpleNamespace]] = {goal: [] for goal in MAIN_GOALS}
    others: dict[str, list[SimpleNamespace]] = {}
    for row in goals:
        main_goal = _main_goal(row.hoofddoel)
        if main_goal is None:
            others.setdefault(cells.plain(row.hoofddoel, 120), []).append(row)
        else:
            of_programme[main_goal].append(row)
    if others and not any(of_programme.values()):
        of_programme = {}
    shared = shared_note(goals)
    current = [
        _section(number, main_goal, members, shared)
        for number, (main_goal, members) in enumerate((of_programme | others).items(), start=1)
    ]
    closed = [row for row in _all_rows(tables) if row.oordeel == _CLOSED]
    return [*current, *([_closed(closed)] if closed else [])]


def programmes(goals: Sequence[SimpleNamespace]) -> str:
    """The programmes of goals, with the years that their names lack; empty if none is named."""
    named = {cells.plain(row.programma, 120): row for row in goals if row.programma}
    return numbers.enumerated([_with_years(name, row) for name, row in named.items()])


def _with_years(name: str, row: SimpleNamespace) -> str:
    first, last = int(row.programma_van), int(row.programma_tot)
    return name if str(last) in name else f"{name} ({first}\u2013{last})"


def _closed(goals: Sequence[SimpleNamespace]) -> Section:
    """The goals of a programme that ended: what was aimed at and what became of it, unjudged."""
    heading = f"Afgesloten: {programmes(goals)}"
    table = Table.of(
        "doelen-afgesloten",
        f"Doelen van {programmes(goals)}",
        _END_COLUMNS,
        goals,
        notes=(
            "Het programma is voorbij: deze doelen worden niet meer beoordeeld. Het eindcijfer "
            "is dat van het streefjaar.",
        ),
        shows_caption=False,
    )
    return Section("doelen-afgesloten", heading, (table, *_notes(goals, None)))


def shared_note(goals: Sequence[SimpleNamespace]) -> str | None:
    """The explanation that all goals share, such as targets being invented; None if they differ."""
    notes = {cells.plain(row.toelichting, 240) for row in goals}
    return notes.pop() if len(notes) == 1 else None


def _section(
    number: int, main_goal: str, goals: Sequence[SimpleNamespace], shared: str | None
) -> Section:
    heading = main_goal if main_goal[:1].isdecimal() else f"{number}. {main_goal}"
    table = Table.of(
        f"doelen-{number}",
        f"Doelen bij: {heading}",
        _COLUMNS,
        goals,
        empty="Voor dit hoofddoel is geen meetbaar doel vastgelegd.",
        shows_caption=False,
    )
    return Section(f"doel-{number}", heading, (table, *_notes(goals, shared)))


def _main_goal(value: object) -> str | None:
    """The main goal of the programme that a text refers to, by its words or by its number."""
    text = str(value or "").strip().casefold()
    for number, goal in enumerate(MAIN_GOALS, start=1):
        if text in (str(number), goal.casefold()):
            return goal
        if text.lstrip(f"{number}. ") == goal.casefold():
            return goal
    return None


def _notes(goals: Sequence[SimpleNamespace], shared: str | None) -> tuple[Text, ...]:
    """The distinct explanations of goals, without the one that the headline already shows."""
    notes = dict.fromkeys(cells.plain(row.toelichting, 240) for row in goals)
    notes.pop(numbers.UNKNOWN, None)
    notes.pop(shared, None)
    return (Text(tuple(notes)),) if notes else ()


def _of_year(value: object, year: object) -> Cell:
    shown = cells.count(value)
    if numbers.is_unknown(value) or numbers.is_unknown(year):
        return shown
    year_text = str(int(year)) if isinstance(year, (int, float)) else cells.plain(year, 12)
    return Cell(shown.text, small=f"({year_text})")


def _interval(low: object, high: object) -> str:
    if numbers.is_unknown(low) or numbers.is_unknown(high):
        return numbers.UNKNOWN
    return f"{numbers.count(low)}\u2013{numbers.count(high)}"
