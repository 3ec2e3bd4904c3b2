"""Decisions about whole texts, and which of them holds for a row.

A decision is about every row of which the review list would show its text, so that what the analyst
saw is what moves. It does not undo an equal name or a place; it goes before likeness. Reading the
files is in `decisions`, putting the answer in a row in `linking`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from assets.linking.matching import AMBIGUOUS, NOT_FOUND
from assets.linking.names import fold
from assets.linking.review import without_numbers
from assets.reference.decided import Decision

NO_STREET = "geen straat"  # `koppelmethode` of a text that is decided to be no street here
# How a row is linked of which the text can be decided: not at all, or by likeness.
DECIDABLE = frozenset({NOT_FOUND, AMBIGUOUS, "klank", "naamdeel", "gelijkenis"})


def text_key(text: str) -> str:
    """The same for texts that one decision is about: of house numbers and spelling of case."""
    return fold(without_numbers(text))


class Rulings:
    """The decisions about whole texts of one municipality."""

    def __init__(self, decisions: Iterable[Decision]) -> None:
        """`decisions`: from old to new."""
        self._newest_first: dict[str, list[Decision]] = defaultdict(list)
        for decision in decisions:
            self._newest_first[text_key(decision.geschreven)].insert(0, decision)

    def __bool__(self) -> bool:
        return bool(self._newest_first)

    def about(self, text: str) -> tuple[Decision, ...]:
        """The decisions about a text, the newest first."""
        return tuple(self._newest_first.get(text_key(text), ()))

    def in_force(self) -> list[Decision]:
        """Those that can still hold for some row: no newer one is about all its days."""
        found = []
        for decisions in self._newest_first.values():
            for number, decision in enumerate(decisions):
                if not any(_covers(newer, decision) for newer in decisions[:number]):
                    found.append(decision)
        return found

    def of_rows(
        self, texts: Sequence[str], codes: np.ndarray, methods: pd.Series, days: pd.Series
    ) -> dict[Decision, list[int]]:
        """Decision -> the positions of the rows that it is about. `texts`: the distinct texts;
        `codes`: which of them each row has; `methods`: how each row is linked without decisions."""
        about = [self.about(text) for text in texts]
        of_text = np.array([bool(decisions) for decisions in about], dtype=bool)
        found: dict[Decision, list[int]] = defaultdict(list)
        if not of_text.any():
            return found
        for row in np.flatnonzero(of_text[codes] & methods.isin(DECIDABLE).to_numpy()).tolist():
            day = days.iloc[row]
            holding = (one for one in about[codes[row]] if one.holds_on(day))
            if (decision := next(holding, None)) is not None:
                found[decision].append(row)
        return found


def _covers(newer: Decision, older: Decision) -> bool:
    """Whether every day of the older decision is one of the newer."""
    return newer.geldig_van <= older.geldig_van and (
        not newer.geldig_tot or (bool(older.geldig_tot) and older.geldig_tot <= newer.geldig_tot)
    )
