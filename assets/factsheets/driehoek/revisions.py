"""Revisions: monthly figures of the municipality that changed since the previous issue."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace

import pandas as pd

from assets.factsheets import cells, numbers, series
from assets.factsheets.sheet import About, Section
from assets.factsheets.table import Cell, Column, Table, by_position

_MOST = 45  # revisions that a sheet shows at most; the workbook has all
_READ = "indicator_id gebied_code periode_soort periode oude_waarde nieuwe_waarde sinds".split()
_FIELDS = "indicator periode oude_waarde nieuwe_waarde sinds".split()
_COLUMNS: tuple[Column[SimpleNamespace], ...] = (
    Column("Indicator", lambda row: cells.text(row.indicator), share=1.9),
    Column("Maand", lambda row: Cell(numbers.period(row.periode)), is_words=True),
    Column("Was", lambda row: cells.count(row.oude_waarde)),
    Column("Is", lambda row: cells.count(row.nieuwe_waarde)),
    Column("Sinds", lambda row: Cell(numbers.day(row.sinds)), is_words=True),
)


def section(tables: Mapping[str, pd.DataFrame], about: About) -> Section:
    """A row per revised figure, the newest and largest first."""
    revised = of_city(tables, about)
    since = "" if about.previous is None else f" sinds {numbers.day(about.previous)}"
    table = Table.of(
        "herzieningen",
        f"Herziene maandcijfers van de hele gemeente{since}",
        _COLUMNS,
        cells.rows_of(revised.head(_MOST), _FIELDS),
        rank=by_position,
        most=6,
        least=2,
        rest="En nog {n} meer: zie de werkmap, blad Herzieningen.",
        empty=f"Geen herzieningen{since}.",
        beyond=max(0, len(revised) - _MOST),
        shows_caption=False,
    )
    return Section("herzieningen", f"Herzien{since}", (table,))


def of_city(tables: Mapping[str, pd.DataFrame], about: About) -> pd.DataFrame:
    """Revisions of single months of the municipality since the previous issue, the newest first.

    One row per indicator, month and revision, with the columns of `_FIELDS`.
    """
    frame = tables.get("herzieningen", pd.DataFrame()).reindex(columns=_READ)
    is_included = frame["gebied_code"].eq(about.code) & frame["periode_soort"].eq("maand")
    if about.previous is not None:
        is_included &= pd.to_datetime(frame["sinds"]).gt(pd.Timestamp(about.previous))
    frame = frame[is_included]
    named = frame.assign(
        indicator=frame["indicator_id"].map(series.names(tables)).fillna(frame["indicator_id"]),
        groot=(frame["nieuwe_waarde"] - frame["oude_waarde"]).abs(),
    )
    by = ["sinds", "groot", "indicator", "periode"]
    return named.sort_values(by, ascending=[False, False, True, True])[_FIELDS]
