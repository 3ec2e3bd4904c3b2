"""In which parts of the week it happens."""

from __future__ import annotations

import math

import streamlit as st

from dashboard import filters, shown, words
from dashboard.publication import Publication
from dashboard.queries import choices, wanneer
from dashboard.screens.week import show_week
from schemas import dutch


def show(publication: Publication) -> None:
    """The page of the week, for the municipality or a neighbourhood."""
    shown.head("Wanneer", "Op welke dagen en in welk dagdeel gebeurt het?")
    left, right = st.columns([2, 1])
    with left:
        area = filters.neighbourhood(publication, with_all=True)
    with right:
        theme = filters.theme(publication)
    known = choices.neighbourhoods(publication)
    name = choices.name_of(known, area) if area else filters.ALL_AREAS
    show_week(publication, name, neighbourhood=area, theme=theme)
    st.header("Straten met een eigen patroon")
    st.caption(
        "Alleen waar een toets voor alle straten samen zegt dat het verschil met de rest van de "
        "buurt geen toeval is."
    )
    shown.table(
        wanneer.patterns(publication, neighbourhood=area),
        "Straten met een eigen patroon",
        empty="Van geen straat is vast te stellen dat het er op andere delen van de week gebeurt.",
    )
    st.markdown(
        "- **Politie**: het tijdvak tussen begin en einde van het feit, verdeeld over de dagdelen "
        "waarin het viel. Kan een feit langer dan een week hebben geduurd, dan is het onbekend.\n"
        f"- **Meldingen**: {_reporting(publication, area, theme)}\n"
        "- Dagdelen: " + ", ".join(f"{part} {hours}" for part, hours in words.HOURS.items()) + "."
    )


def _reporting(publication: Publication, area: str | None, theme: str | None) -> str:
    """Which moment the parts of reports are of."""
    share = wanneer.of_reporting(publication, area, theme)
    if math.isnan(share):
        return "er zijn geen meldingen."
    if share >= 99.5:
        return "het moment van melden; wanneer het gebeurde, staat niet in de export."
    if share < 0.5:
        return "het moment van het voorval."
    return (
        f"van {dutch.number(share)} % is alleen het moment van melden bekend, van de andere het "
        "moment van het voorval."
    )
