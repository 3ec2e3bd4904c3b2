"""The week of a street, a neighbourhood or all, for each source."""

from __future__ import annotations

import streamlit as st

from dashboard import charts, shown, words
from dashboard.publication import Publication
from dashboard.queries import wanneer
from schemas import dutch


def show_week(publication: Publication, name: str, theme: str | None, **place: str | None) -> None:
    """Both sources, each with the 28 parts of its week. `place`: as in `wanneer.week`."""
    for column, (source, title) in zip(st.columns(2), words.SOURCES.items(), strict=True):
        with column:
            st.markdown(f"**{title}**")
            week = wanneer.week(publication, source, theme=theme, **place)
            parts, unknown = week.iloc[:-1], week["Aantal"].iloc[-1]
            if not parts["Aantal"].sum():
                st.info("In twaalf maanden is hiervan geen moment bekend.")
                continue
            shown.chart(
                charts.week(parts, title),
                week,
                f"Week {title} {name}",
                _alternative(title, name, parts),
                digits={"Aantal": 0},
            )
            st.caption(
                f"Aandeel in procenten. Van {dutch.number(unknown)} is het moment onbekend. De "
                "nacht van zaterdag op zondag staat bij zondag."
            )


def _alternative(title: str, name: str, parts) -> str:
    """The chart in a sentence: its three largest parts."""
    most = parts.nlargest(3, "Aandeel")
    told = [
        f"{row.Weekdag}{row.Dagdeel} {dutch.number(row.Aandeel, 1)} %" for row in most.itertuples()
    ]
    return f"{title} in {name} over de week; het meest: {dutch.enumerated(told)}."
