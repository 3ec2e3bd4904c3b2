"""What changed: the signals that are told in a sentence, the most serious first, each beside its
months; and the names of the others. `weight` says what serious is.

How a sentence is worded is in `sentences`, how months are drawn in `limits`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import SimpleNamespace

import pandas as pd

from assets.factsheets import cells, numbers
from assets.factsheets.driehoek import agreements, interpretations, sentences, signals
from assets.factsheets.driehoek.month_counts import MonthCounts
from assets.factsheets.sheet import About, Finding, Findings, Section, Text

MOST = 5
_WORDS = 275  # of all findings
_OTHERS = 26  # words of the changes that are named only
_AREAS = 5  # areas of each of those
# Words of a text of the team and other areas that are named, the most first.
_ROOM = ((20, sentences.NAMED), (15, 20), (11, 10), (8, 7), (5, 5), (5, 3))
_SIZE = (64.0, 27.0)  # mm
_WORSE, _RARE, _RECORDED, _NEW, _FEW = 2.0, 2.0, 1.0, 1.0, -2.0
_HANDFUL = 10  # fewer than this, counted and expected, is few
_ORDER = (
    "Het ernstigste eerst: naar verslechtering, soort feit, grootte, en of het nieuw is. "
    "Registraties: politie. Meldingen: bewoners."
)


@dataclass(frozen=True)
class Change:
    """An indicator that changed in one direction: its weightiest row, and those of all areas."""

    row: SimpleNamespace
    rows: list[SimpleNamespace] = field(default_factory=list)
    weight: float = 0.0
    is_new: bool = False


def weight(row: SimpleNamespace, is_rare: bool, better: str, is_new: bool) -> float:
    """How serious a signal is, in points: 2 if it is for the worse; 2 for a rare and serious crime
    or 1 for another that the police registered; 0 to 3 for its size, the power of ten of the
    difference with what was expected; 1 if it is new; and 2 less for a handful, counted as well as
    expected, unless of such a crime.

    `better`: which way is better, of `indicatoren`; where neither is, more is for the worse.
    """
    worse = "omlaag" if better == "omhoog" else "omhoog"
    points = _WORSE * (row.richting == worse) + _NEW * is_new
    points += _RARE if is_rare else _RECORDED * str(row.bron).startswith("politie")
    expected = 0.0 if numbers.is_unknown(row.verwacht) else float(row.verwacht)
    points += _FEW * (not is_rare and max(float(row.waargenomen), expected) < _HANDFUL)
    return points + min(3.0, math.log10(max(abs(float(row.waargenomen) - expected), 1.0)))


def changes(tables: Mapping[str, pd.DataFrame]) -> list[Change]:
    """Every indicator and direction with a signal, the most serious first.

    A part of a total is left out where the total has a signal in the same area.
    """
    serious = cells.records(tables, "driehoek_zeldzaam", ["indicator_id"])
    rare = {row.indicator_id for row in serious}
    better = {
        row.indicator_id: str(row.richting)
        for row in cells.records(tables, "indicatoren", ["indicator_id", "richting"])
    }
    counts = MonthCounts(tables)
    groups: dict[tuple[str, str], list[Change]] = {}
    for row in signals.main(tables):
        is_new = counts.was_signal_before(row) is False
        points = weight(row, row.indicator_id in rare, better.get(row.indicator_id, ""), is_new)
        groups.setdefault((row.indicator_id, row.richting), []).append(
            Change(row, weight=points, is_new=is_new)
        )
    found = [_change(group) for group in groups.values()]
    return sorted(found, key=lambda change: -change.weight)


def _change(group: Sequence[Change]) -> Change:
    """The row of the municipality leads if it has one, else the weightiest."""
    ordered = sorted(group, key=lambda one: (one.row.gebiedsniveau != "gemeente", -one.weight))
    return replace(ordered[0], rows=[one.row for one in ordered])


def told(
    tables: Mapping[str, pd.DataFrame], about: About, found: Sequence[Change]
) -> list[Finding]:
    """The first changes as findings, without their drawings: five, with as much of the team's texts
    as there is room for; fewer only if even the shortest texts leave none."""
    written = interpretations.written(tables)
    actions = agreements.shown(tables, about)
    chosen = [
        (change, interpretations.interpretation_of(change.row, written), _open(actions, change.row))
        for change in found[:MOST]
    ]
    room = _WORDS - len(about.purpose.split())  # which stands above them
    findings: list[Finding] = []
    for most, named in _ROOM:
        findings = [_finding(*one, most, named) for one in chosen]
        if sum(map(_words, findings)) <= room:
            break
    while len(findings) > 1 and sum(map(_words, findings)) > room:
        findings.pop()
    return findings


def _finding(
    change: Change,
    written: interpretations.Interpretation | None,
    actions: Sequence[SimpleNamespace],
    most: int,
    named: int,
) -> Finding:
    return Finding(
        f"signaal {change.row.richting}",
        sentences.sentence(change.row, change.is_new),
        sentences.details(change.row, change.rows, written, actions, most, named),
    )


def _words(finding: Finding) -> int:
    parts = [finding.sentence, *(text for pair in finding.details for text in pair)]
    return sum(len(part.split()) for part in parts)


def section(
    tables: Mapping[str, pd.DataFrame], found: Sequence[Change], findings: Sequence[Finding]
) -> Section:
    """The findings, each beside its drawing."""
    heading = "Wat er veranderde"
    if not findings:
        empty = (
            "Geen enkel cijfer ligt buiten wat gewoon is."
            if signals.TABLE in tables
            else "Signalen: tabel ontbreekt: niet berekend."
        )
        return Section("kern", heading, (Text((empty,), role="headline"),))
    counts = MonthCounts(tables)
    rows = [change.row for change in found[: len(findings)]]
    drawn = tuple(
        replace(finding, figure=counts.drawing(number, row, _SIZE))
        for number, (finding, row) in enumerate(zip(findings, rows, strict=True))
    )
    legend = " ".join((_ORDER, *_new(counts, found[: len(findings)]), counts.legend(rows)))
    return Section("kern", heading, (Findings(drawn, legend, counts.table(rows)),))


def _new(counts: MonthCounts, told: Sequence[Change]) -> list[str]:
    """What new means, where a sentence says it."""
    before = [counts.issue_before(change.row) for change in told if change.is_new]
    if not before:
        return []
    return [
        f"Nieuw: nog geen signaal in de uitgave tot en met {numbers.month(before[0])}. Sinds: het "
        "geschatte begin."
    ]


def others(rest: Sequence[Change]) -> Section | None:
    """The names of what changed and is not told in a sentence, or None where there is nothing."""
    if not rest:
        return None
    named, words = [], 0
    for change in rest:
        words += len(_named(change).split())
        if named and words > _OTHERS:
            break
        named.append(change)
    lines = [
        f"{mark} {numbers.capital(sentences.direction(members[0].row))} dan verwacht: "
        f"{'; '.join(map(_named, members))}."
        for mark, word in (("▲", "omhoog"), ("▼", "omlaag"))
        if (members := [change for change in named if change.row.richting == word])
    ]
    left = rest[len(named) :]
    if left:
        lines.append(f"{_counted(left)} dan verwacht: zie de werkmap, blad Signalen.")
    return Section("verder", "Ook veranderd", (Text(tuple(lines), role="list"),))


def _counted(left: Sequence[Change]) -> str:
    """How many of them changed in each direction: `Nog 4 indicatoren meer en 7 minder`."""
    up = sum(change.row.richting == "omhoog" for change in left)
    numbers_of = [(up, "meer"), (len(left) - up, "minder")]
    (first, word), *more = [pair for pair in numbers_of if pair[0]]
    of_what = numbers.counted(first, "indicator", "indicatoren")
    return " en ".join([f"Nog {of_what} {word}", *(f"{number} {other}" for number, other in more)])


def _named(change: Change) -> str:
    """The indicator with its areas; without them where it is the whole municipality alone."""
    name, areas = (
        sentences.name_of(change.row),
        sentences.other_areas(change.row, change.rows, _AREAS),
    )
    is_city = change.row.gebiedsniveau == "gemeente"
    if is_city and not areas:
        return name
    own = sentences.place(change.row) if is_city else sentences.area(change.row)
    return f"{name} ({', '.join((own, *areas))})"


def _open(actions: Sequence[SimpleNamespace], row: SimpleNamespace) -> list[SimpleNamespace]:
    """The open actions about the indicator of a row in its area."""
    return [
        action
        for action in actions
        if action.is_open
        and (action.indicator_id, action.gebied_code) == (row.indicator_id, row.gebied_code)
    ]
