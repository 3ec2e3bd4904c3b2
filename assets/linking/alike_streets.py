"""Which streets of a list may be one, written in two ways: they sound the same, in the same town.

Only reported: whether they are one is for the analyst, whose decision is in `Reference.samen` or
`apart`.
"""

from __future__ import annotations

import itertools
from collections import defaultdict

import pandas as pd

from assets.linking.names import fold
from assets.linking.spelling import readings, sound
from assets.linking.streets import StreetIndex
from assets.reference.tables import Reference


def alike_streets(reference: Reference) -> list[tuple[str, str, str]]:
    """`(straat_id, straatnaam, name of the other)` of each pair, by name; each pair once.

    Only streets that are there now: a street that was renamed has one id, or an end.
    """
    every, listed = StreetIndex.streets(reference), StreetIndex.current(reference)
    there = every.loc[every["geldig_tot"].isna(), "straat_id"].unique()
    now = listed[listed["straat_id"].isin(there)]
    apart = {frozenset(map(fold, pair)) for pair in reference.apart}
    heard: dict[tuple[str, str], list[tuple]] = defaultdict(list)
    for street in now.itertuples(index=False):
        for key in {sound("".join(reading)) for reading in readings(street.straatnaam)}:
            heard[street.woonplaats, key].append(street)
    pairs = {
        pair
        for streets in heard.values()
        for pair in itertools.combinations(sorted(streets, key=_by_name), 2)
        if frozenset((fold(pair[0].straatnaam), fold(pair[1].straatnaam))) not in apart
    }
    return sorted((one.straat_id, one.straatnaam, other.straatnaam) for one, other in pairs)


def _by_name(street: tuple) -> tuple[str, str]:
    return street.straatnaam, street.straat_id


def alike_by_id(reference: Reference) -> pd.Series:
    """straat_id -> the names of the streets that it may be one with, with commas between them."""
    found: dict[str, list[str]] = defaultdict(list)
    for straat_id, _, other in alike_streets(reference):
        found[straat_id].append(other)
    return pd.Series({key: ", ".join(names) for key, names in found.items()}, dtype="str")
