"""What speaks for and against a text and a name being one street, as numbers that a model weighs.

Each number has a direction: more of it speaks for the street, or against it, or neither. What
can never be one street is said here too. Which names are compared is in `similarity`; how the
numbers are weighed in `weighing`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler, LCSseq, Postfix, Prefix

from assets.linking.rules_of_thumb import (
    are_initials,
    few_errors,
    is_adjective,
    part_of_name,
    stands_for,
)
from assets.linking.slips import coded, costs
from assets.linking.spelling import ARTICLES, LEADING, TITLES, sound
from assets.linking.traits import OPPOSITES, Form, contradict

# The numbers, with their direction: 1 speaks for, -1 against, 0 depends on the others.
FEATURES = {
    "gelijk_geschreven": 1,  # share of equal letters, as written
    "letters_anders": -1,
    "gelijk_gehoord": 1,
    "klank_anders": -1,
    "geraamte_anders": -1,  # consonants that do not sound alike, and vowels too many or too few
    "stam_gelijk": 1,  # as heard, but for linking letters
    "weinig_fouten": 1,  # for a name of this length
    "deel_van_naam": 1,  # a name with only titles, initials or first names left out
    "gelijk_begin_en_eind": 1,  # Jaro-Winkler
    "zelfde_begin": 1,
    "zelfde_eind": 1,
    "over_in_tekst": -1,  # letters of the text that the name lacks
    "over_in_naam": -1,
    "verwisseld": 0,  # letters in another order
    "soort_gelijk": 1,
    "soort_ontbreekt_in_tekst": -1,
    "soort_ontbreekt_in_naam": -1,
    "gewicht_tekst": 1,  # distinctive letters
    "gewicht_naam": 0,
    "woorden_tekst": 0,
    "woorden_naam": 0,
    "kern_gelijk": 1,  # the last word, as heard
    "namen_met_deze_kern": -1,
    "voorletters": 0,  # words of the name shortened in the text
    "lidwoorden_weg": 0,
    "titels_weg": 0,
    "namen_weg": -1,
    "bijvoeglijk_weg": -1,
    "lidwoorden_erbij": -1,
    "titels_erbij": -1,
    "namen_erbij": -1,
    "andere_voornaam": -1,
    "gangbaar_woord": -1,  # the text is an ordinary name, not this one misspelled
    "vreemde_letters": 0,  # letters in an order that no name of the list has
    "tegendeel_los": -1,  # Grootestaat, Grote Staat
    "medeklinkers_anders": -1,
    "kosten_klank": -1,  # what it costs to take the one for the other (see `slips`)
    "kosten_geschreven": -1,
    "kosten_per_letter": -1,
}
_JOINTS = frozenset("van von ter ten te".split())  # Van Boschstraat is not Boschstraat
_LEAST_ALIKE = 0.7  # less is not worth weighing
_SHORT = 4  # distinctive letters; in a shorter name a different letter is another name
_MOST_MORE = 4  # letters: Meerssenerbergweg is no slip for Meerssenerweg
_CHEAPEST, _CHEAP, _DEAR, _HALF = 0.5, 0.6, 1.0, 0.5  # what a difference may cost (see `slips`)
_UNNAMED = TITLES | ARTICLES
_BETWEEN = frozenset(
    "voorletters lidwoorden_weg titels_weg namen_weg bijvoeglijk_weg lidwoorden_erbij titels_erbij "
    "namen_erbij andere_voornaam".split()
)
_LIGHT = ARTICLES | LEADING
_DIMINUTIVES = {
    "hofje": "hof",
    "laantje": "laan",
    "paadje": "pad",
    "pleintje": "plein",
    "steegje": "steeg",
    "straatje": "straat",
}


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


class Forms:
    """Forms as columns, so that many pairs are compared at once."""

    def __init__(self, forms: Sequence[Form], common: frozenset[str] = frozenset()) -> None:
        """`common`: words that many streets are named after, as `unlinked(sound(word))`."""
        self.forms = forms
        bases = [_DIMINUTIVES.get(form.traits.kind, form.traits.kind) for form in forms]
        wholes = [form.stem + kind for form, kind in zip(forms, bases, strict=True)]
        self.wholes = np.array(wholes, dtype=object)
        self.sounds = np.array([sound(whole) for whole in self.wholes], dtype=object)
        self.skeletons = np.array([skeleton(heard) for heard in self.sounds], dtype=object)
        self.consonants = np.array([x.replace("a", "") for x in self.skeletons], dtype=object)
        self.sound_codes = coded(list(self.sounds))
        self.codes = coded([form.stem for form in forms])
        self.roots = np.array([unlinked(sound(form.stem)) for form in forms], dtype=object)
        self.heads = np.array([sound(form.head) for form in forms], dtype=object)
        self.kinds = np.array(bases, dtype=object)
        self.strict = np.array([_strict(form) for form in forms], dtype=object)
        self.lengths = np.array([len(whole) for whole in self.wholes], dtype="float32")
        self.weights = np.array([form.weight for form in forms], dtype="float32")
        self.words = np.array([len(form.given) + 1 for form in forms], dtype="float32")
        self.common = np.array([root in common for root in self.roots], dtype="float32")
        alike = Counter(self.heads)
        self.sharing = np.array([alike[head] for head in self.heads], dtype="float32")
        self.opposites = np.array(["|".join(f.traits.opposites) for f in forms], dtype=object)

    def lists(self, texts: Forms) -> np.ndarray:
        """For each text, whether its name without initials is one of these."""
        known = set(self.sounds)
        bare = ["".join(word for word in form.given if word[1:]) for form in texts.forms]
        return np.array(
            [
                sound(word + form.head) in known
                for word, form in zip(bare, texts.forms, strict=True)
            ],
            dtype=bool,
        )


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


def _strict(form: Form) -> str:
    """What must be the same: numbers, letter, direction."""
    traits = form.traits
    return f"{'|'.join(traits.numbers)};{traits.letter};{traits.direction}"


def unlinked(heard: str) -> str:
    """A sound without the linking letters between a name and its kind."""
    link = next((link for link in ("en", "s", "e") if heard.endswith(link)), "")
    return heard.removesuffix(link)


_SKELETON = str.maketrans("eiouyjbdfgmw", "aaaaaaptvknv", "h")


@lru_cache(maxsize=100_000)
def skeleton(heard: str) -> str:
    """A sound of which letters that are often taken for each other are one: vowels, b and p."""
    return _REPEATED.sub(r"\1", heard.translate(_SKELETON))


_REPEATED = re.compile(r"(.)\1+")


def possible(texts: Forms, at: np.ndarray, names: Forms, of: np.ndarray) -> np.ndarray:
    """Which pairs can be one street by their number, letter, direction and kind, and are at all
    alike."""
    kind, other = texts.kinds[at], names.kinds[of]
    agree = (texts.strict[at] == names.strict[of]) & (
        (kind == other) | (kind == "") | (other == "")
    ).astype(bool)
    alike = _compared(JaroWinkler.similarity, texts.wholes[at], names.wholes[of]) >= _LEAST_ALIKE
    return agree & (alike | (texts.heads[at] == names.heads[of]))


def weigh_pairs(
    texts: Forms, at: np.ndarray, names: Forms, of: np.ndarray, strange: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The numbers of `FEATURES` of each pair, and which pairs cannot be one street.

    `strange`: for each text, how many of its groups of letters no name of the list has.
    """
    written, other = texts.wholes[at], names.wholes[of]
    heard, other_heard = texts.sounds[at], names.sounds[of]
    longest = np.maximum(np.maximum(texts.lengths[at], names.lengths[of]), 1)
    edits = _compared(OSA.distance, written, other)
    heard_edits = _compared(OSA.distance, heard, other_heard)
    shared = _compared(LCSseq.similarity, written, other)
    kind, other_kind = texts.kinds[at], names.kinds[of]
    apart = (texts.opposites[at] != names.opposites[of]).astype(bool)
    same_root = (texts.roots[at] == names.roots[of]).astype(bool)
    same_kind = (kind == other_kind).astype(bool)
    pairs = [(texts.forms[text], names.forms[name]) for text, name in np.stack([at, of]).T]
    words = [_words_between(form, other) for form, other in pairs]
    part = np.array([part_of_name(form, other) for form, other in pairs], dtype="float32")
    between = np.array([word[:9] for word in words], dtype="float32").reshape(-1, 9)
    few = [
        few_errors(form, other, int(one), int(two))
        for (form, other), one, two in zip(pairs, edits, heard_edits, strict=True)
    ]
    cost = costs(texts.sound_codes[at], names.sound_codes[of])
    columns = [
        1 - edits / longest,
        edits,
        1 - heard_edits / longest,
        heard_edits,
        _compared(OSA.distance, texts.skeletons[at], names.skeletons[of]),
        same_root,
        few,
        part,
        _compared(JaroWinkler.similarity, written, other),
        _compared(Prefix.similarity, written, other) / longest,
        _compared(Postfix.similarity, written, other) / longest,
        texts.lengths[at] - shared,
        names.lengths[of] - shared,
        np.minimum(texts.lengths[at], names.lengths[of]) - shared - edits,
        same_kind & (kind != "").astype(bool),
        (kind == "").astype(bool) & ~same_kind,
        (other_kind == "").astype(bool) & ~same_kind,
        texts.weights[at],
        names.weights[of],
        texts.words[at],
        names.words[of],
        _compared(JaroWinkler.similarity, texts.heads[at], names.heads[of]),
        names.sharing[of],
        *between.T,
        texts.common[at] * (heard_edits > 0),
        strange[at],
        apart,
        _compared(OSA.distance, texts.consonants[at], names.consonants[of]),
        cost,
        costs(texts.codes[at], names.codes[of]),
        cost / np.maximum(np.minimum(texts.weights[at], names.weights[of]), 1),
    ]
    numbers = np.column_stack([np.asarray(column, dtype="float32") for column in columns])
    blocked = np.array(
        [_contrary(word, *pair) for word, pair in zip(words, pairs, strict=True)], dtype=bool
    )
    return numbers, blocked | _another(numbers, names.lists(texts)[at])


def _contrary(words: Words, form: Form, other: Form) -> bool:
    """Whether a pair holds what no likeness makes good: another person, or an opposite."""
    return words.blocked or is_called_as(form, other) or contradict(form.stem, other.stem)


def _another(numbers: np.ndarray, listed_bare: np.ndarray) -> np.ndarray:
    """Which pairs are another street, however alike. `listed_bare`: whether the list has the name
    of the text without its initials."""
    of = dict(zip(FEATURES, numbers.T, strict=True))
    part, few, same_root = (
        of[name] > 0 for name in ("deel_van_naam", "weinig_fouten", "stam_gelijk")
    )
    no_kind, no_other_kind = of["soort_ontbreekt_in_tekst"] > 0, of["soort_ontbreekt_in_naam"] > 0
    heard, one_word, cost = of["klank_anders"], of["woorden_tekst"] == 1, of["kosten_klank"]
    shortest = np.minimum(of["gewicht_tekst"], of["gewicht_naam"])
    slip = np.where(shortest < _SHORT, _CHEAPEST, _CHEAP)
    holds_all = of["over_in_naam"] == 0
    between = numbers[:, [at for at, name in enumerate(FEATURES) if name in _BETWEEN]]
    same_words = ~between.any(axis=1) & (of["woorden_tekst"] == of["woorden_naam"])
    return (
        ((of["tegendeel_los"] > 0) & (heard > 0) & listed_bare)
        | (one_word & (shortest <= _SHORT) & ~few & ~part & (cost > slip))
        | (one_word & (of["gangbaar_woord"] > 0) & ~same_root & ~part & (cost > _CHEAP))
        | (~part & holds_all & (of["over_in_tekst"] >= _MOST_MORE))
        | (~part & no_other_kind & (holds_all | (cost > _DEAR)))
        | (one_word & no_kind & same_root)  # a name, and not a street called after it
        # Sint Joris is not Sint Joseph: what both have in common says nothing.
        | (same_words & ~one_word & (of["kosten_per_letter"] > _HALF))
    )


def _compared(scorer, ones: np.ndarray, others: np.ndarray) -> np.ndarray:
    return process.cpdist(ones, others, scorer=scorer, dtype=np.float32)


def _words_between(form: Form, other: Form) -> Words:
    """How the words before the last differ. A written title or initial must be of the name."""
    if form.given == other.given:
        return Words()
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
    same_head = sound(form.head) == sound(other.head)
    blocked = (
        bool(titles_left and titles_added)
        or (not joined and any(len(word) == 1 for word in names_added))
        or (same_head and _other_person(names_left, names_added))
        or (same_head and not _JOINTS.isdisjoint(added) and _JOINTS.isdisjoint(left))
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
        one[0] == two[0] or JaroWinkler.similarity(one, two) >= _ONE_NAME
        for one in left
        for two in added
    )


_ONE_NAME = 0.85  # how alike two first names are that begin otherwise: Cornelis, Kornelis


def _alike(word: str, other: str) -> bool:
    """Whether one word is the other, shortened, or sounds like it."""
    if word in OPPOSITES or other in OPPOSITES:
        return stands_for(word, other)
    if stands_for(word, other) or (len(word) > 2 and sound(word) == sound(other)):
        return True
    # Burgemeerter: a slip for a title or an article, but not another one.
    slip = other in _UNNAMED and word not in _UNNAMED and min(len(word), len(other)) > 2
    return slip and OSA.distance(word, other) <= max(1, len(other) // 4)
