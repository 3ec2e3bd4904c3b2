"""Finds the streets that an address mentions; the first step that finds one decides.

Steps: exact; folded; alias; abbreviations; without house number, town or remark; part of the text;
sound; initials and titles; similarity. Each distinct text is matched once per list. A tie is never
broken by guessing: all candidates are returned, and `linking` resolves it by date, town or
neighbourhood, or does not link.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from assets.linking import parsing, sentences
from assets.linking.decisions import Decisions
from assets.linking.names import fold
from assets.linking.similarity import Candidates
from assets.linking.spelling import (
    ARTICLES,
    KINDS,
    MOST_WORDS,
    keys,
    kind_of,
    words,
)
from assets.linking.streets import Mention, StreetIndex
from assets.linking.traits import DIRECTIONS
from assets.linking.unlisted import street_name
from schemas.personal_text import has_personal_form

# `koppelmethode` of a text without a street; other texts have the method of their first mention.
NONE_GIVEN, PLACE = "niet opgegeven", "plaats"
AMBIGUOUS, NOT_FOUND = "meer dan één", "niet gevonden"
_CLEANED, _IN_PART, _AS_DELIVERED = 0.96, 0.9, 0.9
_LONGEST_NAME = 80  # as in the BAG
_SURNAMES = (["van"], ["de"], ["der"], ["den"], ["ter"], ["vd"], ["v"])  # Jan van Eyckstraat
_LONGEST_IN_SENTENCE = 5  # words of a name


class MatchResult(NamedTuple):
    """The streets mentioned in a text, in order. `why_none`: the reason where there are none.
    `hints`: text after a comma or in brackets, which may be the town. `spot`: the key of the place
    that is no street and no town, where the text names one and no street."""

    mentions: tuple[Mention, ...] = ()
    why_none: str = NOT_FOUND
    hints: tuple[str, ...] = ()
    spot: str = ""


class _Piece(NamedTuple):
    """A part of an address: its streets where certain, otherwise the text to compare."""

    rest: str
    mentions: tuple[Mention, ...] = ()
    is_place: bool = False

    @property
    def is_open(self) -> bool:
        return not (self.mentions or self.is_place)


class _Address(NamedTuple):
    """A parsed address. `behind`: text after a comma or in brackets."""

    pieces: tuple[_Piece, ...]
    behind: tuple[str, ...]

    def open(self) -> list[str]:
        """The texts still to be compared with the list."""
        return [piece.rest for piece in self.pieces if piece.is_open]


class Matcher:
    """Finds the streets of texts in one list; results are cached."""

    def __init__(self, streets: StreetIndex, decisions: Decisions | None = None) -> None:
        decisions = decisions or Decisions()
        self.streets = streets
        self._towns = decisions.towns | {fold(street.woonplaats) for street in streets.names} - {""}
        self._places = decisions.places | self._towns
        self._spots = decisions.spots.keys() - self._towns
        self._context = decisions.context
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
            self._without_context,
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
        return similar

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
        if numbered and (mention := self.streets.spelled(numbered[1])):
            return MatchResult((_cleaned(mention),))
        name = numbered[1] if numbered else text
        if name.isascii() and name.isalpha():  # one word: nothing to parse
            is_place = self._is_place(name) or self._is_context([name])
            is_open = _Address((_Piece(name),), ())
            return MatchResult((), PLACE, spot=self._spot(name)) if is_place else is_open
        return self._parsed(text)

    def _parsed(self, text: str) -> MatchResult | _Address:
        parsed = parsing.parse(text)
        if parsed.whole != text and (mention := self.streets.spelled(parsed.whole)):
            return MatchResult((mention,))
        if self._is_place(parsed.whole):
            return MatchResult((), PLACE, spot=self._spot(parsed.whole))
        for names in parsing.shared(parsed.whole):
            both = [self.streets.spelled(name) for name in names]
            if all(both):
                return MatchResult(tuple(both))
        pieces = [self._piece(part, new=part != text) for part in parsed.parts]
        if pieces and not any(piece.mentions for piece in pieces):
            for behind in parsed.behind:  # Maas, Jan van der
                if inverted := self.streets.spelled(f"{behind} {parsed.parts[0]}"):
                    return MatchResult((inverted,))
        for behind in parsed.behind:
            more = () if self._is_place(behind) else self._piece(behind).mentions
            if more and self.streets.has_kind(more[0]):
                pieces.append(_Piece(behind, more))
        address = _Address(tuple(pieces), parsed.behind)
        return address if address.open() else self._combined(address, {})

    def _piece(self, part: str, new: bool = True) -> _Piece:
        """The certain streets in a part of an address, or the text left to compare.

        `new`: whether the part as a whole has not been looked up yet.
        """
        if new and (mention := self.streets.spelled(part)):
            return _Piece(part, (mention,))
        if self._is_place(part):
            return _Piece(part, is_place=True)
        tokens = part.split(" ")[:MOST_WORDS]
        for find in (self._either, self._beginning, self._ending, self._sides, self._within):
            if mentions := find(part, tokens):
                return _Piece(part, mentions)
        rest = self._without_town(parsing.without_number(part))
        is_place = self._is_place(rest) or self._is_context(rest.split(" "))
        return _Piece(rest, is_place=is_place)

    def _beginning(self, part: str, tokens: list[str]) -> tuple[Mention, ...]:
        """A street followed by something else; the longest beginning that is a street."""
        for end in range(len(tokens) - 1, 0, -1):
            if self._is_context(tokens[:end]):
                break
            mention = self.streets.spelled(" ".join(tokens[:end]).strip(" ,.-"))
            if mention and (mentions := self._with_tail(mention, " ".join(tokens[end:]))):
                return mentions
        bare = parsing.without_number(part)
        mention = self.streets.spelled(bare) if bare != part else None
        return (_cleaned(mention),) if mention else ()

    def _ending(self, part: str, tokens: list[str]) -> tuple[Mention, ...]:
        """A street after words that only say where or what: parkeerplaats Markt, Jumbo aan de
        Bleeklaan. Words that could begin a longer name are not cut off."""
        for start in range(1, len(tokens)):
            before = tokens[:start]
            only_context = self._is_context(before)
            leads = only_context or self._leads_to(before)
            if not leads and (len(tokens) - start < 2 or words(tokens[start])[:1] in _SURNAMES):
                continue  # `before` may be the beginning of the name
            mention = self.streets.spelled(" ".join(tokens[start:]).strip(" ,.-?!"))
            if only_context and not mention:
                mentions = self._piece(" ".join(tokens[start:]), new=False).mentions
                mention, *more = mentions or (None,)
            else:
                more = ()
            if not mention or self.streets.key(mention) in KINDS:
                continue
            whole = self.streets.has_kind(mention) and len(words(self.streets.name(mention))) > 1
            if leads or whole:
                return (_less_sure(mention, "deel", _IN_PART), *more)
        return ()

    def _within(self, part: str, tokens: list[str]) -> tuple[Mention, ...]:
        """A street in a sentence, behind a word that tells where (jongeren hangen op het Vrijthof
        rond) or with the capital of a name (overlast Kerkstraat vannacht). Of several the first."""
        for start in range(1, len(tokens)):
            place = sentences.tells_where(tokens[:start])
            if not (place or sentences.begins_a_name(tokens, start)):
                continue
            for end in range(min(len(tokens), start + _LONGEST_IN_SENTENCE), start, -1):
                name = " ".join(tokens[start:end]).strip(" ,.-?!")
                mention = self.streets.spelled(name)
                if not mention or self.streets.key(mention) in KINDS - {"markt"}:
                    continue
                behind = words(" ".join(tokens[end:]))
                if behind and (kind_of(behind[0]) or self._tells_apart(mention, behind[0])):
                    break  # De Waal Malefijtstraat
                if place or self.streets.has_kind(mention):
                    return (_less_sure(mention, "deel", _IN_PART),)
        return ()

    def _tells_apart(self, mention: Mention, word: str) -> bool:
        """Whether a word behind a street makes it another one."""
        return word in DIRECTIONS and self.streets.is_directed(mention)

    def _leads_to(self, before: list[str]) -> bool:
        """Whether words end in a way that introduces a street: `aan de`, `school`, 101."""
        last = sentences.last_but_articles(before)
        return sentences.tells_where(before) or last.isdigit() or self._is_context([last or "?"])

    def _either(self, part: str, tokens: list[str]) -> tuple[Mention, ...]:
        """A street with an alternative name: Markt of Grote Markt."""
        if len(tokens) < 3 or not parsing.OR.search(part):
            return ()
        mentions = (self.streets.spelled(name) for name in parsing.OR.split(part))
        return next(((mention,) for mention in mentions if mention), ())

    def _sides(self, part: str, tokens: list[str]) -> tuple[Mention, ...]:
        """Streets separated by a word or hyphen that can also be part of a name."""
        sides = [side for side in parsing.WEAK.split(part) if fold(side)]
        if len(sides) < 2:
            return ()
        looked_up = [self.streets.spelled(parsing.without_number(side)) for side in sides]
        mentions = tuple(mention for mention in looked_up if mention)
        if len(mentions) == len(sides):
            return mentions
        dropped = [words(side) for side, found in zip(sides, looked_up, strict=True) if not found]
        if (
            not mentions
            or not self.streets.has_kind(mentions[0])
            or any(
                kind_of(given[-1]) or (set(given) <= DIRECTIONS and self._is_directed(mentions))
                for given in dropped
                if given
            )
        ):
            return ()  # the other side is a street too, or tells two streets apart
        return tuple(_less_sure(mention, "deel", _IN_PART) for mention in mentions)

    def _is_directed(self, mentions: tuple[Mention, ...]) -> bool:
        return any(map(self.streets.is_directed, mentions))

    def _with_tail(self, mention: Mention, tail: str) -> tuple[Mention, ...]:
        """A street followed by a house number, a direction, a place or another street."""
        given = words(tail)
        if not given or parsing.is_number(given):
            return (_cleaned(mention),)
        in_part = _less_sure(mention, "deel", _IN_PART)
        rest, numbered, joined = sentences.behind_joints(tail)
        if numbered or joined:  # another street after the house number or after `en`
            others = self._piece(rest).mentions if rest else ()
            second = others if others and (joined or self.streets.has_kind(others[0])) else ()
            if numbered or second:
                return (_cleaned(mention) if numbered else in_part, *second)
        if len(given) == 1 and given[0] in DIRECTIONS | {"n", "o", "z", "w"}:
            return () if self.streets.is_directed(mention) else (in_part,)
        distinctive = self.streets.has_kind(mention) or len(words(self.streets.name(mention))) > 1
        if kind_of(given[-1]) and not self.streets.has_kind(mention):
            return ()  # De Waal Malefijtstraat is not De Waal
        if fold(tail) in self._towns or (given[0] == "te" and len(given) == 2):
            return (in_part,)
        if self._is_place(tail) or self._is_context(given):
            return (in_part,) if distinctive else ()
        if len(given[0]) == 1 or given[0] in ARTICLES or self.streets.key(mention) in KINDS:
            return ()
        others = () if given[0] == "of" else self._piece(tail).mentions
        # A single word without a kind of street may be a place as well as a second street.
        if others and (self.streets.has_kind(others[0]) or (len(given) > 1 and distinctive)):
            return (in_part, *others)
        return (in_part,) if distinctive else ()

    def _is_place(self, text: str) -> bool:
        return fold(text) in self._places

    def _spot(self, text: str) -> str:
        """The key of the place that is no street and no town; empty if a text names another."""
        key = fold(text)
        return key if key in self._spots else ""

    def _is_context(self, given: Sequence[str]) -> bool:
        return all(fold(word) in self._context for word in given if fold(word))

    def _without_town(self, text: str) -> str:
        tokens = text.split(" ")
        for start in range(1, len(tokens)):
            if fold(" ".join(tokens[start:])) in self._towns:
                return " ".join(tokens[:start]).strip(" ,.-")
        return text

    def _without_context(self, text: str) -> str:
        tokens = text.split(" ")
        start = next((n for n, word in enumerate(tokens) if not self._is_context([word])), 0)
        cuts_a_word = any(word not in ARTICLES for word in words(" ".join(tokens[:start])))
        return " ".join(tokens[start:]) if cuts_a_word else ""

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
        spots = (self._spot(piece.rest) for piece in address.pieces)
        return MatchResult((), PLACE, address.behind, next(filter(None, spots), ""))

    def _as_delivered(self, text: str) -> MatchResult:
        """Without a list every name is its own, unverified street, except that of a known place;
        spellings with the same reading are one street. Text that could identify a person is not a
        street."""
        if spot := self._spot(text):
            return MatchResult((), PLACE, spot=spot)
        name = self.streets.alias_target(street_name(text))
        has_letter = re.search(r"[^\W\d_]", name)
        if not has_letter or len(name) > _LONGEST_NAME or has_personal_form(text):
            return MatchResult()
        number = self.streets.add_unlisted(next(iter(keys(name)), fold(name)), name)
        return MatchResult((Mention((number,), "uit levering", _AS_DELIVERED),))


def _cleaned(mention: Mention) -> Mention:
    return _less_sure(mention, "opgeschoond", _CLEANED)


def _less_sure(mention: Mention, method: str, score: float) -> Mention:
    is_alias = mention.method == "alias"  # keeps its method, so that decisions stay visible
    return mention._replace(
        method=mention.method if is_alias else method, score=min(mention.score, score)
    )
