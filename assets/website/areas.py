"""The public figures of a district or neighbourhood, by theme.

Prepared for the templates; no markup here. Never anything smaller than a neighbourhood.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from assets.website import figures, periods
from assets.website.figures import Series
from assets.website.indicator import BreakNote, Indicator
from assets.website.tables import Cell, Grid, Row, complete
from assets.website.themes import Page

MUNICIPALITY, DISTRICT, NEIGHBOURHOOD, NOWHERE = "gemeente", "wijk", "buurt", "onbekend"
_YEARS_SHOWN = 3
OTHERWISE = "anders geteld"

Kinds = Mapping[str, Mapping[str, Series]]  # the figures of an area: indicator -> kind -> series


@dataclass
class Area:
    """A row of `openbare_gebieden`; `parent` is the code of the area around it.

    `parts` are the neighbourhoods of a district.
    """

    code: str
    name: str
    level: str
    parent: str
    parts: list[Area] = field(default_factory=list)

    @property
    def path(self) -> str:
        """The path of its page, from the root of the site."""
        return f"buurt/{self.code}.html"

    @property
    def title(self) -> str:
        """`Buurt Wyck`, `Wijk 00 Centrum`, `Plaats niet bekend`."""
        if self.level == NOWHERE:
            return "Plaats niet bekend"
        prefix = self.level.capitalize()
        return self.name if self.name.startswith(prefix) else f"{prefix} {self.name}"

    @property
    def within(self) -> str:
        """As in a sentence: `de buurt Wyck`, `Wijk 00 Centrum`, `de wijk Oost`."""
        if self.level == DISTRICT and self.name.startswith("Wijk "):
            return self.name
        return f"de {self.level} {self.name}"


@dataclass(frozen=True)
class Block:
    """The tables of one theme in an area: one per kind of period.

    `older`: years that were counted in another way than the newest, and so stand apart.
    """

    page: Page
    tables: list[Grid]
    older: list[Grid] = field(default_factory=list)


def areas_of(frame: pd.DataFrame) -> dict[str, Area]:
    """`openbare_gebieden` -> by code, in display order, without the municipality."""
    ordered = frame.sort_values(["volgorde", "gebied_code"], kind="stable")
    areas = {
        row["gebied_code"]: Area(
            row["gebied_code"],
            figures.text(row["gebiedsnaam"]) or row["gebied_code"],
            row["gebiedsniveau"],
            figures.text(row["hoort_bij"]),
        )
        for row in ordered.to_dict("records")
        if row["gebiedsniveau"] in (DISTRICT, NEIGHBOURHOOD, NOWHERE)
    }
    for area in areas.values():
        if area.parent in areas and area.level == NEIGHBOURHOOD:
            areas[area.parent].parts.append(area)
    return areas


def blocks_of(own: Kinds, pages: Iterable[Page], last_quarter: str) -> list[Block]:
    """The tables of an area, a block per theme with figures; `own` are the figures of the area."""
    selected = {indicator: complete(table, last_quarter) for indicator, table in own.items()}
    blocks = []
    for page in pages:
        grids = [
            grid
            for kind in (periods.QUARTER, periods.HALF, periods.YEAR)
            if (grid := _grid(kind, page, selected)) is not None
        ]
        if any(_is_of(grid, periods.QUARTER) for grid in grids):
            grids = [grid for grid in grids if not _is_of(grid, periods.HALF)]
        older = [older_grid for grid in grids if (older_grid := _older(grid, page, selected))]
        if grids:
            blocks.append(Block(page, grids, older))
    return blocks


def last_shown(own: Kinds, last_quarter: str) -> str:
    """The newest period with a figure of an area, in words: `het tweede kwartaal van 2020`, `2019`.

    Empty if there are no figures.
    """
    shown = {
        period
        for table in own.values()
        for kind, series in complete(table, last_quarter).items()
        if kind in (periods.YEAR, *periods.PARTS)
        for period in series
    }
    if not shown:
        return ""
    newest = max(shown, key=lambda period: (*reversed(periods.months(period)), period))
    return periods.within(newest).removeprefix("in ")


def kinds_by_level(
    levels: Mapping[str, str], known: Mapping[str, Kinds]
) -> dict[str, dict[str, set[str]]]:
    """Level -> indicator -> the kinds of period for which any area of that level has a figure.

    `levels` is the level of each area, `known` are all figures by area.
    """
    kinds: dict[str, dict[str, set[str]]] = {}
    for code, own in known.items():
        for indicator, table in own.items():
            kinds.setdefault(levels[code], {}).setdefault(indicator, set()).update(table)
    return kinds


def limits(
    level: str,
    kinds: Mapping[str, Mapping[str, set[str]]],
    indicators: Iterable[Indicator],
) -> list[str]:
    """Sentences on what is published at a higher level but not at this one.

    `kinds` comes from `kinds_by_level`. Parts of totals, surveys and registers are ignored: the
    reason for their absence is not that they are confidential.
    """
    own = kinds.get(level, {})
    above = {DISTRICT: (MUNICIPALITY,), NEIGHBOURHOOD: (DISTRICT, MUNICIPALITY)}.get(level, ())
    if not own or not above:
        return []
    sentences = []
    parts = {*periods.PARTS}
    with_parts = {name for name, each in kinds.get(MUNICIPALITY, {}).items() if each & parts}
    if with_parts & own.keys() and not any(each & parts for each in own.values()):
        sentences.append(f"Van een {level} tonen we alleen hele jaren.")
    missing = [
        indicator.id
        for indicator in indicators
        if (indicator.is_police or indicator.is_reported)
        and not indicator.level
        and indicator.id not in own
    ]
    where = [
        f"de {higher}"
        for higher in above
        if any(indicator in kinds.get(higher, {}) for indicator in missing)
    ]
    if where:
        sentences.append(f"Gevoelige onderwerpen staan alleen bij {' of '.join(where)}.")
    return sentences


def break_notes_of(blocks: Sequence[Block], own: Kinds) -> list[tuple[BreakNote, str]]:
    """The breaks within these tables, each with the indicators that it concerns, in words.

    The words are empty for a break that concerns all indicators.
    """
    grids = [grid for block in blocks for grid in (*block.tables, *block.older)]
    if not grids:
        return []
    years = {year for grid in grids for year in grid.columns}
    kinds = (periods.YEAR, "eerder")
    whole_years = {
        year for grid in grids if any(_is_of(grid, kind) for kind in kinds) for year in grid.columns
    }
    first, last = f"{min(years)}-01", f"{max(years)}-12"
    shown = [each for block in blocks for each in block.page.indicators if own.get(each.id)]
    concerned: dict[BreakNote, list[Indicator]] = {}
    for indicator in shown:
        for note in indicator.break_notes:
            if first < note.month <= last:
                concerned.setdefault(note, []).append(indicator)
    return [
        (note.with_advice(whole_years), _names(concerned[note], shown))
        for note in sorted(concerned, key=lambda note: (note.month, note.name))
    ]


def _names(concerned: Sequence[Indicator], shown: Sequence[Indicator]) -> str:
    if len(concerned) == len(shown):
        return ""
    if list(concerned) == [indicator for indicator in shown if indicator.is_police]:
        return "alle cijfers van de politie"
    return ", ".join(indicator.heading for indicator in concerned)


def _is_of(grid: Grid, kind: str) -> bool:
    return grid.id.endswith(f"-{kind}")


def _grid(kind: str, page: Page, own: Kinds) -> Grid | None:
    """A row per indicator and a column per year: the newest period and the same one before. A
    period that was counted in another way than the newest has no figure here."""
    shown = [each for each in page.indicators if own.get(each.id, {}).get(kind)]
    if not shown:
        return None
    newest = max((max(own[indicator.id][kind]) for indicator in shown), default="")
    columns = [
        period
        for period in _recent(newest, [own[indicator.id][kind] for indicator in shown])
        if period == newest or any(not each.is_broken_between(newest, period) for each in shown)
    ]
    what = "Hele jaren" if kind == periods.YEAR else periods.words(newest).partition(" van ")[0]
    rows = tuple(
        _row(each, [_beside(each, own[each.id][kind], newest, period) for period in columns])
        for each in shown
    )
    return _table(page, kind, f"{what[:1].lower()}{what[1:]}", columns, rows)


def _older(grid: Grid, page: Page, own: Kinds) -> Grid | None:
    """The figures that a break keeps out of a table of whole years; folded, in a table of their own
    with one year only where two would not be comparable either."""
    if not _is_of(grid, periods.YEAR):
        return None
    newest = grid.columns[-1]
    apart = {
        each: {
            year: figure
            for year, figure in own.get(each.id, {}).get(periods.YEAR, {}).items()
            if year < newest and each.is_broken_between(newest, year)
        }
        for each in page.indicators
    }
    apart = {each: series for each, series in apart.items() if series}
    if not apart:
        return None
    last = max(max(series) for series in apart.values())
    columns = [
        year
        for year in _recent(last, list(apart.values()))
        if year == last or not any(each.is_broken_between(last, year) for each in apart)
    ]
    rows = tuple(
        _row(each, [series.get(year, "") for year in columns]) for each, series in apart.items()
    )
    table = _table(page, "eerder", "eerder, anders geteld", columns, rows)
    return replace(table, is_folded=True)


def _beside(indicator: Indicator, series: Series, newest: str, period: str) -> Cell:
    """The figure of a period, if it may stand beside that of the newest one."""
    if period in series and indicator.is_broken_between(newest, period) and period != newest:
        return OTHERWISE
    return series.get(period, "")


def _table(page: Page, kind: str, what: str, columns: Sequence[str], rows: tuple[Row, ...]) -> Grid:
    return Grid(
        id=f"{page.slug}-{kind}",
        caption=f"{page.title}: {what}",
        stub_head="Onderwerp",
        columns=tuple(period[:4] for period in columns),
        rows=rows,
        emphasised=len(columns) - 1,
    )


def _row(indicator: Indicator, cells: Sequence[Cell]) -> Row:
    label = f"{indicator.heading}{indicator.unit_suffix}"
    return Row(label, tuple(cells), level=indicator.level, link=indicator.path)


def _recent(newest: str, series: Iterable[Series]) -> list[str]:
    """The newest period and the same one in earlier years, oldest first, if any has a figure."""
    known = {period for each in series for period in each}
    candidates, period = [], newest
    for _ in range(_YEARS_SHOWN):
        candidates.append(period)
        period = periods.year_earlier(period)
    return sorted(period for period in candidates if period in known)
