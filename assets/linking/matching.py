"""Finds the streets that an address mentions; the first step that finds one decides.

Steps: exact; folded; alias; abbreviations; without house number, kind, town or remark; turned or
cut off; part of the text; similarity, by sound, initials and titles too, of the whole and then of
the stretches of a sentence. Each distinct text is matched once per list. A tie is never broken by
guessing: all candidates are returned, and `linking` resolves it by date, town or neighbourhood, or
does not link.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

from assets.linking import parsing, sentences
from assets.linking.decisions import Decisions
from assets.linking.names import fold
from assets.linking.pieces import IN_PART, Piece, PieceReader, cleaned
from assets.linking.similarity import Candidates
from assets.linking.spelling import KINDS, keys, kind_of
from assets.linking.streets import Mention, StreetIndex
from assets.linking.surroundings import Surroundings
from assets.linking.unlisted import street_name
from schemas.personal_text import has_personal_form

# `koppelmethode` of a text without a street; other texts have the method of their first mention.
NONE_GIVEN, PLACE = "niet opgegeven", "plaats"
AMBIGUOUS, NOT_FOUND = "meer dan één", "niet gevonden"
_AS_DELIVERED = 0.9
_LONGEST_NAME = 80  # as in the BAG


class MatchResult(NamedTuple):
    """The streets mentioned in a text, in order. `why_none`: the reason where there are none.
    `hints`: text after a comma or in brackets, which may be the town. `spot`: the key of the place
    that is no street and no town, where the text names one and no street."""

    mentions: tuple[Mention, ...] = ()
    why_none: str = NOT_FOUND
    hints: tuple[str, ...] = ()
    spot: str = ""


class _Address(NamedTuple):
    """A parsed address. `behind`: text after a comma or in brackets."""

    pieces: tuple[Piece, ...]
    behind: tuple[str, ...]

    def open(self) -> list[str]:
        """The texts still to be compared with the list."""
        return [piece.rest for piece in self.pieces if piece.is_open]


class Matcher:
    """Finds the streets of texts in one list; results are cached."""

    def __init__(self, streets: StreetIndex, decisions: Decisions | None = None) -> None:
        decisions = decisions or Decisions()
        self.streets = streets
        self._around = Surroundings(streets, decisions)
        self._pieces = PieceReader(streets, self._around)
        self._cache: dict[str, MatchResult] = {}

    def find(self, texts: Iterable[str]) -> dict[str, MatchResult]:
        """The streets that each text mentions, by text."""
        asked = dict.fromkeys(texts)
        undecided: dict[str, _Address] = {}
        for text in asked:
            if text not in self._cache:
                result = self._exact_or_parsed(text)
                if isinstance(result, MatchResult):
                    self._cache[text] = result
                else:
                    undecided[text] = result
        similar = self._similar(rest for address in undecided.values() for rest in address.open())
        for text, address in undecided.items():
            self._cache[text] = self._combined(address, similar)
        return {text: self._cache[text] for text in asked}

    def _similar(self, texts: Iterable[str]) -> dict[str, Candidates]:
        """Similar names of each text, or else of the text without words around the name."""
        texts = dict.fromkeys(texts)
        similar = self.streets.similarity.find(texts)
        shortened_by = (
            self.streets.dialect.standard,
            self._around.without_context,
            sentences.to_kind,
            sentences.told,
        )
        for shorten in shortened_by:
            unsure = [text for text in texts if not (text in similar and similar[text].names)]
            shortened = {text: shorten(text) for text in unsure}
            hits = self.streets.similarity.find(dict.fromkeys(filter(None, shortened.values())))
            similar |= {
                text: hits[part]
                for text, part in shortened.items()
                if part in hits and (hits[part].names or text not in similar)
            }
        return similar | self._in_stretches(texts, similar)

    def _in_stretches(
        self, texts: Iterable[str], similar: dict[str, Candidates]
    ) -> dict[str, Candidates]:
        """Of texts that still have no name: the first stretch that resembles that of a street."""
        unsure = [text for text in texts if not (text in similar and similar[text].names)]
        stretches = {text: sentences.stretches(text, self._tells_what) for text in unsure}
        hits = self.streets.similarity.find(dict.fromkeys(chain(*stretches.values())))
        found = {}
        for text, parts in stretches.items():
            named = (
                part
                for part in parts
                if part in hits and hits[part].names and (part[0].isupper() or part not in KINDS)
            )
            if part := next(named, None):
                method = "deel" if self.streets.spelled(part) else hits[part].method
                score = min(hits[part].score, IN_PART)
                found[text] = hits[part]._replace(method=method, score=score)
        return found

    def _tells_what(self, word: str) -> bool:
        return self._around.is_context([word])

    def _exact_or_parsed(self, text: str) -> MatchResult | _Address:
        """The result where it is certain; otherwise the parsed address, still to be compared."""
        if self.streets.listed and (mention := self.streets.exactly(text)):
            return MatchResult((mention,))
        if parsing.says_nothing(text):
            return MatchResult((), NONE_GIVEN)
        if not self.streets.listed:
            return self._as_delivered(text)
        numbered = parsing.PLAIN_NUMBER.fullmatch(text)
        may_be_name = not numbered or self.streets.ends_in(numbered[2])
        if may_be_name and (mention := self.streets.spelled(text)):
            return MatchResult((mention,))
        if numbered:
            if mention := self.streets.spelled(numbered[1]):
                return MatchResult((cleaned(mention),))
            if mention := self.streets.without_kind(numbered[1]):
                return MatchResult((mention,))
        name = numbered[1] if numbered else text
        if name.isascii() and name.isalpha():  # one word: nothing to parse
            is_place = self._around.is_place(name) or self._around.is_context([name])
            is_open = _Address((Piece(name),), ())
            return MatchResult((), PLACE, spot=self._around.spot(name)) if is_place else is_open
        return self._parsed(text)

    def _parsed(self, text: str) -> MatchResult | _Address:
        parsed = parsing.parse(text)
        if parsed.whole != text and (mention := self.streets.spelled(parsed.whole)):
            return MatchResult((mention,))
        if self._around.is_place(parsed.whole):
            return MatchResult((), PLACE, spot=self._around.spot(parsed.whole))
        if sentences.is_of_side_street(text):
            return MatchResult()
        if both := self._both(parsed.whole):
            return MatchResult(both)
        pieces = [self._pieces.read(part, new=part != text) for part in parsed.parts]
        if pieces and not any(piece.mentions for piece in pieces):
            for behind in parsed.behind:  # Maas, Jan van der 12
                front = parsing.without_number(behind)
                if inverted := self.streets.spelled(f"{front} {parsed.parts[0]}"):
                    return MatchResult((inverted if front == behind else cleaned(inverted),))
        for behind in parsed.behind:
            more = () if self._around.is_place(behind) else self._pieces.read(behind).mentions
            if more and self.streets.has_kind(more[0]):
                pieces.append(Piece(behind, more))
        address = _Address(tuple(pieces), parsed.behind)
        return address if address.open() else self._combined(address, {})

    def _both(self, text: str) -> tuple[Mention, ...]:
        """Two streets that share an ending: Grote en Kleine Kerkstraat."""
        for names in parsing.shared(text):
            both = [self.streets.spelled(name) for name in names]
            if all(both):
                return tuple(both)
        return ()

    def _combined(self, address: _Address, similar: dict[str, Candidates]) -> MatchResult:
        mentions: list[Mention] = []
        for position, piece in enumerate(address.pieces):
            hit = similar.get(piece.rest) if piece.is_open else None
            # Next to a street already found, similar text counts only with a kind of street.
            if hit and hit.names and (position == 0 or not mentions or kind_of(fold(piece.rest))):
                mentions.append(Mention(*hit[:5]))
            mentions += piece.mentions
        if mentions or not (address.pieces and all(piece.is_place for piece in address.pieces)):
            return MatchResult(tuple(mentions), NOT_FOUND, address.behind)
        spots = (self._around.spot(piece.rest) for piece in address.pieces)
        return MatchResult((), PLACE, address.behind, next(filter(None, spots), ""))

    def _as_delivered(self, text: str) -> MatchResult:
        """Without a list every name is its own, unverified street, except that of a known place;
        spellings with the same reading are one street. Text that could identify a person is not a
        street."""
        if spot := self._around.spot(text):
            return MatchResult((), PLACE, spot=spot)
        name = self.streets.alias_target(street_name(text))
        has_letter = re.search(r"[^\W\d_]", name)
        if not has_letter or len(name) > _LONGEST_NAME or has_personal_form(text):
            return MatchResult()
        number = self.streets.add_unlisted(next(iter(keys(name)), fold(name)), name)
        return MatchResult((Mention((number,), "uit levering", _AS_DELIVERED),))
