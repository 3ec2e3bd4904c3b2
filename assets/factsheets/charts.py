"""Series through time as drawings with their text alternative, both from the same values.

Titles and legends are text of the sheet, not of the drawing. How it is drawn is decided in
`chart_drawing`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from assets.factsheets import chart_drawing, numbers
from assets.factsheets.sheet import Figure

_LABEL_ROOM = 0.3  # years that the label of events takes in the narrowest drawing


@dataclass(frozen=True)
class Point:
    """A value with its interval, at a moment: a year, with a fraction for the month.

    `series`: measurements of one method, which a line may connect.
    """

    at: float
    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    series: str = ""


@dataclass(frozen=True)
class Stretch:
    """A period to be read with care, or a break in the series (start = end)."""

    start: float
    end: float
    name: str


@dataclass(frozen=True)
class Known:
    """An event that was known: its number in the legend, its name, and the months it touches."""

    number: int
    name: str
    months: tuple[float, ...]


def moment(month: str) -> float:
    """`2020-07` -> 2020.5, so that months are equally far apart."""
    year, _, part = month.partition("-")
    return int(year) + (int(part) - 1) / 12


def rolling(
    name: str,
    title: str,
    points: Sequence[Point],
    stretches: Sequence[Stretch],
    size: tuple[float, float],
    events: Sequence[Known] = (),
) -> Figure:
    """Twelve-month totals as a line, with the band of their interval, and marks for breaks and for
    events that were known.

    `size` in mm.
    """
    width, height = size
    svg = _svg("rolling", points, stretches, _years(points), size, events)
    words = _rolling_words(title, points, stretches) + _event_words(points, events)
    return Figure(name, title, svg, words, width, height)


def measured(
    name: str,
    title: str,
    points: Sequence[Point],
    stretches: Sequence[Stretch],
    size: tuple[float, float],
) -> Figure:
    """Measurements as dots with their margin; a line connects only those of one series.

    `size` in mm.
    """
    width, height = size
    svg = _svg("measured", points, stretches, _measurements(points), size)
    return Figure(name, title, svg, _measured_words(title, points, stretches), width, height)


def _svg(
    kind: str,
    points: Sequence[Point],
    stretches: Sequence[Stretch],
    labels: Sequence[dict[str, Any]],
    size: tuple[float, float],
    events: Sequence[Known] = (),
) -> str:
    rows = [
        {"at": stretch.start, "end": stretch.end, "name": stretch.name}
        for stretch in visible(points, stretches)
    ]
    written = numbers.count if kind == "rolling" else numbers.decimal
    return chart_drawing.svg(
        kind, _point_rows(points, written), rows, labels, size, _event_rows(points, events)
    )


def _point_rows(points: Sequence[Point], written: Callable[[object], str]) -> list[dict[str, Any]]:
    """The points as data of the drawing; a gap starts a new part, so no line crosses it."""
    rows, part = [], 0
    last = max((at for at, point in enumerate(points) if point.value is not None), default=-1)
    for at, point in enumerate(points):
        part += point.value is None
        rows.append(
            {
                "at": point.at,
                "value": point.value,
                "low": point.low,
                "high": point.high,
                "series": point.series,
                "part": part,
                "last": at == last,
                "text": written(point.value),
            }
        )
    return rows


def visible(points: Sequence[Point], stretches: Sequence[Stretch]) -> list[Stretch]:
    """The stretches clipped to the series, so that they do not widen the axis."""
    if not points:
        return []
    first, last = points[0].at, points[-1].at
    return [
        Stretch(max(stretch.start, first), min(stretch.end, last), stretch.name)
        for stretch in stretches
        if stretch.end >= first and stretch.start <= last
    ]


def _event_rows(points: Sequence[Point], events: Sequence[Known]) -> list[dict[str, Any]]:
    """A mark for each month that events touch, and their numbers where the first of them begins:
    events that begin shortly after each other share a label, as there is no room for two."""
    months = sorted({at for event in events for at in within(points, event)})
    labels: dict[float, list[int]] = {}
    for event in sorted(events, key=lambda event: event.number):
        if not (shown := within(points, event)):
            continue
        last = max(labels, default=shown[0])
        near = last if last in labels and shown[0] - last < _LABEL_ROOM else shown[0]
        labels.setdefault(near, []).append(event.number)
    return [
        {"at": at, "text": _numbered(labels.get(at, [])), "is_last": at >= points[-1].at - 0.01}
        for at in months
    ]


def _numbered(found: Sequence[int]) -> str:
    return (
        "\u2013".join(str(number) for number in dict.fromkeys((found[0], found[-1])))
        if found
        else ""
    )


def within(points: Sequence[Point], event: Known) -> list[float]:
    """The months of an event that are in the drawing."""
    if not points:
        return []
    first, last = points[0].at - 0.01, points[-1].at + 0.01
    return [at for at in event.months if first <= at <= last]


def _event_words(points: Sequence[Point], events: Sequence[Known]) -> str:
    known = [event.name for event in events if within(points, event)]
    return f" Bekend: {numbers.enumerated(known)}." if known else ""


def _years(points: Sequence[Point]) -> list[dict[str, Any]]:
    """The labels at the start of years; a short series gets the label of its first point."""
    if not points:
        return []
    first, last = points[0].at, points[-1].at
    years = [year for year in range(int(first), int(last) + 2) if first <= year <= last - 0.25]
    if not years:
        return [{"at": first, "text": points[0].label}]
    step = 1 + len(years) // 6
    return [{"at": year, "text": str(year)} for year in years[::step]]


def _measurements(points: Sequence[Point]) -> list[dict[str, Any]]:
    """The labels of measurements that do not overlap; always that of the last one."""
    if not points:
        return []
    room = (points[-1].at - points[0].at) / 3.4
    chosen = [points[-1]]
    for point in reversed(points[:-1]):
        if chosen[-1].at - point.at >= room:
            chosen.append(point)
    return [{"at": point.at, "text": point.label} for point in reversed(chosen)]


def _rolling_words(title: str, points: Sequence[Point], stretches: Sequence[Stretch]) -> str:
    known = [point for point in points if point.value is not None]
    if not known:
        return f"{title}: er zijn nog geen twaalf maanden op rij geleverd."
    last = known[-1]
    words = f"{title}: in de twaalf maanden tot en met {last.label} {numbers.count(last.value)}"
    if last.low is not None:
        words += (
            f" (95%-interval {numbers.decimal(last.low, 0)} tot {numbers.decimal(last.high, 0)})"
        )
    year_before = [point for point in known if abs(point.at - (last.at - 1)) < 0.01]
    if year_before:
        words += f", een jaar eerder {numbers.count(year_before[0].value)}"
    if len(known) > 1:
        low = min(known, key=lambda point: point.value)
        high = max(known, key=lambda point: point.value)
        words += (
            f". Hoogste {numbers.count(high.value)} ({high.label}), "
            f"laagste {numbers.count(low.value)} ({low.label})"
        )
    return f"{words}.{_stretch_words(points, stretches)}"


def _measured_words(title: str, points: Sequence[Point], stretches: Sequence[Stretch]) -> str:
    known = [point for point in points if point.value is not None]
    if not known:
        return f"{title}: geen metingen."
    last = known[-1]
    words = (
        f"Grafiek van de antwoorden op {title}: de laatste meting, van {last.label}, kwam uit op "
        f"{numbers.decimal(last.value)}"
    )
    if last.low is not None and last.high is not None:
        words += f" met een marge van {numbers.decimal(last.low)} tot {numbers.decimal(last.high)}"
    if len(known) > 1:
        earlier = [f"{numbers.decimal(point.value)} in {point.label}" for point in known[:-1]]
        words += f". Eerdere metingen waren {numbers.enumerated(earlier)}"
    return f"{words}.{_stretch_words(points, stretches)}"


def _stretch_words(points: Sequence[Point], stretches: Sequence[Stretch]) -> str:
    names = dict.fromkeys(stretch.name for stretch in visible(points, stretches))
    return f" Aangegeven: {numbers.enumerated(list(names))}." if names else ""
