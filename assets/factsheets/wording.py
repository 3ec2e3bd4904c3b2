"""Words that both sheets use, so that they say the same of the same figures, and one word for one
thing on each.

Words for single values are in `cells`; sentences of one sheet only, in its own sections.
"""

from __future__ import annotations

import re
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
    own = frame["indicator_id"].map(_ONE_WORD)
    names = [column for column in _NAMES if column in frame]
    plain = {re.escape(found): instead for found, instead in _PLAIN.items()}
    return frame.assign(
        **{column: own.fillna(frame[column].replace(plain, regex=True)) for column in names}
    )
