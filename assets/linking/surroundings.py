"""What stands around a street in an address: towns, other places, and words for what is there.

Which text is a street is decided elsewhere (`pieces`, `matching`).
"""

from __future__ import annotations

from collections.abc import Sequence

from assets.linking.decisions import Decisions
from assets.linking.names import fold
from assets.linking.spelling import ARTICLES, words
from assets.linking.streets import StreetIndex


class Surroundings:
    """The towns and places of a municipality, and the words that tell what is at a place."""

    def __init__(self, streets: StreetIndex, decisions: Decisions) -> None:
        self._towns = decisions.towns | {fold(street.woonplaats) for street in streets.names} - {""}
        self._places = decisions.places | self._towns
        self._spots = decisions.spots.keys() - self._towns
        self._context = decisions.context

    def is_place(self, text: str) -> bool:
        """Whether a text is a town, a neighbourhood or another place, and no street."""
        return fold(text) in self._places

    def spot(self, text: str) -> str:
        """The key of the place that is no street and no town; empty if a text names another."""
        key = fold(text)
        return key if key in self._spots else ""

    def is_town(self, text: str) -> bool:
        """Whether a text is a town of the municipality, or one near it that may follow a street."""
        return fold(text) in self._towns

    def is_context(self, given: Sequence[str]) -> bool:
        """Whether words only tell what is there: ingang parkeergarage."""
        return all(key in self._context for key in map(fold, given) if key)

    def without_town(self, text: str) -> str:
        """A text without a town at its end."""
        tokens = text.split(" ")
        for start in range(1, len(tokens)):
            if fold(" ".join(tokens[start:])) in self._towns:
                return " ".join(tokens[:start]).strip(" ,.-")
        return text

    def without_context(self, text: str) -> str:
        """A text without the words before its name that only tell what is there; empty if there are
        none."""
        tokens = text.split(" ")
        start = next((n for n, word in enumerate(tokens) if not self.is_context([word])), 0)
        cuts_a_word = any(word not in ARTICLES for word in words(" ".join(tokens[:start])))
        return " ".join(tokens[start:]) if cuts_a_word else ""
