"""Revisions (F): figures that changed after their first publication."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import SimpleNamespace

import pandas as pd

from assets.factsheets import cells, numbers, series
from assets.factsheets.sheet import About, Section
from assets.factsheets.table import Cell, Column, Table, by_position

_FIELDS = (
    "indicator_id indicator periode oude_waarde nieuwe_waarde verschil sinds reden geheim"
).split()
_COLUMNS: tuple[Column[SimpleNamespace], ...] = (
    Column("Indicator", lambda row: cells.text(row.indicator), share=2.2),
    Column("Periode", lambda row: Cell(numbers.period(row.periode)), is_words=True),
    Column("Was", lambda row: cells.public_count(row, "oude_waarde")),
    Column("Is", lambda row: cells.public_count(row, "nieuwe_waarde")),
    Column("Verschil", lambda row: cells.difference(row.verschil)),
    Column("Sinds", lambda row: Cell(numbers.day(row.sinds)), is_words=True),
    Column("Reden", lambda row: cells.text(row.reden, 140), share=1.6),
)


def section(
    tables: Mapping[str, pd.DataFrame], figures: Sequence[SimpleNamespace], about: About
) -> Section:
    """A row per revised figure, the largest changes first."""
    rows = cells.records(tables, "raad_herzieningen", _FIELDS)
    rows.sort(key=lambda row: -abs(float(row.verschil or 0)))
    table = Table.of(
        "herzieningen",
        "Cijfers die na hun eerste publicatie zijn veranderd",
        _COLUMNS,
        rows,
        rank=by_position,
        most=15,
        rest="En nog {n} herzieningen: zie de werkmap, blad Herzieningen.",
        empty=_without(series.main_indicators(tables, figures), about),
        shows_caption=False,
    ).with_figures_only()
    return Section("herzieningen", "Herzien sinds de vorige uitgave", (table,))


def _without(shown: Sequence[SimpleNamespace], about: About) -> str:
    """What to say without revised figures; one that is shown may have changed before any was
    public."""
    if about.previous is not None:
        return "Sinds de vorige uitgave is geen cijfer herzien."
    is_marked = any("r" in cells.marks_of(row) for row in shown)
    marked = " Wat al daarvoor was veranderd, heeft bij de indicatoren het teken r."
    return f"Dit is de eerste uitgave.{marked * is_marked}"
