"""Registers (T5): what was done in the year so far, against the year before."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace

import pandas as pd

from assets.factsheets import cells, numbers, wording
from assets.factsheets.sheet import Section, Text
from assets.factsheets.table import Cell, Column, Table, by_position

_FIELDS = (
    "indicator_id indicator jaar periode_tot waarde jaar_tot_nu vorig_jaar vorig_jaar_heel "
    "toelichting"
).split()
_COLUMNS: tuple[Column[SimpleNamespace], ...] = (
    Column("Register", lambda row: cells.text(row.indicator, 60), share=1.6),
    Column("Periode", lambda row: Cell(_period(row)), is_words=True),
    Column("Aantal", lambda row: cells.count(_so_far(row))),
    Column("Zelfde deel jaar ervoor", lambda row: cells.count(row.vorig_jaar)),
    Column("Heel jaar ervoor", lambda row: cells.count(row.vorig_jaar_heel)),
)


def section(tables: Mapping[str, pd.DataFrame]) -> Section:
    """A row per register, of its newest year."""
    rows = cells.records(tables, "driehoek_registers", _FIELDS)
    rows.sort(key=lambda row: -1.0 if numbers.is_unknown(row.jaar) else float(row.jaar))
    newest = list({row.indicator_id: row for row in rows}.values())
    table = Table.of(
        "registers",
        "Registers: aantallen van het jaar tot nu toe en van het jaar ervoor",
        _COLUMNS,
        newest,
        rank=by_position,
        most=10,
        least=5,
        rest="En nog {n} meer: zie de werkmap, blad Registers.",
        empty="Geen registers geleverd.",
        notes=cells.explanations(newest, 2),
        shows_caption=False,
    )
    note = Text((wording.ACTIVITY_NOTE,), role="note")
    return Section("registers", wording.ACTIVITY_HEADING, (note, table))


def _so_far(row: SimpleNamespace) -> object:
    """The count up to and including the period.

    Unknown for a part of a year without a count so far; for one or more whole years without it, the
    count itself.
    """
    is_whole = numbers.is_years(row.periode_tot)
    return row.waarde if numbers.is_unknown(row.jaar_tot_nu) and is_whole else row.jaar_tot_nu


def _period(row: SimpleNamespace) -> str:
    """The period of the count: whole years, or the year up to and including a month or quarter."""
    last = row.periode_tot or row.jaar
    shown = numbers.short_period(last)
    return shown if numbers.is_unknown(last) or numbers.is_years(last) else f"t/m {shown}"
