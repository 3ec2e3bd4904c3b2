"""Assembles the sheet of the Driehoek: which sections, on which page, in which order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import SimpleNamespace

import pandas as pd

from assets.factsheets import cells, numbers
from assets.factsheets.driehoek import (
    agreements,
    area_map,
    course,
    data_quality,
    findings,
    focus_areas,
    guide,
    hotspots,
    key_figures,
    neighbourhoods,
    rare,
    registers,
    revisions,
    sentences,
    signals,
    spots,
    workbook,
)
from assets.factsheets.sheet import About, Part, Sheet
from assets.factsheets.wording import in_plain_words

_WORDS = (520, 375)  # on each page
_PURPOSE = (40, 400)  # words and characters of the line on why the deliveries are processed


def driehoek(tables: Mapping[str, pd.DataFrame], about: About) -> Sheet:
    """The sheet of `about.period`, made from the tables of the publication by name.

    Units are those of the tables. Any table may be absent: the sheet says what is missing.
    """
    tables = in_plain_words(tables)
    about = replace(about, purpose=sentences.shortened(about.purpose or "", *_PURPOSE))
    figures = key_figures.rows(tables)
    shared = cells.shared_marks([cells.marks_of(row) for row in figures])
    found = findings.changes(tables)
    told = findings.told(tables, about, found)
    municipality = cells.plain(about.municipality, 60)
    period = numbers.period(about.period)
    return Sheet(
        product="driehoek",
        title=f"Factsheet Driehoek {municipality}",
        subtitle=numbers.capital(period),
        facts=tuple(_facts(tables, about, figures, shared)),
        pages=(
            _present(
                findings.section(tables, found, told),
                findings.others(found[len(told) :]),
                rare.on_paper(tables),
            ),
            _present(
                *agreements.sections(tables, about),
                *spots.sections(tables, about),
                area_map.part(tables, about, found[: len(told)]),
                registers.on_paper(tables, about),
            ),
        ),
        screen=(
            key_figures.section(tables, figures, shared),
            signals.section(tables),
            rare.section(tables),
            *course.sections(tables, figures, about),
            *focus_areas.sections(tables),
            hotspots.section(tables),
            neighbourhoods.section(tables),
            revisions.section(tables, about),
            data_quality.section(tables),
            guide.section(about),
        ),
        known_until=about.known_until,
        restricted="Vertrouwelijk",
        is_fixed=True,
        most_words=_WORDS,
        footer=f"Factsheet Driehoek · {municipality} · {period} · "
        f"versie {cells.plain(about.version, 20)}",
        annexes=workbook.annexes(tables, about),
    )


def _present(*parts: Part | None) -> tuple[Part, ...]:
    return tuple(part for part in parts if part is not None)


def _facts(
    tables: Mapping[str, pd.DataFrame],
    about: About,
    figures: Sequence[SimpleNamespace],
    shared: str,
) -> Iterator[str]:
    """The day up to which everything is known, through which month each source is known, and what
    holds for all key figures."""
    yield f"Zoals bekend op {numbers.day(about.known_until)}"
    by_month: dict[object, list[str]] = {}
    for source, month in data_quality.known_through(tables):
        by_month.setdefault(month, []).append(cells.source(source))
    for month, sources in by_month.items():
        names = numbers.capital(numbers.enumerated(sources))
        yield f"{names} bekend tot en met {numbers.month(month)}"
    if "*" in shared:
        yield "Alle kerncijfers zijn voorlopig"
    elif figures and not any("*" in cells.marks_of(row) for row in figures):
        yield "De kerncijfers zijn definitief"
    if any(cells.is_corona(name) for row in figures for name in cells.split_breaks(row.trendbreuk)):
        yield "De vergelijking loopt door corona"
    if about.purpose:
        yield about.purpose
