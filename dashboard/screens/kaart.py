"""A figure for each neighbourhood on a map."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import filters, maps, shown, words
from dashboard.publication import Publication
from dashboard.queries import choices, kaart
from schemas import dutch

_COUNT, _RATE, _CHANGE = "Aantal", "Per 1.000 inwoners", "Verandering"
_COLUMNS = {_COUNT: "Aantal", _RATE: "Per 1.000", _CHANGE: "Verandering"}


def show(publication: Publication) -> None:
    """The page of the map; a click on a neighbourhood opens its page."""
    shown.head("Kaart", "Waar speelt het? Klik op een buurt om haar te openen.")
    first, second, third = st.columns([2, 2, 3])
    with first:
        theme = filters.theme(publication)
    with second:
        source = filters.source()
    with third:
        measure = filters.one_of("Cijfer", list(_COLUMNS), "cijfer")
    figures = kaart.figures(publication, theme, source)
    column = _COLUMNS[measure]
    if figures[column].isna().all():
        st.info("Van geen buurt is dit cijfer bekend.")
        return
    drawing = maps.draw(figures, column, kaart.places(publication))
    choice = st.altair_chart(
        drawing, key="kaart", on_select="rerun", alt=_alternative(measure, figures, column)
    )
    st.caption(_note(measure))
    if chosen := choice.selection.get(maps.CHOICE):
        known = choices.neighbourhoods(publication)
        filters.go_to("buurt", buurt=choices.name_of(known, chosen[0]["buurtcode"]))
    told = figures.drop(columns=["buurtcode", "wijkcode"])
    shown.table(told, f"Kaart {words.SOURCES[source]}")


def _note(measure: str) -> str:
    """What the shades mean, and what is left blank."""
    if measure == _COUNT:
        return (
            "Hoe donkerder, hoe meer in twaalf maanden; elke tint telt evenveel buurten. Grijs: "
            "niet bekend."
        )
    if measure == _RATE:
        return (
            "Blauw is lager dan in de buurten samen, oranje hoger; hoe donkerder, hoe verder. "
            "Buurten met weinig inwoners of kleine aantallen hebben geen cijfer."
        )
    return (
        "Twaalf maanden tegen de twaalf ervoor, in procenten. Blauw is minder, oranje meer. Alleen "
        f"waar het er een jaar eerder ten minste {kaart.LEAST} waren. Of een verandering meer is "
        "dan toeval, staat bij Indicator."
    )


def _alternative(measure: str, figures: pd.DataFrame, column: str) -> str:
    most = figures.dropna(subset=[column]).nlargest(3, column)
    told = [f"{row['Buurt']} {dutch.number(row[column])}" for _, row in most.iterrows()]
    return f"Kaart van de buurten, {measure.lower()}. Het hoogst: {dutch.enumerated(told)}."
