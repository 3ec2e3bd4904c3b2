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
_NAMES = ("indicator", "naam", "onderwerp")


def with_one_word(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The tables with the indicators of `_ONE_WORD` under the name that they have on a sheet."""
    return {name: _renamed(frame) for name, frame in tables.items()}


def _renamed(frame: pd.DataFrame) -> pd.DataFrame:
    if "indicator_id" not in frame:
        return frame
    own = frame["indicator_id"].map(_ONE_WORD)
    if own.isna().all():
        return frame
    names = [column for column in _NAMES if column in frame]
    return frame.assign(**{column: own.fillna(frame[column]) for column in names})
