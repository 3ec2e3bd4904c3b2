"""The places with nuisance, and what was done about them."""

from __future__ import annotations

import streamlit as st

from dashboard import filters, shown, words
from dashboard.publication import Publication
from dashboard.queries import hotspots

_ALL = "Alle klassen"


def show(publication: Publication) -> None:
    """The page of hotspots; a click on a row opens its street."""
    shown.head(
        "Hotspots", "Op welke plekken speelt het, hoe lang al, en waar is het volgend kwartaal?"
    )
    left, right = st.columns(2)
    with left:
        theme = filters.theme(publication)
    with right:
        kind = filters.one_of("Klasse", [_ALL, *hotspots.kinds(publication)], "klasse")
    found = hotspots.hotspots(publication, theme, None if kind == _ALL else kind)
    streets = found.pop("straat_id")
    st.caption(
        "In volgorde van wat volgend kwartaal te verwachten is. Klik op het vakje voor een rij om "
        "de straat te openen."
    )
    shown.table(
        found.assign(Rang=found["Rang"].astype("Int64")),
        "Hotspots",
        missing=words.NO_COUNTERPART,
        on_row=lambda row: filters.go_to_street(publication, streets.iloc[row]),
    )
    st.header("Wat een aanpak deed")
    shown.table(
        hotspots.effects(publication),
        "Effect van de aanpak",
        empty="Er staat geen aanpak in de lijst van de hotspotaanpak.",
    )
    st.header("Hoe goed eerdere lijsten voorspelden")
    st.caption("Welk deel van het kwartaal daarna viel op de plekken van de lijst.")
    shown.table(hotspots.scores(publication), "Trefkans van de lijsten")
