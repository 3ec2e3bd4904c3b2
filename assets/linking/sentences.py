"""Where in a sentence the name of a street begins: behind a word of place (`hangen rond op het
Vrijthof`), or with the capital of a name (`overlast Tongersestraat vannacht`).

Looks at words only; which streets there are is in `streets`, what is done with a name in
`matching`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from assets.linking.names import fold
from assets.linking.parsing import is_number
from assets.linking.rules_of_thumb import is_adjective
from assets.linking.spelling import ARTICLES, LEADING, TITLES, kind_of, readings, words
from assets.linking.traits import DIRECTIONS, OPPOSITES

_BEFORE = frozenset(  # as `words` writes them
    "aan op in by langs naast achter voor onder tegenover naby richting over ter".split()
)
_JOINING = frozenset("en met bij hoek naar tot".split())
_APART = _BEFORE | frozenset(  # words that stand between a name and what is told of it
    "vanaf tussen waar wordt worden is zyn staat staan ligt liggen hangt hangen".split()
)
_OF_A_NAME = TITLES | ARTICLES | {"der", "den", "vd", "v"} | frozenset(OPPOSITES)
_SHORTEST_STEM = 4  # letters before the kind: `Maastr.` is short for Maastrichter
_SHORTEST_WORD = 4
_LONGEST_STRETCH, _ABBREVIATED = 5, 6  # words; letters with their full stop
_SIDE_STREET = re.compile(r"\bz(?:ij|y)(?:straat|straten|straatjes?|weg|pad)\b", re.IGNORECASE)
_OPENING = LEADING | {"t", "een", "n", "van"}
_EDGES = " ,.-?!"


_words = lru_cache(maxsize=20_000)(words)  # each word is looked at from every place behind it


def last_but_articles(before: Sequence[str]) -> str:
    """The last word but for articles: `op` of `hangen op het`; empty if there is none."""
    for token in reversed(before):
        for word in reversed(_words(token)):
            if word not in LEADING:
                return word
    return ""


def tells_where(before: Sequence[str]) -> bool:
    """Whether words end in a word of place: `hangen op het`."""
    return last_but_articles(before) in _BEFORE


def begins_a_name(tokens: Sequence[str], start: int) -> bool:
    """Whether a capital begins a name behind a word that is no part of it: overlast Kerkstraat."""
    before = tokens[start - 1].strip(_EDGES)
    read = words(before)
    return (
        tokens[start][:1].isupper()
        and before.islower()
        and len(before) >= _SHORTEST_WORD
        and not any(word in _OF_A_NAME or is_adjective(word) for word in read)
    )


def told(text: str) -> str:
    """The name in a sentence, still to be compared: up to its kind, or the last word behind a word
    of place; empty if none is to be seen."""
    tokens = text.split(" ")
    for start in range(len(tokens) - 1, 0, -1):
        if tells_where(tokens[:start]) and words(tokens[start])[:1] not in ([], ["de"], ["het"]):
            last = tokens[start] if start == len(tokens) - 1 else ""
            return _up_to_kind(tokens[start:]) or last
    for start in range(1, len(tokens)):
        if begins_a_name(tokens, start):
            return _up_to_kind(tokens[start:])
    return ""


def _up_to_kind(tokens: Sequence[str]) -> str:
    for end in range(1, len(tokens) + 1):
        reading = readings(" ".join(tokens[:end]))
        if reading and kind_of(reading[0][-1]):
            return " ".join(tokens[:end])
    return ""


def to_kind(text: str) -> str:
    """A text up to its first word that ends in a kind of street; empty where the word after it can
    be part of the name (a letter, a direction, an article)."""
    tokens = text.split(" ")
    for end in range(1, len(tokens)):
        reading = readings(" ".join(tokens[:end]))
        last = reading[0][-1] if reading else ""
        if (kind := kind_of(last)) and len(last) - len(kind) >= _SHORTEST_STEM:
            tail = words(" ".join(tokens[end:]))
            separate = tail and len(tail[0]) > 1 and tail[0] not in ARTICLES | DIRECTIONS
            return " ".join(tokens[:end]) if separate else ""
    return ""


def is_of_side_street(text: str) -> bool:
    """Whether a text is about a side street of a street, which is not that street."""
    return _SIDE_STREET.search(text) is not None


def stretches(text: str, tells_what: Callable[[str], bool]) -> list[str]:
    """The stretches of a sentence in which a name may stand: those between words of place, numbers,
    punctuation, and words that tell what is there (`tells_what`), without a leading article; none
    where nothing parts the text. `mosea forum ingang garage`: `mosea forum`."""
    found: list[list[str]] = [[]]
    for token in text.split():
        read = _words(token)
        if _stands_between(read, token, tells_what):
            found.append([])
        elif found[-1] or not set(read) <= _OPENING:
            found[-1].append(token.strip(_EDGES))
        if token[-1] in ":?!" or (token[-1] == "." and len(token) > _ABBREVIATED):
            found.append([])
    if len(found) == 1:
        return []
    names = (" ".join(tokens) for tokens in found if len(tokens) <= _LONGEST_STRETCH)
    return [name for name in dict.fromkeys(names) if len(fold(name)) >= _SHORTEST_WORD]


def _stands_between(read: list[str], token: str, tells_what: Callable[[str], bool]) -> bool:
    return bool(read) and (
        is_number(read)
        or (len(read) == 1 and read[0] in _APART)
        or (not set(read) <= ARTICLES and tells_what(token))
    )


def behind_joints(tail: str) -> tuple[str, bool, bool]:
    """The text after house numbers and joining words (`3 en Markt` -> `Markt`), and whether there
    was a number, and a joining word."""
    tokens = tail.split(" ")
    numbered = joined = False
    while tokens:
        if is_number(words(tokens[0])):
            numbered = True
        elif fold(tokens[0]) in _JOINING:
            joined = True
        else:
            break
        tokens.pop(0)
    return " ".join(tokens), numbered, joined
