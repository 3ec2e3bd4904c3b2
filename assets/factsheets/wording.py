"""Words that both sheets use, so that they say the same of the same figures, and one word for one
thing on each.

Words for single values are in `cells`; sentences of one sheet only, in its own sections.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

ACTIVITY_HEADING = "Wat er is gedaan: inzet, geen resultaat"
ACTIVITY_NOTE = "Dit zijn activiteiten: ze meten inzet, geen resultaat."
# `Overlast` alone means the eight codes of the police; another set of codes has another name.
_ONE_WORD = {"overlast_fysiek_totaal": "Overlast van vuurwerk, stank en rook - Totaal"}
# Of the names of the police: what is no plain Dutch, and what a sheet says instead.
_PLAIN = {" (zonder vervolg)": "", " cq. ": " of ", "Overval In ": "Overval in "}
_NAMES = ("indicator", "naam", "onderwerp")


def in_plain_words(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The tables with each indicator under the name that it has on a sheet: that of `_ONE_WORD`, or
    its own without what is no plain Dutch."""
    return {name: _renamed(frame) for name, frame in tables.items()}


def _renamed(frame: pd.DataFrame) -> pd.DataFrame:
    if "indicator_id" not in frame:
        return frame
    names = [column for column in _NAMES if column in frame]
    return frame.assign(
        **{
            column: frame["indicator_id"].map(_ONE_WORD).fillna(frame[column].map(_plain, "ignore"))
            for column in names
        }
    )


def plain_name(indicator: str, name: str) -> str:
    """What an indicator is called for readers. `indicator`: its id; `name`: that of the police."""
    return _ONE_WORD.get(indicator, _plain(name))


def _plain(name: str) -> str:
    for found, instead in _PLAIN.items():
        name = name.replace(found, instead)
    return name
