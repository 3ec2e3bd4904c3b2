"""Drawings of figures through time as static SVG: one small drawing a series, in grey and blue.

Every series has the same form, so that they can be laid beside each other. Titles and legends are
text of the sheet, not of the drawing. Nothing leans on colour: a band, a line, a shaded stretch and
a dashed rule differ in shape. The words of a drawing are made here from the same values.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from assets.factsheets import numbers
from assets.factsheets.sheet import Figure

FONT = "Source Sans Pro"
INK, LINE, BAND, SHADE, RULE = "#1b2a3a", "#1f4e79", "#b9c8d6", "#efe9dc", "#6b6b6b"
_MM = 72 / 25.4  # a pixel of the drawing is a point on paper
_ROOM_LEFT, _ROOM_RIGHT = 24, 30
_INNER = re.compile(r' (?:role|aria-[a-z]+|class|pointer-events)="[^"]*"')
_OUTER = re.compile(r"^<svg[^>]*?viewBox=\"([^\"]+)\"[^>]*>")


@dataclass(frozen=True)
class Point:
    """A value at a moment (a month as year and fraction, or a year), with its interval."""

    at: float
    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    series: str = ""


@dataclass(frozen=True)
class Stretch:
    """What holds between two moments: a period to be read with care, or a break (start = end)."""

    start: float
    end: float
    name: str


def moment(month: str) -> float:
    """`2020-07` -> 2020.5: months are equally far apart."""
    year, _, part = month.partition("-")
    return int(year) + (int(part) - 1) / 12


def rolling(
    name: str, title: str, points: Sequence[Point], stretches: Sequence[Stretch], size: tuple
) -> Figure:
    """Twelve-month totals as a line, with the band of their interval and marks of breaks."""
    width, height = size
    svg = _svg("rolling", points, stretches, _years(points), size)
    return Figure(name, title, svg, _rolling_words(title, points, stretches), width, height)


def measured(
    name: str, title: str, points: Sequence[Point], stretches: Sequence[Stretch], size: tuple
) -> Figure:
    """Measurements with a margin: a dot and a bar each; a line joins only one series."""
    width, height = size
    svg = _svg("measured", points, stretches, _measurements(points), size)
    return Figure(name, title, svg, _measured_words(title, points, stretches), width, height)


@lru_cache
def _spec(kind: str) -> dict[str, Any]:
    """The drawing without its data, as Vega: made once by Altair, used for every series."""
    import altair as alt

    across = alt.X("at:Q", axis=None, scale=alt.Scale(nice=False, zero=False))
    up = alt.Y(
        "value:Q",
        title=None,
        scale=alt.Scale(zero=True, nice=True),
        axis=alt.Axis(
            tickCount=3, labelExpr=_AXIS_LABEL, domain=False, ticks=False, labelPadding=3
        ),
    )
    points, stretches = alt.NamedData("points"), alt.NamedData("stretches")
    shade = (
        alt.Chart(stretches)
        .transform_filter("datum.end > datum.at")
        .mark_rect(fill=SHADE, stroke=RULE, strokeWidth=0.4, strokeDash=[1, 2])
        .encode(x=across, x2="end:Q")
    )
    broken = (
        alt.Chart(stretches)
        .transform_filter("datum.end <= datum.at")
        .mark_rule(color=INK, strokeWidth=0.9, strokeDash=[4, 2])
        .encode(x=across)
    )
    known = alt.Chart(points).transform_filter("isValid(datum.value)")
    last = alt.Chart(points).transform_filter("datum.last")
    if kind == "rolling":
        data = [
            alt.Chart(points)
            .transform_filter("isValid(datum.low) && isValid(datum.high)")
            .mark_area(color=BAND, opacity=1)
            .encode(x=across, y=alt.Y("low:Q", title=None), y2="high:Q", detail="part:N"),
            known.mark_line(color=LINE, strokeWidth=1.4).encode(x=across, y=up, detail="part:N"),
        ]
    else:
        data = [
            known.mark_line(color=LINE, strokeWidth=0.9).encode(x=across, y=up, detail="series:N"),
            alt.Chart(points)
            .transform_filter("isValid(datum.low) && isValid(datum.high)")
            .mark_rule(color=INK, strokeWidth=1)
            .encode(x=across, y=alt.Y("low:Q", title=None), y2="high:Q"),
            known.mark_point(
                color=LINE, fill="white", filled=True, stroke=LINE, strokeWidth=1.2, size=14
            ).encode(x=across, y=up),
        ]
    data += [
        last.mark_point(color=LINE, filled=True, size=12, opacity=1).encode(x=across, y=up),
        last.mark_text(
            align="left", dx=4, fontSize=alt.expr(_LABEL_SIZE), fontWeight="bold", color=INK
        ).encode(x=across, y=up, text=alt.Text("told:N")),
    ]
    years = (
        alt.Chart(alt.NamedData("years"))
        .mark_text(
            align="left" if kind == "rolling" else "center",
            dx=1.5 if kind == "rolling" else 0,
            baseline="top",
            dy=3 if kind == "rolling" else 5,
            fontSize=7,
            color=INK,
        )
        .encode(x=across, y=alt.value("height"), text="told:N")
    )
    ticks = (
        alt.Chart(alt.NamedData("years"))
        .mark_tick(orient="vertical", size=5, thickness=0.6, color=RULE, yOffset=2.5)
        .encode(x=across, y=alt.value("height"))
    )
    chart = alt.layer(shade, *data, broken, ticks, years)
    chart = chart.configure(font=FONT, background="transparent", padding=0)
    chart = chart.configure_axis(
        labelFontSize=7, labelColor=INK, gridColor="#dcdcdc", gridWidth=0.5, labelFont=FONT
    )
    chart = chart.configure_view(stroke=None).properties(width=60, height=40)
    return _renderer().vegalite_to_vega(chart.to_dict(), vl_version=_VERSION)


def _svg(
    kind: str,
    points: Sequence[Point],
    stretches: Sequence[Stretch],
    labels: Sequence[dict[str, Any]],
    size: tuple[float, float],
) -> str:
    """The drawing with these data in a frame of exactly `size` (mm)."""
    outer = (round(size[0] * _MM, 1), round(size[1] * _MM, 1))
    values = {
        "points": _point_rows(points),
        "stretches": [
            {"at": one.start, "end": one.end, "name": one.name}
            for one in _visible(points, stretches)
        ],
        "years": list(labels),
    }
    spec = _spec(kind)
    whole = {
        **spec,
        "width": outer[0] - _ROOM_LEFT - _ROOM_RIGHT,
        "height": outer[1] - 16,
        "padding": {"left": _ROOM_LEFT, "right": _ROOM_RIGHT, "top": 4, "bottom": 12},
        "autosize": {"type": "none"},
        "data": [
            {**data, "values": values[data["name"]]} if data["name"] in values else data
            for data in spec["data"]
        ],
    }
    drawn = _renderer().vega_to_svg(whole, format_locale="nl-NL")
    drawn = _INNER.sub("", drawn)
    return _OUTER.sub(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {outer[0]} {outer[1]}">', drawn
    )


_VERSION = "6.4"
_AXIS_LABEL = (
    "datum.value >= 1e9 ? format(datum.value / 1e9, ',.3~g') + ' mld' : "
    "datum.value >= 1e6 ? format(datum.value / 1e6, ',.3~g') + ' mln' : "
    "format(datum.value, ',~f')"
)
_LABEL_SIZE = "length(datum.told) > 6 ? 6 : 8"


@lru_cache
def _renderer() -> Any:
    import font_source_sans_pro
    import vl_convert

    vl_convert.register_font_directory(str(Path(font_source_sans_pro.font_directory)))
    return vl_convert


def _point_rows(points: Sequence[Point]) -> list[dict[str, Any]]:
    """A gap in the values starts a new part, so that no line is drawn across it."""
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
                "told": numbers.count(point.value),
            }
        )
    return rows


def _visible(points: Sequence[Point], stretches: Sequence[Stretch]) -> list[Stretch]:
    """The stretches as far as they lie within the series: nothing may widen the axis."""
    if not points:
        return []
    first, last = points[0].at, points[-1].at
    inside = [one for one in stretches if one.end >= first and one.start <= last]
    return [Stretch(max(one.start, first), min(one.end, last), one.name) for one in inside]


def _years(points: Sequence[Point]) -> list[dict[str, Any]]:
    """Where a year begins; a short series gets the label of its first point."""
    if not points:
        return []
    first, last = points[0].at, points[-1].at
    years = [year for year in range(int(first), int(last) + 2) if first <= year <= last - 0.25]
    if not years:
        return [{"at": first, "told": points[0].label}]
    step = 1 + len(years) // 6
    return [{"at": year, "told": str(year)} for year in years[::step]]


def _measurements(points: Sequence[Point]) -> list[dict[str, Any]]:
    """The moments of measurement, as far as their labels do not touch; the last always."""
    if not points:
        return []
    room = (points[-1].at - points[0].at) / 3.4
    chosen = [points[-1]]
    for point in reversed(points[:-1]):
        if chosen[-1].at - point.at >= room:
            chosen.append(point)
    return [{"at": point.at, "told": point.label} for point in reversed(chosen)]


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
    before = [point for point in known if abs(point.at - (last.at - 1)) < 0.01]
    if before:
        words += f", een jaar eerder {numbers.count(before[0].value)}"
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
        told = [f"{numbers.decimal(point.value)} in {point.label}" for point in known[:-1]]
        words += f". Eerdere metingen waren {numbers.enumerated(told)}"
    return f"{words}.{_stretch_words(points, stretches)}"


def _stretch_words(points: Sequence[Point], stretches: Sequence[Stretch]) -> str:
    names = dict.fromkeys(one.name for one in _visible(points, stretches))
    return f" Aangegeven: {numbers.enumerated(list(names))}." if names else ""
