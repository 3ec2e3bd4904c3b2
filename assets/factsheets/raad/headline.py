"""The headline: the half-year in a few lines, by counting verdicts; never a single score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import SimpleNamespace

import pandas as pd

from assets.factsheets import cells, numbers, series
from assets.factsheets.raad import goals
from assets.factsheets.sheet import About, Block, Section, Text

_NAMED = 6  # indicators named in one sentence
_DIRECTIONS = {cells.UP: "Meer", cells.DOWN: "Minder"}
_ORDER = (cells.ON_COURSE, cells.OFF_COURSE, cells.UNDECIDED)


def section(
    tables: Mapping[str, pd.DataFrame], figures: Sequence[SimpleNamespace], about: About
) -> Section:
    """Verdicts on the goals, what rose and fell, and a note that applies to all goals."""
    blocks: list[Block] = [Text(lines(tables, figures), role="headline")]
    note = goals.shared_note(goals.rows(tables))
    if note not in (None, numbers.UNKNOWN):
        blocks.append(Text((f"Over de doelen: {note}",)))
    return Section("kern", "In het kort", tuple(blocks))


def lines(
    tables: Mapping[str, pd.DataFrame], figures: Sequence[SimpleNamespace]
) -> tuple[str, ...]:
    """The half-year in sentences."""
    rows = goals.rows(tables)
    main = series.main_indicators(tables, figures)
    told = [_counted_verdicts(rows), *_goals_by_verdict(rows)] if rows else []
    told += _changes(main)
    if any(cells.is_corona(name) for row in main for name in cells.split_breaks(row.trendbreuk)):
        told.append(
            "De vergelijking loopt door de coronaperiode: een verschil is niet zonder meer het "
            "gevolg van beleid."
        )
    if not told:
        told.append("Nog geen cijfers: er is nog geen heel halfjaar geleverd.")
    return tuple(told)


def _goals_by_verdict(rows: Sequence[SimpleNamespace]) -> list[str]:
    """The goals under each verdict, by name."""
    named: dict[str, list[str]] = {verdict: [] for verdict in _ORDER}
    for row in rows:
        verdict = str(row.oordeel or cells.UNDECIDED)
        named.setdefault(verdict, []).append(cells.plain(row.doel, 80))
    return [
        f"{numbers.capital(verdict)}: {_listed(goals)}."
        for verdict, goals in named.items()
        if goals
    ]


def _changes(main: Sequence[SimpleNamespace]) -> list[str]:
    lines = []
    for verdict, direction in _DIRECTIONS.items():
        moved = [cells.plain(row.indicator, 60) for row in main if row.signaal == verdict]
        if moved:
            lines.append(
                f"{direction} dan te verwachten was naar de maanden ervoor: {_listed(moved)}."
            )
    if main and not lines:
        lines.append("Geen enkel cijfer wijkt verder af van de verwachting dan toeval verklaart.")
    return lines


def _listed(names: Sequence[str]) -> str:
    shown = [numbers.uncapital(name) for name in names[:_NAMED]]
    if len(names) > _NAMED:
        shown.append(f"nog {len(names) - _NAMED} andere")
    return numbers.enumerated(shown)


def _counted_verdicts(rows: Sequence[SimpleNamespace]) -> str:
    verdicts = [str(row.oordeel or cells.UNDECIDED) for row in rows]
    counts = [f"{verdicts.count(verdict)} {verdict}" for verdict in _ORDER if verdict in verdicts]
    programme = goals.programmes(rows)
    total = numbers.counted(len(rows), "doel", "doelen") + (
        f" van {programme}" if programme else ""
    )
    return f"Van {total}: {numbers.enumerated(counts)}." if counts else f"{total} zonder oordeel."
