"""Tables of figures: what stands in which row and column. No markup and no sentences here.

A part of a year and a whole year never stand in one table, and what lies beside or above each other
is alike: a column of quarters holds the same quarter of each year.
"""

from __future__ import annotations

from dataclasses import dataclass

from assets.website import periods
from assets.website.described import Indicator
from assets.website.figures import MEANING, Figure, Series, Table, unit_words
from schemas.public import UNKNOWN

YEARS_SHOWN = 8  # what is older stands in the download
_AGAIN = "Ook hiermee niet te vergelijken: er is anders geteld."
_FITS = 30  # characters that fit beside each other on the narrowest screen

Cell = Figure | str


@dataclass(frozen=True)
class Row:
    """A row; `words` alone: a remark across the whole table."""

    label: str
    cells: tuple[Cell, ...] = ()
    words: str = ""
    level: int = 0
    link: str = ""


@dataclass(frozen=True)
class Grid:
    """A table. `over` is a heading above columns: (words, how many)."""

    id: str
    caption: str
    first: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    about: str = ""  # what is already read above the table, for who hears the caption alone
    over: tuple[tuple[str, int], ...] = ()
    strong: int = -1  # the column to look at
    folded: bool = False

    @property
    def is_wide(self) -> bool:
        """Whether it may be wider than a narrow screen, so that it must slide."""
        labels = max(len(self.first), *(len(row.label) for row in self.rows))
        columns = (
            max(len(name), *(_length(row.cells[at]) for row in self.rows if row.cells)) + 2
            for at, name in enumerate(self.columns)
        )
        return min(labels, 14) + sum(columns) > _FITS

    @property
    def legend(self) -> list[tuple[str, str]]:
        """The marks that are in it, with what they mean."""
        there = {
            mark
            for row in self.rows
            for cell in row.cells
            if isinstance(cell, Figure)
            for mark in cell.marks
        }
        return [(mark, words) for mark, words in MEANING.items() if mark in there]


def tables_of(one: Indicator, table: Table) -> list[Grid]:
    """The tables of one indicator in one area: parts of years, years, years together, 12 months."""
    part = main_kind(table)
    made = [_parts(one, part, table[part])] if part in periods.PARTS else []
    if periods.YEAR in table:
        made.append(_years(one, table[periods.YEAR]))
    if periods.YEARS in table:
        rows = [
            Row(periods.words(period), (figure,))
            for period, figure in reversed(recent(table[periods.YEARS]).items())
        ]
        name = f"{one.id}-samen"
        made.append(Grid(name, "Jaren samen", "Jaren", (_unit(one),), tuple(rows), one.heading))
    if periods.ROLLING in table:
        made.append(_rolling(one, quarterly(table[periods.ROLLING])))
    return made


def quarterly(series: Series) -> Series:
    """Of all twelve months those that end with a quarter; at least the newest."""
    ending = {one: figure for one, figure in series.items() if periods.ends_a_quarter(one)}
    return ending or dict(list(series.items())[-1:])


def recent(series: Series) -> Series:
    """The newest years."""
    first = max(map(periods.year_of, series)) - YEARS_SHOWN
    return {period: figure for period, figure in series.items() if periods.year_of(period) > first}


def main_kind(table: Table) -> str:
    """The kind of period that is told first: quarters where there are any."""
    return next((kind for kind in periods.FORMS if table.get(kind)), "")


def whole(table: Table, last_quarter: str) -> dict[str, Series]:
    """The same figures without a year or half-year that is not over in `last_quarter`, where the
    parts of it are known: its parts tell it."""
    kept = dict(table)
    _, end = periods.months(last_quarter)
    if periods.QUARTER in table:
        for kind in (periods.HALF, periods.YEAR):
            over = {
                period: figure
                for period, figure in table.get(kind, {}).items()
                if periods.months(period)[1] <= end
            }
            kept[kind] = over
    return {kind: series for kind, series in kept.items() if series}


def _parts(one: Indicator, kind: str, series: Series) -> Grid:
    name, columns = periods.PARTS[kind]
    newest = next(reversed(series))
    return Grid(
        id=f"{one.id}-{kind}",
        caption=f"{_unit(one)} per {name.lower()}",
        about=one.heading,
        first="Jaar",
        columns=columns,
        rows=_by_year(recent(series), len(columns)),
        over=((name, len(columns)),),
        strong=periods.part_of(newest) - 1,
    )


def _rolling(one: Indicator, series: Series) -> Grid:
    return Grid(
        id=f"{one.id}-12m",
        caption=f"{_unit(one)} in twaalf maanden",
        about=one.heading,
        first="Jaar",
        columns=("mrt", "jun", "sep", "dec"),
        rows=_by_year(recent(series), 4),
        over=(("Twaalf maanden tot en met", 4),),
        folded=True,
    )


def _by_year(series: Series, parts: int) -> tuple[Row, ...]:
    years = sorted({periods.year_of(period) for period in series}, reverse=True)
    found = {(periods.year_of(one), periods.part_of(one)): figure for one, figure in series.items()}
    return tuple(
        Row(str(year), tuple(found.get((year, part), "") for part in range(1, parts + 1)))
        for year in years
    )


def _years(one: Indicator, series: Series) -> Grid:
    shown = list(reversed(recent(series).items()))
    has_margin = one.is_survey and any(figure.margin for _, figure in shown)
    rows, after, told = [], "", set()
    for period, figure in shown:
        if after:
            for line in reversed(one.lines):
                if f"{period}-01" < line.month <= f"{after}-12":
                    rows.append(Row("", words=_AGAIN if line in told else line.words))
                    told.add(line)
        margin = (figure.margin or UNKNOWN,) if has_margin else ()
        rows.append(Row(period, (figure, *margin)))
        after = period
    return Grid(
        id=f"{one.id}-jaar",
        caption=f"{_unit(one)} per {'' if one.is_survey else 'heel '}jaar",
        about=one.heading,
        first="Jaar",
        columns=(_unit(one), "Marge") if has_margin else (_unit(one),),
        rows=tuple(rows),
    )


def _unit(one: Indicator) -> str:
    words = unit_words(one.unit)
    return words[:1].upper() + words[1:]


def _length(cell: Cell) -> int:
    return len(cell) if isinstance(cell, str) else len(cell.text) + len(cell.after)
