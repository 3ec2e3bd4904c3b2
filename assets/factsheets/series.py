"""Series of figures through time, as both sheets show them: which indicators, their course, breaks.

Here the table `driehoek_verloop` becomes drawings, the table behind them and pages of the workbook.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import SimpleNamespace

import pandas as pd

from assets.factsheets import cells, charts, numbers
from assets.factsheets.sheet import Annex, Cell, Column, Figures, Row, Table

_COURSE = (
    "indicator_id maand waarde twaalf_maanden ondergrens bovengrens trendbreuk status"
).split()
_LEGEND = (
    "Lijn: totaal van de twaalf maanden tot en met die maand. Band: 95%-interval. Elke grafiek "
    "heeft een eigen schaal, vanaf nul."
)
_STEP = 1 / 12 + 0.01  # a little over a month


def names(tables: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """indicator_id -> name, out of whichever table knows it."""
    known: dict[str, str] = {}
    for table, column in (
        ("driehoek_kerncijfers", "indicator"),
        ("raad_indicatoren", "indicator"),
        ("indicatoren", "naam"),
    ):
        for row in cells.records(tables, table, ["indicator_id", column]):
            known[row.indicator_id] = cells.plain(getattr(row, column))
    return known


def main_indicators(
    tables: Mapping[str, pd.DataFrame], rows: Sequence[SimpleNamespace]
) -> list[SimpleNamespace]:
    """The rows that are not a part of another indicator that is there too: where only the part was
    delivered, it stands for itself. All rows where that is not known."""
    total_of = {
        row.indicator_id: row.onderdeel_van
        for row in cells.records(tables, "indicatoren", ["indicator_id", "onderdeel_van"])
    }
    there = {row.indicator_id for row in rows}
    return [row for row in rows if total_of.get(row.indicator_id) not in there]


def sources_by_theme(rows: Sequence[SimpleNamespace]) -> dict[object, set[object]]:
    """thema -> its sources: where there is one, a row need not name it."""
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
) -> Figures | None:
    """The twelve-month course of the chosen (indicator_id, name) up to a month; None without any.

    `size`: of one drawing, in mm.
    """
    found: dict[str, list[SimpleNamespace]] = {}
    for row in cells.records(tables, "driehoek_verloop", _COURSE):
        if str(row.maand) <= last:
            found.setdefault(row.indicator_id, []).append(row)
    drawn, columns, breaks = [], {}, []
    for indicator, name in chosen:
        rows = sorted(found.get(indicator, []), key=lambda row: str(row.maand))
        points = _points(rows)
        if not points:
            continue
        stretches = _stretches(rows)
        title = cells.plain(name)
        drawn.append(charts.rolling(f"verloop-{len(drawn)}", title, points, stretches, size))
        columns[title] = points
        breaks += [one for one in stretches if one.name not in {known.name for known in breaks}]
    if not drawn:
        return None
    return Figures(tuple(drawn), across, _legend(breaks), _table(columns), least=across)


def course_annexes(tables: Mapping[str, pd.DataFrame]) -> tuple[Annex, ...]:
    """Two pages of the workbook: twelve months (with charts) and single months, a column each."""
    frame = tables.get("driehoek_verloop")
    if frame is None or frame.empty:
        return ()
    known = names(tables)
    frame = frame.reindex(columns=_COURSE)
    order = list(dict.fromkeys(frame["indicator_id"]))
    pages = []
    for title, column, note in (
        (
            "Verloop 12 maanden",
            "twaalf_maanden",
            "Totaal van de twaalf maanden tot en met de maand.",
        ),
        ("Verloop per maand", "waarde", "Aantal in de maand."),
    ):
        wide = (
            frame.drop_duplicates(["maand", "indicator_id"])
            .pivot(index="maand", columns="indicator_id", values=column)
            .reindex(columns=order)
            .dropna(how="all")
        )
        wide.columns = _each_once([known.get(one, str(one)) for one in wide.columns])
        charted = tuple(wide.columns[:12]) if column == "twaalf_maanden" else ()
        pages.append(
            Annex(
                title,
                note,
                wide.reset_index(),
                "lines" if charted else "",
                ("maand", *charted),
                "driehoek_verloop",
            )
        )
    return tuple(pages)


def _each_once(heads: Sequence[str]) -> list[str]:
    """Names that are the same get a number, so that each column has a name of its own."""
    seen: dict[str, int] = {}
    named = []
    for head in heads:
        seen[head] = times = seen.get(head, 0) + 1
        named.append(head if times == 1 else f"{head} ({times})")
    return named


def _points(rows: Sequence[SimpleNamespace]) -> list[charts.Point]:
    points = [
        charts.Point(
            charts.moment(str(row.maand)),
            numbers.month(row.maand),
            _number(row.twaalf_maanden),
            _number(row.ondergrens),
            _number(row.bovengrens),
        )
        for row in rows
        if numbers.month(row.maand) != str(row.maand)
    ]
    first = next((at for at, point in enumerate(points) if point.value is not None), len(points))
    return points[first:]


def _stretches(rows: Sequence[SimpleNamespace]) -> list[charts.Stretch]:
    """The corona period from its first to its last month; another break at its first month."""
    running: dict[str, charts.Stretch] = {}
    done = []
    for row in rows:
        at = charts.moment(str(row.maand))
        for name in cells.split_breaks(row.trendbreuk):
            before = running.pop(name, None)
            if before is not None and at - before.end > _STEP:
                done.append(before)
                before = None
            running[name] = charts.Stretch(at if before is None else before.start, at, name)
    done += running.values()
    return [
        one if cells.is_corona(one.name) else charts.Stretch(one.start, one.start, one.name)
        for one in done
    ]


def _legend(breaks: Sequence[charts.Stretch]) -> str:
    told = [
        f"{'Licht vlak' if cells.is_corona(one.name) else 'Streeplijn'}: "
        f"{cells.plain(one.name, 60)}."
        for one in breaks
    ]
    return " ".join((_LEGEND, *told))


def _table(columns: Mapping[str, Sequence[charts.Point]]) -> Table:
    moments = sorted({(point.at, point.label) for points in columns.values() for point in points})
    values = {
        title: {point.at: point.value for point in points} for title, points in columns.items()
    }
    rows = tuple(
        Row(
            (Cell(label), *(cells.count(values[title].get(at)) for title in columns)),
            rank=-at,
        )
        for at, label in moments
    )
    return Table(
        "verloop-tabel",
        "Totaal van de twaalf maanden tot en met de maand",
        (Column("Tot en met", 0.1), *(Column(title) for title in columns)),
        rows,
        most=36,
        rest="En nog {n} eerdere maanden: zie de werkmap, blad Verloop 12 maanden.",
    )


def _number(value: object) -> float | None:
    return None if numbers.is_unknown(value) else float(value)
