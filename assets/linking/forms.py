"""Readings of texts and names as columns, so that many pairs are compared at once.

How they are heard, with and without what is often mistaken, is worked out here, once for each.
What the differences mean is in `evidence`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np

from assets.linking.nationwide import NationwideNames
from assets.linking.slips import coded
from assets.linking.spelling import sound, unlinked
from assets.linking.traits import Form, opposite_start

_DIMINUTIVES = {
    "hofje": "hof",
    "laantje": "laan",
    "paadje": "pad",
    "pleintje": "plein",
    "steegje": "steeg",
    "straatje": "straat",
}
_SKELETON = str.maketrans("eiouyjbdfgmw", "aaaaaaptvknv", "h")
_REPEATED = re.compile(r"(.)\1+")


class Forms:
    """Forms as columns, so that many pairs are compared at once."""

    def __init__(
        self,
        forms: Sequence[Form],
        common: frozenset[str] = frozenset(),
        nationwide: NationwideNames | None = None,
    ) -> None:
        """`common`: see `common_roots`; `nationwide`: to hold texts against, not listed names."""
        self.forms = forms
        bases = [_DIMINUTIVES.get(form.traits.kind, form.traits.kind) for form in forms]
        wholes = [form.stem + kind for form, kind in zip(forms, bases, strict=True)]
        self.wholes = np.array(wholes, dtype=object)
        self.sounds = np.array([sound(whole) for whole in self.wholes], dtype=object)
        self.skeletons = np.array([skeleton(heard) for heard in self.sounds], dtype=object)
        self.sound_codes = coded(list(self.sounds))
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
        self.starts = np.array([opposite_start(form.stem) for form in forms], dtype=object)
        self.firsts = np.array([heard[:1] for heard in self.heads], dtype=object)
        self.given = np.array([" ".join(form.given) for form in forms], dtype=object)
        lasts = [unlinked(sound(form.head.removesuffix(form.traits.kind))) for form in forms]
        self.lasts = np.array(lasts, dtype=object)
        self.known = self.known_root = self.known_last = np.zeros(len(forms), dtype="float32")
        if nationwide:
            self.known = nationwide.has_names(forms)
            self.known_root = nationwide.has_words(self.roots.tolist())
            self.known_last = nationwide.has_words(lasts)

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


def _strict(form: Form) -> str:
    """What must be the same: numbers, letter, direction."""
    traits = form.traits
    return f"{'|'.join(traits.numbers)};{traits.letter};{traits.direction}"


def common_roots(words: Iterable[str]) -> frozenset[str]:
    """Words that many streets are named after, as roots."""
    return frozenset(unlinked(sound(word.replace("ij", "y"))) for word in words)


@lru_cache(maxsize=100_000)
def skeleton(heard: str) -> str:
    """A sound of which letters that are often taken for each other are one: vowels, b and p."""
    return _REPEATED.sub(r"\1", heard.translate(_SKELETON))
