"""Rare and serious crimes: how long ago the last was, what is usual, and the verdict on twelve and
thirty-six months; on paper as the time since the last beside the usual time between."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace

import pandas as pd

from assets.factsheets import cells, numbers
from assets.factsheets.driehoek import sentences
from assets.factsheets.sheet import Section
from assets.factsheets.table import Cell, Column, Table, by_position

TABLE = "driehoek_zeldzaam"
_FIELDS = (
    "indicator bron laatste_maand maanden_sinds_laatste maanden_ertussen twaalf_maanden "
    "twaalf_verwacht twaalf_signaal twaalf_kleinste_zichtbare_op zesendertig_maanden "
    "zesendertig_signaal"
).split()
_COLUMNS: tuple[Column[SimpleNamespace], ...] = (
    Column("Feit", lambda row: cells.name_and_source(row.indicator, row.bron), share=1.8),
    Column("Laatste", lambda row: _last(row), is_words=True),
    Column("Gewoonlijk ertussen", lambda row: _between(row), is_words=True),
    Column("12 maanden", lambda row: cells.count(row.twaalf_maanden)),
    Column("Verwacht", lambda row: cells.tenth(row.twaalf_verwacht)),
    Column("Oordeel", lambda row: cells.verdict(row.twaalf_signaal), is_words=True),
    Column("36 maanden", lambda row: cells.count(row.zesendertig_maanden)),
    Column("Oordeel 36", lambda row: cells.short_verdict(row.zesendertig_signaal), is_words=True),
)


def section(tables: Mapping[str, pd.DataFrame]) -> Section:
    """A row for each of these crimes, always."""
    table = Table.of(
        "zeldzaam",
        "Zeldzame en ernstige feiten",
        _COLUMNS,
        cells.records(tables, TABLE, _FIELDS),
        rank=by_position,
        most=12,
        least=12,
        rest="En nog {n} meer: zie de werkmap, blad Zeldzaam en ernstig.",
        empty="Geen cijfers over zeldzame en ernstige feiten.",
        shows_caption=False,
    )
    return Section("zeldzaam", "Zeldzaam en ernstig", (table,))


def on_paper(tables: Mapping[str, pd.DataFrame]) -> Section:
    """The time since the last of each beside the usual time between, and the signals."""
    table = Table.of(
        "tijd-ertussen",
        "Zeldzame en ernstige feiten: tijd sinds het laatste",
        _ON_PAPER,
        cells.records(tables, TABLE, _FIELDS),
        rank=by_position,
        most=12,
        least=5,
        rest="En nog {n} meer: zie de werkmap, blad Zeldzaam en ernstig.",
        empty="Geen cijfers over zeldzame en ernstige feiten.",
        shows_caption=False,
    )
    return Section("tijd-ertussen", "Zeldzaam en ernstig: tijd sinds het laatste feit", (table,))


def _since(row: SimpleNamespace) -> Cell:
    if numbers.is_unknown(row.maanden_sinds_laatste):
        return Cell("nooit geteld")
    months = int(row.maanden_sinds_laatste)
    ago = f"{numbers.counted(months, 'maand', 'maanden')} geleden" if months else "deze maand"
    return Cell(ago)


def _usual(row: SimpleNamespace) -> Cell:
    """How often it usually happens: the time between two, or the number a month."""
    between = row.maanden_ertussen
    if numbers.is_unknown(between) or between <= 0:
        return Cell("niet bekend")
    if between >= 1:
        shown = numbers.decimal(between, 0 if between >= 10 else 1).removesuffix(",0")
        return Cell("elke maand" if shown == "1" else f"om de {shown} maanden")
    often = numbers.decimal(1 / between, 1).removesuffix(",0")
    return Cell("elke maand" if often == "1" else f"{often} per maand")


_ON_PAPER: tuple[Column[SimpleNamespace], ...] = (
    Column("Feit", lambda row: Cell(sentences.shortened(row.indicator, 6, 50)), share=2.2),
    Column("Laatste", lambda row: _since(row), share=1.6),
    Column("Gewoonlijk", lambda row: _usual(row), share=1.3),
    Column("12\u00a0maanden", lambda row: _year(row)),
)


def _year(row: SimpleNamespace) -> Cell:
    """The count of twelve months, with the icon of a signal."""
    is_signal = row.twaalf_signaal in (cells.UP, cells.DOWN)
    return cells.count(row.twaalf_maanden, icon=row.twaalf_signaal if is_signal else "")


def _last(row: SimpleNamespace) -> Cell:
    if numbers.is_unknown(row.laatste_maand):
        return Cell("geen")
    months = int(row.maanden_sinds_laatste)
    ago = f"{numbers.counted(months, 'maand', 'maanden')} geleden" if months else "deze maand"
    return Cell(numbers.month(row.laatste_maand), small=ago)


def _between(row: SimpleNamespace) -> Cell:
    if numbers.is_unknown(row.maanden_ertussen):
        return Cell(numbers.UNKNOWN, spoken="niet bekend")
    return Cell(f"{numbers.decimal(row.maanden_ertussen)}\u00a0mnd")
