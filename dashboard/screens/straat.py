"""One street: police and reports side by side."""

from __future__ import annotations

import streamlit as st

from dashboard import charts, filters, shown, words
from dashboard.publication import Publication
from dashboard.queries import choices, straat, wanneer
from dashboard.screens.week import show_week
from schemas import dutch


def show(publication: Publication) -> None:
    """The page of a street, which is chosen by its name."""
    shown.head("Straat", "Wat speelt er in deze straat, en hoe weten we dat?")
    known = choices.streets(publication)
    left, right = st.columns([2, 1])
    with left:
        name = filters.one_of("Straat", list(known), "straat", index=None)
    with right:
        theme = filters.theme(publication)
    if name is None:
        st.info("Kies hierboven een straat; typ een deel van haar naam.")
        return
    street = known[name]
    about = straat.about(publication, street)
    place = about["buurtnaam"]
    if about["in_meer_buurten"]:
        st.caption("Deze straat ligt in meer dan één buurt.")
    elif not dutch.is_unknown(place):
        st.caption(f"Ligt in de buurt {words.plain(place)}.")
    months = straat.months(publication, street, theme)
    st.header("Maand voor maand")
    shown.chart(
        charts.months(months),
        months.rename(columns={"maand": "Maand"}).assign(
            Maand=[f"{day:%Y-%m}" for day in months["maand"]]
        ),
        f"{name} per maand",
        f"Staafdiagram: registraties van de politie en meldingen per maand in {name}.",
    )
    st.header("Thema's, twaalf maanden")
    themes = straat.themes(publication, street)
    shown.table(
        themes[["Thema", "Politie", "Meldingen"]],
        f"{name} per thema",
        unknown_to_source={
            "Politie": ~themes["telt_politie"],
            "Meldingen": ~themes["telt_melddesk"],
        },
    )
    st.caption(words.LEGEND)
    st.header("Wanneer, over twaalf maanden")
    for _, row in wanneer.patterns(publication, street=street).iterrows():
        st.markdown(
            f"{row['Bron']}, {words.plain(row['Thema'].lower())}: **vooral {row['Vooral']}** "
            f"({dutch.number(row['Aandeel (%)'])} %, in de rest van de buurt "
            f"{dutch.number(row['Rest van de buurt (%)'])} %)."
        )
    show_week(publication, name, street=street, theme=theme)
    st.header("Ernaast")
    shown.table(
        straat.next_to(publication, street),
        f"Naast {name}",
        empty="Van geen straat is bekend dat ze ernaast ligt.",
    )
    st.header("Hoe de rijen zijn gekoppeld")
    shown.table(
        straat.linking(publication, street), f"Koppeling {name}", digits={"Laagste score": 2}
    )
