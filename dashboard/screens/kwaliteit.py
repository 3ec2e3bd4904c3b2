"""How good the data are, and what the analyst can do about it."""

from __future__ import annotations

import streamlit as st

from dashboard import shown, words
from dashboard.publication import Publication
from dashboard.queries import kwaliteit


def show(publication: Publication) -> None:
    """The page of quality: what needs work first."""
    shown.head("Kwaliteit", "Kloppen de leveringen, en wat kon niet worden gekoppeld?")
    held, apart = kwaliteit.held(publication), kwaliteit.put_apart(publication)
    st.header("Vastgehouden")
    if held.empty:
        st.success("Er is geen levering vastgehouden.")
    for _, row in held.iterrows():
        with st.container(border=True):
            st.markdown(
                f"**{words.plain(row['bestandsnaam'])}** ({words.source(row['bron'])}) telt niet "
                f"mee. {words.plain(row['reden'])}"
            )
            if st.button("Toon de opdracht", key=f"opdracht {row['levering_id']}"):
                st.caption("Klopt de levering, geef dan in een terminal:")
                st.code(
                    f'veiligheidsbeeld accept {row["levering_id"]} --reden "waarom het klopt"',
                    language="shell",
                )
    st.header("Niet gelezen")
    for _, row in apart.iterrows():
        st.warning(words.plain(row["melding"]))
    if apart.empty:
        st.success("Elk bestand is gelezen.")
    st.header("Waarschuwingen")
    shown.table(kwaliteit.warnings(publication), "Waarschuwingen", empty="Er zijn er geen.")
    st.header("Per maand")
    shown.table(kwaliteit.months(publication), "Kwaliteit per maand", digits={"Versies": 0})
    st.header("Niet of niet zeker gekoppeld")
    st.caption(
        "Van een tekst die iemand kan noemen, staat er alleen de vorm: letters als a, cijfers als "
        "9. Een suggestie is de straat die de tekst waarschijnlijk bedoelt, met de kans daarop. Of "
        "dat klopt, legt u vast in een terminal, tekst voor tekst:"
    )
    st.code("veiligheidsbeeld linking review", language="shell")
    shown.table(
        kwaliteit.unlinked(publication),
        "Niet gekoppeld",
        digits={"Score": 2},
    )
    st.header("Afgekeurde rijen")
    shown.table(kwaliteit.rejected(publication), "Afgekeurd", empty="Geen rij is afgekeurd.")
