"""Index of the streets of a municipality (its gazetteer), by every way to write a name out in full.

Exact lookups of one name only. Parsing an address and handling names that are merely similar is in
`matching`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from assets.linking.decisions import Decisions
from assets.linking.dialect import dialect_of
from assets.linking.forms import common_roots
from assets.linking.names import fold, mended, street_id
from assets.linking.similarity import SimilarityIndex
from assets.linking.spelling import (
    KINDS,
    LEADING,
    MOST_WORDS,
    TITLES,
    keys,
    kind_of,
    readings,
    sound,
    unlinked,
    words,
)
from assets.linking.traits import DIRECTIONS
from assets.reference.tables import Reference

# How surely a name is a street that equals it, by how.
SCORES = {"exact": 1.0, "gevouwen": 0.99, "alias": 0.98, "sleutel": 0.97, "streektaal": 0.95}
_WITHOUT_KIND, _CUT_OFF = 0.88, 0.9
_WHOLE_STEM = 6  # letters of a name that needs no kind
_CUT = re.compile(r"([^\W\d_]{4,})\.\s?([^\W\d_]{2,})\.?")  # Brandenb.plein
_LAST_NUMBER = re.compile(r"(\d+)[a-z]?$")
_NAMES = {"straat_id": "str", "straatnaam": "str", "woonplaats": "str", "verkorte_naam": "str"}


class Street(NamedTuple):
    """A name that a street has or had; one street can have several."""

    straat_id: str
    straatnaam: str
    woonplaats: str
    geldig_van: pd.Timestamp
    geldig_tot: pd.Timestamp


class Mention(NamedTuple):
    """A street mentioned in a text.

    `names`: the candidates, as positions in `StreetIndex.names`; more than one is a tie. `method`
    and `score` (0-1): how it was found and how surely. `runner_up`: the best name of another
    street, with its score.
    """

    names: tuple[int, ...]
    method: str
    score: float
    runner_up: int | None = None
    runner_up_score: float = 0.0


class StreetIndex:
    """The streets of a reference. `names`: every name that a street has or had; `listed`: whether
    the reference has a list of streets."""

    def __init__(self, reference: Reference, decisions: Decisions | None = None) -> None:
        decisions = decisions or Decisions()
        self.listed = reference.straten is not None
        self.names: list[Street] = []
        self._exact: dict[str, list[int]] = defaultdict(list)
        self._folded: dict[str, list[int]] = defaultdict(list)
        self._damaged: dict[str, list[int]] = defaultdict(list)
        self._expanded: dict[str, list[int]] = defaultdict(list)
        self._bare: dict[str, list[int]] = defaultdict(list)
        self._stems: dict[str, list[int]] = defaultdict(list)  # of names of one word
        self._heads: dict[str, list[int]] = defaultdict(list)  # the last word, of other names
        self._common = common_roots(decisions.common)
        places = {fold(place.naam) for place in decisions.known_places}
        self._meanings = decisions.context | decisions.places | decisions.towns | places
        self._directed: set[str] = set()
        self.dialect = dialect_of(decisions.dialect)
        self._standard: dict[str, list[int]] = defaultdict(list)  # listed in a regional spelling
        spelled = [
            (number, reading)
            for number in map(self._add, self.streets(reference).itertuples())
            for reading in readings(self.names[number].straatnaam)
        ]
        for number, reading in spelled:
            bare = "".join(reading[len(reading) > 1 and reading[0] in LEADING :])
            if (kind := kind_of(bare)) != bare:
                self._bare[bare].append(number)
            if kind and kind != bare:
                stems = self._stems if len(reading) == 1 else self._heads
                stems[reading[-1].removesuffix(kind)].append(number)
            if len(reading) > 1 and reading[-1] in DIRECTIONS:
                self._directed.add("".join(reading[:-1]))
        self._aliases = {
            fold(written): numbers
            for written, name in decisions.aliases
            if (numbers := self._exact.get(name) or self._folded.get(fold(name)))
        }
        self._alias_targets = {fold(written): name for written, name in decisions.aliases}
        known = (*self._folded, *self._expanded, *self._aliases)
        self._last_numbers = {match[1] for match in map(_LAST_NUMBER.search, known) if match}
        self.similarity = SimilarityIndex(
            spelled, [street.straat_id for street in self.names], decisions.common
        )
        # A text and its beginnings are looked up at several steps.
        self._looked_up: dict[str, Mention | None] = {}

    @staticmethod
    def streets(reference: Reference) -> pd.DataFrame:
        """straat_id, straatnaam, woonplaats, verkorte_naam, geldig_van, geldig_tot of the list, and
        ook_naam: whether the name is another one of a street by a decision; one row per name of a
        street. Empty without a list; rows without a name are left out."""
        streets = (
            pd.DataFrame(columns=[*_NAMES]) if reference.straten is None else reference.straten
        )
        streets = streets.reindex(columns=[*_NAMES, "geldig_van", "geldig_tot"])
        streets[[*_NAMES]] = streets[[*_NAMES]].astype("str").fillna("")
        streets = streets[streets["straatnaam"].map(fold).ne("")]
        for column in ("geldig_van", "geldig_tot"):
            streets[column] = pd.to_datetime(streets[column]).astype("datetime64[us]")
        without = streets["straat_id"].eq("")
        streets.loc[without, "straat_id"] = [
            street_id(reference.gemeentecode, row.woonplaats, row.straatnaam)
            for row in streets[without].itertuples()
        ]
        streets["ook_naam"] = False
        for gone, kept in reference.samen:
            _join(streets, gone, kept)
        order = ["straat_id", "geldig_van", "straatnaam", "woonplaats", "geldig_tot"]
        return streets.drop_duplicates(
            ["straat_id", "straatnaam", "geldig_van", "geldig_tot"]
        ).sort_values(order, na_position="first", ignore_index=True)

    @staticmethod
    def current(reference: Reference) -> pd.DataFrame:
        """straat_id, straatnaam, woonplaats of the list; one row per street, with its newest
        name."""
        streets = StreetIndex.streets(reference)
        until = streets["geldig_tot"].fillna(pd.Timestamp.max.floor("us"))
        newest = streets.assign(until=until).sort_values(
            ["ook_naam", "until", "geldig_van", "straatnaam"],
            ascending=[False, True, True, True],
            na_position="first",
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
            self._expanded[key].append(number)
        for key in keys(self.dialect.standard(row.straatnaam)):
            self._standard[key].append(number)
        return number

    def add_unlisted(self, key: str, name: str) -> int:
        """Add a name that no list confirms; its key is its id until its town is known."""
        self.names.append(Street(key, name, "", pd.NaT, pd.NaT))
        return len(self.names) - 1

    def unknown(self, decisions: Decisions) -> list[str]:
        """The targets of aliases that are not in the list."""
        if not self.listed:
            return []
        names = dict.fromkeys(name for _, name in decisions.aliases)
        return [name for name in names if fold(name) not in self._folded]

    def named(self, name: str) -> tuple[int, ...]:
        """The names of the list that are `name`, but for case, signs and diacritics."""
        return tuple(self._exact.get(name) or self._folded.get(fold(name), ()))

    def is_one(self, name: str) -> bool:
        """Whether one street, and no more, has this name."""
        return len({self.names[number].straat_id for number in self.named(name)}) == 1

    def alias_target(self, name: str) -> str:
        """The name that an alias points to; without an alias the name itself."""
        return self._alias_targets.get(fold(name), name)

    def exactly(self, name: str) -> Mention | None:
        """The street of a name that is written exactly as listed."""
        numbers = self._exact.get(name)
        return Mention(tuple(numbers), "exact", SCORES["exact"]) if numbers else None

    def spelled(self, name: str) -> Mention | None:
        """The street of a name that equals a listed name or an alias after normalisation: case,
        diacritics, punctuation, abbreviations, a leading article."""
        if name not in self._looked_up:
            self._looked_up[name] = self._look_up(name)
        return self._looked_up[name]

    def _look_up(self, name: str) -> Mention | None:
        if mention := self.exactly(name):
            return mention
        folded = fold(name)
        if numbers := self._folded.get(folded):
            return Mention(tuple(numbers), "gevouwen", SCORES["gevouwen"])
        if numbers := self._aliases.get(folded):
            return Mention(tuple(numbers), "alias", SCORES["alias"])
        if ("\ufffd" in name or "?" in name) and (numbers := self._damaged.get(folded)):
            return Mention(tuple(numbers), "gevouwen", SCORES["gevouwen"])
        full = readings(name)
        if not full or len(full[0]) > MOST_WORDS:
            return None
        numbers = [n for reading in full for n in self._expanded.get("".join(reading), ())]
        if not numbers:
            bare = ["".join(reading[reading[0] in LEADING :]) for reading in full]
            numbers = [number for key in bare for number in self._bare.get(key, ())]
        if numbers:
            return Mention(tuple(dict.fromkeys(numbers)), "sleutel", SCORES["sleutel"])
        return self._regional(name)

    def without_kind(self, name: str) -> Mention | None:
        """The only street of which a word is the name without its kind: Platiel 9. Not of a word
        with a meaning of its own: a place, what is at a place, a common name."""
        given = words(name)
        numbers = self._stems.get(given[0], ()) if len(given) == 1 else ()
        if not numbers or len(given[0]) < _WHOLE_STEM or kind_of(given[0]):
            return None
        means_more = fold(name) in self._meanings or unlinked(sound(given[0])) in self._common
        return None if means_more else self._only(numbers, _WITHOUT_KIND)

    def cut_off(self, name: str) -> Mention | None:
        """The only street whose last word can be a word that is cut off by a full stop:
        Brandenb.plein."""
        if not (cut := _CUT.fullmatch(name)):
            return None
        start = "".join(words(cut[1]))
        kinds = {reading[-1] for reading in readings(cut[2])} & KINDS
        if not kinds or readings(f"{cut[1]} {cut[2]}")[0][0] in TITLES:  # Prof. laan
            return None
        found = [
            number
            for stem, numbers in (*self._stems.items(), *self._heads.items())
            if stem.startswith(start)
            for number in numbers
            if kind_of(next(iter(keys(self.names[number].straatnaam)))) in kinds
        ]
        return self._only(found, _CUT_OFF)

    def _only(self, numbers: Sequence[int], score: float) -> Mention | None:
        """The street of names, where they are all of one."""
        streets = {self.names[number].straat_id for number in numbers}
        return (
            Mention(tuple(dict.fromkeys(numbers)), "naamdeel", score) if len(streets) == 1 else None
        )

    def _regional(self, name: str) -> Mention | None:
        """The street of a name in a regional spelling, or of which the listed name is regional."""
        standard = self.dialect.standard(name)
        if not (standard or self._standard):
            return None
        read = [reading[reading[0] in LEADING :] for reading in readings(standard or name)]
        known = (self._standard, self._expanded, self._bare) if standard else (self._standard,)
        numbers = [
            n for names in known for reading in read for n in names.get("".join(reading), ())
        ]
        if not numbers:
            return None
        return Mention(tuple(dict.fromkeys(numbers)), "sleutel", SCORES["streektaal"])

    def name(self, mention: Mention) -> str:
        """The first candidate of a mention."""
        return self.names[mention.names[0]].straatnaam

    def key(self, mention: Mention) -> str:
        """The first candidate in full, as one word."""
        return next(iter(keys(self.name(mention))), "")

    def has_kind(self, mention: Mention) -> bool:
        """Whether the name ends in a kind of street: Kerkstraat does, Markt and Bat do not."""
        return bool(kind_of(key := self.key(mention))) and kind_of(key) != key

    def ends_in(self, number: str) -> bool:
        """Whether a name or an alias can end in this number: Wijk 6, Willem II."""
        return number in self._last_numbers or number.startswith("0")

    def is_directed(self, mention: Mention) -> bool:
        """Whether another street has this name followed by a direction."""
        return self.key(mention) in self._directed


def _join(streets: pd.DataFrame, gone: str, kept: str) -> None:
    """Give the street `gone` the id of the street `kept`, in each town that has both. A name that
    is not in the list joins nothing."""
    folded = streets["straatnaam"].map(fold)
    for row in streets[folded.eq(fold(kept))].itertuples():
        same = folded.eq(fold(gone)) & streets["woonplaats"].eq(row.woonplaats)
        joined = streets["straat_id"].isin(streets.loc[same, "straat_id"])
        joined &= streets["straat_id"].ne(row.straat_id)
        streets.loc[joined, "ook_naam"] = True
        streets.loc[joined, "straat_id"] = row.straat_id


def _without_marks(name: str) -> str:
    """A name whose letters with diacritics were lost in transit: `C�ramique`."""
    return fold("".join(letter for letter in mended(name) if letter.isascii()))
