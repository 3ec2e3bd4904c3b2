"""The pages of the council's workbook: the complete tables, without rows of neighbourhoods."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from assets.factsheets import series
from assets.factsheets.annexes import Page
from assets.factsheets.sheet import Annex, Chart

_HIDDEN = ("indicator_id", "doel_id", "levering_id", "inzet")
_MEANINGS = {
    "geheim": "Welke cijfers van de rij geheim zijn: een klein getal, of een getal waarmee een "
    "klein getal is uit te rekenen",
    "status": "Status van «Nu»: definitief, voorlopig (kan nog veranderen) of herzien (is "
    "veranderd). Deels herzien: van de cijfers ernaast is er een veranderd",
}
_LEVELS = ("gemeente", "wijk")
_PAGES = (
    Page(
        "Doelen",
        "raad_doelen",
        "De doelen van het programma met nulmeting, streefwaarde en stand. Geen totaalscore.",
    ),
    Page(
        "Indicatoren",
        "raad_indicatoren",
        "Een halfjaar wordt alleen met hetzelfde halfjaar vergeleken.",
        Chart("bars", "indicator", ("vorig_jaar", "nu")),
    ),
    Page(
        "Veiligheidsmonitor",
        "raad_veiligheidsmonitor",
        "Uitkomsten met marge. Tussen reeksen is niets te vergelijken.",
    ),
    Page("Prestaties", "raad_prestaties", "Gebeurtenissen en activiteiten, per periode."),
    Page(
        "Herzieningen",
        "raad_herzieningen",
        "Cijfers die na hun eerste publicatie zijn veranderd, met de oude en de nieuwe waarde.",
    ),
)


def annexes(tables: Mapping[str, pd.DataFrame]) -> tuple[Annex, ...]:
    """The tables that are there, each on a page of its own; then the course through time."""
    pages = [
        replace(page.filled(frame, (*_HIDDEN, *_empty(page, frame))), meanings=_MEANINGS)
        for page in _PAGES
        if page.table in tables
        for frame in [_without_neighbourhoods(tables[page.table])]
    ]
    return (*pages, *series.course_annexes(tables, series.QUARTERLY))


def _without_neighbourhoods(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of the city, then those of the districts; a table without levels as it is."""
    if "gebiedsniveau" not in frame:
        return frame
    frame = frame[frame["gebiedsniveau"].isin(_LEVELS)]
    return frame.sort_values("gebiedsniveau", kind="stable")


def _empty(page: Page, frame: pd.DataFrame) -> list[str]:
    """The columns without any value: what was never delivered, and what is not public, such as the
    expectation behind a verdict, which follows from figures by month. One that `geheim` names or
    the chart draws is no such column."""
    if frame.empty:
        return []
    named = frame["geheim"].dropna() if "geheim" in frame else ()
    needed = {name.replace(" ", "_") for names in named for name in names.split(", ")}
    needed |= set(page.chart.values) if page.chart else set()
    return [name for name in frame if frame[name].isna().all() and name not in needed]
