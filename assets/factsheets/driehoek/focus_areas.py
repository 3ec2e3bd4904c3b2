"""The focus areas of the team: of each its signals, or else its largest figure."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace

import pandas as pd

from assets.factsheets import cells, numbers, series
from assets.factsheets.sheet import Section
from assets.factsheets.table import Cell, Column, Table

TABLE = "driehoek_aandachtsgebieden"
_EACH = 2  # rows of an area on the sheet; the workbook has all
_FIELDS = (
    "gebied_code gebiedsnaam soort indicator_id indicator bron nu verwacht signaal sinds "
    "kleinste_zichtbare_op kleinste_zichtbare_neer vorig_jaar twaalf_maanden twaalf_signaal"
).split()
_COLUMNS: tuple[Column[SimpleNamespace], ...] = (
    Column("Indicator", lambda row: cells.name_and_source(row.indicator, row.bron), share=2),
    Column("2 maanden", lambda row: cells.count(row.nu)),
    Column("Verwacht", lambda row: cells.tenth(row.verwacht)),
    Column("Oordeel", cells.seen, is_words=True, share=1.6),
    Column("Sinds", lambda row: _since(row), is_words=True),
    Column("Jaar eerder", lambda row: cells.count(row.vorig_jaar)),
    Column("12 maanden", lambda row: cells.count(row.twaalf_maanden)),
    Column("Oordeel 12 mnd", lambda row: cells.short_verdict(row.twaalf_signaal), is_words=True),
)


def sections(tables: Mapping[str, pd.DataFrame]) -> list[Section]:
    """A section with the areas, or none where the team follows none."""
    rows = _chosen(tables)
    if not rows:
        return []
    theme_of = series.themes(tables)
    table = Table.of(
        "aandachtsgebieden",
        "Aandachtsgebieden van het team",
        _COLUMNS,
        rows,
        group=lambda row: cells.plain(row.gebiedsnaam, 60),
        theme=lambda row: theme_of.get(row.indicator_id),
        rank=lambda position, row: row.place + position * 1e-3,
        most=16,
        least=min(len({row.gebied_code for row in rows}), 8),
        beyond=len(tables[TABLE]) - len(rows),
        notes=("Aandachtsgebieden mogen overlappen: niet optellen.",),
        rest="En nog {n} rijen: zie de werkmap, blad Aandachtsgebieden.",
        shows_caption=False,
    )
    return [Section("aandachtsgebieden", "Aandachtsgebieden", (table,))]


def _chosen(tables: Mapping[str, pd.DataFrame]) -> list[SimpleNamespace]:
    """The first rows of each area: signals first, then by size; no part of a total. `place`: the
    order in its area; where there is no room, an area keeps its first row longest."""
    total_of = series.totals(tables)
    areas: dict[str, list[SimpleNamespace]] = {}
    for row in cells.records(tables, TABLE, _FIELDS):
        if not total_of.get(row.indicator_id):
            areas.setdefault(row.gebied_code, []).append(row)
    chosen = []
    for rows in areas.values():
        for place, row in enumerate(sorted(rows, key=_order)[:_EACH]):
            chosen.append(SimpleNamespace(**vars(row), place=place))
    return chosen


def _order(row: SimpleNamespace) -> tuple[bool, float]:
    return row.signaal not in (cells.UP, cells.DOWN), -float(row.nu or 0)


def _since(row: SimpleNamespace) -> Cell:
    return Cell("" if numbers.is_unknown(row.sinds) else numbers.month(row.sinds))
