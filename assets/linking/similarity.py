"""The names that a text may mean without being equal to them, with the probability of each.

`nearby` finds what resembles the text, `evidence` compares, `weighing` weighs; here the streets of
a text are put in order, and what is sure enough becomes a link. The order of the matching steps is
in `matching`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from assets.linking.evidence import FEATURES, weigh_pairs
from assets.linking.forms import Forms, common_roots
from assets.linking.nationwide import NationwideNames, shipped_names
from assets.linking.nearby import NearbyNames
from assets.linking.spelling import readings
from assets.linking.traits import Form, form_of
from assets.linking.weighing import NO_OTHER, Weights, shipped_weights

SURE, LIKELY = 0.77, 0.5  # to link a street; to name all that a name in part may be
MOST_SURE = 0.98  # no likeness is as sure as an equal name
_WITH_INITIALS = 0.9  # that the name lacks: K. Minckelersstraat is for the analyst to see
MOST_FORMS = 4  # readings of a text that are compared
_MOST_NEARBY = 6
_MOST_SHARING = 8  # names with one last word
_MOST_SUGGESTED = 3
_EVEN = 0.25  # streets of which the weights differ less are equally probable
_NUMBER = {name: at for at, name in enumerate(FEATURES)}
_WORDS = slice(_NUMBER["voorletters"], _NUMBER["andere_voornaam"])


class Candidates(NamedTuple):
    """`names`: the most probable names of a text; more than one is a tie, none if nothing is sure
    enough. With the method, the score (the probability, 0-1) and the runner-up: the most probable
    name of another street, or None. `suggested`: the most probable names of different streets with
    their probability. `evidence`: the numbers of `FEATURES` of the first."""

    names: tuple[int, ...]
    method: str
    score: float
    runner_up: int | None = None
    runner_up_score: float = 0.0
    suggested: tuple[tuple[int, float], ...] = ()
    evidence: tuple[float, ...] = ()


class Compared(NamedTuple):
    """Pairs of a text (its number) and a name (its position), with their evidence."""

    text: np.ndarray
    position: np.ndarray
    numbers: np.ndarray

    def but(self, kept: np.ndarray) -> Compared:
        return Compared(self.text[kept], self.position[kept], self.numbers[kept])


class SimilarityIndex:
    """A list of names, indexed for finding similar ones."""

    def __init__(
        self,
        names: Sequence[tuple[int, tuple[str, ...]]],
        street_of: list[str],
        common: frozenset[str] = frozenset(),
        weights: Weights | None = None,
    ) -> None:
        """`names`: pairs of a name's number and one of its readings. `street_of`: the street of
        each name, by number; two names of one street do not compete. `common`: words that many
        streets are named after; such a word is not treated as a misspelling of another."""
        self._common = common_roots(common)
        self.weights = weights  # None: those of the program
        self.nationwide: NationwideNames | None = None  # likewise
        forms = [form_of(reading) for _, reading in names]
        self._names = Forms(forms)
        self._numbers = np.array([number for number, _ in names], dtype="int64")
        codes = {street: code for code, street in enumerate(dict.fromkeys(street_of))}
        self._streets = np.array([codes[street_of[n]] for n, _ in names], dtype="int64")
        self._nearby = NearbyNames(
            list(zip(self._names.wholes, self._names.skeletons, strict=True))
        )
        self._sharing: dict[str, list[int]] = defaultdict(list)
        for position, head in enumerate(self._names.heads):
            self._sharing[head].append(position)

    def compare(self, texts: Sequence[str]) -> Compared:
        """Every text with each name that it resembles, but for those that cannot be it."""
        owners: list[int] = []
        forms: list[Form] = []
        for number, text in enumerate(texts):
            read = [form for form in map(form_of, readings(text)[:MOST_FORMS]) if form.stem]
            owners += [number] * len(read)
            forms += read
        asked = Forms(forms, self._common, self.nationwide or shipped_names())
        keys = list(zip(asked.wholes, asked.skeletons, strict=True))
        at, of, strange = self._nearby.find(keys, _MOST_NEARBY)
        more = [
            (form, name)
            for form, head in enumerate(asked.heads)
            for name in self._sharing.get(head, ())[:_MOST_SHARING]
        ]
        if more:
            also = np.array(more, dtype="int64")
            both = np.unique(np.concatenate([np.stack([at, of], axis=1), also]), axis=0)
            at, of = both[:, 0], both[:, 1]
        numbers, kept = weigh_pairs(asked, at, self._names, of, strange)
        return Compared(np.array(owners, dtype="int64")[at[kept]], of[kept], numbers)

    def numbers(self, positions: np.ndarray) -> list[int]:
        """The number of the name at each position."""
        return self._numbers[positions].tolist()

    def find(self, texts: Iterable[str]) -> dict[str, Candidates]:
        """The most probable names of each text; texts that resemble no name are left out."""
        texts = list(texts)
        weights = self.weights or shipped_weights()
        pairs = self.compare(texts)
        if not len(pairs.text):
            return {}
        value = np.round(weights.of_pairs(pairs.numbers), 5)
        street = self._streets[pairs.position]
        order = np.lexsort((pairs.position, street, -value, pairs.text))
        pairs, value, street = pairs.but(order), value[order], street[order]
        _, first = np.unique(np.stack([pairs.text, street]), axis=1, return_index=True)
        kept = np.sort(first)
        return self._ordered(texts, pairs.but(kept), value[kept], weights)

    def _ordered(
        self, texts: list[str], pairs: Compared, value: np.ndarray, weights: Weights
    ) -> dict[str, Candidates]:
        """The candidates of each text, of pairs by text and then by `value`, one for a street."""
        starts = np.flatnonzero(np.r_[True, np.diff(pairs.text) > 0])
        ends = np.r_[starts[1:], len(value)]
        best = np.repeat(starts, ends - starts)
        edits = pairs.numbers[:, _NUMBER["letters_anders"]]
        # One edit away from two names supports neither more than the other, whatever the sound.
        even = (value >= value[best] - _EVEN) | ((edits == 1) & (edits[best] == 1))
        # An initial stands for each name that begins with it.
        short = pairs.numbers[:, _NUMBER["voorletters"]] * pairs.numbers[:, _NUMBER["kern_gelijk"]]
        even |= (short >= 1) & (short[best] >= 1)
        part = pairs.numbers[:, _NUMBER["deel_van_naam"]]
        even |= (part > 1) & (part[best] > 1)  # a name in part stands for each that holds it
        heard = pairs.numbers[:, _NUMBER["klank_anders"]]
        even |= (heard == 0) & (heard[best] > 0)  # what sounds the same is not less probable
        other = np.maximum.reduceat(np.where(even, NO_OTHER, value), starts)
        added = pairs.numbers[starts, _NUMBER["namen_erbij"]]
        most = np.where((part[starts] > 1) & (added > 0), _WITH_INITIALS, MOST_SURE)
        sure = weights.probability(value[starts], other).clip(max=most).round(3).tolist()
        each = weights.probability(value, value[best]).clip(max=MOST_SURE).round(3).tolist()
        tied, names = np.add.reduceat(even, starts).tolist(), self._numbers[pairs.position].tolist()
        in_part = (np.add.reduceat(even, starts) > 1) & (part[starts] > 1)
        least = np.where(in_part, LIKELY, SURE).tolist()
        found: dict[str, Candidates] = {}
        for n, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
            equal = start + tied[n]
            shown = range(start, min(end, start + _MOST_SUGGESTED))
            first = sure[n] if tied[n] == 1 else each[start]
            found[texts[pairs.text[start]]] = Candidates(
                tuple(names[start:equal]) if sure[n] >= least[n] else (),
                _method(pairs.numbers[start]),
                sure[n],
                names[equal] if equal < end else None,
                min(each[equal], sure[n]) if equal < end else 0.0,
                tuple((names[at], first if at == start else min(each[at], first)) for at in shown),
                tuple(pairs.numbers[start].tolist()),
            )
        return found


def _method(numbers: np.ndarray) -> str:
    """By what a name was found, in the words of `koppelmethode`."""
    if numbers[_NUMBER["klank_anders"]] == 0 or numbers[_NUMBER["stam_gelijk"]]:
        return "klank"
    in_part = numbers[_WORDS].any() and numbers[_NUMBER["kern_gelijk"]] == 1
    return "naamdeel" if in_part else "gelijkenis"
