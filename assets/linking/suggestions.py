"""The streets that a text of the review list most probably means, as they are stored beside it.

Only of a text that may be shown: of any other, a suggestion would tell what was written. What keeps
a pair from becoming a link does not keep it from being suggested, as the analyst decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np
import pandas as pd
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from assets.linking import parsing
from assets.linking.evidence import weigh_any_pairs
from assets.linking.forms import Forms, common_roots
from assets.linking.nationwide import shipped_names
from assets.linking.nearby import NearbyNames
from assets.linking.review import is_shown
from assets.linking.similarity import MOST_FORMS, MOST_SURE
from assets.linking.spelling import readings
from assets.linking.streets import Street, StreetIndex
from assets.linking.traits import form_of
from assets.linking.weighing import NO_OTHER, shipped_weights

MOST = 3
_NEARBY = 10  # names compared with a text
_LEAST = 0.01  # nothing is told as impossible: it is among the three nearest
_BETWEEN, _IS = "|", "="  # signs that no name of a street has


class Suggestions:
    """The suggestions of one list of streets; what was asked is remembered."""

    def __init__(self, streets: StreetIndex, common: Iterable[str] = ()) -> None:
        """`common`: words that many streets are named after."""
        self._streets = streets
        self._common = common_roots(common)
        self._known: dict[str, tuple[tuple[str, float], ...]] = {}

    def of_rows(self, links: pd.DataFrame) -> pd.Series:
        """For each row with a text to review, `Markt=0.91|Marktstraat=0.04`: at most `MOST` names,
        the most probable first; of a row that is linked, its street first. Missing without a text,
        for the form of a text, and without a list of streets.

        `links`: controle_tekst, straatnaam and koppelscore."""
        told = pd.Series(None, index=links.index, dtype="str")
        rows = links.loc[links["controle_tekst"].notna(), ["controle_tekst"]]
        if rows.empty or not self._streets.listed:
            return told
        pairs = links.loc[rows.index, ["controle_tekst", "straatnaam", "koppelscore"]]
        known = self.of(text for text in rows["controle_tekst"].unique() if is_shown(text))
        texts = {
            row: _told(known[row[0]], row[1], row[2])
            for row in set(pairs.itertuples(index=False, name=None))
            if row[0] in known
        }
        told[rows.index] = [texts.get(row) for row in pairs.itertuples(index=False, name=None)]
        return told

    def of(self, texts: Iterable[str]) -> dict[str, tuple[tuple[str, float], ...]]:
        """The most probable streets of each text with their probability, the surest first; more
        than are told."""
        asked = dict.fromkeys(texts)
        if new := [text for text in asked if text not in self._known]:
            self._known |= self._likely(new)
        return {text: self._known[text] for text in asked}

    @cached_property
    def _listed(self) -> tuple[list[Street], Forms, NearbyNames]:
        names = [
            (street, reading)
            for street in self._streets.names
            for reading in readings(street.straatnaam)
        ]
        forms = Forms([form_of(reading) for _, reading in names])
        nearby = NearbyNames(list(zip(forms.wholes, forms.skeletons, strict=True)))
        return [street for street, _ in names], forms, nearby

    def _likely(self, texts: Sequence[str]) -> dict[str, tuple[tuple[str, float], ...]]:
        names, listed, nearby = self._listed
        owners, forms = [], []
        for owner, text in enumerate(texts):
            for part in dict.fromkeys((text, *parsing.parse(text).parts)):
                read = [form for form in map(form_of, readings(part)[:MOST_FORMS]) if form.stem]
                owners += [owner] * len(read)
                forms += read
        if not forms or not names:
            return dict.fromkeys(texts, ())
        asked = Forms(forms, self._common, shipped_names())
        keys = list(zip(asked.wholes, asked.skeletons, strict=True))
        at, of, strange = nearby.find(keys, _NEARBY)
        at, of = _completed(asked, at, listed, of)
        numbers = weigh_any_pairs(asked, at, listed, of, strange)
        values = shipped_weights().of_pairs(numbers)
        weighed: dict[int, list[tuple[float, Street]]] = defaultdict(list)
        for form, name, value in zip(at.tolist(), of.tolist(), values.tolist(), strict=True):
            weighed[owners[form]].append((value, names[name]))
        return {text: _probabilities(weighed[owner]) for owner, text in enumerate(texts)}


def _completed(
    asked: Forms, at: np.ndarray, listed: Forms, of: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The pairs, and for a text with too few of them the names that look most like it."""
    few = np.flatnonzero(np.bincount(at, minlength=len(asked.forms)) < MOST).tolist()
    wholes = listed.wholes.tolist()
    more = [
        (form, name)
        for form in few
        for _, _, name in process.extract(
            asked.wholes[form], wholes, scorer=JaroWinkler.similarity, limit=_NEARBY
        )
    ]
    if not more:
        return at, of
    pairs = np.concatenate([np.stack([at, of], axis=1), np.array(more, dtype="int64")])
    return tuple(np.unique(pairs, axis=0).T)


def _probabilities(weighed: list[tuple[float, Street]]) -> tuple[tuple[str, float], ...]:
    """The best name of each street with its probability: of the first against the second, of the
    others against the first. Of streets with one name, one."""
    best: dict[str, tuple[float, str]] = {}
    for value, street in sorted(weighed, key=lambda pair: (-pair[0], pair[1].straatnaam)):
        best.setdefault(street.straat_id, (value, street.straatnaam))
    ordered = list({name: (name, value) for value, name in reversed(best.values())}.values())[::-1]
    if not ordered:
        return ()
    value = np.array([weight for _, weight in ordered])
    rival = np.full(len(value), value[0])
    rival[0] = value[1] if len(value) > 1 else NO_OTHER
    chance = shipped_weights().probability(value, rival).clip(max=MOST_SURE)
    chance = np.minimum.accumulate(chance).round(2).clip(min=_LEAST)
    return tuple(zip((name for name, _ in ordered), chance.tolist(), strict=True))


def _told(likely: Sequence[tuple[str, float]], street: object, score: float) -> str | None:
    """The first of them in one text. `street`: the one that the row is linked to, if any."""
    if isinstance(street, str):
        others = [(name, min(chance, score)) for name, chance in likely if name != street]
        likely = [(street, score), *others]
    return _BETWEEN.join(f"{name}{_IS}{chance:.2f}" for name, chance in likely[:MOST]) or None


def read_suggestions(text: object) -> tuple[tuple[str, float], ...]:
    """The names in such a text with their probability."""
    if not isinstance(text, str) or not text:
        return ()
    pairs = (part.rpartition(_IS) for part in text.split(_BETWEEN))
    return tuple((name, float(chance)) for name, _, chance in pairs)
