"""The talk of every two weeks: what is going on, what was said, and what is agreed.

An entry is put in the inbox as a delivery of its own; nothing else is written.
"""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

from dashboard import filters, place, shown, words
from dashboard.publication import Publication
from dashboard.queries import overleg
from dashboard.waiting import waiting
from schemas import dutch
from schemas.entry import Entry, deliver, problems
from schemas.interpretation import STATES

_ZONE = ZoneInfo("Europe/Amsterdam")
_SAVED = "Opgeslagen. Dit wordt bij de volgende run opgenomen."
_FIELDS = {  # header of an entry -> what the form calls it
    "tekst": "Duiding",
    "actie": "Afgesproken actie",
    "wie": "Wie",
    "uiterlijk": "Uiterlijk",
    "status": "Status",
    "auteur": "Door",
    "datum": "Datum van het overleg",
}


def show(publication: Publication) -> None:
    """The page of the talk."""
    shown.head("Overleg", "Wat zeggen de cijfers ons, en wat spreken we af?")
    _waiting(publication)
    st.header("Open afspraken")
    shown.table(
        overleg.actions(publication), "Open afspraken", empty="Er staat geen afspraak open."
    )
    st.header("Bespreken")
    subjects = overleg.subjects(publication)
    if subjects.empty:
        st.success("Er is geen signaal en geen hotspot.")
        return
    name = filters.one_of("Onderwerp, het zwaarste eerst", list(subjects["naam"]), "onderwerp")
    chosen = subjects.set_index("naam").loc[name]
    st.markdown(words.plain(chosen["wat"]))
    said = overleg.said(publication, chosen["onderwerp"], chosen["plaats"])
    with st.expander(f"Eerder gezegd ({len(said)})", expanded=not said.empty):
        for _, row in said.iterrows():
            st.markdown(_told(row))
        if said.empty:
            st.caption("Hierover is nog niets gezegd.")
        else:
            shown.downloads(said, "Eerder gezegd")
    _form(publication, chosen)


def _told(row: pd.Series) -> str:
    """What was said and agreed once, in words."""
    parts = [f"**{dutch.day(row['Datum'])}**, over {words.month_of(row['Over'])}"]
    if not dutch.is_unknown(row["Duiding"]):
        parts.append(words.plain(row["Duiding"]))
    if not dutch.is_unknown(row["Afgesproken"]):
        who = "" if dutch.is_unknown(row["Wie"]) else f", {words.plain(row['Wie'])}"
        until = row["Uiterlijk"]
        when = "" if dutch.is_unknown(until) else f", uiterlijk {dutch.day(until)}"
        parts.append(f"Afgesproken: {words.plain(row['Afgesproken'])}{who}{when} ({row['Status']})")
    return "  \n".join(parts) + f"  \n*{words.plain(row['Door'])}*"


def _waiting(publication: Publication) -> None:
    """What was saved and is in no publication yet."""
    saved = waiting(place.inbox(), overleg.taken_in(publication))
    if saved.empty:
        return
    known = overleg.subjects(publication).set_index(["onderwerp", "plaats"])["naam"]
    saved["Over"] = [
        known.get((row.indicator, row.gebied), row.indicator) for row in saved.itertuples()
    ]
    st.info(
        f"{dutch.counted(len(saved), 'invoer', 'keer ingevoerd')}: wordt bij de volgende run "
        "opgenomen."
    )
    shown.table(saved[["Over", *_FIELDS]].rename(columns=_FIELDS), "Wacht op de volgende run")


def _form(publication: Publication, chosen: pd.Series) -> None:
    """The form of an entry; it shows what stands for the subject in this period."""
    period = overleg.period(publication)
    now = overleg.now(publication, chosen["onderwerp"], chosen["plaats"], period)
    key = f"{chosen['onderwerp']} {chosen['plaats']}"

    def text(column: str) -> str:
        return str(now.get(column, ""))

    with st.form(f"overleg {key}", enter_to_submit=False):
        st.markdown(f"**{words.plain(chosen.name)}**, over {words.month_of(period)}")
        st.caption(
            "Schrijf geen namen, adressen of nummers van mensen. Staat er al iets over dit "
            "onderwerp in deze maanden, dan ziet u het hier; wat u opslaat, vervangt het."
        )
        told = st.text_area(
            "Duiding",
            text("duiding"),
            120,
            key=f"tekst {key}",
        )
        action = st.text_area("Afgesproken actie", text("actie"), 80, key=f"actie {key}")
        first, second, third = st.columns(3)
        who = first.text_input("Wie (een functie of team)", text("wie"), key=f"wie {key}")
        until = second.date_input(
            "Uiterlijk",
            pd.Timestamp(now["uiterlijk"]).date() if "uiterlijk" in now else None,
            format="DD-MM-YYYY",
            key=f"uiterlijk {key}",
        )
        state = third.selectbox(
            "Status van de actie",
            STATES,
            index=STATES.index(text("status")) if text("status") in STATES else 0,
            key=f"status {key}",
        )
        left, right = st.columns(2)
        author = left.text_input("Door (een functie of team)", text("auteur"), key=f"auteur {key}")
        day = right.date_input(
            "Datum van het overleg", "today", format="DD-MM-YYYY", key=f"datum {key}"
        )
        is_new_level = st.checkbox(
            "Dit is het nieuwe niveau: vergelijk voortaan hiermee",
            bool(now.get("nieuw_niveau", False)),
            key=f"niveau {key}",
        )
        if not st.form_submit_button("Opslaan", type="primary"):
            return
    entry = Entry(
        subject=chosen["onderwerp"],
        place=chosen["plaats"],
        period=period,
        author=author,
        day=day,
        entered_at=dt.datetime.now(_ZONE).replace(tzinfo=None),
        text=told,
        action=action,
        who=who,
        until=until,
        state=state if action.strip() else "",
        is_new_level=is_new_level,
    )
    save(publication, entry)


def save(publication: Publication, entry: Entry) -> None:
    """Put the entry in the inbox, or say what is wrong with it."""
    wrong = problems(entry, overleg.names(publication))
    for header, reason in wrong.items():
        st.error(f"**{_FIELDS.get(header, header)}**: {words.plain(reason)}")
    if wrong:
        return
    try:
        deliver(entry, place.inbox())
    except OSError:
        st.error(
            "De invoer kon niet in de inbox worden opgeslagen. Kijk of de map er is, of u erin mag "
            "schrijven en of de schijf niet vol is. De tekst staat nog in het formulier."
        )
        return
    st.toast(_SAVED)
    st.success(_SAVED)
