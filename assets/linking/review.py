"""Which texts may be shown to an analyst to decide on: none that could name someone.

A text that did not become a street is the only text of a resident or officer that is kept, so it
is kept without numbers, and only where it can be a name of a place.
"""

from __future__ import annotations

import re

from assets.deliveries.personal import is_personal
from assets.linking.names import mended

_NOT_LINKED = frozenset({"niet gevonden", "meer dan één"})
_LOOKED_AT = frozenset({"gelijkenis", "naamdeel", "klank"})
_UNSURE = 0.92  # a street found with less certainty is worth a look
WITHHELD = "(niet getoond: kan iemand noemen)"
_LONGEST = 60
_MOST_WORDS = 6
_NUMBERS = re.compile(r"[\s,]*\d[\d\w./-]*")
_PERSON = re.compile(
    r"@|\b(?:dhr|mevr|mw|mej|mevrouw|meneer|heer en|fam|familie|naam|bewon\w*|buur(?:man|vrouw)\w*"
    r"|huurder|eigenaar|melder|tel|telefoon|mobiel|geb|geboren|zoon|dochter|vader|moeder)\b\.?",
    re.IGNORECASE,
)
_POSTCODE = re.compile(r"\b[1-9]\d{3}\s?[A-Z]{2}\b")


def reviewable(text: str, method: str, score: float) -> str | None:
    """The text as it may be shown in the list to be looked at; None where there is nothing to
    look at: a sure street, a known place, an empty field."""
    if method not in _NOT_LINKED and not (0 < score < _UNSURE and method in _LOOKED_AT):
        return None
    shown = _NUMBERS.sub("", _POSTCODE.sub("", mended(text))).strip(" ,.;:-")
    private = (
        is_personal(text)
        or _PERSON.search(text)
        or len(shown) > _LONGEST
        or len(shown.split()) > _MOST_WORDS
    )
    return WITHHELD if private or not shown else shown
