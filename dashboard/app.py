"""The dashboard as Streamlit runs it: the pages, the head that all have, and the publication that
they show. What is on a page belongs in `screens`."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import duckdb
import streamlit as st
from streamlit.navigation.page import StreamlitPage

from dashboard import place, publication, shown, visits
from dashboard.screens import (
    aandachtsgebieden,
    buurt,
    doelen,
    hotspots,
    indicator,
    kaart,
    kwaliteit,
    overleg,
    straat,
    vandaag,
    veiligheidsmonitor,
    wanneer,
)

_PAGES = {
    "Nu": (
        ("vandaag", "Vandaag", vandaag, ":material/today:"),
        ("overleg", "Overleg", overleg, ":material/groups:"),
    ),
    "Waar": (
        ("straat", "Straat", straat, ":material/signpost:"),
        ("buurt", "Buurt", buurt, ":material/holiday_village:"),
        ("kaart", "Kaart", kaart, ":material/map:"),
        ("hotspots", "Hotspots", hotspots, ":material/location_on:"),
        ("aandachtsgebieden", "Aandachtsgebieden", aandachtsgebieden, ":material/visibility:"),
    ),
    "Wat en wanneer": (
        ("indicator", "Indicator", indicator, ":material/show_chart:"),
        ("wanneer", "Wanneer", wanneer, ":material/calendar_view_week:"),
        ("veiligheidsmonitor", "Veiligheidsmonitor", veiligheidsmonitor, ":material/forum:"),
        ("doelen", "Doelen", doelen, ":material/flag:"),
    ),
    "Gegevens": (("kwaliteit", "Kwaliteit", kwaliteit, ":material/fact_check:"),),
}
_HERE = Path(__file__).parent
_IN_DUTCH = "<script>document.documentElement.lang = 'nl'</script>"  # the frame says English
_NOTHING = (
    "Er is nog geen publicatie. Maak er een met `veiligheidsbeeld run`, en open deze bladzijde "
    "daarna opnieuw."
)
_UNREADABLE = (
    "De publicatie kan niet worden gelezen. Geef `veiligheidsbeeld verify`; dat zegt wat er mee is."
)
_OLDER = (
    "Deze publicatie is van een eerdere versie van het programma en mist gegevens voor deze "
    "bladzijde. Geef `veiligheidsbeeld run`, dan komen ze erbij."
)
_LOOK_EVERY = 15  # seconds between two looks at whether there is a new publication


def main() -> None:
    """Show the chosen page of the publication that stands there now."""
    st.set_page_config(
        page_title="Veiligheidsbeeld",
        page_icon=str(_HERE / "icon.svg"),
        layout="wide",
        menu_items={"Get help": None, "Report a bug": None, "About": None},
    )
    st.html(_HERE / "style.css")
    st.html(_IN_DUTCH, unsafe_allow_javascript=True)
    found = _publication()
    pages = {
        url: st.Page(
            partial(page.show, found),
            title=title,
            icon=icon,
            url_path=url,
            default=url == "vandaag",
        )
        for section in _PAGES.values()
        for url, title, page, icon in section
    }
    st.session_state["pages"] = pages
    chosen = st.navigation(
        {name: [pages[url] for url, *_ in section] for name, section in _PAGES.items()}
    )
    with st.sidebar:
        st.caption(f"Cijfers {shown.as_of(found)}.")
        if provisional := shown.provisional(found):
            st.caption(provisional)
        st.caption("Vertrouwelijk: cijfers per straat, alleen voor het veiligheidsteam.")
        _follow(found.version)
    _run(chosen)
    visits.note(chosen.url_path or "vandaag")


def _publication() -> publication.Publication:
    """The publication that stands there; without one the page ends, in words."""
    try:
        found = publication.current(place.publication())
        wrong = None if found else _NOTHING
    except duckdb.Error:
        wrong = _UNREADABLE
    if wrong:
        st.title("Veiligheidsbeeld")
        st.error(wrong)
        st.stop()
    return found


def _run(page: StreamlitPage) -> None:
    """Show a page; what it cannot show ends in words."""
    try:
        page.run()
    except (duckdb.CatalogException, duckdb.BinderException):
        st.error(_OLDER)
    except duckdb.Error:
        st.error(_UNREADABLE)


@st.fragment(run_every=_LOOK_EVERY)
def _follow(version: publication.Version) -> None:
    """Show the page anew when the next publication stands there."""
    if publication.version_at(place.publication()) not in (None, version):
        st.rerun()


if __name__ == "__main__":
    main()
