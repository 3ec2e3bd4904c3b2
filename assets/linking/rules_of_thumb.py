"""Two rules of thumb about a text and a name: few errors for its length, and a name in part.

They are evidence among other evidence (see `evidence`), and no verdict.
"""

from __future__ import annotations

from assets.linking.spelling import ARTICLES, LEADING, TITLES, sound
from assets.linking.traits import OPPOSITES, Form

_MOST_EDITS = 3
_SHORTEST_HEAD = 4
_SHORT_LENGTH, _SURE_LENGTH, _LONG_LENGTH = 4, 7, 11  # letters of a name without its kind
_ADDABLE = frozenset(
    "sint koning koningin prins prinses doctor professor ingenieur meester".split()
)
_LIGHTEST = frozenset({"de", "het", "sint", "gedempte"})  # with or without: the same street
_ADJECTIVE = ("er", "se")  # Wycker Brugstraat is not Brugstraat
_FIRST_NAMES = frozenset("alexander pieter peter wouter rutger walter olivier reinier else".split())


def few_errors(form: Form, other: Form, edits: int, heard_edits: int) -> bool:
    """Whether the number of edits is small for names of this length.

    In a short name a different letter is as often another name as a typing error. There only
    typical errors count: two letters swapped, a letter doubled, a vowel left out.
    """
    stem, name = form.stem, other.stem
    if form.traits.kind != other.traits.kind:
        stem, name = stem + form.traits.kind, name + other.traits.kind
    length = form.weight - max(0, len(stem) - len(name)) - (0 if form.traits.kind else 1)
    if stem[:1] != name[:1] and (length < _SURE_LENGTH or edits > 1):
        return edits == 1 and stem[:2] == name[1::-1] and length > _SHORT_LENGTH
    if edits <= 1 or heard_edits == 0:
        return length > _SHORT_LENGTH or (length == _SHORT_LENGTH and _is_slip(stem, name))
    if edits <= 2 or heard_edits <= 1:
        return length >= _SURE_LENGTH
    return length >= _LONG_LENGTH and max(edits, heard_edits) <= _MOST_EDITS


def _is_slip(written: str, name: str) -> bool:
    if len(written) == len(name):
        return sorted(written) == sorted(name)
    if len(written) < len(name):
        lost = next(
            (letter for letter, other in zip(name, written + " ", strict=False) if letter != other)
        )
        return lost in "aeiouy"
    return sound(written) == sound(name)


def part_of_name(form: Form, other: Form) -> float:
    """How surely a text is a name of which initials, titles or first names are shortened or left
    out: 2 where the last word is written alike, 1 where it sounds alike, 0 where it is not so."""
    if form.traits.kind != other.traits.kind or form.head == form.traits.kind:
        return 0.0
    if len(form.head) < _SHORTEST_HEAD or form.given == other.given:
        return 0.0
    if form.head == other.head:
        return 2.0 if _agree(form, other, heard=False) else 0.0
    alike = sound(form.head) == sound(other.head)
    return 1.0 if alike and _agree(form, other, heard=True) else 0.0


def _agree(form: Form, other: Form, heard: bool) -> bool:
    """Whether the words before the same last word of two names can be those of one name. `heard`:
    the last words only sound the same.

    An initial stands for a first name. A title or an article may be left out, and a first name if
    the last word is long enough to be a surname. Only the titles in `_ADDABLE` may be added.
    """
    left, added, equal = list(other.given), [], 0
    for word in form.given:
        if (match := next((name for name in left if stands_for(word, name)), None)) is not None:
            if heard and match != word and len(word) > 1:
                return False  # two differences at once are too many
            left.remove(match)
            equal += match == word
        elif are_initials(word, left):
            del left[: len(word)]
        elif len(word) == 1 or word in LEADING or word in _ADDABLE:
            added.append(word)
        else:
            return False
    return _may_differ(form, left, added, heard, bool(equal))


def _may_differ(form: Form, left: list[str], added: list[str], heard: bool, equal: bool) -> bool:
    """Whether a name can do without the words `left` and with the words `added`."""
    persons = [w for w in left if w not in ARTICLES and w not in TITLES and w not in _LIGHTEST]
    titled = [word for word in added if word in TITLES]
    surname = len(form.head) - len(form.traits.kind) >= (5 if form.traits.kind else 6)
    long = equal or surname or {*left, *added} <= _LIGHTEST
    return not (
        any(word in OPPOSITES or word[0].isdigit() for word in (*left, *added))
        or (persons and any(word not in ARTICLES for word in added))  # J. is not Pieter
        or (titled and any(word in TITLES for word in left))  # a prince is no princess
        or ((left or added) and not long)
        or (heard and (persons or not {*left, *added} <= {"sint", "gedempte"}))
        or any(map(is_adjective, persons))
    )


def is_adjective(word: str) -> bool:
    """Whether a word before a name tells one street from another: Wycker Brugstraat."""
    return len(word) > 1 and word.endswith(_ADJECTIVE) and word not in _FIRST_NAMES


def stands_for(word: str, other: str) -> bool:
    """Whether one word is the other, or short for it."""
    short, long = sorted((word, other), key=len)
    if short in OPPOSITES and long in OPPOSITES:
        return OPPOSITES[short] == OPPOSITES[long]
    cut = len(short) > 1 and (short in OPPOSITES or long in OPPOSITES)
    return short == long or (long.startswith(short) and not cut)


def are_initials(word: str, left: list[str]) -> bool:
    """`hc` for H. and C."""
    return 2 <= len(word) <= min(3, len(left)) and all(
        other.startswith(letter) for letter, other in zip(word, left, strict=False)
    )
