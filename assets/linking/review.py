"""Decides which unlinked texts analysts may see for review: those that name a place, not a person.

An unlinked text is the only text written by a resident or officer that is stored. Therefore it is
stored without numbers, and only if it resembles a street of the list or contains a kind of street.
Withheld texts are shown as a count.
"""

from __future__ import annotations

import re

from assets.basis.personal import is_personal
from assets.linking.names import mended
from assets.linking.spelling import kind_of, readings

WITHHELD = "(niet getoond: kan iemand noemen)"
_NOT_LINKED = frozenset({"niet gevonden", "meer dan één"})
_REVIEWED = frozenset({"gelijkenis", "naamdeel", "klank"})
_UNSURE = 0.92  # links with a lower score are reviewed
_LONGEST = 60
_MOST_WORDS = 6
_SHORTEST_STEM = 3
_NUMBERS = re.compile(r"[\s,]*\d[\d\w./-]*")
_POSTCODE = re.compile(r"\b[1-9]\d{3}\s?[A-Z]{2}\b")
_PERSON = re.compile(
    r"@|\b(?:dhr|mevr|mw|mej|mevrouw|meneer|heer en|fam|familie|naam|bewon\w*|buur(?:man|vrouw)\w*"
    r"|huurder|eigenaar|melder|tel|telefoon|mobiel|geb|geboren|zoon|dochter|vader|moeder)\b\.?",
    re.IGNORECASE,
)


def reviewable(text: str, method: str, score: float, resembles: bool = False) -> str | None:
    """The text to show in the review list, or `WITHHELD`; None where there is nothing to review: a
    certain street, a known place, an empty field. `resembles`: the text resembles a street of the
    list."""
    if method not in _NOT_LINKED and not (0 < score < _UNSURE and method in _REVIEWED):
        return None
    text = mended(text)
    shown = _NUMBERS.sub("", _POSTCODE.sub("", text)).strip(" ,.;:-")
    private = (
        not shown
        or is_personal(text)
        or _PERSON.search(text)
        or len(shown) > _LONGEST
        or len(shown.split()) > _MOST_WORDS
        or not (resembles or _names_a_place(shown))
    )
    return WITHHELD if private else shown


def _names_a_place(text: str) -> bool:
    """Whether a word is a compound ending in a kind of street; a kind alone can be a surname (Van
    Dijk)."""
    return any(
        len(kind := kind_of(word)) and len(word) - len(kind) >= _SHORTEST_STEM and kind != "burg"
        for reading in readings(text)[:1]
        for word in reading
    )
