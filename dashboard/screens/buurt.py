"""One neighbourhood: months, themes, signals, streets, the week."""

from __future__ import annotations

import streamlit as st

from dashboard import charts, filters, shown, words
from dashboard.publication import Publication
from dashboard.queries import buurt
from dashboard.screens.week import show_week
from schemas import dutch


def show(publication: Publication) -> None:
    """The page of a neighbourhood, which is chosen by its name."""
    shown.head("Buurt", "Hoe staat het ervoor in deze buurt, en in welke straten speelt het?")
    left, right = st.columns([2, 1])
    with left:
        area = filters.neighbourhood(publication)
    with right:
        theme = filters.theme(publication)
    about = buurt.about(publication, area)
    name = about["buurtnaam"]
    people = about["inwoners"]
    if not dutch.is_unknown(people):
        st.caption(f"{words.plain(about['wijknaam'])} · {dutch.number(people)} inwoners")
    st.header("Signalen")
    shown.table(
        buurt.signals(publication, area).assign(Sinds=lambda rows: rows["Sinds"].map(dutch.month)),
        f"Signalen {name}",
        empty="Er is geen signaal: wat er gebeurt, is te verwachten of niet vast te stellen.",
    )
    st.header("Maand voor maand")
    months = buurt.months(publication, area, theme)
    shown.chart(
        charts.months(months),
        months.assign(maand=[f"{day:%Y-%m}" for day in months["maand"]]).rename(
            columns={"maand": "Maand"}
        ),
        f"{name} per maand",
        f"Staafdiagram: registraties van de politie en meldingen per maand in {name}.",
    )
    st.header("Thema's, twaalf maanden")
    themes = buurt.themes(publication, area)
    police, reports = ~themes.pop("telt_politie"), ~themes.pop("telt_melddesk")
    shown.table(
        themes,
        f"{name} per thema",
        unknown_to_source={
            "Politie": police,
            "Politie per 1.000": police,
            "Meldingen": reports,
            "Meldingen per 1.000": reports,
        },
    )
    st.caption(words.LEGEND)
    st.header("Straten, twaalf maanden")
    streets = buurt.streets(publication, area, theme)
    codes = streets.pop("straat_id")
    st.caption("Klik op het vakje voor een rij om de straat te openen.")
    shown.table(
        streets,
        f"Straten in {name}",
        missing=words.NO_COUNTERPART,
        on_row=lambda row: filters.go_to_street(publication, codes.iloc[row]),
    )
    st.header("Wanneer, over twaalf maanden")
    show_week(publication, name, neighbourhood=area, theme=theme)
