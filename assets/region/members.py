"""Which municipality a row lies in, by the name of a municipality or a town. Nothing is linked.

Only a name that is known to be of one municipality decides. Of a name that several have, the one in
the region counts: the delivery is of the region.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import pandas as pd

from assets.linking.decisions import load_decisions
from assets.linking.elsewhere import place_keys
from assets.reference.municipalities import Municipality, municipalities
from schemas.configuration import Configuration

OUTSIDE, NOWHERE = "buiten de regio", "geen gemeente"


class Members:
    """The municipalities of a region, and where the places of the country are."""

    def __init__(self, codes: Iterable[str]) -> None:
        self.codes = tuple(sorted(codes))
        self._verdicts: dict[tuple[str, str], str] = {}

    @property
    def all(self) -> tuple[Municipality, ...]:
        """The municipalities, by code."""
        wanted = set(self.codes)
        return tuple(each for each in municipalities() if each.code in wanted)

    def of_rows(self, rows: pd.DataFrame) -> pd.Series:
        """The code of the municipality of each row, `OUTSIDE` or `NOWHERE`. `rows`: with columns
        `gemeente` and `plaats`, of which one may be missing."""
        absent = pd.Series("", index=rows.index)
        pairs = list(zip(rows.get("gemeente", absent), rows.get("plaats", absent), strict=True))
        for pair in set(pairs) - self._verdicts.keys():
            self._verdicts[pair] = self._of(*pair)
        return pd.Series([self._verdicts[pair] for pair in pairs], index=rows.index, dtype="str")

    def _of(self, municipality: str, town: str) -> str:
        for text, known in ((municipality, self._municipalities), (town, self._towns)):
            possible = self._possible(text, known)
            inside = possible & set(self.codes)
            if len(inside) == 1:
                return inside.pop()
            if possible and not inside:
                return OUTSIDE
        return NOWHERE

    def _possible(self, text: str, known: dict[str, set[str]]) -> set[str]:
        plain = text.strip().upper()
        if plain.startswith("GM") and plain[2:].isdecimal() and len(plain) == 6:
            return {plain}
        return set().union(*(known.get(key, set()) for key in place_keys(text)))

    @cached_property
    def _municipalities(self) -> dict[str, set[str]]:
        known: dict[str, set[str]] = {}
        for each in municipalities():
            for name in filter(None, (each.name, each.also)):
                for key in place_keys(name):
                    known.setdefault(key, set()).add(each.code)
        return known

    @cached_property
    def _towns(self) -> dict[str, set[str]]:
        """The towns and, where a town bears its name, the municipalities."""
        code_of = {each.name: each.code for each in municipalities()}
        known = {key: set(codes) for key, codes in self._municipalities.items()}
        for place in load_decisions(Configuration()).known_places:
            code = code_of.get(place.gemeente, OUTSIDE)  # just across the border
            for key in place_keys(place.naam):
                known.setdefault(key, set()).add(code)
        return known
