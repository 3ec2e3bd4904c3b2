"""What the indicators on the council's sheet count, in words: no code of the police."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import SimpleNamespace

import pandas as pd

from assets.factsheets import cells, numbers, series
from assets.factsheets.sheet import Section, Terms
from assets.sources.themes import seed

_LONGEST = 700
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


def sections(
    tables: Mapping[str, pd.DataFrame], figures: Sequence[SimpleNamespace]
) -> list[Section]:
    """A section with the definition of each main indicator, or none without definitions."""
    shown = {row.indicator_id for row in series.main_indicators(tables, figures)}
    terms = tuple(
        (cells.plain(row.naam), cells.plain(in_words(row.definitie), _LONGEST))
        for row in cells.records(tables, "indicatoren", ["indicator_id", "naam", "definitie"])
        if row.indicator_id in shown and not numbers.is_unknown(row.definitie)
    )
    return [Section("definities", "Definities", (Terms(terms),))] if terms else []


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
