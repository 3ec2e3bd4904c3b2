"""Serious crimes: how long ago the last was, what is usual, and the verdict on twelve and
thirty-six months; on paper, of those that are rare, as the time since the last beside the usual
time between."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace

import pandas as pd

from assets.factsheets import cells, numbers
from assets.factsheets.driehoek import sentences
from assets.factsheets.sheet import Block, Section, Text
from assets.factsheets.table import Cell, Column, Table, by_position

TABLE = "driehoek_zeldzaam"
_MOST_OFTEN = 3  # that are named on paper
_RARE = 1.0  # usually at least this many months between two
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
        "Ernstige feiten: hoe lang geleden en wat gewoonlijk is",
        _COLUMNS,
        cells.records(tables, TABLE, _FIELDS),
        rank=by_position,
        most=12,
        least=12,
        rest="En nog {n} meer: zie de werkmap, blad Zeldzaam en ernstig.",
        empty="Geen cijfers over zeldzame en ernstige feiten.",
        shows_caption=False,
    )
    return Section("zeldzaam", "Ernstige feiten", (table,))


def on_paper(tables: Mapping[str, pd.DataFrame]) -> Section:
    """The time since the last of each rare one beside the usual time between, with the signals; the
    others in a line below it, so that none is forgotten and none is called rare that is not."""
    rows = cells.records(tables, TABLE, _FIELDS)
    often = [row for row in rows if not _is_rare(row)]
    table = Table.of(
        "tijd-ertussen",
        "Zeldzame en ernstige feiten: tijd sinds het laatste",
        _ON_PAPER,
        [row for row in rows if _is_rare(row)],
        rank=by_position,
        most=12,
        least=5,
        rest="Nog {n} in de werkmap, blad Zeldzaam en ernstig.",
        empty="Geen cijfers over zeldzame en ernstige feiten.",
        shows_caption=False,
    )
    blocks: list[Block] = [table]
    if often:
        told = "; ".join(map(_often, often[:_MOST_OFTEN]))
        blocks.append(Text((f"Ernstig en niet zeldzaam: {told}.",)))
    heading = "Zeldzaam en ernstig: tijd sinds het laatste feit"
    return Section("tijd-ertussen", heading, tuple(blocks))


def _is_rare(row: SimpleNamespace) -> bool:
    """Whether the data says so: usually a month or more between two, or never counted."""
    between = row.maanden_ertussen
    return numbers.is_unknown(between) or float(between) >= _RARE


def _often(row: SimpleNamespace) -> str:
    """`straatroof (gewoonlijk 2,5 per maand; 26 in twaalf maanden)`, with a signal if there is."""
    name = numbers.uncapital(sentences.shortened(row.indicator, 6, 50))
    verdict = row.twaalf_signaal
    is_signal = verdict in (cells.UP, cells.DOWN)
    signal = f", {cells.ICONS[verdict]} {verdict}" if is_signal else ""
    year = f"{numbers.count(row.twaalf_maanden)} in twaalf maanden{signal}"
    return f"{name} (gewoonlijk {_usual(row).text}; {year})"


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
    Column("12 maanden", lambda row: _year(row)),
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
