"""Street names against the list of the municipality: exact, folded, cleaned and folded.

Only distinct strings are matched. Never a guess between two equals: a name that stands for two
streets is decided by the place, or is not linked.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import NamedTuple

import pandas as pd

from assets.deliveries.personal import is_personal
from assets.linking.names import clean, fold, street_id
from assets.reference.tables import Reference

UNKNOWN_WORDS = {"", "onbekend", "nvt", "geen", "nb", "leeg", "none", "null", "nan"}


MATCH = {
    "straat_id": "str",
    "straatnaam": "str",
    "koppelmethode": "str",
    "koppelscore": "float64",
}


class Match(NamedTuple):
    """The street of a string: id and name (None where there is none), how, and how sure (0-1)."""

    straat_id: str | None
    straatnaam: str | None
    koppelmethode: str
    koppelscore: float


NOT_GIVEN = Match(None, None, "niet opgegeven", 0.0)
NO_MATCH = Match(None, None, "niet gevonden", 0.0)
AMBIGUOUS = Match(None, None, "meer dan één", 0.0)


class StreetIndex:
    """The streets of a reference, by each way in which a name can be looked up."""

    def __init__(self, reference: Reference) -> None:
        self._municipality = reference.gemeentecode
        self._listed = reference.straten is not None
        self._exact: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        self._folded: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        for street in self.streets(reference).itertuples():
            entry = (street.straat_id, street.straatnaam, street.woonplaats)
            self._exact[street.straatnaam].append(entry)
            self._folded[fold(street.straatnaam)].append(entry)

    @staticmethod
    def streets(reference: Reference) -> pd.DataFrame:
        """straat_id, straatnaam, woonplaats of the list; empty without one."""
        if reference.straten is None:
            return pd.DataFrame({"straat_id": [], "straatnaam": [], "woonplaats": []}, dtype="str")
        streets = reference.straten.copy()
        made = [
            street_id(reference.gemeentecode, row.woonplaats, row.straatnaam)
            for row in streets.itertuples()
        ]
        streets["straat_id"] = streets["straat_id"].where(streets["straat_id"].ne(""), made)
        return streets[["straat_id", "straatnaam", "woonplaats"]].drop_duplicates(
            "straat_id", ignore_index=True
        )

    def match(self, written: str, place: str = "") -> Match:
        """The street that `written` means, in `place` where that is told."""
        if fold(written) in UNKNOWN_WORDS:
            return NOT_GIVEN
        if not self._listed:
            return self._as_delivered(written, place)
        steps = (
            (self._exact.get(written), "exact", 1.0),
            (self._folded.get(fold(written)), "gevouwen", 0.99),
            (self._folded.get(fold(clean(written))), "opgeschoond", 0.97),
        )
        for candidates, method, score in steps:
            if candidates:
                return self._decide(candidates, place, method, score)
        return NO_MATCH

    @staticmethod
    def _decide(
        candidates: list[tuple[str, str, str]], place: str, method: str, score: float
    ) -> Match:
        if len(candidates) > 1:
            candidates = [c for c in candidates if fold(c[2]) == fold(place)]
        if len({c[0] for c in candidates}) != 1:
            return AMBIGUOUS
        return Match(candidates[0][0], candidates[0][1], method, score)

    def _as_delivered(self, written: str, place: str) -> Match:
        """Without a list every name is a street of its own, unverified; spellings that fold to
        one key are one street. Text that could name someone is none."""
        name = clean(written)
        if not re.search(r"[^\W\d_]", name) or len(name) > 80 or is_personal(written):
            return NO_MATCH
        return Match(street_id(self._municipality, place, name), name, "uit levering", 0.9)


def match_streets(index: StreetIndex, written: pd.Series, places: pd.Series) -> pd.DataFrame:
    """straat_id, straatnaam, koppelmethode, koppelscore for each row, each distinct pair once."""
    pairs = pd.MultiIndex.from_arrays([written, places])
    codes, distinct = pairs.factorize()
    matches = pd.DataFrame([index.match(*pair) for pair in distinct], columns=list(MATCH))
    return matches.astype(MATCH).take(codes).set_axis(written.index)
