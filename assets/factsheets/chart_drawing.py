"""How a series through time is drawn as static SVG, by Vega-Altair, in grey and blue.

All drawings of a kind have the same form, so that they can be compared. Nothing depends on colour
alone: a band, a line, a shaded stretch and a dashed rule differ in shape. Which values are drawn,
and the text alternatives, are in `charts`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from assets.factsheets import typeface

if TYPE_CHECKING:
    import altair as alt

INK, LINE, BAND, SHADE, RULE = "#1b2a3a", "#1f4e79", "#b9c8d6", "#efe9dc", "#6b6b6b"
_GRID = "#dcdcdc"
_MM = 72 / 25.4  # a pixel of the drawing is a point on paper
_ROOM_LEFT, _ROOM_RIGHT = 24, 30
_VEGA_LITE = "6.4"
_INNER = re.compile(r' (?:role|aria-[a-z]+|class|pointer-events)="[^"]*"')
_OUTER = re.compile(r"^<svg[^>]*?viewBox=\"([^\"]+)\"[^>]*>")
_AXIS_LABEL = (
    "datum.value >= 1e9 ? format(datum.value / 1e9, ',.3~g') + ' mld' : "
    "datum.value >= 1e6 ? format(datum.value / 1e6, ',.3~g') + ' mln' : "
    "format(datum.value, ',~f')"
)
# Between the labels of the vertical axis and the drawing: a first dot stands astride its edge.
_LABEL_PADDING = {"rolling": 3, "measured": 6}
_LABEL_SIZE = "length(datum.text) > 6 ? 6 : 8"


def svg(
    kind: str,
    points: Sequence[Mapping[str, Any]],
    stretches: Sequence[Mapping[str, Any]],
    labels: Sequence[Mapping[str, Any]],
    size: tuple[float, float],
    events: Sequence[Mapping[str, Any]] = (),
) -> str:
    """The drawing of a `kind` (rolling or measured) in a frame of exactly `size` (mm).

    `points`: at, value, low, high, series, part, last and text. `stretches`: at, end and name.
    `labels` of the horizontal axis: at and text.
    `events`: at, text and is_last (at the right end), marked above the axis.
    """
    width, height = round(size[0] * _MM, 1), round(size[1] * _MM, 1)
    values = {"points": list(points), "stretches": list(stretches), "years": list(labels)}
    values |= {"events": list(events)}
    spec = _spec(kind)
    complete = {
        **spec,
        "width": width - _ROOM_LEFT - _ROOM_RIGHT,
        "height": height - 16,
        "padding": {"left": _ROOM_LEFT, "right": _ROOM_RIGHT, "top": 4, "bottom": 12},
        "autosize": {"type": "none"},
        "data": [
            {**data, "values": values[data["name"]]} if data["name"] in values else data
            for data in spec["data"]
        ],
    }
    drawn = _INNER.sub("", _renderer().vega_to_svg(complete, format_locale="nl-NL"))
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
    return _OUTER.sub(opening, drawn)


@lru_cache
def _renderer() -> Any:
    import vl_convert

    vl_convert.register_font_directory(str(typeface.directory()))
    return vl_convert


@lru_cache
def _spec(kind: str) -> dict[str, Any]:
    """The drawing without data, as Vega: compiled once and used for every series."""
    import altair as alt

    marks = _rolling_marks() if kind == "rolling" else _measured_marks()
    layers = [_shaded_stretches(), *marks, *_last_point(), _breaks(), *_axis_labels(kind)]
    layers += _event_marks() if kind == "rolling" else []
    chart = alt.layer(*layers)
    chart = chart.configure(font=typeface.FAMILY, background="transparent", padding=0)
    chart = chart.configure_axis(
        labelFontSize=7,
        labelColor=INK,
        gridColor=_GRID,
        gridWidth=0.5,
        labelFont=typeface.FAMILY,
        labelPadding=_LABEL_PADDING[kind],
    )
    chart = chart.configure_view(stroke=None).properties(width=60, height=40)
    return _renderer().vegalite_to_vega(chart.to_dict(), vl_version=_VEGA_LITE)


def _across() -> alt.X:
    """The horizontal axis: time, without an axis of its own."""
    import altair as alt

    return alt.X("at:Q", axis=None, scale=alt.Scale(nice=False, zero=False))


def _up() -> alt.Y:
    """The vertical axis, from zero."""
    import altair as alt

    axis = alt.Axis(tickCount=3, labelExpr=_AXIS_LABEL, domain=False, ticks=False)
    return alt.Y("value:Q", title=None, scale=alt.Scale(zero=True, nice=True), axis=axis)


def _data(name: str, condition: str) -> alt.Chart:
    import altair as alt

    return alt.Chart(alt.NamedData(name)).transform_filter(condition)


def _shaded_stretches() -> alt.Chart:
    """Periods to be read with care."""
    stretches = _data("stretches", "datum.end > datum.at")
    shade = stretches.mark_rect(fill=SHADE, stroke=RULE, strokeWidth=0.4, strokeDash=[1, 2])
    return shade.encode(x=_across(), x2="end:Q")


def _breaks() -> alt.Chart:
    """Breaks in the series: a dashed rule each."""
    breaks = _data("stretches", "datum.end <= datum.at")
    return breaks.mark_rule(color=INK, strokeWidth=0.9, strokeDash=[4, 2]).encode(x=_across())


def _event_marks() -> list[alt.Chart]:
    """A dot above the axis for each month that an event touches, with its number: before the dot at
    the right end, where the edge of a shaded stretch would run through it."""
    import altair as alt

    base = alt.Chart(alt.NamedData("events"))
    dots = base.mark_point(color=RULE, filled=True, size=5, opacity=1)
    figures = base.mark_text(
        baseline="bottom",
        align=alt.expr("datum.is_last ? 'right' : 'center'"),
        dx=alt.expr("datum.is_last ? -1.5 : 0"),
        dy=-1.5,
        fontSize=5.5,
        color=INK,
    )
    foot = alt.value({"expr": "height - 3"})
    return [
        dots.encode(x=_across(), y=foot),
        figures.encode(x=_across(), y=foot, text=alt.Text("text:N")),
    ]


def _intervals() -> alt.Chart:
    return _data("points", "isValid(datum.low) && isValid(datum.high)")


def _known() -> alt.Chart:
    return _data("points", "isValid(datum.value)")


def _rolling_marks() -> list[alt.Chart]:
    """The band of the interval and the line of the totals, both interrupted by gaps."""
    import altair as alt

    low = alt.Y("low:Q", title=None)
    band = _intervals().mark_area(color=BAND, opacity=1)
    line = _known().mark_line(color=LINE, strokeWidth=1.4)
    return [
        band.encode(x=_across(), y=low, y2="high:Q", detail="part:N"),
        line.encode(x=_across(), y=_up(), detail="part:N"),
    ]


def _measured_marks() -> list[alt.Chart]:
    """A dot and an interval per measurement; a line only within one series."""
    import altair as alt

    low = alt.Y("low:Q", title=None)
    line = _known().mark_line(color=LINE, strokeWidth=0.9)
    interval = _intervals().mark_rule(color=INK, strokeWidth=1)
    dot = _known().mark_point(
        color=LINE, fill="white", filled=True, stroke=LINE, strokeWidth=1.2, size=14
    )
    return [
        line.encode(x=_across(), y=_up(), detail="series:N"),
        interval.encode(x=_across(), y=low, y2="high:Q"),
        dot.encode(x=_across(), y=_up()),
    ]


def _last_point() -> list[alt.Chart]:
    """A dot with the figure at the last known value."""
    import altair as alt

    last = _data("points", "datum.last")
    dot = last.mark_point(color=LINE, filled=True, size=12, opacity=1)
    figure = last.mark_text(
        align="left", dx=4, fontSize=alt.expr(_LABEL_SIZE), fontWeight="bold", color=INK
    )
    return [
        dot.encode(x=_across(), y=_up()),
        figure.encode(x=_across(), y=_up(), text=alt.Text("text:N")),
    ]


def _axis_labels(kind: str) -> list[alt.Chart]:
    """Ticks with labels below the drawing: beside the tick for years, below it for surveys."""
    import altair as alt

    below = alt.value("height")
    base = alt.Chart(alt.NamedData("years"))
    ticks = base.mark_tick(orient="vertical", size=5, thickness=0.6, color=RULE, yOffset=2.5)
    is_rolling = kind == "rolling"
    labels = base.mark_text(
        align="left" if is_rolling else "center",
        dx=1.5 if is_rolling else 0,
        baseline="top",
        dy=3 if is_rolling else 5,
        fontSize=7,
        color=INK,
    )
    return [
        ticks.encode(x=_across(), y=below),
        labels.encode(x=_across(), y=below, text="text:N"),
    ]
