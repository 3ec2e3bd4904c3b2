"""The talk of every two weeks: what is going on, what was said, and what is agreed.

An entry is put in the inbox as a delivery of its own; nothing else is written.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any
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
    with st.form(f"overleg {key}", enter_to_submit=False):
        st.markdown(f"**{words.plain(chosen.name)}**, over {words.month_of(period)}")
        st.caption(
            "Schrijf geen namen, adressen of nummers van mensen. Staat er al iets over dit "
            "onderwerp in deze maanden, dan ziet u het hier; wat u opslaat, vervangt het."
        )
        filled = _interpretation(now, key) | _action(now, key) | _origin(now, key)
        is_saved = st.form_submit_button("Opslaan", type="primary")
    if is_saved:
        moment = dt.datetime.now(_ZONE).replace(tzinfo=None)
        save(
            publication,
            Entry(
                subject=chosen["onderwerp"],
                place=chosen["plaats"],
                period=period,
                entered_at=moment,
                **filled,
            ),
        )


def _interpretation(now: Mapping[str, Any], key: str) -> dict[str, Any]:
    """What the team says."""
    return {
        "text": st.text_area("Duiding", now.get("duiding", ""), 120, key=f"tekst {key}"),
        "is_new_level": st.checkbox(
            "Dit is het nieuwe niveau: vergelijk voortaan hiermee",
            bool(now.get("nieuw_niveau", False)),
            key=f"niveau {key}",
        ),
    }


def _action(now: Mapping[str, Any], key: str) -> dict[str, Any]:
    """What is agreed, who does it, by when and how far it is."""
    action = st.text_area("Afgesproken actie", now.get("actie", ""), 80, key=f"actie {key}")
    first, second, third = st.columns(3)
    who = first.text_input("Wie (een functie of team)", now.get("wie", ""), key=f"wie {key}")
    until = second.date_input(
        "Uiterlijk",
        pd.Timestamp(now["uiterlijk"]).date() if "uiterlijk" in now else None,
        format="DD-MM-YYYY",
        key=f"uiterlijk {key}",
    )
    state = third.selectbox(
        "Status van de actie",
        STATES,
        STATES.index(now.get("status", STATES[0])),
        key=f"status {key}",
    )
    return {
        "action": action,
        "who": who,
        "until": until,
        "state": state if action.strip() else "",
    }


def _origin(now: Mapping[str, Any], key: str) -> dict[str, Any]:
    """Who says it, and on which day."""
    left, right = st.columns(2)
    return {
        "author": left.text_input(
            "Door (een functie of team)", now.get("auteur", ""), key=f"auteur {key}"
        ),
        "day": right.date_input(
            "Datum van het overleg", "today", format="DD-MM-YYYY", key=f"datum {key}"
        ),
    }


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
