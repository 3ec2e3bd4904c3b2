"""Tables of figures: what each row and column contains. No markup and no sentences here.

A table never mixes whole years with parts of years, and neighbouring cells are comparable: a column
of quarters contains the same quarter of each year.
"""

from __future__ import annotations

from dataclasses import dataclass

from assets.website import periods
from assets.website.figures import MEANING, Figure, Series, Table, unit_words
from assets.website.indicator import BreakNote, Indicator
from schemas import dutch
from schemas.public import UNKNOWN

YEARS_SHOWN = 8  # the download has the older ones
_AGAIN = "Ook hiermee niet te vergelijken: er is {}."
_FITS = 30  # characters that fit on one line of the narrowest screen

Cell = Figure | str


@dataclass(frozen=True)
class Row:
    """A row; one with a `remark` has no cells and spans the whole table.

    `level` indents the label of a part of a total; `link` is an address from the root of the site.
    """

    label: str
    cells: tuple[Cell, ...] = ()
    remark: str = ""
    level: int = 0
    link: str = ""


@dataclass(frozen=True)
class Grid:
    """A table ready for the template."""

    id: str
    caption: str
    stub_head: str  # the heading above the labels of the rows
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    about: str = ""  # context for screen readers that read the caption alone
    column_groups: tuple[tuple[str, int], ...] = ()  # (heading, number of columns below it)
    emphasised: int = -1  # index of the column to emphasise
    is_folded: bool = False

    @property
    def is_wide(self) -> bool:
        """Whether it may be wider than a narrow screen and has to scroll."""
        label_width = max(len(self.stub_head), *(len(row.label) for row in self.rows))
        widths = (
            max(len(name), *(_length(row.cells[place]) for row in self.rows if row.cells)) + 2
            for place, name in enumerate(self.columns)
        )
        return min(label_width, 14) + sum(widths) > _FITS

    @property
    def legend(self) -> list[tuple[str, str]]:
        """The marks in the table and their meanings."""
        marks = {
            mark
            for row in self.rows
            for cell in row.cells
            if isinstance(cell, Figure)
            for mark in cell.marks
        }
        return [(mark, words) for mark, words in MEANING.items() if mark in marks]


def tables_of(indicator: Indicator, table: Table) -> list[Grid]:
    """The tables of an indicator in one area: parts of years, years, years together, 12 months."""
    kind = main_kind(table)
    grids = [_parts(indicator, kind, table[kind])] if kind in periods.PARTS else []
    if periods.YEAR in table:
        grids.append(_years(indicator, table[periods.YEAR]))
    if periods.YEARS in table:
        grids.append(_years_together(indicator, table[periods.YEARS]))
    if periods.ROLLING in table:
        grids.append(_rolling(indicator, quarterly(table[periods.ROLLING])))
    return grids


def quarterly(series: Series) -> Series:
    """The twelve-month figures that end with a quarter; if there are none, the newest one."""
    selected = {period: fig for period, fig in series.items() if periods.ends_a_quarter(period)}
    return selected or dict(list(series.items())[-1:])


def recent(series: Series) -> Series:
    """The figures of the newest `YEARS_SHOWN` years."""
    first = max(map(periods.year_of, series)) - YEARS_SHOWN
    return {period: figure for period, figure in series.items() if periods.year_of(period) > first}


def main_kind(table: Table) -> str:
    """The kind of period that a page shows first: quarters if there are any."""
    return next((kind for kind in periods.FORMS if table.get(kind)), "")


def complete(table: Table, last_quarter: str) -> dict[str, Series]:
    """The table without years and half-years that end after `last_quarter`.

    They are dropped only beside quarters, which show the running year. Kinds of period without
    figures are dropped too.
    """
    selected = dict(table)
    _, end = periods.months(last_quarter)
    if periods.QUARTER in table:
        for kind in (periods.HALF, periods.YEAR):
            selected[kind] = {
                period: figure
                for period, figure in table.get(kind, {}).items()
                if periods.months(period)[1] <= end
            }
    return {kind: series for kind, series in selected.items() if series}


def _parts(indicator: Indicator, kind: str, series: Series) -> Grid:
    name, columns = periods.PARTS[kind]
    newest = next(reversed(series))
    return Grid(
        id=f"{indicator.id}-{kind}",
        caption=f"{_unit(indicator)} per {name.lower()}",
        about=indicator.heading,
        stub_head="Jaar",
        columns=columns,
        rows=_by_year(recent(series), len(columns)),
        column_groups=((name, len(columns)),),
        emphasised=periods.part_of(newest) - 1,
    )


def _years_together(indicator: Indicator, series: Series) -> Grid:
    words = periods.years if indicator.has_own_time else periods.words
    return Grid(
        id=f"{indicator.id}-samen",
        caption="Opgave over jaren" if indicator.has_own_time else "Jaren samen",
        about=indicator.heading,
        stub_head="Jaren",
        columns=(_unit(indicator),),
        rows=tuple(
            Row(words(period), (figure,)) for period, figure in reversed(recent(series).items())
        ),
    )


def _rolling(indicator: Indicator, series: Series) -> Grid:
    return Grid(
        id=f"{indicator.id}-12m",
        caption=f"{_unit(indicator)} in twaalf maanden",
        about=indicator.heading,
        stub_head="Jaar",
        columns=("mrt", "jun", "sep", "dec"),
        rows=_by_year(recent(series), 4),
        column_groups=(("Twaalf maanden tot en met", 4),),
        is_folded=True,
    )


def _by_year(series: Series, parts: int) -> tuple[Row, ...]:
    """A row per year, the newest first, with a cell for each part of the year."""
    years = sorted({periods.year_of(period) for period in series}, reverse=True)
    by_part = {
        (periods.year_of(period), periods.part_of(period)): figure
        for period, figure in series.items()
    }
    return tuple(
        Row(str(year), tuple(by_part.get((year, part), "") for part in range(1, parts + 1)))
        for year in years
    )


def _years(indicator: Indicator, series: Series) -> Grid:
    """A row per year, the newest first, with a remark between years that a break separates."""
    newest_first = list(reversed(recent(series).items()))
    has_margin = indicator.is_survey and any(figure.margin for _, figure in newest_first)
    rows: list[Row] = []
    explained: set[BreakNote] = set()
    later = ""
    for period, figure in newest_first:
        if later:
            for note in reversed(indicator.break_notes):
                if f"{period}-01" < note.month <= f"{later}-12":
                    again = _AGAIN.format(indicator.otherwise)
                    rows.append(Row("", remark=again if note in explained else note.words))
                    explained.add(note)
        margin = (figure.margin or UNKNOWN,) if has_margin else ()
        rows.append(Row(period, (figure, *margin)))
        later = period
    return Grid(
        id=f"{indicator.id}-jaar",
        caption=f"{_unit(indicator)} per {'' if indicator.is_survey else 'heel '}jaar",
        about=indicator.heading,
        stub_head="Jaar",
        columns=(_unit(indicator), "Marge") if has_margin else (_unit(indicator),),
        rows=tuple(rows),
    )


def _unit(indicator: Indicator) -> str:
    return dutch.capital(unit_words(indicator.unit))


def _length(cell: Cell) -> int:
    return len(cell) if isinstance(cell, str) else len(cell.text) + len(cell.suffix)
