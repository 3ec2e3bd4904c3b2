"""Registers (T5): what was done in the year so far, against the year before, in the issue in which
the period of the figure ends."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace

import pandas as pd

from assets.factsheets import cells, numbers, wording
from assets.factsheets.sheet import About, Section
from assets.factsheets.table import Cell, Column, Table, by_position
from assets.formats.periods import months

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


def on_paper(tables: Mapping[str, pd.DataFrame], about: About) -> Section | None:
    """The registers with a figure of the issue's own period, or None without one.

    Its own period is a month, quarter or half-year that ends in the months of the issue. Whole
    years and earlier periods are in the workbook.
    """
    first, _, last = about.period.partition("--")
    rows = [
        row
        for row in cells.records(tables, "driehoek_registers", _FIELDS)
        if _is_own(row.periode_tot, first, last or first)
    ]
    if not rows:
        return None
    table = Table.of(
        "registers",
        "Registers: aantallen van het jaar tot nu toe en van het jaar ervoor",
        _COLUMNS,
        rows,
        rank=by_position,
        most=10,
        least=1,
        rest="En nog {n} meer: zie de werkmap, blad Registers.",
        notes=cells.explanations(rows, 1),
        shows_caption=False,
    )
    return Section("registers", wording.ACTIVITY_HEADING, (table,))


def _is_own(period: object, first: str, last: str) -> bool:
    if numbers.is_unknown(period) or numbers.is_years(period) or "--" in str(period):
        return False
    try:
        return first <= months(str(period))[-1] <= last
    except (ValueError, IndexError):  # of a form that is not ours
        return False


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
