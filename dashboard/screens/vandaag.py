"""What changed, where, since when, how sure, and what the team said of it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import filters, shown, words
from dashboard.publication import Publication
from dashboard.queries import choices, vandaag
from schemas import dutch

_LEVELS = {
    "Gemeente": "gemeente",
    "Wijken": "wijk",
    "Buurten": "buurt",
    "Aandachtsgebieden": "aandachtsgebied",
}


def show(publication: Publication) -> None:
    """The page that the team opens first."""
    shown.head("Vandaag", "Wat is er veranderd, en wat weten we ervan?")
    signals = vandaag.signals(publication)
    _counts(signals)
    city = signals[signals["gebiedsniveau"].eq("gemeente")]
    st.header("In de hele gemeente")
    if city.empty:
        st.success("Er is geen signaal: wat er gebeurt, is te verwachten of niet vast te stellen.")
    _known(city)
    for _, row in city.iterrows():
        _card(publication, row)
    st.header("In een deel van de gemeente")
    level = _LEVELS[filters.one_of("Waar", [*_LEVELS][1:], "waar")]
    part = signals[signals["gebiedsniveau"].eq(level)].reset_index(drop=True)
    st.caption("Nieuwe eerst. Klik op het vakje voor een rij voor het verloop.")
    shown.table(
        _table(part),
        f"Signalen per {level}",
        on_row=lambda row: _open(publication, part.iloc[row]),
        empty="Er is hier geen signaal.",
    )
    st.header("Wat er binnenkwam")
    shown.table(vandaag.arrivals(publication), "Laatste leveringen")


def _counts(signals: pd.DataFrame) -> None:
    first, second, third = st.columns(3)
    first.metric("Signalen", len(signals))
    second.metric("Daarvan nieuw", int(signals["is_nieuw"].sum()))
    third.metric(
        "Nog niet besproken", int((signals["duiding"].isna() & signals["actie"].isna()).sum())
    )


def _card(publication: Publication, row: pd.Series) -> None:
    """A signal of the municipality, in words."""
    arrow = "▲" if row["richting"] == "omhoog" else "▼"
    new = " :blue-badge[nieuw]" if row["is_nieuw"] else ""
    with st.container(border=True, gap="small"):
        told, button = st.columns([5, 1], vertical_alignment="center")
        with told:
            name = words.plain(row["indicator"])
            st.markdown(f"**{arrow} {name}**{new}  \n{_sentence(row)}")
            st.caption(_said(row))
        with button:
            if st.button("Verloop", key=f"verloop {row['indicator_id']}"):
                _open(publication, row)


def _open(publication: Publication, signal: pd.Series) -> None:
    """Open the course of a signal."""
    indicators, areas = choices.judged_indicators(publication), choices.judged_areas(publication)
    filters.go_to(
        "indicator",
        indicator=choices.name_of(indicators, signal["indicator_id"]),
        gebied=choices.name_of(areas, signal["gebied_code"]),
    )


def _said(row: pd.Series) -> str:
    """What the team said of a signal, and what it agreed."""
    parts = []
    if not dutch.is_unknown(row["duiding"]):
        who = f"{words.plain(row['duiding_auteur'])}, {dutch.day(row['duiding_datum'])}"
        parts.append(f"Besproken: {words.plain(row['duiding'])} ({who})")
    if not dutch.is_unknown(row["actie"]):
        parts.append(f"Afgesproken: {words.plain(row['actie'])}{_who_and_when(row)}")
    return "  \n".join(parts) or "Nog niet besproken."


def _who_and_when(row: pd.Series) -> str:
    who = "" if dutch.is_unknown(row["wie"]) else words.plain(row["wie"])
    when = "" if dutch.is_unknown(row["uiterlijk"]) else f"uiterlijk {dutch.day(row['uiterlijk'])}"
    both = ", ".join(filter(None, (who, when)))
    return f" ({both})" if both else ""


def _known(city: pd.DataFrame) -> None:
    """What was known of the months of the signals, once."""
    for (first, last, known), _ in city.groupby(["periode_van", "periode_tot", "evenementen"]):
        st.caption(f"Bekend in {words.month_of(f'{first}--{last}')}: {words.plain(known)}.")


def _sentence(row: pd.Series) -> str:
    when = words.month_of(f"{row['periode_van']}--{row['periode_tot']}")
    text = (
        f"**{dutch.number(row['waargenomen'])}** in {when}; te verwachten was "
        f"{dutch.number(row['verwacht'])} (gewone schommeling: {dutch.number(row['onder'])} tot en "
        f"met {dutch.number(row['boven'])})."
    )
    if not dutch.is_unknown(row["sinds_maand"]):
        text += f" Anders sinds {dutch.month(row['sinds_maand'])}."
    return text


def _table(part: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Nieuw": part["is_nieuw"].map({True: "nieuw", False: ""}),
            "Gebied": part["gebiedsnaam"],
            "Indicator": part["indicator"],
            "Richting": part["richting"].map({"omhoog": "▲ omhoog", "omlaag": "▼ omlaag"}),
            "Geteld": part["waargenomen"],
            "Verwacht": part["verwacht"],
            "Grens": part["grens"],
            "Sinds": part["sinds_maand"].map(dutch.month, na_action="ignore"),
            "Besproken": part["duiding"],
            "Afgesproken": part["actie"],
        }
    )
