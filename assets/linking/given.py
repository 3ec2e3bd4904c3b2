"""How the words before the last differ in a text and a name: initials, titles, first names.

One pair at a time; what the differences mean is weighed elsewhere (`evidence`, `weighing`).
"""

from __future__ import annotations

from typing import NamedTuple

from rapidfuzz.distance import OSA, JaroWinkler

from assets.linking.rules_of_thumb import are_initials, is_adjective, stands_for
from assets.linking.spelling import ARTICLES, LEADING, TITLES, sound
from assets.linking.traits import OPPOSITES, Form

_JOINTS = frozenset("van von ter ten te".split())  # Van Boschstraat is not Boschstraat, but
_SURNAME = 6  # letters of a name that is the same with or without: (Van) Assendelftstraat
_RARE = 7  # letters of a name with which initials may stand
_ONE_NAME = 0.85  # how alike two first names are that begin otherwise: Cornelis, Kornelis
_UNNAMED = TITLES | ARTICLES
_LIGHT = ARTICLES | LEADING


class Words(NamedTuple):
    """How the words before the last differ; `blocked`: they cannot be one name."""

    initials: int = 0
    light_left: int = 0
    titles_left: int = 0
    names_left: int = 0
    adjectives_left: int = 0
    light_added: int = 0
    titles_added: int = 0
    names_added: int = 0
    other_name: float = 0.0
    blocked: bool = False


SAME_WORDS = Words()


def is_called_as(form: Form, other: Form) -> bool:
    """Whether a text is a person after whom a street is called, and not the street: several words
    without the kind, or a misspelling of it."""
    kind = other.traits.kind
    if (
        form.traits.kind
        or not kind
        or not form.given
        or all(word in OPPOSITES for word in form.given)
    ):
        return False
    most = max(1, len(kind) // 3)
    ends = (form.stem[-length:] for length in range(len(kind) - 1, len(kind) + 2))
    return all(OSA.distance(end, kind) > most for end in ends)


def words_between(form: Form, other: Form) -> Words:
    """How the words before the last differ. A written title or initial must be of the name."""
    if form.given == other.given:
        return SAME_WORDS
    left, added, initials = list(other.given), [], 0
    for word in form.given:
        if (match := next((name for name in left if _alike(word, name)), None)) is not None:
            left.remove(match)
            initials += match != word
        elif are_initials(word, left):
            del left[: len(word)]
            initials += 1
        else:
            added.append(word)
    names_left = [word for word in left if word not in _LIGHT and word not in TITLES]
    names_added = [word for word in added if word not in _LIGHT and word not in TITLES]
    titles_left = sum(word in TITLES for word in left)
    titles_added = sum(word in TITLES for word in added)
    joined = "".join(form.given) and "".join(other.given).startswith("".join(form.given))
    adjectives = sum(map(is_adjective, names_left))
    other_name = 0.0
    if names_left and names_added:
        other_name = 1 - max(
            JaroWinkler.similarity(one, two) for one in names_left for two in names_added
        )
    surname = len(form.head) - len(form.traits.kind) >= _SURNAME
    same_head = sound(form.head) == sound(other.head)
    # J. Minckelersstraat is Minckelersstraat: so long a name is seldom that of two.
    just_initials = all(len(word) == 1 for word in added) and not left
    long = len(form.head) - len(form.traits.kind) >= _RARE
    told_more = just_initials and long and bool(form.traits.kind)
    blocked = (
        bool(titles_left and titles_added)
        or (not joined and not told_more and any(len(word) == 1 for word in names_added))
        or (same_head and not told_more and _other_person(names_left, names_added))
        or (not surname and not _JOINTS.isdisjoint(added) and _JOINTS.isdisjoint(left))
    )
    return Words(
        initials,
        len(left) - len(names_left) - titles_left,
        titles_left,
        len(names_left),
        adjectives,
        len(added) - len(names_added) - titles_added,
        titles_added,
        len(names_added),
        other_name,
        blocked,
    )


def _other_person(left: list[str], added: list[str]) -> bool:
    """Whether a written first name is not that of the name: Pieter is not August, and a street
    named after a person is not the one without."""
    return bool(added) and not any(
        one[0] == two[0]
        or JaroWinkler.similarity(one, two) >= _ONE_NAME
        or OSA.distance(one, two) <= 1 < min(len(one), len(two)) - 1
        for one in left
        for two in added
    )


def _alike(word: str, other: str) -> bool:
    """Whether one word is the other, shortened, or sounds like it."""
    if word in OPPOSITES or other in OPPOSITES:
        return stands_for(word, other)
    if stands_for(word, other) or (len(word) > 2 and sound(word) == sound(other)):
        return True
    # Burgemeerter: a slip for a title or an article, but not another one.
    slip = other in _UNNAMED and word not in _UNNAMED and min(len(word), len(other)) > 2
    return slip and OSA.distance(word, other) <= max(1, len(other) // 4)
