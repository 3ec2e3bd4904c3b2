"""Indicators through time, as both sheets show them: which indicators, their course, breaks.

Turns a course (by month or by quarter) into drawings, the table behind those, and pages of the
workbook. How a course is drawn is decided in `charts`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import SimpleNamespace

import pandas as pd

from assets.factsheets import cells, charts, numbers
from assets.factsheets.sheet import Annex, Chart, Figures
from assets.factsheets.table import Cell, Column, Table
from assets.indicators.known_events import days_of

_COLUMNS = (
    "indicator_id maand waarde twaalf_maanden ondergrens bovengrens trendbreuk status"
).split()
_CHARTED = 12  # indicators with a chart in the workbook
_MARKED = 6  # events marked in the drawings: the newest of those within one
_LONGEST_NAME = 90  # of a break in the legend


@dataclass(frozen=True)
class Course:
    """A course through time. `table`: its name; `meaning`: the published table that says what its
    columns mean; `step`: the months in a period; `period`: the word for one; `line`: what a drawn
    line is."""

    table: str
    meaning: str
    step: int
    period: str
    line: str

    @property
    def legend(self) -> str:
        """What a drawing shows."""
        scale = "Elke grafiek heeft een eigen schaal, vanaf nul."
        return f"Lijn: {self.line}. Band: 95%-interval. {scale}"


MONTHLY = Course(
    "driehoek_verloop",
    "driehoek_verloop",
    1,
    "maand",
    "totaal van de twaalf maanden tot en met die maand",
)
QUARTERLY = Course(
    "raad_verloop", "", 3, "kwartaal", "totaal van de vier kwartalen tot en met dat kwartaal"
)


def names(tables: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """indicator_id -> name, from the tables that are there; later tables take precedence."""
    known: dict[str, str] = {}
    for table, column in (
        ("driehoek_kerncijfers", "indicator"),
        ("raad_indicatoren", "indicator"),
        ("indicatoren", "naam"),
    ):
        for row in cells.records(tables, table, ["indicator_id", column]):
            known[row.indicator_id] = cells.plain(getattr(row, column))
    return known


def totals(tables: Mapping[str, pd.DataFrame]) -> dict[str, str | None]:
    """indicator_id -> indicator_id of the total that it is part of, or None."""
    return {
        row.indicator_id: row.onderdeel_van
        for row in cells.records(tables, "indicatoren", ["indicator_id", "onderdeel_van"])
    }


def themes(tables: Mapping[str, pd.DataFrame]) -> dict[str, object]:
    """indicator_id -> its theme, or None."""
    rows = cells.records(tables, "indicatoren", ["indicator_id", "thema"])
    return {row.indicator_id: row.thema for row in rows}


def main_indicators(
    tables: Mapping[str, pd.DataFrame], rows: Sequence[SimpleNamespace]
) -> list[SimpleNamespace]:
    """The rows whose total is not among `rows`, so that nothing is shown twice.

    All rows if the table `indicatoren` is absent.
    """
    total_of = totals(tables)
    present = {row.indicator_id for row in rows}
    return [row for row in rows if total_of.get(row.indicator_id) not in present]


def sources_by_theme(rows: Sequence[SimpleNamespace]) -> dict[object, set[object]]:
    """theme -> the sources of its indicators."""
    sources: dict[object, set[object]] = {}
    for row in rows:
        sources.setdefault(row.thema, set()).add(row.bron)
    return sources


def courses(
    tables: Mapping[str, pd.DataFrame],
    chosen: Sequence[tuple[str, str]],
    last: str,
    across: int = 5,
    size: tuple[float, float] = (36.5, 19.0),
    course: Course = MONTHLY,
) -> Figures | None:
    """The twelve-month totals of the chosen (indicator_id, name) up to and including a month.

    `last`: the month, `YYYY-MM`. `size`: of each drawing, in mm. None if there is nothing to draw.
    """
    by_indicator: dict[str, list[SimpleNamespace]] = {}
    for row in cells.records(tables, course.table, _COLUMNS):
        if str(row.maand) <= last:
            by_indicator.setdefault(row.indicator_id, []).append(row)
    drawn = []
    for indicator, name in chosen:
        rows = sorted(by_indicator.get(indicator, []), key=lambda row: str(row.maand))
        points = _points(rows)
        if points:
            shown = charts.visible(points, stretches_of(rows, course))
            drawn.append((cells.plain(name), points, shown))
    if not drawn:
        return None
    events = _known_events(tables, [points for _, points, _ in drawn])
    figures = tuple(
        charts.rolling(f"verloop-{at}", title, points, stretches, size, events)
        for at, (title, points, stretches) in enumerate(drawn)
    )
    legend = _legend(course, [stretch for _, _, shown in drawn for stretch in shown], events)
    by_title = {title: points for title, points, _ in drawn}
    return Figures(figures, across, legend, _table(by_title), least=across)


def course_annexes(
    tables: Mapping[str, pd.DataFrame], course: Course = MONTHLY
) -> tuple[Annex, ...]:
    """Two pages of the workbook: twelve-month totals (with charts) and single months or quarters.

    Each has one row per month or quarter and one column per indicator.
    """
    frame = tables.get(course.table)
    if frame is None or frame.empty:
        return ()
    frame = frame.reindex(columns=_COLUMNS)
    known = names(tables)
    totals_of_year = _wide(frame, "twaalf_maanden", known)
    charted = tuple(totals_of_year.columns[1 : 1 + _CHARTED])
    return (
        Annex(
            "Verloop 12 maanden",
            "Totaal van de twaalf maanden tot en met de maand.",
            totals_of_year,
            Chart("lines", "maand", charted) if charted else None,
            course.meaning,
        ),
        Annex(
            f"Verloop per {course.period}",
            "Aantal in de maand."
            if course.step == 1
            else f"Aantal in het {course.period} dat met de maand eindigt.",
            _wide(frame, "waarde", known),
            table=course.meaning,
        ),
    )


def _wide(frame: pd.DataFrame, values: str, known: Mapping[str, str]) -> pd.DataFrame:
    """One row per month and one column per indicator, in the order of the long table."""
    order = list(dict.fromkeys(frame["indicator_id"]))
    wide = (
        frame.drop_duplicates(["maand", "indicator_id"])
        .pivot(index="maand", columns="indicator_id", values=values)
        .reindex(columns=order)
        .dropna(how="all")
    )
    wide.columns = _unique([known.get(column, str(column)) for column in wide.columns])
    return wide.reset_index()


def _unique(headings: Sequence[str]) -> list[str]:
    """The headings, with a number added to each repetition."""
    seen: dict[str, int] = {}
    unique = []
    for heading in headings:
        seen[heading] = times = seen.get(heading, 0) + 1
        unique.append(heading if times == 1 else f"{heading} ({times})")
    return unique


def _points(rows: Sequence[SimpleNamespace]) -> list[charts.Point]:
    """The points of a series from its first known total; rows without a valid month are skipped."""
    points = [
        charts.Point(
            charts.moment(str(row.maand)),
            numbers.month(row.maand),
            numbers.as_float(row.twaalf_maanden),
            numbers.as_float(row.ondergrens),
            numbers.as_float(row.bovengrens),
        )
        for row in rows
        if numbers.month(row.maand) != str(row.maand)
    ]
    first = next((at for at, point in enumerate(points) if point.value is not None), len(points))
    return points[first:]


def stretches_of(rows: Sequence[SimpleNamespace], course: Course = MONTHLY) -> list[charts.Stretch]:
    """The corona period from its first to its last month; any other break at its first month."""
    open_by_name: dict[str, charts.Stretch] = {}
    stretches = []
    for row in rows:
        at = charts.moment(str(row.maand))
        for name in cells.split_breaks(row.trendbreuk):
            previous = open_by_name.pop(name, None)
            if previous is not None and at - previous.end > course.step / 12 + 0.01:  # no neighbour
                stretches.append(previous)
                previous = None
            open_by_name[name] = charts.Stretch(
                at if previous is None else previous.start, at, name
            )
    stretches += open_by_name.values()
    return [
        stretch
        if cells.is_corona(stretch.name)
        else charts.Stretch(stretch.start, stretch.start, stretch.name)
        for stretch in stretches
    ]


def _known_events(
    tables: Mapping[str, pd.DataFrame], drawn: Sequence[Sequence[charts.Point]]
) -> list[charts.Known]:
    """The newest events that fall within one of the drawings, numbered by their day."""
    rows = cells.records(tables, "evenementen", ["naam", "van", "tot", "maand_van", "maand_tot"])
    events = [
        charts.Known(
            0,
            f"{cells.plain(row.naam, 60)} ({days_of(row.van, row.tot, with_year=True)})",
            tuple(charts.moment(month) for month in _months(row.maand_van, row.maand_tot)),
        )
        for row in sorted(rows, key=lambda row: (row.van, row.naam))
    ]
    shown = [event for event in events if any(charts.within(points, event) for points in drawn)]
    return [replace(event, number=at) for at, event in enumerate(shown[-_MARKED:], start=1)]


def _months(first: str, last: str) -> list[str]:
    return pd.period_range(first, last, freq="M").strftime("%Y-%m").tolist()


def _legend(
    course: Course, breaks: Sequence[charts.Stretch], events: Sequence[charts.Known]
) -> str:
    """What the marks mean of which there is one in a drawing."""
    named: dict[str, dict[str, None]] = {}
    for stretch in breaks:
        mark = "Licht vlak" if cells.is_corona(stretch.name) else "Staande streeplijn"
        named.setdefault(mark, {})[cells.plain(stretch.name, _LONGEST_NAME)] = None
    marked = [f"{mark}: {'; '.join(names)}." for mark, names in named.items()]
    if events:
        named = "; ".join(f"{event.number} {event.name}" for event in events)
        marked.append(f"Punt met nummer: maand van wat bekend was: {named}.")
    return " ".join((course.legend, *marked))


@dataclass(frozen=True)
class _Month:
    """A month of the table behind the drawings, with the total of each indicator by its title."""

    at: float
    label: str
    totals: Mapping[str, float | None]


def _table(points_by_title: Mapping[str, Sequence[charts.Point]]) -> Table:
    """The values of the drawings: one row per month, one column per indicator."""
    labels: dict[float, str] = {}
    totals_by_moment: dict[float, dict[str, float | None]] = {}
    for title, points in points_by_title.items():
        for point in points:
            labels[point.at] = point.label
            totals_by_moment.setdefault(point.at, {})[title] = point.value
    months = [_Month(at, labels[at], totals_by_moment[at]) for at in sorted(labels)]
    columns = (
        Column("Tot en met", lambda month: Cell(month.label), share=0.1),
        *(_total_column(title) for title in points_by_title),
    )
    return Table.of(
        "verloop-tabel",
        "Totaal van de twaalf maanden tot en met de maand",
        columns,
        months,
        rank=lambda position, month: -month.at,
        most=36,
        rest="En nog {n} eerdere maanden: zie de werkmap, blad Verloop 12 maanden.",
    )


def _total_column(title: str) -> Column[_Month]:
    return Column(title, lambda month: cells.count(month.totals.get(title)))
