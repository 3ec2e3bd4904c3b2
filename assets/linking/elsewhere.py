"""Which addresses lie in another municipality: by the municipality, the town, or the words of the
address itself. What happens to such a row is up to its source.

Only a place that is known to be another one counts: an unknown or garbled name, and a place that
another municipality and this one both have, are not elsewhere. A postcode alone proves nothing: one
wrong digit makes it another town's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np
import pandas as pd

from assets.linking import parsing
from assets.linking.addresses import texts
from assets.linking.decisions import Decisions
from assets.linking.names import fold, mended
from assets.linking.spelling import keys, kind_of, readings, words
from assets.linking.streets import StreetIndex
from assets.linking.traits import DIRECTIONS
from assets.reference.tables import Reference
from schemas.staged import ELSEWHERE

__all__ = ["DECIDING", "ELSEWHERE", "Elsewhere"]

DECIDING = ("gemeente", "plaats", "straat")  # the first of these that names a known place decides
_LONGEST_PLACE = 6  # words
_MUNICIPALITY = re.compile(r"^(?:gemeente|gem\.?)\s+", re.IGNORECASE)
_BRACKETED = re.compile(r"\s*[(\[][^()\[\]]*[)\]]?\s*$")
_ON_THE = re.compile(r"\b(aan|a)[./ ]\s?(d)(?:en|e|\.)?(?=\s)", re.IGNORECASE)
# What follows a town to tell it from its namesakes: Beek (L), Valkenburg Lb, Aken Duitsland.
_QUALIFIERS = frozenset(
    "l lb lim limb limburg nb gld gelderland nh zh ut utr ov zld fr frl gn gr dr fl b be bel "
    "belgie d de dld duitsland nl ned nederland holland".split()
)
_OF_A_ROUTE = frozenset(  # they are followed by a number or a town without being a street
    "bus buslijn lijn trein spoorlijn spoorweg snelweg autosnelweg autoweg afslag afrit oprit "
    "knooppunt km hm hmp hectometer hectometerpaal paal perron richting ri route grens van naar "
    "uit bij via".split()
)
_IN = frozenset({"te", "in"})  # Markt 12 te Valkenburg


class Elsewhere:
    """The places known to be in another municipality than the one of a reference."""

    def __init__(self, reference: Reference, streets: StreetIndex, decisions: Decisions) -> None:
        self._streets = streets
        self._context = decisions.context
        own = place_keys(decisions.municipality)
        known = [(place, place_keys(place.naam)) for place in decisions.known_places]
        ours = {place.gemeente for place, possible in known if possible & own}
        self._inside = {key for name in _names_in(reference) for key in place_keys(name)}
        self._inside |= own | decisions.towns
        self._outside: dict[str, bool] = {}  # key -> whether the name is an ordinary word too
        self._last_words: set[str] = set()
        for place, possible in known:
            if place.gemeente in ours:
                self._inside |= possible
            else:
                self._outside |= dict.fromkeys(possible, place.is_word)
                self._last_words.update(words(place.naam)[-1:])
                self._last_words.update(reading[-1] for reading in readings(place.naam))
        self._districts = _postcode_districts(reference)
        self._by_column = {
            "gemeente": self.of_place,
            "plaats": self.of_place,
            "straat": self.in_address,
        }
        self._known: dict[tuple[str, str], bool | None] = {}

    def decided_by(self, rows: pd.DataFrame) -> pd.Series:
        """The column of `DECIDING` by which each row is elsewhere; empty for the other rows.

        `rows`: any of the columns of `DECIDING`; columns and cells may be missing.
        """
        decided = np.full(len(rows), "", dtype=object)
        if self._outside:
            unknown = np.arange(len(rows))
            for column in filter(rows.columns.__contains__, DECIDING):
                cells = rows[column].iloc[unknown]
                codes, distinct = pd.factorize(cells, use_na_sentinel=False)
                written = texts(pd.Series(distinct))
                verdicts = [self._verdict(column, text) for text in written]
                verdict = pd.array(verdicts, dtype="boolean")[codes]
                decided[unknown[verdict.fillna(False)]] = column
                unknown = unknown[verdict.isna()]
        return pd.Series(decided, index=rows.index, dtype="str")

    def foreign_postcodes(self, postcodes: pd.Series) -> pd.Series:
        """Which postcodes are complete and of another municipality, by their four digits; none if
        the reference has no postcodes. It proves no more than that two fields disagree."""
        if not self._districts:
            return pd.Series(False, index=postcodes.index)
        written = texts(postcodes).str.replace(" ", "", regex=False).str.upper()
        complete = written.str.fullmatch(r"[1-9]\d{3}[A-Z]{2}")
        return complete & ~written.str[:4].isin(self._districts)

    def _verdict(self, column: str, text: str) -> bool | None:
        known = (column, text)
        if known not in self._known:
            self._known[known] = self._by_column[column](text) if text else None
        return self._known[known]

    def of_place(self, text: str) -> bool | None:
        """Whether the name of a town or municipality is one elsewhere; None if it is not known."""
        possible = place_keys(text)
        if any(key in self._inside for key in possible):
            return False
        return True if any(key in self._outside for key in possible) else None

    def in_address(self, text: str) -> bool:
        """Whether an address in one field names a place elsewhere behind its street.

        The place must follow a comma, a street or a house number, as the last words. Alone, as part
        of the name of a street here, or behind words that only point to it, it does not count.
        """
        if self._streets.exactly(text) or self._last_words.isdisjoint(words(text)):
            return False
        if self._streets.spelled(text):
            return False
        parsed = parsing.parse(text)
        numbered = parsing.has_digit(text)
        for behind in (", ".join(parsed.behind), *parsed.behind):
            verdict = self.of_place(behind)
            if verdict is False:
                return False
            if verdict and parsed.parts and self._is_only_a_place(behind, numbered):
                return True
        if len(parsed.parts) != 1:
            return False
        return self._begins_elsewhere(parsed) or self._ends_elsewhere(parsed.parts[0])

    def _begins_elsewhere(self, parsed: parsing.Pieces) -> bool:
        """Whether an address is a place elsewhere with its street behind a comma: Sittard, Rijksweg
        Zuid 12."""
        if not parsed.behind:
            return False
        place, behind = parsed.parts[0], parsed.behind[0]
        street = parsing.without_number(behind)
        numbered = street != behind
        return (
            self.of_place(place) is True
            and self._is_only_a_place(place, numbered)
            and self._is_street(street, numbered)
        )

    def _ends_elsewhere(self, part: str) -> bool:
        """Whether a part of an address is a street followed by a place elsewhere."""
        tokens = part.split(" ")
        for start in range(max(1, len(tokens) - _LONGEST_PLACE), len(tokens)):
            place = " ".join(tokens[start:])
            if (verdict := self.of_place(place)) is None:
                continue
            before = tokens[:start]
            if len(before) > 1 and fold(before[-1]) in _IN:
                before = before[:-1]
            street = parsing.without_number(" ".join(before))
            behind = words(" ".join(before)[len(street) :])
            numbered = parsing.is_number(behind)
            if behind and not numbered:  # Markt 12 dhr van Weert
                return False
            return (
                verdict
                and self._is_only_a_place(place, numbered)
                and not self._ends_in_street(tokens, start)
                and self._is_street(street, numbered)
            )
        return False

    def _is_only_a_place(self, place: str, numbered: bool) -> bool:
        """Whether a name can mean nothing but the place. One that is an ordinary word too (sluis,
        buren), or the name of a street here without its kind, must have a capital, in an address
        with a house number."""
        street = self._streets.spelled(place)
        if (street and self._streets.has_kind(street)) or fold(place) in self._context:
            return False
        is_word = bool(street) or any(self._outside.get(key, False) for key in place_keys(place))
        return not is_word or (numbered and place[0].isupper())

    def _ends_in_street(self, tokens: list[str], start: int) -> bool:
        """Whether the place is the end of the name of a street here."""
        return any(self._streets.spelled(" ".join(tokens[first:])) for first in range(start))

    def _is_street(self, name: str, numbered: bool) -> bool:
        """Whether a text is the name of a street, of here or of elsewhere."""
        given = words(name)
        if given and self._streets.spelled(name):
            return True
        if not given or any(word in _OF_A_ROUTE for word in given):
            return False
        if all(fold(word) in self._context for word in name.split(" ")):
            return False
        read = readings(name)[0]
        named = read[:-1] if len(read) > 1 and read[-1] in DIRECTIONS else read  # Rijksweg Zuid
        return numbered or bool(kind_of(named[-1]))


def _names_in(reference: Reference) -> Iterable[str]:
    """The names of towns, neighbourhoods and districts in a reference."""
    if reference.straten is not None and "woonplaats" in reference.straten:
        yield from reference.straten["woonplaats"].dropna().astype("str").unique()
    for division in reference.indelingen:
        for column in ("buurtnaam", "wijknaam"):
            if column in division.buurten:
                yield from division.buurten[column].dropna().astype("str").unique()


def _postcode_districts(reference: Reference) -> frozenset[str]:
    """The first four digits of the postcodes of a reference."""
    return frozenset(
        district
        for division in reference.indelingen
        for table in (division.postcodes, division.huisnummers)
        if "postcode" in table
        for district in table["postcode"].astype("str").str[:4].unique()
    )


def place_keys(name: str) -> frozenset[str]:
    """The keys under which the name of a place is compared: as `spelling.keys`, with and without
    what tells it from its namesakes."""
    text = _MUNICIPALITY.sub("", mended(name).strip(" ,.;:"))
    text = _ON_THE.sub(r"aan de", text).replace("&", " en ")
    ways = {text, _BRACKETED.sub("", text)}
    tokens = text.replace(",", " ").split()
    while len(tokens) > 1 and fold(tokens[-1]) in _QUALIFIERS:
        tokens.pop()
    ways.add(" ".join(tokens))
    short = [way for way in ways if len(way.split()) <= _LONGEST_PLACE]
    return frozenset({key for way in short for key in keys(way)} | set(map(fold, ways))) - {""}
