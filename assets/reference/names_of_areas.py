"""An area as statistics and registers name it, by code or by name -> its CBS code."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

from assets.reference.tables import Reference
from schemas.layout import fold_header

_AREA = re.compile(r"^(GM\w{4}|WK\w{6}|BU\w{8})$", re.IGNORECASE)
_KINDS = {"gemeente": "GM", "wijk": "WK", "buurt": "BU"}
SEVERAL, STRANGE = "(meer)", "(onbekend)"
FAULTS = {
    SEVERAL: "naam van meer dan één gebied (gemeente, wijk of buurt): noem de code van het gebied",
    STRANGE: "gebied niet bekend in deze gemeente: noem de code van het gebied",
}


def area_names(reference: Reference, code: str, name: str) -> dict[str, set[str]]:
    """Folded name -> the codes of every area of the municipality that bears it."""
    named = [(name, code)]
    for division in reference.indelingen:
        table = division.buurten
        named += zip(table["buurtnaam"], table["buurtcode"], strict=True)
        named += zip(table["wijknaam"], table["wijkcode"], strict=True)
    found: dict[str, set[str]] = {}
    for text, area in named:
        found.setdefault(_folded(text), set()).add(area)
    return found


def area_codes(text: pd.Series, kind: pd.Series, areas: Mapping[str, set[str]]) -> pd.Series:
    """The code of each area, given by code or by name; `SEVERAL` or `STRANGE` where the name is of
    more than one, or of none. `kind`: Gemeente, Wijk or Buurt where that is told."""
    pairs = pd.DataFrame({"text": text, "kind": kind})
    found = {
        pair: _code(*pair, areas=areas)
        for pair in pairs.drop_duplicates().itertuples(index=False, name=None)
    }
    return pd.Series(
        [found[pair] for pair in zip(text, kind, strict=True)], index=text.index, dtype="str"
    )


def _code(text: str, kind: str, areas: Mapping[str, set[str]]) -> str:
    plain = re.sub(r"\s", "", text)
    if _AREA.match(plain):
        return plain.upper()
    named = areas.get(_folded(text), set())
    prefix = _KINDS.get(kind.strip().casefold(), "")
    fitting = sorted(code for code in named if code.startswith(prefix))
    if len(fitting) == 1:
        return fitting[0]
    return SEVERAL if fitting else STRANGE


def _folded(text: str) -> str:
    return fold_header(re.sub(r"^wijk\s+\d+\s+", "", text.strip(), flags=re.IGNORECASE))
