"""Signals (T2): counts outside the limit of what was expected, with the team's interpretation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import SimpleNamespace

import pandas as pd

from assets.factsheets import cells, numbers, series
from assets.factsheets.driehoek import interpretations, sentences
from assets.factsheets.sheet import Section
from assets.factsheets.table import Cell, Column, Table

TABLE = "driehoek_signalen"
MOST = 8  # signals on the sheet; the workbook has all
REMARK = 160  # characters of an interpretation that fit on the sheet
_FIELDS = (
    "indicator_id indicator bron gebied_code gebiedsnaam gebiedsniveau venster periode_van "
    "periode_tot waargenomen verwacht grens richting sinds_maand sinds_nu sinds_verwacht duiding "
    "duiding_auteur duiding_datum evenementen"
).split()
_LEVELS = {"gemeente": 0, "wijk": 1, "buurt": 2}
_COLUMNS: tuple[Column[SimpleNamespace], ...] = (
    Column("Indicator", lambda row: cells.name_and_source(row.indicator, row.bron), share=1.5),
    Column("Signaal", lambda row: cells.verdict(f"signaal {row.richting}"), is_words=True),
    Column("Gebied", lambda row: cells.text(row.gebiedsnaam, 40), share=0.9),
    Column("In", lambda row: cells.window(row.venster)),
    Column("Geteld", lambda row: cells.count(row.waargenomen)),
    Column("Verwacht", lambda row: cells.tenth(row.verwacht)),
    Column("Grens", lambda row: _limit(row)),
    Column("Sinds", lambda row: since(row), is_words=True),
    Column("Duiding", lambda row: Cell(row.words or "nog geen duiding"), share=2.3),
)


def shown(tables: Mapping[str, pd.DataFrame]) -> list[SimpleNamespace]:
    """The rows of T2 for the sheet, the city first.

    A part of a total is left to the workbook if the total has a signal in the same area.
    """
    rows = [
        row
        for row in main(tables)
        if row.gebiedsniveau != "aandachtsgebied"  # they have a section of their own
    ]
    return sorted(rows, key=_level)


def every(tables: Mapping[str, pd.DataFrame]) -> list[SimpleNamespace]:
    """All rows of T2."""
    return cells.records(tables, TABLE, _FIELDS)


def main(tables: Mapping[str, pd.DataFrame]) -> list[SimpleNamespace]:
    """The rows of T2, without a part of a total where the total has a signal in the same area."""
    rows = every(tables)
    signalled = {(row.indicator_id, row.gebied_code) for row in rows}
    total_of = series.totals(tables)
    return [
        row for row in rows if (total_of.get(row.indicator_id), row.gebied_code) not in signalled
    ]


def since(row: SimpleNamespace) -> Cell:
    """The month in which a change began, with all that was counted and expected since."""
    if numbers.is_unknown(row.sinds_maand):
        return Cell("voorbij")
    counted, expected = numbers.count(row.sinds_nu), numbers.count(round(row.sinds_verwacht))
    return Cell(numbers.month(row.sinds_maand), small=f"{counted}, verwacht {expected}")


def _limit(row: SimpleNamespace) -> Cell:
    """The limit of the window itself; within it, the months together are beyond theirs."""
    small = "door maanden samen" if sentences.is_by_sum(row) else ""
    return replace(cells.tenth(row.grens), small=small)


def section(tables: Mapping[str, pd.DataFrame]) -> Section:
    """A row per signal; those of smaller areas give way first."""
    written = interpretations.written(tables)
    rows = [
        SimpleNamespace(**vars(row), words=interpretations.remark(row, written, REMARK))
        for row in shown(tables)
    ]
    theme_of = series.themes(tables)
    table = Table.of(
        "signalen",
        "Signalen: meer of minder dan te verwachten was, in deze periode of in de maanden samen",
        _COLUMNS,
        rows,
        theme=lambda row: theme_of.get(row.indicator_id),
        rank=lambda position, row: _level(row),
        most=MOST,
        least=MOST,
        beyond=len(tables.get(TABLE, ())) - len(rows),
        rest="En nog {n} meer, ook van wijken, buurten en onderdelen van een totaal: zie de "
        "werkmap, blad Signalen.",
        empty="Geen enkele reeks gaat over haar grens."
        if TABLE in tables
        else "Signalen: tabel ontbreekt: niet berekend.",
        notes=_known(rows),
        shows_caption=False,
    )
    return Section("signalen", "Signalen", (table,))


def _known(rows: Sequence[SimpleNamespace]) -> tuple[str, ...]:
    """A note on the events that were known in the municipality, told once; those of smaller areas
    are in the workbook."""
    city = (row for row in rows if _level(row) == 0 and row.venster == "2m")
    texts = (row.evenementen for row in city if row.evenementen)
    known = next(texts, None)
    return (f"Bekend in deze maanden: {cells.plain(known, 300)}.",) if known else ()


def _level(row: SimpleNamespace) -> int:
    return _LEVELS.get(str(row.gebiedsniveau), len(_LEVELS))
