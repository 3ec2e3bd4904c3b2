"""The streets of a municipality, by each way in which a name can be written out in full.

Looking up one name only. How an address is taken apart, and what is done with a name that is
merely like a listed one, stands in `matching`.
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

import pandas as pd

from assets.linking.decisions import Decisions
from assets.linking.likeness import Likeness
from assets.linking.names import fold, mended, street_id
from assets.linking.spelling import LEADING, MOST_WORDS, keys, kind_of, readings
from assets.linking.traits import DIRECTIONS
from assets.reference.tables import Reference

_SCORES = {"exact": 1.0, "gevouwen": 0.99, "alias": 0.98, "sleutel": 0.97}
_NAMES = {"straat_id": "str", "straatnaam": "str", "woonplaats": "str", "verkorte_naam": "str"}


class Street(NamedTuple):
    """A name that a street has or had; the same street can stand under several."""

    straat_id: str
    straatnaam: str
    woonplaats: str
    geldig_van: pd.Timestamp
    geldig_tot: pd.Timestamp


class Mention(NamedTuple):
    """A street named in a text: its possible names (numbers in `StreetIndex.names`), how it was
    found and how sure (0-1), and the next likely name."""

    names: tuple[int, ...]
    method: str
    score: float
    second: int | None = None
    second_score: float = 0.0


class StreetIndex:
    """The streets of a reference. `names`: every name that a street has or had; `listed`: whether
    there is a list at all."""

    def __init__(self, reference: Reference, decisions: Decisions | None = None) -> None:
        decisions = decisions or Decisions()
        self.listed = reference.straten is not None
        self.names: list[Street] = []
        self._exact: dict[str, list[int]] = defaultdict(list)
        self._folded: dict[str, list[int]] = defaultdict(list)
        self._damaged: dict[str, list[int]] = defaultdict(list)
        self._keyed: dict[str, list[int]] = defaultdict(list)
        self._bare: dict[str, list[int]] = defaultdict(list)
        self._directed: set[str] = set()
        spelled = [
            (number, reading)
            for number in map(self._add, self.streets(reference).itertuples())
            for reading in readings(self.names[number].straatnaam)
        ]
        for number, reading in spelled:
            bare = "".join(reading[len(reading) > 1 and reading[0] in LEADING :])
            if kind_of(bare) != bare:
                self._bare[bare].append(number)
            if len(reading) > 1 and reading[-1] in DIRECTIONS:
                self._directed.add("".join(reading[:-1]))
        self._aliases = {
            fold(written): numbers
            for written, name in decisions.aliases
            if (numbers := self._exact.get(name) or self._folded.get(fold(name)))
        }
        self._meant = {fold(written): name for written, name in decisions.aliases}
        self.likeness = Likeness(
            spelled, [street.straat_id for street in self.names], decisions.common
        )

    @staticmethod
    def streets(reference: Reference) -> pd.DataFrame:
        """straat_id, straatnaam, woonplaats, verkorte_naam, geldig_van, geldig_tot of the list, a
        row a name of a street; empty without a list."""
        streets = (
            pd.DataFrame(columns=[*_NAMES]) if reference.straten is None else reference.straten
        )
        streets = streets.reindex(columns=[*_NAMES, "geldig_van", "geldig_tot"])
        streets[[*_NAMES]] = streets[[*_NAMES]].astype("str").fillna("")
        for column in ("geldig_van", "geldig_tot"):
            streets[column] = pd.to_datetime(streets[column]).astype("datetime64[us]")
        without = streets["straat_id"].eq("")
        streets.loc[without, "straat_id"] = [
            street_id(reference.gemeentecode, row.woonplaats, row.straatnaam)
            for row in streets[without].itertuples()
        ]
        order = ["straat_id", "geldig_van", "straatnaam", "woonplaats", "geldig_tot"]
        return streets.drop_duplicates(
            ["straat_id", "straatnaam", "geldig_van", "geldig_tot"]
        ).sort_values(order, na_position="first", ignore_index=True)

    @staticmethod
    def current(reference: Reference) -> pd.DataFrame:
        """straat_id, straatnaam, woonplaats of the list, a row a street: its newest name."""
        streets = StreetIndex.streets(reference)
        until = streets["geldig_tot"].fillna(pd.Timestamp.max.floor("us"))
        newest = streets.assign(until=until).sort_values(
            ["until", "geldig_van", "straatnaam"], na_position="first"
        )
        newest = newest.drop_duplicates("straat_id", keep="last")
        return newest[["straat_id", "straatnaam", "woonplaats"]].sort_values(
            ["straatnaam", "woonplaats", "straat_id"], ignore_index=True
        )

    def _add(self, row: tuple) -> int:
        number = len(self.names)
        self.names.append(
            Street(row.straat_id, row.straatnaam, row.woonplaats, row.geldig_van, row.geldig_tot)
        )
        self._exact[row.straatnaam].append(number)
        for name in filter(None, (row.straatnaam, row.verkorte_naam)):
            self._folded[fold(name)].append(number)
        if not row.straatnaam.isascii():
            self._damaged[_without_marks(row.straatnaam)].append(number)
        for key in dict.fromkeys((*keys(row.straatnaam), *keys(row.verkorte_naam))):
            self._keyed[key].append(number)
        return number

    def add_unlisted(self, key: str, name: str) -> int:
        """The number of a name that no list confirms. Its key is its id until its town is known."""
        self.names.append(Street(key, name, "", pd.NaT, pd.NaT))
        return len(self.names) - 1

    def unknown(self, decisions: Decisions) -> list[str]:
        """The streets that aliases name and the list does not."""
        if not self.listed:
            return []
        names = dict.fromkeys(name for _, name in decisions.aliases)
        return [name for name in names if fold(name) not in self._folded]

    def meant(self, name: str) -> str:
        """The name that an alias gives a name; without alias the name itself."""
        return self._meant.get(fold(name), name)

    def exactly(self, name: str) -> Mention | None:
        """The street of a name that is written as it is listed."""
        numbers = self._exact.get(name)
        return Mention(tuple(numbers), "exact", _SCORES["exact"]) if numbers else None

    def spelled(self, name: str) -> Mention | None:
        """The street of a name that is equal to the listed one but for how it is spelled: case,
        accents, points; an alias; shortened words; with or without an article before it."""
        if mention := self.exactly(name):
            return mention
        folded = fold(name)
        if numbers := self._folded.get(folded):
            return Mention(tuple(numbers), "gevouwen", _SCORES["gevouwen"])
        if numbers := self._aliases.get(folded):
            return Mention(tuple(numbers), "alias", _SCORES["alias"])
        if ("\ufffd" in name or "?" in name) and (numbers := self._damaged.get(folded)):
            return Mention(tuple(numbers), "gevouwen", _SCORES["gevouwen"])
        full = readings(name)
        if not full or len(full[0]) > MOST_WORDS:
            return None
        found = [n for reading in full for n in self._keyed.get("".join(reading), ())]
        if not found:
            bare = ["".join(reading[reading[0] in LEADING :]) for reading in full]
            found = [number for key in bare for number in self._bare.get(key, ())]
        if not found:
            return None
        return Mention(tuple(dict.fromkeys(found)), "sleutel", _SCORES["sleutel"])

    def name(self, mention: Mention) -> str:
        """The first of the names of a mention."""
        return self.names[mention.names[0]].straatnaam

    def key(self, mention: Mention) -> str:
        """That name in full, as one word."""
        return next(iter(keys(self.name(mention))), "")

    def has_kind(self, mention: Mention) -> bool:
        """Whether the name tells that it is a street: Kerkstraat does, Markt and Bat do not."""
        return bool(kind_of(key := self.key(mention))) and kind_of(key) != key

    def is_directed(self, mention: Mention) -> bool:
        """Whether another street has this name with a direction behind it."""
        return self.key(mention) in self._directed


def _without_marks(name: str) -> str:
    """A name of which the letters with a mark were lost on the way: `C�ramique`."""
    return fold("".join(letter for letter in mended(name) if letter.isascii()))
