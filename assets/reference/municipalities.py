"""The municipalities of the Netherlands by code and name, to find one by what an analyst types.

Names and codes: CBS, Gemeentelijke indeling, which was the same on 1 January of 2023 to 2025.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from assets.reference.files import SEEDS
from schemas.layout import fold_header

_ALIKE = 75  # of 100
_MOST = 5


@dataclass(frozen=True)
class Municipality:
    """`also`: another usual name, or empty."""

    code: str
    name: str
    also: str = ""


@lru_cache(maxsize=1)
def municipalities() -> tuple[Municipality, ...]:
    """Every municipality, by code."""
    with (SEEDS / "nederland" / "gemeenten.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Municipality(row["gemeentecode"], row["gemeentenaam"], row["ook"])
            for row in csv.DictReader(file)
        )


def find(text: str) -> tuple[Municipality, ...]:
    """The municipalities that `text` can mean: one if it is a name or a code, else those with a
    similar name, the most similar first; none if nothing looks like it."""
    folded = fold_header(text).removeprefix("gemeente")
    number = folded.removeprefix("gm")
    exact = [
        known
        for known in municipalities()
        if folded in {fold_header(name) for name in (known.name, known.also) if name}
        or (number.isdecimal() and number.zfill(4) == known.code[2:])
    ]
    if exact or not folded:
        return tuple(exact)
    begin = [known for known in municipalities() if fold_header(known.name).startswith(folded)]
    if begin:
        return tuple(begin[:_MOST])
    names = {index: fold_header(known.name) for index, known in enumerate(municipalities())}
    alike = process.extract(folded, names, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=_MOST)
    return tuple(municipalities()[index] for _, _, index in alike)
