"""The goals of the programme (A): a section per main goal, with what the team says of it, a chart
for each goal, what was done for it, and the table; and those of the programme before it, closed,
with their end result.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import SimpleNamespace

import pandas as pd

from assets.factsheets import cells, numbers
from assets.factsheets.raad import goal_course, indicators, interpretations, performance, sentences
from assets.factsheets.sheet import Block, Figures, Section, Text
from assets.factsheets.table import Cell, Column, Table

MAIN_GOALS = (
    "Het verbeteren van de objectieve (geregistreerde) veiligheid",
    "Het verhogen van de veiligheidsgevoelens",
    "Opgavegericht werken aan veiligheid",
)
_FIELDS = (
    "hoofddoel doel indicator_id indicator nulmeting nulmeting_jaar streefwaarde streefjaar nu "
    "nu_van nu_tot nu_periode koers richting oordeel toelichting programma programma_van "
    "programma_tot inzet geheim"
).split()
_YEARS = {"nulmeting": "nulmeting_jaar", "streefwaarde": "streefjaar"}
_DONE = "Gedaan voor"
_ACROSS = 3  # drawings
_CLOSED = "afgesloten"  # the verdict on a goal whose programme ended
_AIMS: tuple[Column[SimpleNamespace], ...] = (
    Column("Doel", lambda row: cells.text(row.doel, 140), share=1.7),
    Column("Gemeten met", lambda row: cells.text(row.indicator, 90), share=1.7),
    Column("Nulmeting", lambda row: of_year(row, "nulmeting")),
    Column("Streefwaarde", lambda row: of_year(row, "streefwaarde")),
)
_COLUMNS: tuple[Column[SimpleNamespace], ...] = (
    *_AIMS,
    Column("Nu", lambda row: now(row)),
    Column("95%-interval", lambda row: Cell(interval(row))),
    Column("Periode", lambda row: Cell(numbers.period(row.nu_periode)), is_words=True),
    Column("Oordeel", lambda row: cells.verdict(row.oordeel), is_words=True),
)
_END_COLUMNS: tuple[Column[SimpleNamespace], ...] = (
    *_AIMS,
    Column("Eindcijfer", lambda row: now(row)),
    Column("Periode", lambda row: Cell(numbers.period(row.nu_periode)), is_words=True),
)


def rows(tables: Mapping[str, pd.DataFrame]) -> list[SimpleNamespace]:
    """The rows of A: one per goal that holds, with its `unit` (`sentences.units`)."""
    return [row for row in _all_rows(tables) if row.oordeel != _CLOSED]


def _all_rows(tables: Mapping[str, pd.DataFrame]) -> list[SimpleNamespace]:
    units = sentences.units(tables)
    found = cells.records(tables, "raad_doelen", _FIELDS)
    for row in found:
        row.unit = units.get(row.indicator_id, sentences.NUMBER)
    return found


def sections(tables: Mapping[str, pd.DataFrame]) -> list[Section]:
    """A section per main goal, then the goals of the programme that ended before."""
    goals = rows(tables)
    grouped = by_main_goal(goals)
    shared = shared_note(goals)
    drawn = _drawings(tables, grouped)
    current = [
        _section(tables, number, main_goal, members, shared, drawn[main_goal])
        for number, (main_goal, members) in enumerate(grouped.items(), start=1)
    ]
    closed = [row for row in _all_rows(tables) if row.oordeel == _CLOSED]
    return [*current, *([_closed(closed)] if closed else [])]


def by_main_goal(goals: Sequence[SimpleNamespace]) -> dict[str, list[SimpleNamespace]]:
    """Main goal -> its goals. Those of the programme are there even if they have no goals, unless
    all main goals are other ones."""
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
    return of_programme | others


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


def done_for(tables: Mapping[str, pd.DataFrame], row: SimpleNamespace) -> list[str]:
    """Sentences on what was done for a goal: the public registers that it names."""
    newest = performance.newest(tables)
    named = str(row.inzet or "").split("|")
    return [sentences.done(newest[register]) for register in named if register in newest]


def _section(
    tables: Mapping[str, pd.DataFrame],
    number: int,
    main_goal: str,
    goals: Sequence[SimpleNamespace],
    shared: str | None,
    drawn: tuple[Block, ...],
) -> Section:
    heading = main_goal if main_goal[:1].isdecimal() else f"{number}. {main_goal}"
    table = Table.of(
        f"doelen-{number}",
        f"Doelen bij: {heading}",
        _COLUMNS,
        goals,
        empty="Voor dit hoofddoel is geen meetbaar doel vastgelegd.",
        shows_caption=False,
    ).with_figures_only()
    measured = {row.indicator_id for row in goals}
    said = [row for row in indicators.rows(tables, "gemeente") if row.indicator_id in measured]
    blocks = (
        *interpretations.above(said),
        *drawn,
        *_done(tables, goals),
        table,
        *_notes(goals, shared),
    )
    return Section(f"doel-{number}", heading, blocks)


def _drawings(
    tables: Mapping[str, pd.DataFrame], grouped: Mapping[str, Sequence[SimpleNamespace]]
) -> dict[str, tuple[Block, ...]]:
    """Main goal -> a chart for each of its goals that has a figure; the legend above the first."""
    figures = {
        main_goal: [
            figure
            for at, row in enumerate(goals)
            for figure in [goal_course.figure(tables, row, row.unit, f"doel-{number}-verloop-{at}")]
            if figure is not None
        ]
        for number, (main_goal, goals) in enumerate(grouped.items(), start=1)
    }
    legend = goal_course.legend([figure for drawn in figures.values() for figure in drawn])
    blocks: dict[str, tuple[Block, ...]] = {}
    for main_goal, drawn in figures.items():
        is_first = not any(blocks.values())
        blocks[main_goal] = (
            (Figures(tuple(drawn), _ACROSS, legend if is_first else ""),) if drawn else ()
        )
    return blocks


def _done(
    tables: Mapping[str, pd.DataFrame], goals: Sequence[SimpleNamespace]
) -> tuple[Block, ...]:
    """What was done for each goal, under its name."""
    lines = tuple(
        f"{_DONE} ‘{cells.plain(row.doel, 140)}’ (inzet, geen resultaat): {' '.join(done)}"
        for row in goals
        if (done := done_for(tables, row))
    )
    return (Text(lines, role="list"),) if lines else ()


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


def of_year(row: SimpleNamespace, name: str) -> Cell:
    """A cell with the baseline or the target of a goal, and its year in small type."""
    value, year = getattr(row, name), getattr(row, _YEARS[name])
    if numbers.is_unknown(value):
        return cells.count(value)
    shown = sentences.figure(value, row.unit)
    if numbers.is_unknown(year):
        return Cell(shown)
    year_text = str(int(year)) if isinstance(year, (int, float)) else cells.plain(year, 12)
    return Cell(shown, small=f"({year_text})")


def now(row: SimpleNamespace) -> Cell:
    """A cell with the current figure of a goal, or the mark of a hidden one."""
    cell = cells.public_count(row, "nu")
    if cell.spoken:  # hidden or unknown
        return cell
    return Cell(sentences.figure(row.nu, row.unit))


def interval(row: SimpleNamespace) -> str:
    """The ends of the interval of a figure: `233–298`; whole where the figure is a count."""
    low, high = row.nu_van, row.nu_tot
    if numbers.is_unknown(low) or numbers.is_unknown(high):
        return numbers.UNKNOWN
    if row.unit not in (*sentences.COUNTED, sentences.NUMBER):
        return f"{numbers.decimal(low)}\u2013{numbers.decimal(high)}"
    if not numbers.is_unknown(row.nu) and float(row.nu).is_integer():
        low, high = round(float(low)), round(float(high))
    return f"{numbers.count(low)}\u2013{numbers.count(high)}"
