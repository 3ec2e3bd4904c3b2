"""The streets in one part of an address that are certain: at its beginning or end, beside another
street, in a sentence, turned or cut off.

What only resembles a street is left to `matching`. The streets themselves are in `streets`, the
words around them in `surroundings`.
"""

from __future__ import annotations

from typing import NamedTuple

from assets.linking import parsing, sentences
from assets.linking.names import fold
from assets.linking.spelling import ARTICLES, KINDS, MOST_WORDS, kind_of, words
from assets.linking.streets import Mention, StreetIndex
from assets.linking.surroundings import Surroundings
from assets.linking.traits import DIRECTIONS

CLEANED, IN_PART = 0.96, 0.9
_SURNAMES = (["van"], ["de"], ["der"], ["den"], ["ter"], ["vd"], ["v"])  # Jan van Eyckstraat
_LONGEST_IN_SENTENCE, _LONGEST_TURNED = 5, 4  # words of a name


class Piece(NamedTuple):
    """A part of an address: its streets where certain, otherwise the text to compare."""

    rest: str
    mentions: tuple[Mention, ...] = ()
    is_place: bool = False

    @property
    def is_open(self) -> bool:
        return not (self.mentions or self.is_place)


class PieceReader:
    """Reads the parts of addresses with one list."""

    def __init__(self, streets: StreetIndex, around: Surroundings) -> None:
        self._streets, self._around = streets, around
        self._steps = (
            self._either,
            self._cut_off,
            self._turned,
            self._beginning,
            self._ending,
            self._sides,
            self._within,
        )

    def read(self, part: str, new: bool = True) -> Piece:
        """The certain streets in a part of an address, or the text left to compare.

        `new`: whether the part as a whole has not been looked up yet.
        """
        if new and (mention := self._streets.spelled(part)):
            return Piece(part, (mention,))
        if self._around.is_place(part):
            return Piece(part, is_place=True)
        tokens = part.split(" ")[:MOST_WORDS]
        for find in self._steps:
            if mentions := find(part, tokens):
                return Piece(part, mentions)
        rest = self._around.without_town(parsing.without_number(part))
        is_place = self._around.is_place(rest) or self._around.is_context(rest.split(" "))
        return Piece(rest, is_place=is_place)

    def _beginning(self, part: str, tokens: list[str]) -> tuple[Mention, ...]:
        """A street followed by something else; the longest beginning that is a street."""
        for end in range(len(tokens) - 1, 0, -1):
            if self._around.is_context(tokens[:end]):
                break
            mention = self._streets.spelled(" ".join(tokens[:end]).strip(" ,.-"))
            if mention and (mentions := self._with_tail(mention, " ".join(tokens[end:]))):
                return mentions
        bare = parsing.without_number(part)
        mention = self._streets.spelled(bare) if bare != part else None
        return (cleaned(mention),) if mention else ()

    def _ending(self, part: str, tokens: list[str]) -> tuple[Mention, ...]:
        """A street after words that only say where or what: parkeerplaats Markt, Jumbo aan de
        Bleeklaan. Words that could begin a longer name are not cut off."""
        for start in range(1, len(tokens)):
            before = tokens[:start]
            only_context = self._around.is_context(before)
            leads = only_context or self._leads_to(before)
            if not leads and (len(tokens) - start < 2 or words(tokens[start])[:1] in _SURNAMES):
                continue  # `before` may be the beginning of the name
            mention = self._streets.spelled(" ".join(tokens[start:]).strip(" ,.-?!"))
            if only_context and not mention:
                mentions = self.read(" ".join(tokens[start:]), new=False).mentions
                mention, *more = mentions or (None,)
            else:
                more = ()
            if not mention or self._streets.key(mention) in KINDS:
                continue
            whole = self._streets.has_kind(mention) and len(words(self._streets.name(mention))) > 1
            if leads or whole:
                return (less_sure(mention, "deel", IN_PART), *more)
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
                mention = self._streets.spelled(name)
                if not mention or self._streets.key(mention) in KINDS - {"markt"}:
                    continue
                behind = words(" ".join(tokens[end:]))
                if behind and (kind_of(behind[0]) or self._tells_apart(mention, behind[0])):
                    break  # De Waal Malefijtstraat
                if place or self._streets.has_kind(mention):
                    return (less_sure(mention, "deel", IN_PART),)
        return ()

    def _tells_apart(self, mention: Mention, word: str) -> bool:
        """Whether a word behind a street makes it another one."""
        return word in DIRECTIONS and self._streets.is_directed(mention)

    def _leads_to(self, before: list[str]) -> bool:
        """Whether words end in a way that introduces a street: `aan de`, `school`, 101."""
        last = sentences.last_but_articles(before) or "?"
        return sentences.tells_where(before) or last.isdigit() or self._around.is_context([last])

    def _either(self, part: str, tokens: list[str]) -> tuple[Mention, ...]:
        """A street with an alternative name: Kerkstraat or Church Street. Where both are streets of
        the list, the text leaves open which of them it is."""
        if len(tokens) < 3 or not parsing.OR.search(part):
            return ()
        sides = [parsing.without_number(side) for side in parsing.OR.split(part)]
        shared = sides[-1].split(" ")[1:]  # Grote of Kleine Staat
        found = [mention for side in sides if (mention := self._side(side, shared))]
        if not found:
            return ()
        names = tuple(dict.fromkeys(name for mention in found for name in mention.names))
        sure = min(mention.score for mention in found)
        first = found[0]._replace(names=names, score=sure)
        return (first if len(found) == len(sides) else less_sure(first, "deel", IN_PART),)

    def _side(self, side: str, shared: list[str]) -> Mention | None:
        """The street on one side of `of`; `shared`: the words that another side may lend it."""
        for name in (side, " ".join([side, *shared])):
            if mention := self._streets.spelled(name):
                return mention
        return next(iter(self.read(side, new=False).mentions), None)

    def _cut_off(self, part: str, tokens: list[str]) -> tuple[Mention, ...]:
        """A name of which a word is cut off: Bruss.str 12."""
        if "." not in part:
            return ()
        mention = self._streets.cut_off(parsing.without_number(part))
        return (mention,) if mention else ()

    def _turned(self, part: str, tokens: list[str]) -> tuple[Mention, ...]:
        """A name of which the words are turned, as in a register: Staat Grote 12."""
        bare = parsing.without_number(part).split(" ")
        if 2 <= len(bare) <= _LONGEST_TURNED:
            for cut in range(1, len(bare)):
                names = self._streets.named(" ".join(bare[cut:] + bare[:cut]))
                if names:
                    return (Mention(names, "opgeschoond", IN_PART),)
        return ()

    def _sides(self, part: str, tokens: list[str]) -> tuple[Mention, ...]:
        """Streets separated by a word or hyphen that can also be part of a name."""
        sides = [side for side in parsing.WEAK.split(part) if fold(side)]
        if len(sides) < 2:
            return ()
        looked_up = [self._streets.spelled(parsing.without_number(side)) for side in sides]
        mentions = tuple(mention for mention in looked_up if mention)
        if len(mentions) == len(sides):
            return mentions
        dropped = [words(side) for side, found in zip(sides, looked_up, strict=True) if not found]
        if (
            not mentions
            or not self._streets.has_kind(mentions[0])
            or any(
                kind_of(given[-1]) or (set(given) <= DIRECTIONS and self._is_directed(mentions))
                for given in dropped
                if given
            )
        ):
            return ()  # the other side is a street too, or tells two streets apart
        return tuple(less_sure(mention, "deel", IN_PART) for mention in mentions)

    def _is_directed(self, mentions: tuple[Mention, ...]) -> bool:
        return any(map(self._streets.is_directed, mentions))

    def _with_tail(self, mention: Mention, tail: str) -> tuple[Mention, ...]:
        """A street followed by a house number, a direction, a place or another street."""
        given = words(tail)
        if not given or parsing.is_number(given):
            return (cleaned(mention),)
        in_part = less_sure(mention, "deel", IN_PART)
        rest, numbered, joined = sentences.behind_joints(tail)
        if numbered or joined:  # another street after the house number or after `en`
            others = self.read(rest).mentions if rest else ()
            second = others if others and (joined or self._streets.has_kind(others[0])) else ()
            if numbered or second:
                return (cleaned(mention) if numbered else in_part, *second)
        if len(given) == 1 and given[0] in DIRECTIONS | {"n", "o", "z", "w"}:
            return () if self._streets.is_directed(mention) else (in_part,)
        distinctive = self._streets.has_kind(mention) or len(words(self._streets.name(mention))) > 1
        if kind_of(given[-1]) and not self._streets.has_kind(mention):
            return ()  # De Waal Malefijtstraat is not De Waal
        if self._around.is_town(tail) or (given[0] == "te" and len(given) == 2):
            return (in_part,)
        if self._around.is_place(tail) or self._around.is_context(given):
            return (in_part,) if distinctive else ()
        if len(given[0]) == 1 or given[0] in ARTICLES or self._streets.key(mention) in KINDS:
            return ()
        others = () if given[0] == "of" else self.read(tail).mentions
        # A single word without a kind of street may be a place as well as a second street.
        if others and (self._streets.has_kind(others[0]) or (len(given) > 1 and distinctive)):
            return (in_part, *others)
        return (in_part,) if distinctive else ()


def cleaned(mention: Mention) -> Mention:
    """A mention found after its house number or town was left out."""
    return less_sure(mention, "opgeschoond", CLEANED)


def less_sure(mention: Mention, method: str, score: float) -> Mention:
    """A mention found in another way, which is at most so sure."""
    # An alias keeps its method, so that decisions stay visible; what is reviewed stays reviewed.
    is_kept = mention.method in ("alias", "naamdeel")
    return mention._replace(
        method=mention.method if is_kept else method, score=min(mention.score, score)
    )
