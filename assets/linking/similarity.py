"""Candidates for names that are similar but not equal: by sound, by part of the name, by edits.

All texts of a call are compared at once (RapidFuzz's `cdist`), blocked on what must agree
(`traits`). The order of the matching steps and the handling of ties is in `matching`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from assets.linking.spelling import ARTICLES, LEADING, TITLES, readings, sound
from assets.linking.traits import OPPOSITES, Form, Traits, contradict, form_of

_MOST_EDITS = 3
_FAR = 255  # a distance beyond every real one
_CELLS = 4_000_000  # maximum size of a distance matrix
_MOST_FORMS = 6  # readings of a text that are compared
_SHORTEST_HEAD = 4
_SHORTEST_SOUND = 3
_SHORTEST_ROOT = 4
_SHORT_LENGTH, _SURE_LENGTH, _LONG_LENGTH = 4, 7, 11  # letters of a name without its kind


class Candidates(NamedTuple):
    """The most similar names of a text; more than one is a tie. With the method, the score (0-1)
    and the runner-up: the most similar name of another street, or None."""

    names: tuple[int, ...]
    method: str
    score: float
    runner_up: int | None = None
    runner_up_score: float = 0.0


class SimilarityIndex:
    """A list of names, indexed for finding similar ones."""

    def __init__(
        self,
        names: Sequence[tuple[int, tuple[str, ...]]],
        street_of: list[str],
        common: frozenset[str] = frozenset(),
    ) -> None:
        """`names`: pairs of a name's number and one of its readings. `street_of`: the street of
        each name, by number; two names of one street do not compete. `common`: words that many
        streets are named after; such a word is not treated as a misspelling of another."""
        self._common = {_unlinked(sound(word.replace("ij", "y"))) for word in common}
        forms = [form_of(reading) for _, reading in names]
        self._numbers = np.array([number for number, _ in names], dtype="int64")
        self._street_of = street_of
        codes = {street: code for code, street in enumerate(dict.fromkeys(street_of))}
        self._streets = np.array([codes[street_of[n]] for n, _ in names], dtype="int64")
        self._stems = [form.stem for form in forms]
        self._wholes = [form.stem + form.traits.kind for form in forms]
        self._blocks: dict[Traits, list[int]] = defaultdict(list)
        self._kindless: dict[Traits, list[int]] = defaultdict(list)
        self._heads: dict[tuple[str, Traits], list[int]] = defaultdict(list)
        self._sounds: dict[tuple[str, Traits], list[int]] = defaultdict(list)
        self._roots: dict[tuple[str, Traits], list[int]] = defaultdict(list)
        self._stemmed: dict[tuple[str, Traits], list[int]] = defaultdict(list)
        self._joined: dict[tuple[str, Traits], list[int]] = defaultdict(list)
        self._forms = forms
        for position, form in enumerate(forms):
            self._blocks[form.traits].append(position)
            self._kindless[form.traits._replace(kind="")].append(position)
            self._sounds[sound(form.stem), form.traits].append(position)
            if form.given and form.weight >= _LONG_LENGTH - 1:
                self._stemmed[form.stem, form.traits._replace(kind="")].append(position)
            if form.traits.opposites:
                self._joined[_joined(form)].append(position)
            for root in {_base_kind(form), _root(_base_kind(form))}:
                self._roots[root].append(position)
            loosely = form.traits._replace(opposites=())
            for head in {form.head, sound(form.head)}:
                self._heads[head, loosely].append(position)

    def find(self, texts: Iterable[str]) -> dict[str, Candidates]:
        """The most similar names of each text; texts without a similar name are left out."""
        similar: dict[str, Candidates] = {}
        undecided: list[tuple[str, Form]] = []
        for text in texts:
            read = readings(text)[:_MOST_FORMS]
            forms = [form for form in map(form_of, read) if form.stem]
            if read and read[0][0] in LEADING and len(read[0]) > 2:
                bare = form_of(read[0][1:])
                forms += [bare] if bare.given else []  # one word is too little evidence
            if hit := (
                self._named_in_part(forms, sure=True)
                or self._sounding(forms)
                or self._named_in_part(forms)
                or self._without_kind(forms)
            ):
                similar[text] = hit
            if not hit or hit.method == "klank":
                undecided += [(text, form) for form in forms]
        for text, hit in self._misspelled(undecided):
            tied = len({self._street_of[name] for name in hit.names}) > 1
            if text not in similar or tied or hit.score > similar[text].score:
                similar[text] = hit
        return similar

    def _sounding(self, forms: list[Form]) -> Candidates | None:
        """Names with the same sound; then also with other linking letters (Dorpstraat,
        Dorpsstraat) or with the diminutive of the kind (steeg, steegje)."""
        for form in forms:
            heard = sound(form.stem)
            if len(heard) >= _SHORTEST_SOUND and (
                positions := self._agreeing(form, self._sounds.get((heard, form.traits), ()))
            ):
                return Candidates(self._names(positions), "klank", 0.94)
        for form in forms:  # Grootestaat is Grote Staat
            if positions := self._joined.get(_joined(form)):
                return Candidates(self._names(positions), "klank", 0.93)
        base = [_base_kind(form) for form in forms]
        for shortest, roots in ((_SHORTEST_SOUND, base), (_SHORTEST_ROOT, map(_root, base))):
            for root in roots:
                if len(root[0]) >= shortest and (positions := self._roots.get(root)):
                    return Candidates(self._names(positions), "klank", 0.9)
        return None

    def _named_in_part(self, forms: list[Form], sure: bool = False) -> Candidates | None:
        """Names with the same last word; initials, titles or first names before it are shortened
        or left out. `sure`: only initials and titles are left out, and nothing is added."""
        for form in forms:
            if form.head == form.traits.kind or len(form.head) < _SHORTEST_HEAD:
                continue
            loosely = form.traits._replace(opposites=())
            heads = ((form.head, 0.93), (sound(form.head), 0.91))
            for head, score in heads[:1] if sure else heads:
                positions = self._heads.get((head, loosely))
                if not positions:
                    continue
                costs = {
                    position: cost
                    for position in positions
                    if (not sure or _only_initials_left_out(form, self._forms[position]))
                    and (cost := _difference(form, self._forms[position], head != form.head))
                    is not None
                }
                if costs:
                    least = min(costs.values())
                    positions = [position for position, cost in costs.items() if cost == least]
                    return Candidates(self._names(positions), "naamdeel", score)
        return None

    def _without_kind(self, forms: list[Form]) -> Candidates | None:
        """A name of several words with only the kind left out: Nelson Mandela."""
        for form in forms:
            key = form.stem, form.traits
            if not form.traits.kind and form.given and (positions := self._stemmed.get(key)):
                return Candidates(self._names(positions), "naamdeel", 0.9)
        return None

    def _misspelled(self, wanted: list[tuple[str, Form]]) -> Iterator[tuple[str, Candidates]]:
        """The nearest names by edit distance, block by block."""
        groups: dict[Traits, list[tuple[str, Form]]] = defaultdict(list)
        for text, form in wanted:
            groups[form.traits].append((text, form))
        for traits, group in groups.items():
            blocks, names = (
                (self._blocks, self._stems) if traits.kind else (self._kindless, self._wholes)
            )
            positions = np.array(blocks.get(traits, ()), dtype="int64")
            if not len(positions):
                continue
            choices = [names[position] for position in positions]
            step = max(1, _CELLS // len(positions))
            for start in range(0, len(group), step):
                yield from self._nearest(group[start : start + step], positions, choices)

    def _nearest(
        self, group: list[tuple[str, Form]], positions: np.ndarray, choices: list[str]
    ) -> Iterator[tuple[str, Candidates]]:
        """The nearest of `choices` to each text of a group, where it is near enough."""
        stems = [form.stem for _, form in group]
        written = _distances(stems, choices)
        heard = _distances([sound(stem) for stem in stems], [sound(name) for name in choices])
        total = written + heard
        streets, numbers = self._streets[positions], self._numbers[positions]
        best = total.argmin(axis=1)
        rows = np.arange(len(group))
        least = total[rows, best]
        same = streets[None, :] == streets[best][:, None]
        rivals = np.where(same, _FAR, total)
        # One edit away from two names supports neither more than the other, whatever the sound.
        slip = (written[rows, best] == 1)[:, None] & (written == 1)
        runner_up = rivals.argmin(axis=1)
        equal = (total == least[:, None]) | slip
        alone = equal.sum(axis=1) == 1
        for row in np.flatnonzero(least <= 2 * _MOST_EDITS):
            text, form = group[row]
            name = choices[best[row]]
            edits, heard_edits = int(written[row, best[row]]), int(heard[row, best[row]])
            if (
                not _close(form, name, edits, heard_edits)
                or contradict(form.stem, name)
                or not _initials_agree(form, self._forms[positions[best[row]]])
                or (heard_edits and form.traits.kind and self._is_common(form.stem))
            ):
                continue
            length = 2 * (max(len(form.stem), len(name)) + len(form.traits.kind))
            near = int(rivals[row, runner_up[row]])
            yield (
                text,
                Candidates(
                    (int(numbers[best[row]]),)
                    if alone[row]
                    else tuple(dict.fromkeys(numbers[equal[row]].tolist())),
                    "gelijkenis",
                    round(1 - int(least[row]) / length, 3),
                    int(numbers[runner_up[row]]) if near <= 2 * _MOST_EDITS else None,
                    round(1 - near / length, 3) if near <= 2 * _MOST_EDITS else 0.0,
                ),
            )

    def _agreeing(self, form: Form, positions: Sequence[int]) -> list[int]:
        return [n for n in positions if _initials_agree(form, self._forms[n])]

    def _is_common(self, stem: str) -> bool:
        return _unlinked(sound(stem)) in self._common

    def _names(self, positions: Sequence[int]) -> tuple[int, ...]:
        return tuple(dict.fromkeys(self._numbers[list(positions)].tolist()))


def _distances(written: list[str], names: list[str]) -> np.ndarray:
    """Edit distance (a transposition is one edit) of each pair, capped at `_MOST_EDITS` + 1."""
    return process.cdist(
        written, names, scorer=OSA.distance, score_cutoff=_MOST_EDITS, dtype=np.uint8
    )


def _joined(form: Form) -> tuple[str, Traits]:
    """The sound of a name, whether an opposite is written as its own word or not, and its
    traits."""
    return sound(form.stem), form.traits._replace(opposites=())


def _base_kind(form: Form) -> tuple[str, Traits]:
    """The sound of a name, and its traits with the base form of a diminutive kind."""
    kind = form.traits.kind
    return sound(form.stem), form.traits._replace(kind=_DIMINUTIVES.get(kind, kind))


def _root(base: tuple[str, Traits]) -> tuple[str, Traits]:
    """The result of `_base_kind` without the linking letters between a name and its kind."""
    heard, traits = base
    return _unlinked(heard) if traits.kind else heard, traits


def _unlinked(heard: str) -> str:
    link = next((link for link in ("en", "s", "e") if heard.endswith(link)), "")
    return heard.removesuffix(link)


_DIMINUTIVES = {
    "hofje": "hof",
    "laantje": "laan",
    "paadje": "pad",
    "pleintje": "plein",
    "steegje": "steeg",
    "straatje": "straat",
}


def _close(form: Form, name: str, edits: int, heard_edits: int) -> bool:
    """Whether the number of edits is small for names of this length.

    In a short name a different letter is as often another name as a typing error. There only
    typical errors count: two letters swapped, a letter doubled, a vowel left out.
    """
    stem = form.stem
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


def _difference(form: Form, other: Form, heard: bool) -> int | None:
    """The number of differing words before the same last word of two names; None where they cannot
    be one name. `heard`: the last words only sound the same.

    An initial stands for a first name. A title or an article may be left out, and a first name if
    the last word is long enough to be a surname. Only the titles in `_ADDABLE` may be added.
    """
    left, added, cost, equal = list(other.given), [], 0, 0
    for word in form.given:
        if (match := next((name for name in left if _stands_for(word, name)), None)) is not None:
            if heard and match != word and len(word) > 1:
                return None  # two differences at once are too many
            left.remove(match)
            cost += match != word
            equal += match == word
        elif _initials(word, left):
            del left[: len(word)]
            cost += 1
        elif len(word) == 1 or word in LEADING or word in _ADDABLE:
            added.append(word)
        else:
            return None
    persons = [w for w in left if w not in ARTICLES and w not in TITLES and w not in _LIGHTEST]
    titled = [word for word in added if word in TITLES]
    known = {*left, *added} <= _LIGHTEST
    long = equal or len(form.head) - len(form.traits.kind) >= (5 if form.traits.kind else 6)
    long = long or known
    if (
        any(word in OPPOSITES or word[0].isdigit() for word in (*left, *added))
        or (persons and any(word not in ARTICLES for word in added))  # J. is not Pieter
        or (titled and any(word in TITLES for word in left))  # a prince is no princess
        or ((left or added) and not long)
        or (heard and (persons or not {*left, *added} <= {"sint", "gedempte"}))
        or any(
            len(word) > 1 and word.endswith(_ADJECTIVE) and word not in _FIRST_NAMES
            for word in persons
        )
    ):
        return None
    return cost + len(left) + len(added)


_ADDABLE = frozenset(
    "sint koning koningin prins prinses doctor professor ingenieur meester".split()
)
_LIGHTEST = frozenset({"de", "het", "sint", "gedempte"})  # with or without: the same street
_ADJECTIVE = ("er", "se")  # Wycker Brugstraat is not Brugstraat
_FIRST_NAMES = frozenset("alexander pieter peter wouter rutger walter olivier reinier else".split())


def _only_initials_left_out(form: Form, other: Form) -> bool:
    left_out = [word for word in other.given if word not in form.given]
    return set(form.given) <= set(other.given) and all(
        len(word) == 1 or word in TITLES for word in left_out
    )


def _initials_agree(form: Form, other: Form) -> bool:
    """Whether every written initial stands for a word of the name: O. Oosterstraat is not
    Oosterstraat, although they sound the same."""
    return not form.given or all(
        any(name.startswith(word) for name in other.given) for word in form.given if len(word) == 1
    )


def _stands_for(word: str, other: str) -> bool:
    short, long = sorted((word, other), key=len)
    if short in OPPOSITES and long in OPPOSITES:
        return OPPOSITES[short] == OPPOSITES[long]
    cut = len(short) > 1 and (short in OPPOSITES or long in OPPOSITES)
    return short == long or (long.startswith(short) and not cut)


def _initials(word: str, left: list[str]) -> bool:
    """`hc` for H. and C."""
    return 2 <= len(word) <= min(3, len(left)) and all(
        other.startswith(letter) for letter, other in zip(word, left, strict=False)
    )
