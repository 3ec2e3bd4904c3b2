"""A figure for each neighbourhood as a map: outlines where all are known, else tiles.

Shades: a count by fifths of the neighbourhoods; a rate and a change by their ratio on a scale where
half and double are equally far from a neutral middle.
"""

from __future__ import annotations

import json

import altair as alt
import numpy as np
import pandas as pd

from schemas import dutch

CHOICE = "buurt"
_SHADES = ("#f4f6f8", "#d5e1ec", "#a3c0d9", "#3f6f9c", "#173f68")
_DIVERGING = ("#1f4e79", "#7fa6c9", "#f2f2f2", "#e9a66a", "#b35806")
_NONE = "#e4e6e8"
_INK, _PAPER = "#1b2a3a", "#ffffff"
_MOST = 2.0  # doublings from the middle to the darkest shade
_TILE = 64
_LINE = 14  # letters on a line of a tile


def draw(figures: pd.DataFrame, column: str, places: pd.DataFrame) -> alt.LayerChart:
    """The map of `column`. `figures`: as `kaart.figures` gives; `places`: as `kaart.places`."""
    rows = figures.merge(places, on="buurtcode", how="inner")
    values = rows[column].astype("float64")
    rows = rows.assign(
        tint=_tints(values, column, rows),
        tekst=[dutch.number(value, 1 if column == "Per 1.000" else 0) for value in values],
    )
    rows["tekst"] = rows["tekst"] + (" %" if column == "Verandering" else "")
    rows["inkt"] = (
        rows["tint"]
        .map({_SHADES[3]: _PAPER, _SHADES[4]: _PAPER, _DIVERGING[0]: _PAPER, _DIVERGING[4]: _PAPER})
        .fillna(_INK)
    )
    select = alt.selection_point(name=CHOICE, fields=["buurtcode"], on="click", empty=False)
    if rows["omtrek"].notna().all():
        return _outlines(rows, select)
    return _tiles(rows, select)


def _tints(values: pd.Series, column: str, rows: pd.DataFrame) -> list[str]:
    """The colour of each neighbourhood."""
    if column == "Aantal":
        fifth = (values.rank(method="max", pct=True) * 5).apply(np.ceil).clip(1, 5)
        return [_NONE if np.isnan(at) else _SHADES[int(at) - 1] for at in fifth]
    if column == "Per 1.000":
        known = values.notna()
        people = rows["Inwoners"].astype("float64")
        middle = (values * people)[known].sum() / people[known].sum()
        ratio = values / middle if middle else values * np.nan
    else:
        ratio = 1 + values / 100
    doublings = np.log2(ratio.clip(lower=2.0**-_MOST, upper=2.0**_MOST))
    steps = (doublings / _MOST * 2).round()
    return [_NONE if np.isnan(step) else _DIVERGING[int(step) + 2] for step in steps]


def _tiles(rows: pd.DataFrame, select: alt.Parameter) -> alt.LayerChart:
    rows = rows.assign(kort=rows["Buurt"].map(_lines))
    columns = int(rows["kolom"].max())
    base = alt.Chart(rows.drop(columns=["omtrek"])).encode(
        x=alt.X("kolom:O", axis=None, scale=alt.Scale(paddingInner=0.05)),
        y=alt.Y("rij:O", axis=None, scale=alt.Scale(paddingInner=0.05)),
        tooltip=["Buurt:N", "Wijk:N", alt.Tooltip("tekst:N", title="Cijfer")],
    )
    boxes = base.mark_rect(stroke="#8a97a3", cursor="pointer").encode(
        color=alt.Color("tint:N", scale=None)
    )
    ink = alt.Color("inkt:N", scale=None)
    # Names only where there is room for them; the figure says which tile it is on hovering.
    names = base.mark_text(
        dy=-12,
        lineBreak="\n",
        lineHeight=11,
        fontSize=alt.ExprRef("width < 520 ? 0 : min(11, width / 74)"),
        limit=alt.ExprRef(f"width / {columns} - 6"),
    ).encode(text="kort:N", color=ink)
    numbers = base.mark_text(
        fontWeight="bold",
        dy=alt.ExprRef("width < 520 ? 0 : 20"),
        fontSize=alt.ExprRef("max(9, min(13, width / 60))"),
    ).encode(text="tekst:N", color=ink)
    height = _TILE * int(rows["rij"].max())
    return (boxes.add_params(select) + names + numbers).properties(height=height)


def _outlines(rows: pd.DataFrame, select: alt.Parameter) -> alt.LayerChart:
    features = [
        {
            "type": "Feature",
            "geometry": json.loads(row["omtrek"]),
            **{name: row[name] for name in ("buurtcode", "Buurt", "Wijk", "tekst", "tint", "inkt")},
        }
        for _, row in rows.iterrows()
    ]
    shapes = alt.Chart(alt.Data(values=features))
    return (
        alt.layer(
            shapes.mark_geoshape(stroke=_INK, strokeWidth=0.6, cursor="pointer")
            .encode(
                color=alt.Color("tint:N", scale=None),
                tooltip=["Buurt:N", "Wijk:N", alt.Tooltip("tekst:N", title="Cijfer")],
            )
            .add_params(select)
        )
        .project(type="identity", reflectY=True)
        .properties(height=560)
    )


def _lines(name: str) -> str:
    """A name over at most two lines."""
    words, lines = name.replace("-", "- ").split(), [""]
    for word in words:
        joined = f"{lines[-1]} {word}".strip().replace("- ", "-")
        if lines[-1] and len(joined) > _LINE:
            lines.append(word)
        else:
            lines[-1] = joined
    return "\n".join(lines[:2])
