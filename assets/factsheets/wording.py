"""Words that both sheets and the site use, so that they say the same of the same figures, and one
word for one thing on each.

Words for single values are in `cells`; sentences of one sheet only, in its own sections.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

import pandas as pd

from assets.sources.themes import seed

ACTIVITY_HEADING = "Wat er is gedaan: inzet, geen resultaat"
ACTIVITY_NOTE = "Dit zijn activiteiten: ze meten inzet, geen resultaat."
# `Overlast` alone means the eight codes of the police; another set of codes has another name.
_ONE_WORD = {"overlast_fysiek_totaal": "Overlast van vuurwerk, stank en rook - Totaal"}
# Of the names of the police: what is no plain Dutch, and what a sheet says instead.
_PLAIN = {" (zonder vervolg)": "", " cq. ": " of ", "Overval In ": "Overval in "}
_NAMES = ("indicator", "naam", "onderwerp")
_CODES = re.compile(r"met maatschappelijke klasse (?P<codes>[A-Z]\d+(?:, [A-Z]\d+)*)")
# How the police shorten words in the names of their classes.
_SHORTENED = {
    r"\(niet gekwal\.\)": "(niet gekwalificeerd)",
    r"\bgekwal\.": "gekwalificeerde",
    r"\bivm\b": "in verband met",
    r"\be\.d\.": "en dergelijke",
    r"\bov\.": "overige",
    r" \(zonder vervolg\)": "",  # the incident itself
    r"/ +": "/",
    r"\blijst (ii?)\b": lambda found: f"Lijst {found[1].upper()}",
}


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


def in_words(definition: object) -> str:
    """A definition with the names of police classes for their codes; any other as it is."""
    return _CODES.sub(
        lambda found: f"van: {'; '.join(_class(code) for code in found['codes'].split(', '))}",
        str(definition),
    )


def _class(code: str) -> str:
    """The name of a police class as people write it; the code itself if it has none."""
    name = _classes().get(code)
    if name is None:
        return code
    words = name.lower()
    for short, long in _SHORTENED.items():
        words = re.sub(short, long, words)
    return words


@lru_cache
def _classes() -> Mapping[str, str]:
    classes = seed("mk_klassen")
    return dict(zip(classes["mk_code"], classes["omschrijving"], strict=True))
