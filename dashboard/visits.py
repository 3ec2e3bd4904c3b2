"""Which page was looked at, for the access log: the page and its area, never who.

Where a line goes is given by the command that starts the dashboard.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

AREAS = ("straat", "buurt", "gebied", "aandachtsgebied")  # the filters that say where
Write = Callable[[str, Mapping[str, str]], None]
_written: list[Write] = []


def write_to(write: Write) -> None:
    """Give every view to `write`, with its page and its areas."""
    _written[:] = [write]


def note(page: str) -> None:
    """Note that this session looks at `page` with the areas that are chosen; once as long as
    neither changes."""
    state = st.session_state
    areas = {name: str(state[name]) for name in AREAS if state.get(name)}
    if state.get("gezien") != (page, areas):
        state["gezien"] = (page, areas)
        for write in _written:
            write(page, areas)
