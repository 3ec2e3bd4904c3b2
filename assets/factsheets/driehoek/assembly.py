"""Assembles the sheet of the Driehoek: which sections, on which page, in which order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import SimpleNamespace

import pandas as pd

from assets.factsheets import cells, numbers
from assets.factsheets.driehoek import (
    agreements,
    course,
    data_quality,
    focus_areas,
    guide,
    headline,
    hotspots,
    key_figures,
    neighbourhoods,
    rare,
    registers,
    revisions,
    signals,
    workbook,
)
from assets.factsheets.sheet import About, Beside, Sheet


def driehoek(tables: Mapping[str, pd.DataFrame], about: About) -> Sheet:
    """The sheet of `about.period`, made from the tables of the publication by name.

    Units are those of the tables. Any table may be absent: the sheet says what is missing.
    """
    figures = key_figures.rows(tables)
    shared = cells.shared_marks([cells.marks_of(row) for row in figures])
    municipality = cells.plain(about.municipality, 60)
    period = numbers.period(about.period)
    return Sheet(
        product="driehoek",
        title=f"Factsheet Driehoek {municipality}",
        subtitle=numbers.capital(period),
        facts=_facts(about, figures, shared),
        pages=(
            (
                headline.section(tables, figures),
                signals.section(tables),
                rare.section(tables),
                key_figures.section(tables, figures, shared),
                *course.sections(tables, figures, about),
            ),
            (
                *agreements.sections(tables, about),
                *focus_areas.sections(tables),
                hotspots.section(tables),
                neighbourhoods.part(tables, about),
                Beside(
                    (registers.section(tables), revisions.section(tables, about)),
                    (data_quality.section(tables), guide.section()),
                ),
            ),
        ),
        known_until=about.known_until,
        restricted="Vertrouwelijk",
        is_fixed=True,
        footer=f"Factsheet Driehoek · {municipality} · {period} · "
        f"versie {cells.plain(about.version, 20)}",
        annexes=workbook.annexes(tables, about),
    )


def _facts(about: About, figures: Sequence[SimpleNamespace], shared: str) -> tuple[str, ...]:
    facts = [f"Zoals bekend op {numbers.day(about.known_until)}"]
    if "*" in shared:
        facts.append("Alle cijfers zijn voorlopig")
    elif figures and not any("*" in cells.marks_of(row) for row in figures):
        facts.append("De cijfers zijn definitief")
    facts.append("Politie en MeldDesk staan naast elkaar en worden nooit opgeteld")
    if about.purpose:
        facts.append(about.purpose)
    return tuple(facts)
