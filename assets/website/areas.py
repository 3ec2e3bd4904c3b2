"""What is told of a district or a neighbourhood: the figures that may be public, by theme.

Made ready for the templates; no markup here. Never anything below a neighbourhood.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from assets.website import figures, periods
from assets.website.described import Indicator, Line
from assets.website.figures import Series
from assets.website.tables import Grid, Row, whole
from assets.website.themes import Page

MUNICIPALITY, DISTRICT, NEIGHBOURHOOD, NOWHERE = "gemeente", "wijk", "buurt", "onbekend"
_YEARS_BESIDE = 3


@dataclass
class Area:
    """A row of `openbare_gebieden`, with the areas that lie in it."""

    code: str
    name: str
    level: str
    within: str
    parts: list[Area] = field(default_factory=list)

    @property
    def path(self) -> str:
        """Its page, from the root of the site."""
        return f"buurt/{self.code}.html"

    @property
    def title(self) -> str:
        """`Buurt Wyck`, `Wijk 00 Centrum`, `Plaats niet bekend`."""
        if self.level == NOWHERE:
            return "Plaats niet bekend"
        start = self.level.capitalize()
        return self.name if self.name.startswith(start) else f"{start} {self.name}"


@dataclass(frozen=True)
class Block:
    """The figures of a theme in an area: by quarter, by year."""

    page: Page
    tables: list[Grid]


def areas_of(frame: pd.DataFrame) -> dict[str, Area]:
    """`openbare_gebieden` -> by code, in order, without the municipality itself."""
    ordered = frame.sort_values(["volgorde", "gebied_code"], kind="stable")
    found = {
        row["gebied_code"]: Area(
            row["gebied_code"],
            figures.text(row["gebiedsnaam"]) or row["gebied_code"],
            row["gebiedsniveau"],
            figures.text(row["hoort_bij"]),
        )
        for row in ordered.to_dict("records")
        if row["gebiedsniveau"] in (DISTRICT, NEIGHBOURHOOD, NOWHERE)
    }
    for area in found.values():
        if area.within in found and area.level == NEIGHBOURHOOD:
            found[area.within].parts.append(area)
    return found


def blocks(
    own: Mapping[str, Mapping[str, Series]], pages: Iterable[Page], last_quarter: str
) -> list[Block]:
    """The tables of an area, a theme at a time; `own` are its figures by indicator and kind."""
    kept = {name: whole(table, last_quarter) for name, table in own.items()}
    made = []
    for page in pages:
        grids = [
            grid
            for kind in (periods.QUARTER, periods.HALF, periods.YEAR)
            if (grid := _grid(kind, page, kept)) is not None
        ]
        if any(_is_of(grid, periods.QUARTER) for grid in grids):
            grids = [grid for grid in grids if not _is_of(grid, periods.HALF)]
        if grids:
            made.append(Block(page, grids))
    return made


def last_shown(own: Mapping[str, Mapping[str, Series]], last_quarter: str) -> str:
    """Up to when there are figures of an area, in words: `het tweede kwartaal van 2020`, `2019`;
    empty where there are none."""
    there = {
        period
        for table in own.values()
        for kind, series in whole(table, last_quarter).items()
        if kind in (periods.YEAR, *periods.PARTS)
        for period in series
    }
    if not there:
        return ""
    last = max(there, key=lambda one: (*reversed(periods.months(one)), one))
    return periods.within(last).removeprefix("in ")


def kinds_at(
    levels: Mapping[str, str], known: Mapping[str, Mapping[str, Mapping[str, Series]]]
) -> dict[str, dict[str, set[str]]]:
    """Level -> indicator -> the kinds of period of which an area of that level has a figure;
    `levels` is the level of each area."""
    found: dict[str, dict[str, set[str]]] = {}
    for code, own in known.items():
        for name, table in own.items():
            found.setdefault(levels[code], {}).setdefault(name, set()).update(table)
    return found


def limits(
    level: str,
    at: Mapping[str, Mapping[str, set[str]]],
    indicators: Iterable[Indicator],
) -> list[str]:
    """What is not told at a level and is at a higher one, in sentences; `at` is of `kinds_at`.

    Parts of a total, surveys and registers do not count: those are no less public, but not known
    or not shown so precisely.
    """
    own = at.get(level, {})
    above = {DISTRICT: (MUNICIPALITY,), NEIGHBOURHOOD: (DISTRICT, MUNICIPALITY)}.get(level, ())
    if not own or not above:
        return []
    said = []
    parted = {name for name, kinds in at.get(MUNICIPALITY, {}).items() if kinds & {*periods.PARTS}}
    if parted & own.keys() and not any(kinds & {*periods.PARTS} for kinds in own.values()):
        said.append(f"Van een {level} tonen we alleen hele jaren.")
    counted = [
        one.id
        for one in indicators
        if (one.is_police or one.is_reported) and not one.level and one.id not in own
    ]
    where = [f"de {each}" for each in above if any(name in at.get(each, {}) for name in counted)]
    if where:
        said.append(f"Gevoelige onderwerpen staan alleen bij {' of '.join(where)}.")
    return said


def lines_of(
    blocks: Sequence[Block], own: Mapping[str, Mapping[str, Series]]
) -> list[tuple[Line, str]]:
    """From when something in these tables is counted otherwise, with what it is about; that is
    empty where it is about all."""
    grids = [grid for block in blocks for grid in block.tables]
    if not grids:
        return []
    shown = {year for grid in grids for year in grid.columns}
    whole_years = {year for grid in grids if _is_of(grid, periods.YEAR) for year in grid.columns}
    first, last = f"{min(shown)}-01", f"{max(shown)}-12"
    there = [one for block in blocks for one in block.page.indicators if own.get(one.id)]
    about: dict[Line, list[Indicator]] = {}
    for one in there:
        for line in one.lines:
            if first < line.month <= last:
                about.setdefault(line, []).append(one)
    return [
        (line.advising(whole_years), _about(about[line], there))
        for line in sorted(about, key=lambda line: (line.month, line.name))
    ]


def _about(some: Sequence[Indicator], there: Sequence[Indicator]) -> str:
    if len(some) == len(there):
        return ""
    if list(some) == [one for one in there if one.is_police]:
        return "alle cijfers van de politie"
    return ", ".join(one.heading for one in some)


def _is_of(grid: Grid, kind: str) -> bool:
    return grid.id.endswith(f"-{kind}")


def _grid(kind: str, page: Page, own: Mapping[str, Mapping[str, Series]]) -> Grid | None:
    there = [one for one in page.indicators if own.get(one.id, {}).get(kind)]
    if not there:
        return None
    newest = max((max(own[one.id][kind]) for one in there), default="")
    shown = _back(newest, [own[one.id][kind] for one in there])
    what = "Hele jaren" if kind == periods.YEAR else periods.words(newest).partition(" van ")[0]
    return Grid(
        id=f"{page.slug}-{kind}",
        caption=f"{page.title}: {what[:1].lower()}{what[1:]}",
        first="Onderwerp",
        columns=tuple(period[:4] for period in shown),
        rows=tuple(_row(one, own[one.id][kind], shown, page) for one in there),
        strong=len(shown) - 1,
    )


def _row(one: Indicator, series: Series, shown: Sequence[str], page: Page) -> Row:
    name = f"{one.heading}{one.unit_behind}"
    cells = tuple(series.get(period, "") for period in shown)
    return Row(name, cells, level=one.level, link=f"{page.path}#{one.id}")


def _back(newest: str, series: Iterable[Series]) -> list[str]:
    """The same period of the last years, oldest first, as far as there are figures of it."""
    there = {period for one in series for period in one}
    shown, period = [], newest
    for _ in range(_YEARS_BESIDE):
        shown.append(period)
        period = periods.year_earlier(period)
    return sorted(period for period in shown if period in there)
