"""Assembles the sheet of the council: which sections, in which order."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from assets.factsheets import cells, numbers
from assets.factsheets.raad import (
    course,
    definitions,
    districts,
    goals,
    guide,
    headline,
    indicators,
    performance,
    revisions,
    survey,
    workbook,
)
from assets.factsheets.raad.plain_words import in_plain_words
from assets.factsheets.sheet import About, Sheet

# A figure as known on an earlier day was never protected together with those of today.
_RECONSTRUCTION = "Reconstructie: niet openbaar maken"
# Marks that a fact tells once if all rows have them; each other mark stands in its row.
_FACTS = {
    "*": "Alle cijfers van de politie en het meldsysteem zijn voorlopig",
    "c": "Alle vergelijkingen lopen door de coronaperiode",
}


def raad(tables: Mapping[str, pd.DataFrame], about: About) -> Sheet:
    """The sheet of `about.period` (`2020-H1`), made from the tables of the publication by name.

    Units are those of the tables. Any table may be absent: the sheet says what is missing.
    """
    tables = in_plain_words(tables)
    figures = indicators.rows(tables, "gemeente")
    of_all = cells.shared_marks([cells.marks_of(row) for row in figures])
    shared = "".join(mark for mark in of_all if mark in _FACTS)
    page = (
        headline.section(tables, figures, about),
        *goals.sections(tables),
        indicators.section(tables, figures, shared, about),
        *course.sections(tables, figures, about),
        *districts.sections(tables, about),
        *survey.sections(tables),
        *performance.sections(tables, about),
        revisions.section(tables, figures, about),
        guide.section(tables, about),
        *definitions.sections(tables, figures),
    )
    return Sheet(
        product="raad",
        title=f"Factsheet veiligheid {cells.plain(about.municipality, 60)}",
        subtitle=f"Voor de raad · {numbers.period(about.period)}",
        facts=_facts(about, shared),
        pages=(page,),
        known_until=about.known_until,
        restricted=_RECONSTRUCTION if about.is_reconstruction else "",
        footer=f"Factsheet veiligheid {cells.plain(about.municipality, 40)} · {about.period} · "
        f"versie {cells.plain(about.version, 20)}",
        annexes=workbook.annexes(tables),
    )


def _facts(about: About, shared: str) -> tuple[str, ...]:
    known = f"Zoals bekend op {numbers.day(about.known_until)}"
    return (known, *(_FACTS[mark] for mark in shared), "Hele gemeente en wijken")
