"""Decides which unlinked texts analysts may see for review: those that name a place, not a person.

An unlinked text is the only text written by a resident or officer that is stored. It is stored
without numbers, and only if every word of it is a word of streets, of places or of addresses; of
any other text the form is stored, so that its rows are still counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rapidfuzz.distance import OSA

from assets.basis.naming import form
from assets.linking.decisions import Decisions
from assets.linking.names import mended
from assets.linking.spelling import ARTICLES, KINDS, LEADING, TITLES, kind_of, readings, words
from assets.linking.traits import DIRECTIONS
from assets.reference.folding import plain
from schemas.personal_text import has_personal_form

WITHHELD = "(niet getoond)"  # of a text without a form, such as one of hidden signs
_NOT_LINKED = frozenset({"niet gevonden", "meer dan één"})
_REVIEWED = frozenset({"gelijkenis", "naamdeel", "klank"})
_UNSURE = 0.92  # links with a lower score are reviewed
_LONGEST = 60
_MOST_WORDS = 6
_MOST_READINGS = 6
_NUMBERS = re.compile(r"[\s,]*\d[\d\w./-]*")
_POSTCODE = re.compile(r"\b[1-9]\d{3}\s?[A-Z]{2}\b")
_PERSON = re.compile(
    r"@|\b(?:dhr|mevr|mw|mej|mevrouw|meneer|heer en|fam|familie|naam|bewon\w*|buur(?:man|vrouw)\w*"
    r"|huurder|eigenaar|melder|tel|telefoon|mobiel|geb|geboren|zoon|dochter|vader|moeder)\b\.?",
    re.IGNORECASE,
)
# Words of addresses, as `words` writes them; what is at a place is in the tables of decisions.
_OF_ADDRESSES = frozenset(
    "aan achter bij binnen boven buiten en h hoek hoogte hk in kruising kruispunt langs met na "
    "naar naast nabij nr nrs nummer of omgeving onder op over richting rotonde splitsing te "
    "tegenover ter thv tm to tot tov tussen tyde van vanaf vlakby voor voorby by zyde hoogten "
    "bis hs huis kleine grote korte lange nieuwe oude hoge lage verlengde gedempte "
    "onze lieve vrouwe".split()
)
# Kinds of street that end the name of a street rather than of a person (Langeveld, Verhof), with
# the letters that must precede them.
_SURE_KINDS = {
    **dict.fromkeys(
        "straat straatje dwarsstraat straatweg plein pleintje singel plantsoen boulevard avenue "
        "allee park markt promenade passage gracht kade dreef paadje laantje".split(),
        3,
    ),
    "laan": 4,
    "weg": 5,
    "steeg": 5,
    "pad": 4,
}


class Reviewer:
    """Which texts may be shown, given the streets and places of a municipality."""

    def __init__(self, streets: Iterable[str], decisions: Decisions) -> None:
        """`streets`: names of streets, as written."""
        self._of_streets = frozenset(
            word
            for name in streets
            for given in (words(name), *readings(name)[:1])
            for word in given
        )
        self._places = decisions.places | decisions.towns
        self._of_addresses = (
            _OF_ADDRESSES | ARTICLES | LEADING | KINDS | TITLES | DIRECTIONS | decisions.context
        )

    def text(
        self, text: str, method: str, score: float, resembles: Iterable[str] = ()
    ) -> str | None:
        """The text to show in the review list, or its form; None where there is nothing to review:
        a certain street, a known place, an empty field. `resembles`: the names of the streets that
        it was linked to, or could be."""
        if method not in _NOT_LINKED and not (0 < score < _UNSURE and method in _REVIEWED):
            return None
        text = mended(text)
        shown = without_numbers(text)
        private = (
            not shown
            or has_personal_form(text)
            or _PERSON.search(text)
            or len(shown) > _LONGEST
            or len(shown.split()) > _MOST_WORDS
            or not self._names_a_place(shown, [words(name) for name in resembles])
        )
        return (form(text) or WITHHELD) if private else shown

    def _names_a_place(self, text: str, alike: Sequence[Sequence[str]]) -> bool:
        """Whether every word is known; a compound that ends in a kind of street counts as a street
        that the list lacks, but only among words of places and addresses."""
        if not all(letter.isascii() for letter in plain(text) if letter.isalpha()):
            return False  # `words` drops letters of other scripts, so nothing would look at them
        for given in [words(text), *map(list, readings(text)[:_MOST_READINGS])]:
            in_place = self._in_places(given)
            of_addresses = [
                place or word in self._of_addresses or len(word) == 1
                for place, word in zip(in_place, given, strict=True)
            ]
            if given and all(
                known or word in self._of_streets or _resembles(word, alike)
                for known, word in zip(of_addresses, given, strict=True)
            ):
                return not all(of_addresses) or any(in_place)
            if given and all(
                known or _is_compound(word) or self._is_short_for_town(word, text)
                for known, word in zip(of_addresses, given, strict=True)
            ):
                return any(map(_is_compound, given))
        given = words(text)
        return any(
            len(given) <= len(name) and OSA.distance("".join(given), "".join(name)) <= 2
            for name in alike
        )

    def _in_places(self, given: Sequence[str]) -> list[bool]:
        """Whether each word is part of the name of a place."""
        known = [False] * len(given)
        for start in range(len(given)):
            for end in range(start + 1, len(given) + 1):
                joined = "".join(given[start:end])
                if joined in self._places or joined.replace("y", "ij") in self._places:
                    known[start:end] = [True] * (end - start)
        return known

    def _is_short_for_town(self, word: str, text: str) -> bool:
        """Whether a word is a town or place cut off with a full stop: Maastr."""
        return (
            len(word) > 3
            and f"{word}." in text.casefold()
            and any(place.startswith(word) for place in self._places)
        )


def without_numbers(text: str) -> str:
    """A text as the review list shows it: without postcode and numbers."""
    return _NUMBERS.sub("", _POSTCODE.sub("", mended(text))).strip(" ,.;:-")


def is_shown(text: str) -> bool:
    """Whether a text of the review list is one as written, rather than the form of one."""
    return text != WITHHELD and any(sign.isalnum() and sign not in "aA9" for sign in text)


def _resembles(word: str, alike: Sequence[Sequence[str]]) -> bool:
    """Whether a word is a misspelling of a word of the streets that a text resembles."""
    most = 2 if len(word) > 5 else 1
    return any(
        OSA.distance(word, other, score_cutoff=most) <= most
        for name in alike
        for other in name
        if len(other) > 3
    )


def _is_compound(word: str) -> bool:
    """Whether a word ends in a kind of street that is rarely the end of a surname."""
    kind = kind_of(word)
    return kind in _SURE_KINDS and len(word) - len(kind) >= _SURE_KINDS[kind]
