"""The filters of the pages. What is chosen stands in the address, so that a view can be sent."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard import words
from dashboard.publication import Publication
from dashboard.queries import choices

ALL_THEMES, ALL_AREAS = "Alle thema's", "Hele gemeente"


def one_of(label: str, options: Sequence[str], key: str, **more) -> str | None:
    """One of a list, by its name; a few options as buttons, more as a list to search. `more`: as in
    `st.selectbox`."""
    if len(options) <= 3 and not more:
        return st.segmented_control(
            label,
            options,
            default=options[0],
            required=True,
            key=key,
            bind="query-params",
            wrap=True,
        )
    return st.selectbox(
        label, options, key=key, bind="query-params", placeholder="Kies of typ een naam", **more
    )


def theme(publication: Publication) -> str | None:
    """The code of the chosen theme; None for all."""
    known = choices.themes(publication)
    name = one_of("Thema", [ALL_THEMES, *known["themanaam"]], "thema")
    codes = dict(zip(known["themanaam"], known["thema"], strict=True))
    return codes.get(name)


def source() -> str:
    """The chosen source: police or reports."""
    name = one_of("Bron", list(words.SOURCES.values()), "bron")
    return next(code for code, title in words.SOURCES.items() if title == name)


def neighbourhood(publication: Publication, with_all: bool = False) -> str | None:
    """The code of the chosen neighbourhood; None for the whole municipality."""
    known = choices.neighbourhoods(publication)
    name = one_of("Buurt", [*([ALL_AREAS] if with_all else []), *known], "buurt")
    return known.get(name)


def go_to(url_path: str, **values: str) -> None:
    """Open another page with these filters."""
    st.switch_page(st.session_state["pages"][url_path], query_params=values)


def go_to_street(publication: Publication, street: str) -> None:
    """Open the page of a street, by its straat_id. One that cannot be chosen opens none."""
    names = {code: name for name, code in choices.streets(publication).items()}
    if street in names:
        go_to("straat", straat=names[street])


def switch(label: str, key: str) -> bool:
    """A choice that is on or off."""
    return st.toggle(label, key=key, bind="query-params")
