"""Events and activities (D and E): what happened and what was done, each in its newest period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import SimpleNamespace

import pandas as pd

from assets.disclosure.plan.periods import last_month
from assets.factsheets import cells, numbers, wording
from assets.factsheets.sheet import About, Section, Text
from assets.factsheets.table import Cell, Column, Table

_EVENTS = ("demonstraties", "uitrukken_brandweer")  # the other indicators count activity
_LATER = "Cijfers over hele jaren, zoals ze zijn aangeleverd: ook van na dit halfjaar."
_FIELDS = (
    "indicator_id indicator thema periode periode_soort waarde eenheid vorige_periode "
    "vorige_waarde verschil verschil_pct verhouding verhouding_van verhouding_tot signaal "
    "bronvermelding toelichting geheim"
).split()


def sections(tables: Mapping[str, pd.DataFrame], about: About) -> list[Section]:
    """A section of events and one of activities, each only if there are any."""
    rows = newest(tables)
    events = [row for indicator, row in rows.items() if indicator in _EVENTS]
    activities = [row for indicator, row in rows.items() if indicator not in _EVENTS]
    sections = []
    if events:
        heading = "Uitrukken en demonstraties"
        table = _table("gebeurtenissen", f"{heading}: elk in de laatste periode", events)
        sections.append(Section("gebeurtenissen", heading, (*_later(events, about), table)))
    if activities:
        note = Text((wording.ACTIVITY_NOTE,))
        table = _table("prestaties", "Wat er is gedaan", activities)
        sections.append(
            Section(
                "prestaties", wording.ACTIVITY_HEADING, (note, *_later(activities, about), table)
            )
        )
    return sections


def _later(rows: Sequence[SimpleNamespace], about: About) -> tuple[Text, ...]:
    """A note where figures go on after the half-year of the sheet."""
    is_later = any(
        numbers.is_years(row.periode) and last_month(row.periode) > last_month(about.period)
        for row in rows
    )
    return (Text((_LATER,)),) if is_later else ()


def newest(tables: Mapping[str, pd.DataFrame]) -> dict[str, SimpleNamespace]:
    """indicator_id -> its row of the newest period."""
    rows = cells.records(tables, "raad_prestaties", _FIELDS)
    rows.sort(key=lambda row: str(row.periode))
    return {row.indicator_id: row for row in rows}


def _verdict(row: SimpleNamespace) -> Cell:
    """Without an earlier period there is nothing to compare, so no verdict either."""
    if numbers.is_unknown(row.vorige_waarde):
        return cells.text(None)
    return cells.verdict(row.signaal)


_COLUMNS: tuple[Column[SimpleNamespace], ...] = (
    Column("Wat", lambda row: cells.text(row.indicator), share=2.4),
    Column("Periode", lambda row: Cell(numbers.period(row.periode)), is_words=True),
    Column("Aantal", lambda row: cells.public_count(row, "waarde")),
    Column("Periode ervoor", lambda row: Cell(numbers.period(row.vorige_periode)), is_words=True),
    Column("Aantal ervoor", lambda row: cells.public_count(row, "vorige_waarde")),
    Column("Verschil", lambda row: cells.difference(row.verschil, row.verschil_pct)),
    Column(
        "Verhouding (95%-interval)",
        lambda row: cells.ratio(row.verhouding, row.verhouding_van, row.verhouding_tot),
    ),
    Column("Signaal", _verdict, is_words=True),
)


def _table(name: str, caption: str, rows: Sequence[SimpleNamespace]) -> Table:
    sources = dict.fromkeys(cells.plain(row.bronvermelding, 120) for row in rows)
    sources.pop(numbers.UNKNOWN, None)
    return Table.of(
        name,
        caption,
        _COLUMNS,
        rows,
        notes=(
            *cells.explanations(rows),
            *((f"Bron: {'; '.join(sources)}.",) if sources else ()),
        ),
        shows_caption=False,
    ).with_figures_only()
