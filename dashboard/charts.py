"""How the charts of the pages are drawn: months, the week, limits, margins and goals. Maps
are in `maps`.

Each function takes a table and gives a chart; its text alternative and its table are the work of
the page. Police and reports have a colour each, which differ in grey as well.
"""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd

from dashboard import words
from schemas import dutch

COLOURS = {"Politie": "#1f4e79", "Meldingen": "#b35806"}
_INK, _BAND, _RULE = "#1b2a3a", "#c9d6e3", "#6b7785"
# From dark to light, so that they differ in grey.
_STATES = {
    "definitief": "#1f4e79",
    "herzien": "#5b8db8",
    "later herzien": "#9dbfdc",
    "voorlopig": "#e3ecf4",
}
_SIGNALS = {words.UP: "#a3231f", words.DOWN: "#1f6f43"}
_SHAPES = {words.UP: "triangle-up", words.DOWN: "triangle-down"}
_HEIGHT = 220
_WEEK_SCHEME = "blues"


def _month_axis(months: int) -> alt.Axis:
    """Months by their Dutch names, as many as there is room for."""
    names = "['" + "','".join(dutch.month_names(short=True)) + "']"
    label = (
        f"{names}[month(datum.value)] + (month(datum.value) == 0 ? ' ' + year(datum.value) : '')"
    )
    every = 1 if months <= 14 else 3 if months <= 48 else 12
    return alt.Axis(
        title=None,
        labelExpr=label,
        tickCount={"interval": "month", "step": every},
        labelOverlap="greedy",
        labelColor=_INK,
        grid=False,
    )


def _dutch_numbers() -> alt.Axis:
    return alt.Axis(
        title=None,
        labelExpr="replace(format(datum.value, ',~f'), /,/g, '.')",
        tickMinStep=1,
        labelColor=_INK,
    )


def months(frame: pd.DataFrame, sources: Sequence[str] = tuple(COLOURS)) -> alt.Chart:
    """Months of police and of reports, one above the other, each with a scale of its own: they are
    never added up, and one is often ten times the other.

    `frame`: a row a month with `maand` (first day) and a column a source.
    """
    told = frame.assign(Maand=frame["maand"].map(lambda day: dutch.month(f"{day:%Y-%m}")))
    panels = [
        alt.Chart(told, title=alt.Title(source, anchor="start", fontSize=13, color=_INK))
        .mark_bar(color=COLOURS[source])
        .encode(
            x=alt.X("yearmonth(maand):T", axis=_month_axis(len(frame))),
            y=alt.Y(f"{source}:Q", axis=_dutch_numbers()),
            tooltip=["Maand:N", f"{source}:Q"],
        )
        .properties(height=_HEIGHT * 0.6, width="container")
        for source in sources
    ]
    return alt.vconcat(*panels, spacing=12) if len(panels) > 1 else panels[0]


def week(frame: pd.DataFrame, source: str) -> alt.LayerChart:
    """The 28 parts of a week, with the share of each.

    `frame`: a row a part with Weekdag, Dagdeel and Aandeel (percent).
    """
    told = frame.assign(
        tekst=frame["Aandeel"].map(lambda share: dutch.number(share, 1)),
        Deel=[f"{day}{part}" for day, part in zip(frame["Weekdag"], frame["Dagdeel"], strict=True)],
    )
    highest = max(float(told["Aandeel"].max() or 0), 8.0)
    base = alt.Chart(told).encode(
        x=alt.X(
            "Weekdag:N",
            sort=list(words.WEEKDAYS),
            axis=alt.Axis(
                title=None, labelAngle=0, labelExpr="slice(datum.label, 0, 2)", orient="top"
            ),
        ),
        y=alt.Y("Dagdeel:N", sort=list(words.DAY_PARTS), axis=alt.Axis(title=None)),
    )
    tiles = base.mark_rect(stroke="white", strokeWidth=2).encode(
        color=alt.Color(
            "Aandeel:Q",
            scale=alt.Scale(
                scheme=_WEEK_SCHEME if source == "Politie" else "oranges", domain=[0, highest]
            ),
            legend=None,
        ),
        tooltip=["Deel:N", alt.Tooltip("tekst:N", title="Aandeel (%)")],
    )
    labels = base.mark_text(fontSize=12).encode(
        text="tekst:N",
        color=alt.condition(alt.datum.Aandeel > highest * 0.6, alt.value("white"), alt.value(_INK)),
    )
    return (tiles + labels).properties(height=190)


def limits(frame: pd.DataFrame, breaks: pd.DataFrame) -> alt.LayerChart:
    """A figure with what was expected and its limits, signals as triangles, breaks as lines.

    `frame`: a row a month with `maand`, `nu`, `verwacht`, `onder`, `boven`, `uitkomst`; `breaks`:
    `maand`, `naam`.
    """
    told = frame.assign(
        Maand=frame["maand"].map(lambda day: dutch.month(f"{day:%Y-%m}")),
        Verwacht=frame["verwacht"].map(lambda value: dutch.number(value, 1)),
        Grenzen=[
            f"{dutch.number(low)}–{dutch.number(high)}"
            for low, high in zip(frame["onder"], frame["boven"], strict=True)
        ],
    )
    has_signal = frame["uitkomst"].isin(list(_SIGNALS)).any()
    base = alt.Chart(told).encode(x=alt.X("maand:T", axis=_month_axis(len(frame))))
    tips = [
        "Maand:N",
        alt.Tooltip("nu:Q", title="Geteld"),
        "Verwacht:N",
        "Grenzen:N",
        alt.Tooltip("uitkomst:N", title="Oordeel"),
    ]
    layers = [
        base.mark_area(color=_BAND, opacity=0.7).encode(
            y=alt.Y("onder:Q", axis=_dutch_numbers()), y2="boven:Q"
        ),
        base.mark_line(color=_RULE, strokeDash=[5, 4]).encode(y="verwacht:Q"),
        base.mark_line(color=COLOURS["Politie"], point=alt.OverlayMarkDef(size=35)).encode(
            y="nu:Q", tooltip=tips
        ),
    ]
    if has_signal:
        layers.append(
            base.transform_filter(alt.FieldOneOfPredicate(field="uitkomst", oneOf=list(_SIGNALS)))
            .mark_point(filled=True, size=130, opacity=1)
            .encode(
                y="nu:Q",
                color=alt.Color(
                    "uitkomst:N",
                    scale=alt.Scale(domain=list(_SIGNALS), range=list(_SIGNALS.values())),
                    legend=alt.Legend(title=None, orient="top"),
                ),
                shape=alt.Shape(
                    "uitkomst:N",
                    scale=alt.Scale(domain=list(_SHAPES), range=list(_SHAPES.values())),
                ),
                tooltip=tips,
            )
        )
    if not breaks.empty:
        rules = alt.Chart(breaks).encode(x="maand:T")
        layers += [
            rules.mark_rule(color=_RULE, strokeDash=[2, 2]).encode(tooltip="naam:N"),
            rules.mark_text(
                align="left", dx=4, dy=8, baseline="top", color=_INK, fontSize=11
            ).encode(text="naam:N", y=alt.value(0)),
        ]
    return alt.layer(*layers).properties(height=_HEIGHT * 1.4)


def months_of_one(frame: pd.DataFrame, column: str) -> alt.Chart:
    """Months of one figure as bars; one that may still change, or has changed, is lighter.

    `frame`: `maand` (first day), `column` and Stand.
    """
    told = frame.assign(Maand=frame["maand"].map(lambda day: dutch.month(f"{day:%Y-%m}")))
    states = [state for state in _STATES if state in set(frame["Stand"])]
    return (
        alt.Chart(told)
        .mark_bar(stroke=COLOURS["Politie"], strokeWidth=0.5)
        .encode(
            x=alt.X("yearmonth(maand):T", axis=_month_axis(len(frame))),
            y=alt.Y(f"{column}:Q", axis=_dutch_numbers()),
            color=alt.Color(
                "Stand:N",
                scale=alt.Scale(domain=states, range=[_STATES[state] for state in states]),
                legend=alt.Legend(title=None, orient="top"),
            ),
            tooltip=["Maand:N", f"{column}:Q", "Stand:N"],
        )
        .properties(height=_HEIGHT)
    )


def survey(frame: pd.DataFrame) -> alt.LayerChart:
    """Outcomes of a survey as dots with their margin; a line joins only the years of one series.

    `frame`: Gebied, Jaar, Waarde, Van, Tot, Reeks.
    """
    told = frame.assign(lijn=frame["Gebied"] + " " + frame["Reeks"].fillna(""))
    base = alt.Chart(told).encode(
        x=alt.X("Jaar:O", axis=alt.Axis(title=None, labelAngle=0)),
        color=alt.Color("Gebied:N", legend=alt.Legend(title=None, orient="top")),
    )
    value = _free_scale("Waarde")
    layers = [
        base.mark_line().encode(y=value, detail="lijn:N"),
        base.mark_point(filled=True, size=70, opacity=1).encode(
            y=value, tooltip=["Gebied:N", "Jaar:O", "Waarde:Q", "Van:Q", "Tot:Q", "Reeks:N"]
        ),
    ]
    if frame["Van"].notna().any():
        layers.insert(0, base.mark_rule().encode(y=_free_scale("Van"), y2="Tot:Q"))
    return alt.layer(*layers).properties(height=_HEIGHT * 1.3)


def goal(row: pd.Series) -> alt.LayerChart:
    """A goal as a road from its baseline to its target, with where it is now and the interval.

    `row`: of `raad_doelen`.
    """
    road = pd.DataFrame(
        {
            "jaar": [row["nulmeting_jaar"], row["streefjaar"]],
            "waarde": [row["nulmeting"], row["streefwaarde"]],
            "wat": ["nulmeting", "streefwaarde"],
        }
    )
    now = pd.DataFrame(
        {
            "jaar": [_end_of(str(row["nu_periode"]))],
            "waarde": [row["nu"]],
            "van": [row["nu_van"]],
            "tot": [row["nu_tot"]],
            "wat": ["nu"],
        }
    )
    axis = alt.Axis(title=None, format="d", tickMinStep=1)
    x = alt.X("jaar:Q", axis=axis, scale=alt.Scale(zero=False, nice=False, padding=16))
    y = _free_scale("waarde")
    line = alt.Chart(road).mark_line(strokeDash=[6, 4], color=_RULE).encode(x=x, y=y)
    ends = (
        alt.Chart(road)
        .mark_point(filled=True, size=70, color=_RULE, opacity=1)
        .encode(x=x, y=y, tooltip=["wat:N", "waarde:Q", "jaar:Q"])
    )
    span = (
        alt.Chart(now)
        .mark_rule(strokeWidth=3, color=COLOURS["Politie"])
        .encode(x=x, y=_free_scale("van"), y2="tot:Q")
    )
    dot = (
        alt.Chart(now)
        .mark_point(filled=True, size=130, color=COLOURS["Politie"], opacity=1)
        .encode(x=x, y=y, tooltip=["wat:N", "waarde:Q"])
    )
    layers = [line, ends, dot] if pd.isna(row["nu_van"]) else [line, ends, span, dot]
    return alt.layer(*layers).properties(height=170)


def _free_scale(column: str) -> alt.Y:
    """A scale that need not begin at zero: what matters is where a figure lies between others."""
    return alt.Y(f"{column}:Q", scale=alt.Scale(zero=False), axis=_decimals())


def _end_of(period: str) -> float:
    """The end of a period as a year with a fraction: `2019-07--2020-06` -> 2020.5, `2019` -> 2019.

    A whole year stands at its own place, as the years of a goal do.
    """
    year, _, month = period.split("--")[-1].partition("-")
    return int(year) + (int(month) / 12 if month.isdecimal() else 0)


def _decimals() -> alt.Axis:
    """An axis whose figures may have decimals, written with a comma."""
    return alt.Axis(
        title=None,
        labelExpr="replace(replace(replace(format(datum.value, ',~f'), /,/g, '|'), /\\./g, ','), "
        "/\\|/g, '.')",
        labelColor=_INK,
    )
