"""Finds the CBS code of an area that statistics and registers identify by code or by name."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

from assets.reference.tables import Reference
from schemas.layout import fold_header

_AREA = re.compile(r"^(GM\w{4}|WK\w{6}|BU\w{8})$", re.IGNORECASE)
_KINDS = {"gemeente": "GM", "wijk": "WK", "buurt": "BU"}
_NUMBERED = re.compile(r"^wijk\s+\d+\s+", re.IGNORECASE)
_KIND_BEFORE = re.compile(r"^(gemeente|wijk|buurt)\s+(.+)$", re.IGNORECASE)
SEVERAL, UNKNOWN = "(meer)", "(onbekend)"
FAULTS = {
    SEVERAL: "naam van meer dan één gebied (gemeente, wijk of buurt): noem de code van het gebied",
    UNKNOWN: "gebied niet bekend in deze gemeente: noem de code van het gebied",
}


def area_names(reference: Reference, code: str, name: str) -> dict[str, set[str]]:
    """Folded name -> the codes of all areas of the municipality with that name.

    An area without a name is left out, so that a missing name matches nothing.
    """
    named = [(name, code)]
    for division in reference.indelingen:
        table = division.buurten
        named += zip(table["buurtnaam"], table["buurtcode"], strict=True)
        named += zip(table["wijknaam"], table["wijkcode"], strict=True)
    codes: dict[str, set[str]] = {}
    for text, area in named:
        if folded := folded_area(text):
            codes.setdefault(folded, set()).add(area)
    return codes


def area_codes(text: pd.Series, kind: pd.Series, areas: Mapping[str, set[str]]) -> pd.Series:
    """The code of each area in `text`, a code or a name, on its index.

    `SEVERAL` for a name of several areas, `UNKNOWN` for a name of none and for a missing name.
    `kind`: Gemeente, Wijk or Buurt; empty or missing where not given. `areas`: see `area_names`.
    """
    pairs = list(zip(text.fillna(""), kind.fillna(""), strict=True))
    codes = {pair: _code(*pair, areas=areas) for pair in set(pairs)}
    return pd.Series([codes[pair] for pair in pairs], index=text.index, dtype="str")


def _code(text: str, kind: str, areas: Mapping[str, set[str]]) -> str:
    plain = re.sub(r"\s", "", text)
    if _AREA.match(plain):
        return plain.upper()
    named = areas.get(folded_area(text), set())
    if not named and (match := _KIND_BEFORE.match(text.strip())):
        kind, named = match[1], areas.get(folded_area(match[2]), set())
    prefix = _KINDS.get(kind.strip().casefold(), "")
    fitting = sorted(code for code in named if code.startswith(prefix))
    if len(fitting) > 1 and _NUMBERED.match(text.strip()):
        fitting = [code for code in fitting if code.startswith("WK")] or fitting
    if len(fitting) == 1:
        return fitting[0]
    return SEVERAL if fitting else UNKNOWN


def folded_area(text: str) -> str:
    """The name of an area for comparing, without the number of a district before it."""
    return fold_header(_NUMBERED.sub("", text.strip()))
