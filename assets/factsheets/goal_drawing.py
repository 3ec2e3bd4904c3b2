"""How the course of a goal is drawn as static SVG: the figure through time, the straight line from
baseline to target, and the outcome of the country.

Only geometry and marks. Nothing depends on colour: baseline is a circle, target a diamond, the
country a square, now a filled dot. What is drawn, and the text alternative, is decided in `raad`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from assets.factsheets import numbers, typeface
from assets.factsheets.chart_drawing import BAND, INK, LINE, RULE, SHADE
from assets.factsheets.charts import Point, Stretch

_MM = 72 / 25.4  # a unit of the drawing is a point on paper
BREAK = "1.5 1.5"  # the dashes of a break, which no other line has
_GRID = "#dcdcdc"
_LEFT, _RIGHT, _TOP, _BOTTOM = 29.0, 46.0, 9.0, 13.0
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_FLAT = 0.6  # a scale need not begin at 0 where all values are above this share of the highest
_LABEL, _SMALL, _SHORT = 7.5, 5.5, 7  # type sizes, and up to how many letters a label is short
_YEAR_ROOM = 22.0  # that the label of a year takes


@dataclass(frozen=True)
class Mark:
    """A value at a moment, with what is written beside it."""

    at: float
    value: float
    text: str = ""


@dataclass(frozen=True)
class Course:
    """All that is drawn of a goal. `at` of everything is a year; a fraction for twelve months that
    are no calendar year. `from_zero`: whether the scale must begin at 0."""

    points: tuple[Point, ...]
    start: Mark
    target: Mark
    now: Mark | None = None
    low: float | None = None
    high: float | None = None
    national: Mark | None = None
    stretches: tuple[Stretch, ...] = ()
    from_zero: bool = True

    @property
    def ends(self) -> tuple[float, float]:
        """The first and last moment of the drawing."""
        marks = [self.start, self.target, self.now, self.national]
        moments = [mark.at for mark in marks if mark] + [point.at for point in self.points]
        return min(moments), max(moments)

    @property
    def shown(self) -> tuple[Stretch, ...]:
        """The stretches of which a part is within the drawing."""
        first, last = self.ends
        return tuple(each for each in self.stretches if each.end >= first and each.start <= last)


def svg(course: Course, size: tuple[float, float]) -> str:
    """The drawing in a frame of exactly `size` (mm)."""
    width, height = round(size[0] * _MM, 1), round(size[1] * _MM, 1)
    frame = _Frame(course, width, height)
    parts = [
        *_shades(course, frame),
        *_grid(frame),
        *_years(course, frame),
        *_band(course, frame),
        *_path(course, frame),
        *_series(course, frame),
        *_national(course, frame),
        *_now(course, frame),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<g font-family="{typeface.FAMILY}" font-size="{_LABEL}" fill="{INK}">'
        f"{''.join(parts)}</g></svg>"
    )


class _Frame:
    """From years and values to places in the drawing."""

    def __init__(self, course: Course, width: float, height: float) -> None:
        marks = [course.start, course.target, course.now, course.national]
        self.first, self.last = course.ends
        values = [mark.value for mark in marks if mark]
        values += [value for point in course.points for value in _values(point)]
        values += [value for value in (course.low, course.high) if value is not None]
        self.ticks = _ticks(min(values), max(values), course.from_zero)
        self.left, self.right = _LEFT, width - _RIGHT
        self.top, self.foot = _TOP, height - _BOTTOM

    def x(self, at: float) -> float:
        span = (self.last - self.first) or 1.0
        return round(self.left + (self.right - self.left) * (at - self.first) / span, 1)

    def y(self, value: float) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        return round(self.foot - (self.foot - self.top) * (value - low) / (high - low), 1)


def _values(point: Point) -> list[float]:
    return [value for value in (point.value, point.low, point.high) if value is not None]


def _ticks(low: float, high: float, from_zero: bool) -> list[float]:
    """Round values from at or below `low` (or 0) to at or above `high`, two to four steps apart."""
    floor = 0.0 if from_zero or low < _FLAT * high else low
    span = max(high - floor, 1e-9 + abs(high) * 0.05)
    magnitude = 10 ** math.floor(math.log10(span / 2))
    step = next(
        size
        for size in (part * magnitude for part in _STEPS)
        # A tick of 6,75 would read as 6,8.
        if span / size <= 3 and (size < 0.1 or math.isclose(size, round(size, 1)))
    )
    first = math.floor(floor / step + 1e-9)
    last = max(math.ceil(high / step - 1e-9), first + 1)
    return [round(number * step, 6) for number in range(first, last + 1)]


def _shades(course: Course, frame: _Frame) -> list[str]:
    """Periods to be read with care, and a dashed rule at each break."""
    drawn = []
    for stretch in course.shown:
        start, end = (min(max(at, frame.first), frame.last) for at in (stretch.start, stretch.end))
        x, wide = frame.x(start), round(frame.x(end) - frame.x(start), 1)
        if wide > 0:
            high = round(frame.foot - frame.top, 1)
            drawn.append(
                f'<rect x="{x}" y="{frame.top}" width="{wide}" height="{high}" fill="{SHADE}"/>'
            )
        else:
            drawn.append(_line(x, frame.top, x, frame.foot, INK, 0.8, BREAK))
    return drawn


def _grid(frame: _Frame) -> list[str]:
    drawn = []
    for tick in frame.ticks:
        y = frame.y(tick)
        drawn.append(_line(frame.left, y, frame.right, y, _GRID, 0.5))
        drawn.append(_text(frame.left - 5, y + 2.5, short(tick), "end"))
    return drawn


def _years(course: Course, frame: _Frame) -> list[str]:
    """The years of baseline and target, and those between them that have room."""
    wanted = [course.target.at, course.start.at]
    wanted += [float(year) for year in range(math.ceil(frame.first), math.floor(frame.last) + 1)]
    shown: list[float] = []
    for at in wanted:
        if all(abs(frame.x(at) - frame.x(other)) >= _YEAR_ROOM for other in shown):
            shown.append(at)
    return [
        part
        for at in sorted(shown)
        for part in (
            _line(frame.x(at), frame.foot, frame.x(at), frame.foot + 2.5, RULE, 0.6),
            _text(frame.x(at), frame.foot + 10, f"{at:.0f}", "middle"),
        )
    ]


def _band(course: Course, frame: _Frame) -> list[str]:
    """The intervals: a band where points follow each other within a year, else a bar each."""
    known = [point for point in course.points if point.low is not None and point.high is not None]
    if _is_close(known):
        upper = [f"{frame.x(point.at)},{frame.y(point.high)}" for point in known]
        lower = [f"{frame.x(point.at)},{frame.y(point.low)}" for point in reversed(known)]
        return [f'<polygon points="{" ".join(upper + lower)}" fill="{BAND}"/>']
    return [
        _line(frame.x(point.at), frame.y(point.low), frame.x(point.at), frame.y(point.high), INK, 1)
        for point in known
    ]


def _is_close(points: Sequence[Point]) -> bool:
    gaps = [after.at - before.at for before, after in pairwise(points)]
    return bool(gaps) and max(gaps) < 0.9


def _path(course: Course, frame: _Frame) -> list[str]:
    """The straight line from the baseline to the target, with their marks."""
    x1, y1 = frame.x(course.start.at), frame.y(course.start.value)
    x2, y2 = frame.x(course.target.at), frame.y(course.target.value)
    diamond = f"{x2 - 3.5},{y2} {x2},{y2 - 3.5} {x2 + 3.5},{y2} {x2},{y2 + 3.5}"
    return [
        _line(x1, y1, x2, y2, INK, 1, "3 2"),
        f'<circle cx="{x1}" cy="{y1}" r="2.6" fill="#fff" stroke="{INK}"/>',
        f'<polygon points="{diamond}" fill="#fff" stroke="{INK}"/>',
        _text(x2 + 6, y2 + 2.5, course.target.text, "start"),
    ]


def _series(course: Course, frame: _Frame) -> list[str]:
    """The figure through time: a line within one series, and a dot each where they are few."""
    drawn, known = [], [point for point in course.points if point.value is not None]
    for before, after in pairwise(known):
        if before.series == after.series:
            ends = [frame.x(before.at), frame.y(before.value), frame.x(after.at)]
            drawn.append(_line(*ends, frame.y(after.value), LINE, 1.4))
    if not _is_close(known):
        drawn += [_dot(frame.x(point.at), frame.y(point.value), 1.8) for point in known]
    return drawn


def _national(course: Course, frame: _Frame) -> list[str]:
    if course.national is None:
        return []
    x, y = frame.x(course.national.at), frame.y(course.national.value)
    is_below = course.now is not None and course.national.value < course.now.value
    return [
        f'<rect x="{round(x - 2.5, 1)}" y="{round(y - 2.5, 1)}" width="5" height="5" fill="#fff" '
        f'stroke="{INK}"/>',
        _text(x - 4, y + 8 if is_below else y - 3, course.national.text, "end"),
    ]


def _now(course: Course, frame: _Frame) -> list[str]:
    """The newest figure with its interval, and its value beside it, where the line is not."""
    if course.now is None:
        return []
    x, y = frame.x(course.now.at), frame.y(course.now.value)
    drawn = []
    if course.low is not None and course.high is not None:
        ends = [frame.y(course.high), frame.y(course.low)]
        drawn.append(_line(x, ends[0], x, ends[1], INK, 1.4))
        drawn += [_line(x - 2, end, x + 2, end, INK, 1.4) for end in ends]
    is_below = course.now.value < _on_line(course) and y + 9 < frame.foot
    drawn.append(_dot(x, y, 2.4))
    drawn.append(_text(x + 4, y + 9 if is_below else y - 4, course.now.text, "start", "bold"))
    return drawn


def _on_line(course: Course) -> float:
    start, target = course.start, course.target
    share = (course.now.at - start.at) / ((target.at - start.at) or 1.0)
    return start.value + (target.value - start.value) * min(max(share, 0.0), 1.0)


def short(value: float) -> str:
    """A value that takes little room: thousands of millions are not written in full."""
    for size, word in ((1e9, "mld"), (1e6, "mln")):
        if abs(value) >= size:
            return f"{numbers.count(float(f'{value / size:.3g}'))} {word}"
    return numbers.count(value)


def _dot(x: float, y: float, radius: float) -> str:
    return f'<circle cx="{x}" cy="{y}" r="{radius}" fill="{LINE}"/>'


def _line(
    x1: float, y1: float, x2: float, y2: float, color: str, width: float, dashes: str = ""
) -> str:
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{color}" '
        f'stroke-width="{width}"{dashed}/>'
    )


def _text(x: float, y: float, words: str, anchor: str, weight: str = "normal") -> str:
    size = f' font-size="{_SMALL}"' if len(words) > _SHORT and anchor == "end" else ""
    return (
        f'<text x="{round(x, 1)}" y="{round(y, 1)}" text-anchor="{anchor}"{size} '
        f'font-weight="{weight}">{escape(words)}</text>'
    )
