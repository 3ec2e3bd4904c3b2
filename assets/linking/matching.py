"""From an address as written to the streets that it names; the first step that finds one decides.

Steps: exact; folded; alias; short forms; without house number, town or remark; part of the text;
sound; initials and titles; likeness. Only distinct texts are matched, once for each list. Never a
guess between two equals: where a text may be two streets both are told, and `linking` decides by
date, town or neighbourhood, or does not link.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from assets.basis.personal import is_personal
from assets.linking import parsing
from assets.linking.decisions import Decisions
from assets.linking.likeness import Alike
from assets.linking.names import fold
from assets.linking.spelling import (
    ARTICLES,
    KINDS,
    LEADING,
    MOST_WORDS,
    keys,
    kind_of,
    readings,
    words,
)
from assets.linking.streets import Mention, StreetIndex
from assets.linking.traits import DIRECTIONS

# Why a text is no street; else the method of its first mention.
NONE_GIVEN, PLACE = "niet opgegeven", "plaats"
AMBIGUOUS, NOT_FOUND = "meer dan één", "niet gevonden"
_CLEANED, _IN_PART, _AS_DELIVERED = 0.96, 0.9, 0.9
_LONGEST_NAME = 80  # as in the BAG
_JOINING = frozenset("en met bij hoek naar tot".split())
_BEFORE = frozenset(
    "aan op in bij langs naast achter voor onder tegenover nabij richting over".split()
)
_LEAST_TO_CUT = 4  # letters before the kind: `Maastr.` is short for Maastrichter


class Found(NamedTuple):
    """What a text says: the streets named in it, in order; `why_none` where there are none;
    `hints`: what stood behind a comma or in brackets, which may tell the town."""

    mentions: tuple[Mention, ...] = ()
    why_none: str = NOT_FOUND
    hints: tuple[str, ...] = ()


class _Piece(NamedTuple):
    """A part of an address: its streets where they are certain, else the text to compare."""

    rest: str
    mentions: tuple[Mention, ...] = ()
    is_place: bool = False

    @property
    def is_open(self) -> bool:
        return not (self.mentions or self.is_place)


class _Address(NamedTuple):
    """An address taken apart."""

    pieces: tuple[_Piece, ...]
    behind: tuple[str, ...]

    def open(self) -> list[str]:
        """What is still to be compared with the list."""
        return [piece.rest for piece in self.pieces if piece.is_open]


class Matcher:
    """Finds the streets of texts in one list. What was found once is not looked up again."""

    def __init__(self, streets: StreetIndex, decisions: Decisions | None = None) -> None:
        decisions = decisions or Decisions()
        self.streets = streets
        self._towns = decisions.towns | {fold(street.woonplaats) for street in streets.names} - {""}
        self._places = decisions.places | self._towns
        self._context = decisions.context
        self._known: dict[str, Found] = {}

    def find(self, texts: Iterable[str]) -> dict[str, Found]:
        """What each text says."""
        asked = dict.fromkeys(texts)
        waiting: dict[str, _Address] = {}
        for text in asked:
            if text not in self._known:
                answer = self._surely(text)
                if isinstance(answer, Found):
                    self._known[text] = answer
                else:
                    waiting[text] = answer
        alike = self._alike(rest for address in waiting.values() for rest in address.open())
        for text, address in waiting.items():
            self._known[text] = self._settled(address, alike)
        return {text: self._known[text] for text in asked}

    def _alike(self, texts: Iterable[str]) -> dict[str, Alike]:
        """What texts are like: as they are, else without what stands before or behind the name."""
        texts = dict.fromkeys(texts)
        alike = self.streets.likeness.find(texts)
        for shorten in (self._without_context, _to_kind):
            short = {text: shorten(text) for text in texts if text not in alike}
            found = self.streets.likeness.find(dict.fromkeys(filter(None, short.values())))
            alike |= {text: found[part] for text, part in short.items() if part in found}
        return alike

    def _surely(self, text: str) -> Found | _Address:
        """What a text says where that is certain; else the address, with what is to be compared."""
        if self.streets.listed and (mention := self.streets.exactly(text)):
            return Found((mention,))
        if parsing.says_nothing(text):
            return Found((), NONE_GIVEN)
        if not self.streets.listed:
            return self._as_delivered(text)
        if mention := self.streets.spelled(text):
            return Found((mention,))
        if (numbered := parsing.PLAIN_NUMBER.fullmatch(text)) and (
            mention := self.streets.spelled(numbered[1])
        ):
            return Found((_cleaned(mention),))
        if text.isascii() and text.isalpha():  # one word: there is nothing to take apart
            is_place = self._is_place(text) or self._is_context([text])
            return Found((), PLACE) if is_place else _Address((_Piece(text),), ())
        return self._taken_apart(text)

    def _taken_apart(self, text: str) -> Found | _Address:
        parsed = parsing.parse(text)
        if parsed.whole != text and (mention := self.streets.spelled(parsed.whole)):
            return Found((mention,))
        if self._is_place(parsed.whole):
            return Found((), PLACE)
        for names in parsing.shared(parsed.whole):
            both = [self.streets.spelled(name) for name in names]
            if all(both):
                return Found(tuple(both))
        pieces = [self._piece(part, new=part != text) for part in parsed.parts]
        if pieces and not any(piece.mentions for piece in pieces):
            for behind in parsed.behind:  # Maas, Jan van der
                if turned := self.streets.spelled(f"{behind} {parsed.parts[0]}"):
                    return Found((turned,))
        for behind in parsed.behind:
            more = () if self._is_place(behind) else self._piece(behind).mentions
            if more and self.streets.has_kind(more[0]):
                pieces.append(_Piece(behind, more))
        address = _Address(tuple(pieces), parsed.behind)
        return address if address.open() else self._settled(address, {})

    def _piece(self, part: str, new: bool = True) -> _Piece:
        """The streets that stand in a part of an address for certain, or what is to be compared.

        `new`: whether the part as a whole was not looked up yet.
        """
        if new and (mention := self.streets.spelled(part)):
            return _Piece(part, (mention,))
        if self._is_place(part):
            return _Piece(part, is_place=True)
        tokens = part.split(" ")[:MOST_WORDS]
        for find in (self._either, self._beginning, self._ending, self._sides):
            if mentions := find(part, tokens):
                return _Piece(part, mentions)
        rest = self._without_town(parsing.without_number(part))
        is_place = self._is_place(rest) or self._is_context(rest.split(" "))
        return _Piece(rest, is_place=is_place)

    def _beginning(self, part: str, tokens: list[str]) -> tuple[Mention, ...]:
        """A street with something behind it; the longest beginning that is one."""
        for end in range(len(tokens) - 1, 0, -1):
            if self._is_context(tokens[:end]):
                break
            mention = self.streets.spelled(" ".join(tokens[:end]).strip(" ,.-"))
            if mention and (found := self._with_tail(mention, " ".join(tokens[end:]))):
                return found
        bare = parsing.without_number(part)
        mention = self.streets.spelled(bare) if bare != part else None
        return (_cleaned(mention),) if mention else ()

    def _ending(self, part: str, tokens: list[str]) -> tuple[Mention, ...]:
        """A street with words before it that only say where or what: parkeerplaats Markt, Jumbo aan
        de Bleeklaan. What could be the beginning of a longer name is not taken off."""
        for start in range(1, len(tokens)):
            before = tokens[:start]
            only_says = self._is_context(before)
            leads = only_says or self._leads_to(before)
            if not leads and len(tokens) - start < 2:
                continue  # one word behind what may be the beginning of its name
            mention = self.streets.spelled(" ".join(tokens[start:]).strip(" ,.-?!"))
            if only_says and not mention:
                found = self._piece(" ".join(tokens[start:]), new=False).mentions
                mention, *more = found or (None,)
            else:
                more = ()
            if not mention or self.streets.key(mention) in KINDS:
                continue
            whole = self.streets.has_kind(mention) and len(words(self.streets.name(mention))) > 1
            if leads or whole:
                return (_less_sure(mention, "deel", _IN_PART), *more)
        return ()

    def _leads_to(self, before: list[str]) -> bool:
        """Whether words end as words do before the name of a street: `aan de`, `school`, 101."""
        given = words(" ".join(before))
        while given and given[-1] in LEADING:
            given.pop()
        return bool(given) and (
            given[-1] in _BEFORE or given[-1].isdigit() or self._is_context(given[-1:])
        )

    def _either(self, part: str, tokens: list[str]) -> tuple[Mention, ...]:
        """A street with its other name: Markt of Grote Markt."""
        if len(tokens) < 3 or not parsing.OR.search(part):
            return ()
        found = (self.streets.spelled(name) for name in parsing.OR.split(part))
        return next(((mention,) for mention in found if mention), ())

    def _sides(self, part: str, tokens: list[str]) -> tuple[Mention, ...]:
        """Streets with a word or hyphen between them that can also be part of a name."""
        sides = [side for side in parsing.WEAK.split(part) if fold(side)]
        if len(sides) < 2:
            return ()
        found = [self.streets.spelled(parsing.without_number(side)) for side in sides]
        mentions = tuple(mention for mention in found if mention)
        sure = len(mentions) == len(sides) or (mentions and self.streets.has_kind(mentions[0]))
        return mentions if sure else ()

    def _with_tail(self, mention: Mention, tail: str) -> tuple[Mention, ...]:
        """A street with a house number, a direction, a place or another street behind it."""
        given = words(tail)
        if not given or parsing.is_number(given):
            return (_cleaned(mention),)
        in_part = _less_sure(mention, "deel", _IN_PART)
        rest, numbered, joined = _behind_joints(tail)
        if numbered or joined:  # another street behind the house number or behind `en`
            others = self._piece(rest).mentions if rest else ()
            second = others if others and (joined or self.streets.has_kind(others[0])) else ()
            if numbered or second:
                return (_cleaned(mention) if numbered else in_part, *second)
        if len(given) == 1 and given[0] in DIRECTIONS | {"n", "o", "z", "w"}:
            return () if self.streets.is_directed(mention) else (in_part,)
        telling = self.streets.has_kind(mention) or len(words(self.streets.name(mention))) > 1
        if fold(tail) in self._towns or (given[0] == "te" and len(given) == 2):
            return (in_part,)
        if self._is_place(tail) or self._is_context(given):
            return (in_part,) if telling else ()
        if len(given[0]) == 1 or given[0] in ARTICLES or self.streets.key(mention) in KINDS:
            return ()
        others = () if given[0] == "of" else self._piece(tail).mentions
        # One word that names no kind of street may be a place as well as a second street.
        if others and (self.streets.has_kind(others[0]) or (len(given) > 1 and telling)):
            return (in_part, *others)
        return (in_part,) if telling else ()

    def _is_place(self, text: str) -> bool:
        return fold(text) in self._places

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
        says_what = any(word not in ARTICLES for word in words(" ".join(tokens[:start])))
        return " ".join(tokens[start:]) if says_what else ""

    def _settled(self, address: _Address, alike: dict[str, Alike]) -> Found:
        mentions: list[Mention] = []
        for position, piece in enumerate(address.pieces):
            hit = alike.get(piece.rest) if piece.is_open else None
            # Beside a street that was found, what is only alike must call itself a street.
            if hit and (position == 0 or not mentions or kind_of(fold(piece.rest))):
                mentions.append(Mention(*hit))
            mentions += piece.mentions
        place = bool(address.pieces) and all(piece.is_place for piece in address.pieces)
        return Found(tuple(mentions), PLACE if place else NOT_FOUND, address.behind)

    def _as_delivered(self, text: str) -> Found:
        """Without a list every name is a street of its own, unverified; spellings that read the
        same are one street. Text that could name someone is none."""
        part = next(iter(parsing.parse(text).parts), "")
        name = self.streets.meant(parsing.without_number(part))
        has_letter = re.search(r"[^\W\d_]", name)
        if not has_letter or len(name) > _LONGEST_NAME or is_personal(text):
            return Found()
        number = self.streets.add_unlisted(next(iter(keys(name)), fold(name)), name)
        return Found((Mention((number,), "uit levering", _AS_DELIVERED),))


def _cleaned(mention: Mention) -> Mention:
    return _less_sure(mention, "opgeschoond", _CLEANED)


def _less_sure(mention: Mention, method: str, score: float) -> Mention:
    kept = mention.method == "alias"  # a decision is worth telling, whatever stands behind it
    return mention._replace(
        method=mention.method if kept else method, score=min(mention.score, score)
    )


def _behind_joints(tail: str) -> tuple[str, bool, bool]:
    """What stands behind a house number or a word that joins two streets (`3 en Markt`), and
    whether there was a number, and such a word."""
    tokens = tail.split(" ")
    numbered = joined = False
    while tokens:
        if parsing.is_number(words(tokens[0])):
            numbered = True
        elif fold(tokens[0]) in _JOINING:
            joined = True
        else:
            break
        tokens.pop(0)
    return " ".join(tokens), numbered, joined


def _to_kind(text: str) -> str:
    """A text up to its first word that names a kind of street; empty where what stands behind it
    can be part of the name (a letter, a direction, an article)."""
    tokens = text.split(" ")
    for end in range(1, len(tokens)):
        reading = readings(" ".join(tokens[:end]))
        last = reading[0][-1] if reading else ""
        if (kind := kind_of(last)) and len(last) - len(kind) >= _LEAST_TO_CUT:
            tail = words(" ".join(tokens[end:]))
            apart = tail and len(tail[0]) > 1 and tail[0] not in ARTICLES | DIRECTIONS
            return " ".join(tokens[:end]) if apart else ""
    return ""
