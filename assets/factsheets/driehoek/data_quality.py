"""Data quality (T6): how complete and how well linked each source is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import SimpleNamespace

import pandas as pd

from assets.factsheets import cells, numbers
from assets.factsheets.sheet import Section
from assets.factsheets.table import Cell, Column, Table
from schemas.dutch import number

_FIELDS = (
    "bron maand status volledigheid straat_gekoppeld_pct buurt_gekoppeld_pct levering_afgekeurd "
    "verwachte_volledigheid_pct koppeling_oordeel alleen_thema"
).split()


@dataclass(frozen=True)
class _Source:
    """A source with its newest delivered month and its newest complete month."""

    name: object
    last: SimpleNamespace
    final_month: object


_COLUMNS: tuple[Column[_Source], ...] = (
    Column("Bron", lambda source: Cell(numbers.capital(cells.source(source.name))), share=1),
    Column("Laatste maand", lambda source: Cell(numbers.month(source.last.maand)), is_words=True),
    Column(
        "Definitief tot en met",
        lambda source: Cell(numbers.month(source.final_month)),
        is_words=True,
    ),
    Column(
        "Verwacht compleet", lambda source: cells.percent(source.last.verwachte_volledigheid_pct)
    ),
    Column("Straat gekoppeld", lambda source: cells.percent(source.last.straat_gekoppeld_pct)),
    Column("Buurt bekend", lambda source: cells.percent(source.last.buurt_gekoppeld_pct)),
    Column("Rijen apart", lambda source: cells.count(source.last.levering_afgekeurd)),
)


def section(tables: Mapping[str, pd.DataFrame]) -> Section:
    """One row per source."""
    sources = _sources(tables)
    table = Table.of(
        "datakwaliteit",
        "Datakwaliteit per bron",
        _COLUMNS,
        sources,
        most=6,
        least=2,
        empty="Geen leveringen.",
        shows_caption=False,
        notes=tuple(_notes(sources)),
    )
    return Section("datakwaliteit", "Kwaliteit van de gegevens", (table,))


def _notes(sources: list[_Source]) -> Iterator[str]:
    if sources:
        yield (
            "Gekoppeld: deel van de rijen van de laatste maand. Apart: afgekeurde rijen van de "
            "laatste levering."
        )
    for source in sources:
        rows = source.last.alleen_thema
        if not numbers.is_unknown(rows) and rows > 0:
            yield (
                f"{numbers.capital(cells.source(source.name))}: {number(rows)} "
                "rijen van de laatste maand tellen alleen onder een thema en in geen indicator; de "
                "indicatoren zijn daar niet compleet."
            )


def known_through(tables: Mapping[str, pd.DataFrame]) -> list[tuple[object, object]]:
    """Each source with the last month that was delivered, the police first."""
    known = [(source.name, source.last.maand) for source in _sources(tables)]
    return sorted(known, key=lambda pair: not str(pair[0]).startswith("politie"))


def _sources(tables: Mapping[str, pd.DataFrame]) -> list[_Source]:
    delivered = [
        row
        for row in cells.records(tables, "driehoek_datakwaliteit", _FIELDS)
        if row.status in ("geleverd", "herzien")
    ]
    by_source: dict[object, list[SimpleNamespace]] = {}
    for row in sorted(delivered, key=lambda row: str(row.maand)):
        by_source.setdefault(row.bron, []).append(row)
    return [
        _Source(
            name,
            months[-1],
            next((row.maand for row in reversed(months) if row.volledigheid == "compleet"), None),
        )
        for name, months in by_source.items()
    ]
