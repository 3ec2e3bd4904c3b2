"""A count by month with the limits of what is usual, as static SVG with its text alternative.

What tells a change from noise: a step of shade for the limits of each month that was judged, the
line of counts, and a triangle on every month with a signal (up or down, so that it holds in grey).
Titles and legends are text of the sheet. Other series through time are in `charts`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as Xml

from assets.factsheets import cells, numbers, typeface
from assets.factsheets.chart_drawing import BAND, INK, LINE, RULE, SHADE
from assets.factsheets.charts import Stretch
from assets.factsheets.sheet import Figure

LEGEND = "Band: wat door toeval kan"
_MM = 72 / 25.4
_TYPE = 9.0  # points: no text on paper is smaller
_TOP, _FOOT = 8.0, 12.0
_LETTER = 0.52  # the width of a digit, relative to the type size
_STEP = 1 / 24  # half a month, in years


@dataclass(frozen=True)
class Month:
    """A count up to and including a month, with its limits and the verdict on it if it was judged.

    `at`: a year, with a fraction for the month.
    """

    at: float
    label: str
    count: float | None
    low: float | None = None
    high: float | None = None
    verdict: str = ""


def draw(
    name: str,
    title: str,
    months: Sequence[Month],
    stretches: Sequence[Stretch],
    size: tuple[float, float],
) -> Figure | None:
    """The drawing in `size` (mm); None if no month has a count."""
    if all(month.count is None for month in months):
        return None
    width, height = (side * _MM for side in size)
    root = Xml.Element(
        "svg", xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {width:.1f} {height:.1f}"
    )
    frame = _frame(months, width, height)
    _draw_stretches(root, frame, visible(months, stretches))
    _draw_axes(root, frame, months)
    _draw_limits(root, frame, months)
    _draw_counts(root, frame, months)
    svg = Xml.tostring(root, encoding="unicode")
    return Figure(name, title, svg, _words(title, months, visible(months, stretches)), *size)


@dataclass(frozen=True)
class _Frame:
    """Where the drawing lies, and what it spans."""

    left: float
    right: float
    top: float
    foot: float
    start: float
    end: float
    highest: float

    def x(self, at: float) -> float:
        return self.left + (at - self.start) / (self.end - self.start) * (self.right - self.left)

    def y(self, value: float) -> float:
        return self.foot - value / self.highest * (self.foot - self.top)


def _frame(months: Sequence[Month], width: float, height: float) -> _Frame:
    values = [
        value
        for month in months
        for value in (month.count, month.low, month.high)
        if value is not None
    ]
    highest = _round(max(values))
    letters = max(3, len(numbers.count(highest)))
    last = max(3, *(len(numbers.count(month.count)) for month in months))
    return _Frame(
        left=letters * _LETTER * _TYPE + 3,
        right=width - last * _LETTER * _TYPE * 1.08 - 8,
        top=_TOP,
        foot=height - _FOOT,
        start=months[0].at - _STEP,
        end=months[-1].at + _STEP,
        highest=highest,
    )


def _round(high: float) -> float:
    """The round upper bound of the axis, which begins at 0."""
    step = 10 ** math.floor(math.log10(max(high, 1.0)))
    step = next((part for part in (step / 5, step / 2, step) if high / part <= 6), step)
    step = max(step, 1.0)
    return max(math.ceil(high / step) * step, step)


def begins_late(months: Sequence[Month]) -> bool:
    """Whether the band begins more than a month later than the line of counts: a smaller area is
    judged every second month."""
    counted = [month.at for month in months if month.count is not None]
    judged = [month.at for month in months if month.low is not None and month.high is not None]
    return bool(counted and judged) and min(judged) - min(counted) > 3 * _STEP


def visible(months: Sequence[Month], stretches: Sequence[Stretch]) -> list[Stretch]:
    """The periods that overlap the months, and the breaks after the first of them."""
    first, last = months[0].at - _STEP, months[-1].at + _STEP
    return [
        one
        for one in stretches
        if one.start <= last and one.end >= (first if one.end > one.start else first + 2 * _STEP)
    ]


def _draw_stretches(root: Xml.Element, frame: _Frame, stretches: Sequence[Stretch]) -> None:
    """A pale field for a period to be read with care, a dashed line for a break."""
    for one in stretches:
        if one.end > one.start:
            start, end = max(one.start - _STEP, frame.start), min(one.end + _STEP, frame.end)
            x, width = frame.x(start), frame.x(end) - frame.x(start)
            high = frame.foot - frame.top
            _add(root, "rect", x=x, y=frame.top, width=width, height=high, fill=SHADE)
            _line(root, (x, frame.top), (x, frame.foot), RULE, 0.6, "1 2")
        else:
            x = frame.x(one.start - _STEP)
            _line(root, (x, frame.top - 4), (x, frame.foot), INK, 0.9, "4 2")


def _draw_axes(root: Xml.Element, frame: _Frame, months: Sequence[Month]) -> None:
    """Zero and the highest value of the axis, and each year at its January."""
    for value in (0.0, frame.highest):
        y = frame.y(value)
        _line(root, (frame.left, y), (frame.right, y), "#c4ccd4", 0.6)
        _write(root, numbers.count(value), (frame.left - 3, y + 3), "end")
    years = [month for month in months if abs(month.at - round(month.at)) < _STEP]
    for month in years or [months[0]]:
        x = frame.x(month.at - _STEP)
        _line(root, (x, frame.foot), (x, frame.foot + 4), RULE, 0.8)
        _write(root, str(math.floor(month.at + _STEP)), (x + 2, frame.foot + 10), "start")


def _draw_limits(root: Xml.Element, frame: _Frame, months: Sequence[Month]) -> None:
    """A step for each month that was judged, so that a month that was not has none."""
    path = "".join(
        f"M{frame.x(month.at - _STEP):.1f},{frame.y(month.low):.1f}"
        f"H{frame.x(month.at + _STEP):.1f}V{frame.y(month.high):.1f}"
        f"H{frame.x(month.at - _STEP):.1f}Z"
        for month in months
        if month.low is not None and month.high is not None
    )
    if path:
        _add(root, "path", d=path, fill=BAND)


def _draw_counts(root: Xml.Element, frame: _Frame, months: Sequence[Month]) -> None:
    """The line, interrupted by gaps; a triangle for each signal; the last count in figures."""
    path, is_open = "", False
    for month in months:
        if month.count is not None:
            path += f"{'L' if is_open else 'M'}{frame.x(month.at):.1f},{frame.y(month.count):.1f}"
        is_open = month.count is not None
    _add(root, "path", d=path, fill="none", stroke=LINE, **{"stroke-width": 1.4})
    for month in months:
        if month.count is not None and month.verdict in (cells.UP, cells.DOWN):
            _triangle(root, frame.x(month.at), frame.y(month.count), month.verdict == cells.UP)
    last = [month for month in months if month.count is not None][-1]
    x, y = frame.x(last.at), frame.y(last.count)
    if last.verdict not in (cells.UP, cells.DOWN):
        _add(root, "circle", cx=x, cy=y, r=1.8, fill=LINE)
    y = min(max(y + 3, frame.top + 4), frame.foot)
    _write(root, numbers.count(last.count), (x + 5, y), "start", bold=True)


def _triangle(root: Xml.Element, x: float, y: float, is_up: bool) -> None:
    tip, base = (y - 3.4, y + 2.2) if is_up else (y + 3.4, y - 2.2)
    points = f"{x:.1f},{tip:.1f} {x - 3.1:.1f},{base:.1f} {x + 3.1:.1f},{base:.1f}"
    _add(root, "polygon", points=points, fill=INK, stroke="#ffffff", **{"stroke-width": 0.6})


def _words(title: str, months: Sequence[Month], stretches: Sequence[Stretch]) -> str:
    """The text alternative, from the same values."""
    known = [month for month in months if month.count is not None]
    last, low, high = (
        known[-1],
        min(known, key=lambda month: month.count),
        max(known, key=lambda month: month.count),
    )
    words = f"{title}: {numbers.count(last.count)} tot en met {last.label}"
    if last.low is not None and last.high is not None:
        words += f", waar {numbers.count(last.low)} tot {numbers.count(last.high)} gewoon is"
    words += (
        f". Hoogste {numbers.count(high.count)} ({high.label}), laagste "
        f"{numbers.count(low.count)} ({low.label})."
    )
    for verdict in (cells.UP, cells.DOWN):
        marked = [month.label for month in known if month.verdict == verdict]
        if marked:
            words += f" {numbers.capital(verdict)}: {numbers.enumerated(marked)}."
    names = dict.fromkeys(one.name for one in stretches)
    return words + (f" Aangegeven: {numbers.enumerated(list(names))}." if names else "")


def _line(
    root: Xml.Element,
    start: tuple[float, float],
    end: tuple[float, float],
    colour: str,
    width: float,
    dashes: str = "",
) -> None:
    more = {"stroke-dasharray": dashes} if dashes else {}
    ends = {"x1": start[0], "y1": start[1], "x2": end[0], "y2": end[1]}
    _add(root, "line", stroke=colour, **ends, **{"stroke-width": width}, **more)


def _write(
    root: Xml.Element, words: str, where: tuple[float, float], anchor: str, bold: bool = False
) -> None:
    weight = {"font-weight": "bold"} if bold else {}
    text = _add(
        root,
        "text",
        x=where[0],
        y=where[1],
        fill=INK,
        **{"font-family": typeface.FAMILY, "font-size": _TYPE, "text-anchor": anchor, **weight},
    )
    text.text = words


def _add(parent: Xml.Element, tag: str, **attributes: object) -> Xml.Element:
    return Xml.SubElement(
        parent,
        tag,
        {
            name: f"{value:.1f}" if isinstance(value, float) else str(value)
            for name, value in attributes.items()
        },
    )
