"""The goals of the programme."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import charts, shown, words
from dashboard.publication import Publication
from dashboard.queries import doelen
from schemas import dutch

_MARKS = {
    "op koers": "✓ op koers",
    "niet op koers": "× niet op koers",
    words.UNCERTAIN: "? niet vast te stellen",
}


def show(publication: Publication) -> None:
    """The page of the goals: each with its road and where it is now."""
    shown.head("Doelen", "Liggen de doelen van het programma op koers?")
    goals = doelen.goals(publication)
    if goals.empty:
        st.info("Er zijn geen doelen. Zet ze in doelen.csv; hoe, staat in de handleiding.")
        return
    for main, group in goals.groupby("hoofddoel", sort=False):
        st.header(words.plain(main))
        for column, (_, row) in zip(_columns(len(group)), group.iterrows(), strict=False):
            with column, st.container(border=True):
                _goal(row)
    table = goals.rename(columns=_COLUMNS)
    shown.table(table[list(_COLUMNS.values())], "Doelen")


_COLUMNS = {
    "doel": "Doel",
    "nulmeting": "Nulmeting",
    "nulmeting_jaar": "Jaar nulmeting",
    "streefwaarde": "Streefwaarde",
    "streefjaar": "Streefjaar",
    "nu": "Nu",
    "nu_van": "Van",
    "nu_tot": "Tot",
    "nu_periode": "Periode",
    "oordeel": "Oordeel",
    "toelichting": "Toelichting",
}


def _columns(number: int) -> list:
    """Two goals beside each other, as many rows as needed."""
    cells = []
    for _ in range(0, number, 2):
        cells += st.columns(2)
    return cells


def _goal(row: pd.Series) -> None:
    st.markdown(f"**{words.plain(row['doel'])}**  \n{_MARKS.get(row['oordeel'], row['oordeel'])}")
    if dutch.is_unknown(row["nu"]):
        st.caption("Er is nog geen cijfer.")
        return
    st.altair_chart(charts.goal(row), alt=_words(row), key=f"doel {row['doel_id']}")
    st.caption(_words(row))


def _words(row: pd.Series) -> str:
    """The goal in a sentence."""
    margin = (
        ""
        if dutch.is_unknown(row["nu_van"])
        else f" (marge {dutch.count(row['nu_van'])}–{dutch.count(row['nu_tot'])})"
    )
    return (
        f"Van {dutch.count(row['nulmeting'])} in {row['nulmeting_jaar']} naar "
        f"{dutch.count(row['streefwaarde'])} in {row['streefjaar']}. Nu "
        f"{dutch.count(row['nu'])}{margin}, over {words.month_of(row['nu_periode'])}; de weg "
        f"ernaartoe ligt op {dutch.count(row['koers'])}."
    )
