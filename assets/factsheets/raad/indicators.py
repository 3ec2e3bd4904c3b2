"""Indicators (B): the half-year by theme beside the same half of earlier years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import SimpleNamespace

import pandas as pd

from assets.factsheets import cells, series
from assets.factsheets.raad import interpretations, periods
from assets.factsheets.raad.plain_words import comparison_notes
from assets.factsheets.sheet import About, Section, Text
from assets.factsheets.table import Column, Table

_FIELDS = (
    "thema indicator_id indicator bron gebied_code gebiedsnaam gebiedsniveau periode nu vorig_jaar "
    "twee_jaar_eerder drie_jaar_eerder vier_jaar_eerder verschil verschil_pct verhouding "
    "verhouding_van verhouding_tot signaal twaalf_maanden twaalf_maanden_ervoor twaalf_signaal "
    "twaalf_maanden_per_1000 registratietype status geen_vergelijking trendbreuk duiding "
    "duiding_auteur duiding_datum geheim"
).split()


def rows(tables: Mapping[str, pd.DataFrame], level: str) -> list[SimpleNamespace]:
    """The rows of B of one level of area: one per indicator and area."""
    return [
        row
        for row in cells.records(tables, "raad_indicatoren", _FIELDS)
        if row.gebiedsniveau == level
    ]


def section(
    tables: Mapping[str, pd.DataFrame],
    figures: Sequence[SimpleNamespace],
    shared: str,
    about: About,
) -> Section:
    """What the team says of the figures, then one row per main indicator.

    `shared`: the marks that a fact tells of all rows, which are not repeated in the table.
    """
    main = series.main_indicators(tables, figures)
    columns = _columns(about.period, shared)
    half = periods.half(about.period)
    table = Table.of(
        "indicatoren",
        f"Indicatoren per thema: aantallen in de {half} van elk jaar",
        columns,
        main,
        group=lambda row: cells.plain(row.thema, 80),
        notes=(*comparison_notes(main, shared), cells.SECRET_NOTE),
        most=200,
        empty="Nog geen indicatoren: er is nog geen heel halfjaar geleverd.",
        shows_caption=False,
    ).with_figures_only()
    introduction = Text(
        (
            f"Onder een jaartal staat de {half} van dat jaar. Verschil en verhouding vergelijken "
            "met een jaar eerder. Het oordeel vergelijkt met wat te verwachten was, en houdt "
            "rekening met toeval en met het aantal vergelijkingen.",
        )
    )
    # What is said of a goal stands there.
    aims = {row.indicator_id for row in cells.records(tables, "raad_doelen", ["indicator_id"])}
    said = interpretations.above([row for row in figures if row.indicator_id not in aims])
    return Section("indicatoren", "Indicatoren per thema", (*said, introduction, table))


def _columns(period: str, shared: str) -> tuple[Column[SimpleNamespace], ...]:
    return (
        Column("Indicator", lambda row: cells.text(row.indicator), share=1),
        # Before the figures, so that a phone shows it without scrolling.
        Column("Oordeel", lambda row: cells.verdict(row.signaal), is_words=True),
        *(_year_column(period, name, back) for name, back in periods.YEARS_BACK.items()),
        Column("Verschil", lambda row: cells.difference(row.verschil, row.verschil_pct)),
        Column(
            "Verhouding (95%-interval)",
            lambda row: cells.ratio(row.verhouding, row.verhouding_van, row.verhouding_tot),
        ),
        Column("12 maanden", lambda row: cells.public_count(row, "twaalf_maanden")),
        Column("12 maanden ervoor", lambda row: cells.public_count(row, "twaalf_maanden_ervoor")),
        Column("Per 1.000 inw.", lambda row: cells.tenth(row.twaalf_maanden_per_1000)),
        Column("Tekens", lambda row: cells.marks(row, shared), is_words=True),
    )


def _year_column(period: str, name: str, back: int) -> Column[SimpleNamespace]:
    heading = periods.year_heading(period, back)
    return Column(heading, lambda row: cells.public_count(row, name))
