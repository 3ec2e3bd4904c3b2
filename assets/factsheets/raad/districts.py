"""Districts: the largest indicators by district, with the change against a year earlier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace

import pandas as pd

from assets.factsheets import cells, numbers, series
from assets.factsheets.raad import indicators, interpretations, periods
from assets.factsheets.sheet import About, Section
from assets.factsheets.table import Cell, Column, Table, by_position

_SHOWN = 6  # indicators, at least half of them of the police if there are that many


@dataclass(frozen=True)
class _District:
    """A district with its rows of B by indicator_id."""

    name: object
    rows: Mapping[str, SimpleNamespace]


def sections(tables: Mapping[str, pd.DataFrame], about: About) -> list[Section]:
    """A section with one row per district, or none if there are no figures by district."""
    figures = indicators.rows(tables, "wijk")
    if not figures:
        return []
    main = series.main_indicators(tables, figures)
    names = {row.indicator_id: cells.plain(row.indicator, 60) for row in main}
    columns = (
        Column("Wijk", lambda district: cells.text(district.name, 60), share=1.6),
        *(_column(indicator, names[indicator]) for indicator in _largest(main)),
    )
    table = Table.of(
        "wijken",
        "Wijken: aantallen in het halfjaar, met het verschil met een jaar eerder",
        columns,
        _districts(main),
        rank=by_position,
        area=lambda district: district.name,
        notes=(_note(about.period), cells.SECRET_NOTE),
        most=40,
        rest="En nog {n} wijken: zie de werkmap, blad Indicatoren.",
        shows_caption=False,
    ).with_figures_only()
    said = interpretations.above(figures, with_area=True)
    return [Section("wijken", "Wijken", (*said, table))]


def _largest(rows: Sequence[SimpleNamespace]) -> list[str]:
    """The indicator_id of the largest indicators over all districts, police before reports."""
    totals: dict[str, float] = {}
    for row in rows:
        totals[row.indicator_id] = totals.get(row.indicator_id, 0.0) + float(row.nu or 0)
    sources = {row.indicator_id: row.bron for row in rows}
    by_size = sorted(totals, key=lambda indicator: -totals[indicator])
    reports = [indicator for indicator in by_size if sources[indicator] == "melddesk"]
    police = [indicator for indicator in by_size if sources[indicator] != "melddesk"]
    chosen = police[: max(_SHOWN // 2, _SHOWN - len(reports))]
    return chosen + reports[: _SHOWN - len(chosen)]


def _districts(rows: Sequence[SimpleNamespace]) -> list[_District]:
    by_code: dict[object, dict[str, SimpleNamespace]] = {}
    names: dict[object, object] = {}
    for row in rows:
        by_code.setdefault(row.gebied_code, {})[row.indicator_id] = row
        names[row.gebied_code] = row.gebiedsnaam
    return [_District(names[code], own) for code, own in by_code.items()]


def _column(indicator: str, name: str) -> Column[_District]:
    return Column(name, lambda district: _cell(district.rows.get(indicator)), share=1.0)


def _cell(row: SimpleNamespace | None) -> Cell:
    """The count with its change; an icon only for a signal, which is read aloud before it."""
    if row is None:
        return cells.text(None)
    is_signal = row.signaal in (cells.UP, cells.DOWN)
    change = "" if numbers.is_unknown(row.verschil) else f"({numbers.signed(row.verschil)})"
    shown = cells.public_count(row, "nu")
    spoken = f"{row.signaal}: {shown.text}" if is_signal else shown.spoken
    return Cell(shown.text, change, str(row.signaal) if is_signal else "", spoken)


def _note(period: str) -> str:
    return (
        f"Aantallen in de {numbers.period(period)}; tussen haakjes hoeveel dat er meer (+) of "
        f"minder (\u2212) zijn dan in {periods.year_before(period)}. Een teken ▲ of ▼ voor het "
        "aantal: signaal omhoog of omlaag, tegen de verwachting. Alle indicatoren staan in de "
        "werkmap."
    )
