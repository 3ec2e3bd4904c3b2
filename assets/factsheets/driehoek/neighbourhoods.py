"""Neighbourhoods (T4): a table in order of nuisance. The map beside its list is `area_map`."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace

import pandas as pd

from assets.factsheets import cells, numbers
from assets.factsheets.sheet import Section
from assets.factsheets.table import Cell, Column, Table, by_position

_FIELDS = (
    "buurtcode buurtnaam hic_12m vvc_12m overlast_12m melddesk_12m overlast_12m_per_1000 "
    "overlast_rang_van overlast_rang_tot"
).split()
_COLUMNS: tuple[Column[SimpleNamespace], ...] = (
    Column("Buurt", lambda row: cells.text(row.buurtnaam, 40), share=1),
    Column("HIC", lambda row: cells.count(row.hic_12m)),
    Column("VVC", lambda row: cells.count(row.vvc_12m)),
    Column("Overlast", lambda row: cells.count(row.overlast_12m)),
    Column("per 1.000", lambda row: cells.tenth(row.overlast_12m_per_1000)),
    Column(
        "rang per 1.000 tussen",
        lambda row: Cell(numbers.ranks(row.overlast_rang_van, row.overlast_rang_tot)),
    ),
    Column("MeldDesk", lambda row: cells.count(row.melddesk_12m)),
)


def section(tables: Mapping[str, pd.DataFrame]) -> Section:
    """The known neighbourhoods, those with the most nuisance first."""
    rows = [
        row
        for row in cells.records(tables, "driehoek_buurten", _FIELDS)
        if row.buurtcode not in (None, "onbekend")
    ]
    rows.sort(key=lambda row: (-_sortable(row.overlast_12m), -_sortable(row.melddesk_12m)))
    table = Table.of(
        "buurten",
        "Buurten in twaalf maanden, op volgorde van overlast",
        _COLUMNS,
        rows,
        rank=by_position,
        most=45,
        rest="En nog {n} meer: zie de werkmap, blad Buurten.",
        empty="Geen cijfers per buurt.",
        shows_caption=False,
        notes=("Overlast: de acht overlastcodes van de politie.",),
    )
    return Section("buurten", "Buurten, twaalf maanden", (table,))


def _sortable(value: object) -> float:
    """A count, with unknown below 0."""
    return -1.0 if numbers.is_unknown(value) else float(value)
