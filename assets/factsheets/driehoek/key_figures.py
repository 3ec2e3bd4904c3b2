"""Key figures (T1): the main indicators by theme, with the verdict on two and twelve months, beside
a year earlier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import SimpleNamespace

import pandas as pd

from assets.factsheets import cells, numbers, series
from assets.factsheets.driehoek import signals
from assets.factsheets.sheet import Section
from assets.factsheets.table import Cell, Column, Table

_REMARKS = 3  # interpretations below the table; the workbook has all
_FIELDS = (
    "thema indicator_id indicator bron periode_van periode_tot nu verwacht vorig_jaar verhouding "
    "verhouding_van verhouding_tot signaal kleinste_zichtbare_op kleinste_zichtbare_neer "
    "twaalf_maanden "
    "twaalf_maanden_ervoor twaalf_signaal twaalf_maanden_per_1000 registratietype status "
    "geen_vergelijking trendbreuk duiding duiding_auteur duiding_datum"
).split()


def rows(tables: Mapping[str, pd.DataFrame]) -> list[SimpleNamespace]:
    """The rows of T1: one per indicator, parts of totals included."""
    return cells.records(tables, "driehoek_kerncijfers", _FIELDS)


def rank(position: int, row: SimpleNamespace) -> float:
    """Signals are kept longest, then police figures, then reports; the largest first in each."""
    moved = (cells.UP, cells.DOWN)
    is_signal = row.signaal in moved or row.twaalf_signaal in moved
    size = 0.0 if numbers.is_unknown(row.nu) else float(row.nu)
    step = 0 if is_signal else 1 + (row.bron != "politie")
    return step + 1 / (2 + max(size, 0)) + position * 1e-9


def section(
    tables: Mapping[str, pd.DataFrame], figures: Sequence[SimpleNamespace], shared: str
) -> Section:
    """One row per main indicator; parts of a total are left to the workbook.

    `shared`: the marks of all rows, which are not repeated in the table.
    """
    main = series.main_indicators(tables, figures)
    columns = _columns(main, figures, shared)
    table = Table.of(
        "kerncijfers",
        "Kerncijfers: twee maanden en twaalf maanden, met het oordeel, en vorig jaar ernaast",
        columns,
        main,
        group=lambda row: cells.plain(row.thema, 60),
        rank=rank,
        notes=(*cells.mark_notes(main, shared), *_remarks(tables, main)),
        most=40,
        least=6,
        rest="En nog {n} meer: zie de werkmap, blad Kerncijfers.",
        empty="Nog geen kerncijfers: er zijn nog geen twee hele maanden geleverd.",
        shows_caption=False,
    )
    return Section("kerncijfers", "Kerncijfers", (table,))


def _columns(
    main: Sequence[SimpleNamespace], figures: Sequence[SimpleNamespace], shared: str
) -> tuple[Column[SimpleNamespace], ...]:
    first = figures[0] if figures else None
    now = numbers.months(first.periode_van, first.periode_tot) if first else "Nu"
    sources = series.sources_by_theme(main)

    def name(row: SimpleNamespace) -> Cell:
        """The source is only named where a theme has several."""
        source = row.bron if len(sources[row.thema]) > 1 else None
        return cells.name_and_source(row.indicator, source)

    return (
        Column("Indicator", name, share=2.3),
        Column(numbers.capital(now), lambda row: cells.count(row.nu)),
        Column("Verwacht", lambda row: cells.tenth(row.verwacht)),
        Column("Oordeel", cells.seen, is_words=True, share=2.0),
        Column("Jaar eerder", lambda row: cells.count(row.vorig_jaar)),
        Column(
            "Verhouding (95%-interval)",
            lambda row: cells.ratio(row.verhouding, row.verhouding_van, row.verhouding_tot),
        ),
        Column("12 maanden", lambda row: cells.count(row.twaalf_maanden)),
        Column("12 maanden ervoor", lambda row: cells.count(row.twaalf_maanden_ervoor)),
        Column("Per 1.000 inw.", lambda row: cells.tenth(row.twaalf_maanden_per_1000)),
        Column(
            "Oordeel 12 mnd", lambda row: cells.short_verdict(row.twaalf_signaal), is_words=True
        ),
        Column("Tekens", lambda row: cells.marks(row, shared), is_words=True),
    )


def _remark(row: SimpleNamespace) -> str:
    return cells.remark(row.duiding, row.duiding_auteur, row.duiding_datum, signals.REMARK)


def _remarks(tables: Mapping[str, pd.DataFrame], main: Sequence[SimpleNamespace]) -> list[str]:
    """The team's interpretations of key figures, without those already shown with a signal."""
    shown_signals = signals.shown(tables)[: signals.MOST]
    signalled = {row.indicator_id for row in shown_signals if row.gebiedsniveau == "gemeente"}
    remarked = [row for row in main if row.duiding and row.indicator_id not in signalled]
    shown = remarked[:_REMARKS]
    notes = [f"{cells.plain(row.indicator, 60)}: {_remark(row)}" for row in shown]
    if len(remarked) > len(shown):
        rest = numbers.counted(len(remarked) - len(shown), "duiding", "duidingen")
        notes.append(f"En nog {rest}: zie de werkmap, blad Kerncijfers.")
    texts = [cells.plain(row.duiding, signals.REMARK) for row in (*shown_signals, *shown)]
    if any(text.endswith("…") for text in texts):
        notes.append(
            "Een duiding die eindigt op … staat heel in de werkmap, blad Signalen of Kerncijfers."
        )
    return notes
