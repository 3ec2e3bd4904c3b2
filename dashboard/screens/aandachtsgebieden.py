"""The areas that the team follows."""

from __future__ import annotations

import streamlit as st

from dashboard import charts, filters, shown, words
from dashboard.publication import Publication
from dashboard.queries import aandachtsgebieden, indicator
from schemas import dutch


def show(publication: Publication) -> None:
    """The page of a focus area, which is chosen by its name."""
    shown.head("Aandachtsgebieden", "Hoe gaat het in de gebieden die het team volgt?")
    known = aandachtsgebieden.areas(publication)
    if not known:
        st.info(
            "Er zijn geen aandachtsgebieden. Zet ze in aandachtsgebieden.csv; hoe, staat in de "
            "handleiding."
        )
        return
    name = filters.one_of("Gebied", list(known), "aandachtsgebied")
    figures = aandachtsgebieden.figures(publication, known[name])
    ids = figures.pop("indicator_id")
    st.header("Laatste twee maanden en twaalf maanden")
    shown.table(
        figures.assign(
            Oordeel=figures["Oordeel"].map(words.VERDICTS),
            Sinds=figures["Sinds"].map(dutch.month, na_action="ignore"),
            **{"Oordeel 12 maanden": figures["Oordeel 12 maanden"].map(words.VERDICTS)},
        ),
        name,
    )
    st.header("Verloop")
    chosen = filters.one_of("Indicator", list(figures["Indicator"]), "indicator")
    code = ids[figures["Indicator"].eq(chosen)].iloc[0]
    verdicts = indicator.verdicts(publication, code, known[name], "12m")
    shown.chart(
        charts.limits(verdicts, verdicts.head(0).rename(columns={"trendbreuk": "naam"})),
        verdicts[["periode", "nu", "verwacht", "onder", "boven", "uitkomst"]].rename(
            columns={
                "periode": "Maand",
                "nu": "Geteld",
                "verwacht": "Verwacht",
                "onder": "Van",
                "boven": "Tot",
                "uitkomst": "Oordeel",
            }
        ),
        f"{chosen} in {name}",
        f"Lijndiagram van {chosen} in {name} over telkens twaalf maanden, met de grenzen.",
    )
