"""Hotspots on paper: places that are new, rising or ending in a table, the lasting ones shortened
to a list with what is done there; and what could be judged of an approach.

The complete table is in `hotspots`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import SimpleNamespace

import pandas as pd

from assets.factsheets import cells, numbers
from assets.factsheets.driehoek import agreements, hotspots, sentences
from assets.factsheets.driehoek.paper import keeping
from assets.factsheets.sheet import About, Section, Text
from assets.factsheets.table import Cell, Column, Table, by_position

_MOVED = ("nieuw", "oplopend", "afnemend", "voorbij")
_LASTING = "hardnekkig"
_PLANNED = "voorgenomen"
_REASONS = 3  # that are told; the workbook has all
_EFFECTS = "straatnaam thema sinds verschil reden".split()
_NOTHING = "geen"
_KEPT = 40  # words that each table keeps at least
_KINDS = 5  # kinds of nuisance of a place that are named
_WEEK = (14, 110)  # words and characters of the parts of the week


@dataclass(frozen=True)
class _Place:
    """A street with the kinds of nuisance that stand out there, and what is done about them."""

    name: str
    kinds: tuple[str, ...]
    weeks: tuple[str, ...]
    done: str


def sections(tables: Mapping[str, pd.DataFrame], about: About) -> list[Section]:
    """Moved places, lasting places, and the approaches that could be judged."""
    frame = tables.get(hotspots.TABLE, pd.DataFrame()).reindex(columns=hotspots.FIELDS)
    chosen = frame[frame["klasse"].isin([*_MOVED, _LASTING])]
    rows = hotspots.with_areas(cells.rows_of(chosen, hotspots.FIELDS), tables)
    rows.sort(key=lambda row: row.rang)
    actions = [action for action in agreements.shown(tables, about) if action.is_open]
    done = partial(_done, actions=actions, period=about.period)
    moved = [row for row in rows if row.klasse != _LASTING]
    moved.sort(key=lambda row: _MOVED.index(row.klasse))
    heading = "Hotspots die veranderen: aantallen in twaalf maanden"
    made = [
        Section(
            "plekken", heading, (keeping(_moved(moved, done, hotspots.TABLE in tables), _KEPT),)
        )
    ]
    lasting = _places((row for row in rows if row.klasse == _LASTING), done)
    if lasting:
        made.append(
            Section("hardnekkig", "Hardnekkige hotspots", (keeping(_lasting(lasting), _KEPT),))
        )
    judged = approaches(tables)
    return (
        [*made, Section("aanpak", "Werkt de aanpak?", (Text(judged, role="list"),))]
        if judged
        else made
    )


def approaches(tables: Mapping[str, pd.DataFrame]) -> tuple[str, ...]:
    """What the comparisons of approaches say; of those without a verdict, how many and why."""
    told = hotspots.effects(tables, 2)
    sources: dict[tuple, list[SimpleNamespace]] = {}
    for row in cells.records(tables, "aanpak_effect", _EFFECTS):
        sources.setdefault((row.straatnaam, row.thema, row.sinds), []).append(row)
    unknown = [
        rows for rows in sources.values() if all(numbers.is_unknown(row.verschil) for row in rows)
    ]
    if unknown:
        number = numbers.counted(len(unknown), "aanpak", "aanpakken")
        told.append(f"Van {number} is nog niets te zeggen{_why(unknown)}.")
    return tuple(sentences.shortened(line, 45, 330) for line in told)


def _why(approaches: Iterable[Sequence[SimpleNamespace]]) -> str:
    """The reasons, the most frequent first; with how many each is of, where one is of several."""
    known = Counter(reason for rows in approaches if (reason := _reason(rows)))
    several = any(many > 1 for many in known.values())
    told = [
        f"{many} {reason}" if several else reason for reason, many in known.most_common(_REASONS)
    ]
    if left := len(known) - len(told):
        told.append(numbers.counted(left, "andere reden", "andere redenen"))
    return f": {'; '.join(told)}" if told else ""


def _reason(sources: Sequence[SimpleNamespace]) -> str:
    """Why nothing can be said of an approach: of a source that counts its theme if one does. What
    follows a colon or comma explains it, and is left to the workbook."""
    reasons = [str(row.reden) for row in sources if row.reden]
    reasons.sort(key=lambda reason: reason.startswith("deze bron"))
    if not reasons:
        return ""
    head = re.split("[:,]", reasons[0])[0]
    return head if len(head.split()) > 2 else sentences.shortened(reasons[0], 14, 100)


def _moved(
    rows: Sequence[SimpleNamespace],
    done: Callable[[Sequence[SimpleNamespace]], str],
    is_known: bool,
) -> Table:
    columns: tuple[Column[SimpleNamespace], ...] = (
        Column("Plek", _spot, share=1.5),
        Column("Wat en wanneer", _kind, share=1.9),
        Column("Verloop", lambda row: Cell(str(row.klasse)), is_words=True),
        Column("Registraties", lambda row: _counted(row.politie_12m)),
        Column("Meldingen", lambda row: _counted(row.melddesk_12m)),
        Column("Wat er wordt gedaan", lambda row: Cell(done([row])), share=1.7),
    )
    return Table.of(
        "plekken",
        "Plekken die nieuw zijn, oplopen, afnemen of voorbij zijn",
        columns,
        rows,
        rank=by_position,
        most=12,
        least=1,
        rest="Nog {n} in de werkmap, blad Hotspots.",
        empty="Geen plek is nieuw, loopt op, neemt af of is voorbij."
        if is_known
        else "Hotspots: tabel ontbreekt: niet berekend.",
        shows_caption=False,
    )


def _lasting(places: Sequence[_Place]) -> Table:
    columns: tuple[Column[_Place], ...] = (
        Column("Plek", lambda place: Cell(place.name), share=1.1),
        Column("Wat en wanneer", lambda place: _kinds(place), share=2.4),
        Column("Wat er wordt gedaan", lambda place: Cell(place.done), share=1.9),
    )
    return Table.of(
        "hardnekkig",
        "Plekken die hardnekkig zijn, met wat er wordt gedaan",
        columns,
        places,
        rank=by_position,
        most=20,
        least=1,
        rest="Nog {n} straten in de werkmap, blad Hotspots.",
        shows_caption=False,
    )


def _places(
    rows: Iterable[SimpleNamespace], done: Callable[[Sequence[SimpleNamespace]], str]
) -> list[_Place]:
    """The streets of the rows: those where something is done first, then in order of rank."""
    streets: dict[str, list[SimpleNamespace]] = {}
    for row in rows:
        streets.setdefault(str(row.straat_id), []).append(row)
    places = [
        _Place(
            _name(members[0]),
            tuple(dict.fromkeys(sentences.shortened(row.soort, 5, 40) for row in members)),
            tuple(dict.fromkeys(_week(row) for row in members if _week(row))),
            done(members),
        )
        for members in streets.values()
    ]
    return sorted(places, key=lambda place: place.done == _NOTHING)


def _kinds(place: _Place) -> Cell:
    kinds = [*place.kinds[:1], *(kind[:1].lower() + kind[1:] for kind in place.kinds[1:_KINDS])]
    if len(place.kinds) > _KINDS:
        kinds.append(f"{len(place.kinds) - _KINDS} andere")
    return Cell(numbers.enumerated(kinds), small=place.weeks[0] if place.weeks else "")


def _name(row: SimpleNamespace) -> str:
    return sentences.shortened(row.straatnaam, 5, 40)


def _spot(row: SimpleNamespace) -> Cell:
    area = "" if numbers.is_unknown(row.buurt) else sentences.shortened(row.buurt, 4, 30)
    return Cell(_name(row), small=area)


def _kind(row: SimpleNamespace) -> Cell:
    return Cell(sentences.shortened(row.soort, 5, 40), small=_week(row))


def _counted(value: object) -> Cell:
    return Cell("niet geteld") if numbers.is_unknown(value) else cells.count(value)


def _week(row: SimpleNamespace) -> str:
    """On which parts of the week; empty where that cannot be told."""
    return "" if numbers.is_unknown(row.weekdelen) else sentences.shortened(row.weekdelen, *_WEEK)


def _begun(row: SimpleNamespace, period: str) -> str:
    """Since when an approach is there; of one that is planned, whether its month is over."""
    month = str(row.aanpak_sinds)[:7]
    if row.aanpak_status != _PLANNED:
        return f"sinds {numbers.month(month)}"
    return f"{'per' if month > period[-7:] else 'had moeten beginnen in'} {numbers.month(month)}"


def _done(rows: Sequence[SimpleNamespace], actions: Sequence[SimpleNamespace], period: str) -> str:
    """The approach of the first row that has one, and the first open action on one of the rows."""
    parts = []
    approach = next((row for row in rows if not numbers.is_unknown(row.aanpak_status)), None)
    if approach is not None:
        status = f"aanpak {sentences.shortened(approach.aanpak_status, 3, 30)}"
        if not numbers.is_unknown(approach.aanpak_sinds):
            status += f", {_begun(approach, period)}"
        parts.append(status)
    own = {(row.straat_id, row.thema) for row in rows}
    agreed = next((one for one in actions if (one.straat_id, one.thema) in own), None)
    if agreed is not None:
        who = (
            "" if numbers.is_unknown(agreed.wie) else f" ({sentences.shortened(agreed.wie, 4, 30)})"
        )
        parts.append(f"{sentences.shortened(agreed.actie, 12, 80)}{who}")
    return "; ".join(parts) or _NOTHING
