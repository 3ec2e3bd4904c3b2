"""Neighbourhoods (T4): a table in order of nuisance beside a map that shares its numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace

import pandas as pd

from assets.factsheets import cells, numbers, tilemap
from assets.factsheets.sheet import About, Beside, Figures, Part, Section
from assets.factsheets.table import Cell, Column, Table, by_position
from assets.reference.map_places import tile_layout

_NUMBERED = 12  # neighbourhoods with a number, in the table and on the map
_MAP_SIZE = (103, 78)  # mm
_FIELDS = (
    "buurtcode buurtnaam wijkcode hic_12m vvc_12m overlast_12m melddesk_12m overlast_12m_per_1000 "
    "overlast_rang_van overlast_rang_tot maand_tot"
).split()


@dataclass(frozen=True)
class _Neighbourhood:
    """A row of T4 with its number on the map, for the first few."""

    row: SimpleNamespace
    number: int | None

    @property
    def name(self) -> Cell:
        prefix = "" if self.number is None else f"{self.number}. "
        return Cell(prefix + cells.plain(self.row.buurtnaam, 40))

    @property
    def ranks(self) -> Cell:
        return Cell(numbers.ranks(self.row.overlast_rang_van, self.row.overlast_rang_tot))


_COLUMNS: tuple[Column[_Neighbourhood], ...] = (
    Column("Buurt", lambda area: area.name, share=1),
    Column("HIC", lambda area: cells.count(area.row.hic_12m)),
    Column("VVC", lambda area: cells.count(area.row.vvc_12m)),
    Column("Overlast", lambda area: cells.count(area.row.overlast_12m)),
    Column("per 1.000", lambda area: cells.tenth(area.row.overlast_12m_per_1000)),
    Column("rang per 1.000 tussen", lambda area: area.ranks),
    Column("MeldDesk", lambda area: cells.count(area.row.melddesk_12m)),
)


def part(tables: Mapping[str, pd.DataFrame], about: About) -> Part:
    """The map and the table side by side; the table alone if there are no neighbourhoods."""
    areas = _ordered(tables)
    table = Section("buurten", "Buurten, twaalf maanden", (_table(areas),))
    if not areas:
        return table
    title = "Waar de politie overlast registreert"
    return Beside((Section("kaart", title, (_map(areas, about),)),), (table,), share=0.56)


def _ordered(tables: Mapping[str, pd.DataFrame]) -> list[_Neighbourhood]:
    """The known neighbourhoods, those with the most nuisance first."""
    rows = [
        row
        for row in cells.records(tables, "driehoek_buurten", _FIELDS)
        if row.buurtcode not in (None, "onbekend")
    ]
    rows.sort(key=lambda row: (-_sortable(row.overlast_12m), -_sortable(row.melddesk_12m)))
    return [
        _Neighbourhood(row, number if number <= _NUMBERED else None)
        for number, row in enumerate(rows, start=1)
    ]


def _sortable(value: object) -> float:
    """A count, with unknown below 0."""
    return -1.0 if numbers.is_unknown(value) else float(value)


def _table(areas: Sequence[_Neighbourhood]) -> Table:
    return Table.of(
        "buurten",
        "Buurten in twaalf maanden, op volgorde van overlast",
        _COLUMNS,
        areas,
        rank=by_position,
        most=20,
        least=_NUMBERED,
        notes=("Het nummer voor een naam is dat op de kaart, geen rang.",) if areas else (),
        rest="En nog {n} meer: zie de werkmap, blad Buurten.",
        empty="Geen cijfers per buurt.",
        shows_caption=False,
    )


def _map(areas: Sequence[_Neighbourhood], about: About) -> Figures:
    # Sorted by code, so that a generated layout keeps the neighbourhoods of a district together.
    by_code = sorted(areas, key=lambda area: (str(area.row.wijkcode), str(area.row.buurtcode)))
    drawn = [
        tilemap.Area(
            str(area.row.buurtcode),
            cells.plain(area.row.buurtnaam, 40),
            str(area.row.wijkcode),
            numbers.as_float(area.row.overlast_12m),
            area.number,
        )
        for area in by_code
    ]
    last = numbers.month(areas[0].row.maand_tot)
    figure = tilemap.draw(
        f"Overlast volgens de politie, twaalf maanden tot en met {last}",
        drawn,
        tile_layout(about.code),
        about.outlines,
        _MAP_SIZE,
    )
    has_outlines = bool(tilemap.shapes_of(drawn, about.outlines))
    legend = (
        f"Een {'vlak' if has_outlines else 'tegel'} is een buurt; een dikke lijn scheidt wijken. "
        "Donkerder is meer registraties van de acht overlastcodes van de politie. "
        + ("Een nummer is dat van de tabel." if has_outlines else "Het getal is hun aantal.")
    )
    return Figures((figure,), 1, legend)
