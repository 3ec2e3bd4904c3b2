"""What residents answered in the Veiligheidsmonitor."""

from __future__ import annotations

import streamlit as st

from dashboard import charts, filters, shown
from dashboard.publication import Publication
from dashboard.queries import veiligheidsmonitor


def show(publication: Publication) -> None:
    """The page of the survey."""
    shown.head("Veiligheidsmonitor", "Wat zeggen inwoners zelf, en hoe zeker is dat?")
    known = veiligheidsmonitor.indicators(publication)
    if not known:
        st.info("De Veiligheidsmonitor is niet geleverd.")
        return
    name = filters.one_of("Onderwerp", list(known), "onderwerp")
    outcomes = veiligheidsmonitor.outcomes(publication, known[name])
    unit = outcomes["Eenheid"].dropna()
    shown.chart(
        charts.survey(outcomes),
        outcomes.drop(columns=["Eenheid"]),
        name,
        f"Punten van {name} per jaar, met de marge waar die bekend is.",
    )
    st.caption(
        (f"Eenheid: {unit.iloc[0]}. " if len(unit) else "")
        + "Een streep is de marge: de waarde onder alle inwoners ligt er bijna zeker in. Zonder "
        "streep is de marge niet gepubliceerd. Een lijn verbindt alleen jaren die te vergelijken "
        "zijn."
    )
