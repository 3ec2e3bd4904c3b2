"""How regional spellings of words in street names are read: -straot and -strjitte as -straat.

The table is `seeds/koppelen/streektaal.csv`, with what a municipality adds to it. Which streets a
name can mean is in `streets`; general abbreviations and sounds are in `spelling`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assets.linking.spelling import words
from assets.reference.folding import plain

_SHORTEST_REST = 2  # letters beside a beginning or an ending


class Dialect:
    """Words (`mert`), beginnings (`tsjerke-`) and endings (`-straot`), with what they are in
    Dutch."""

    def __init__(self, pairs: Sequence[tuple[str, str]] = ()) -> None:
        """`pairs`: as written, as read. An ending is a word of its own too."""
        self._words: dict[str, str] = {}
        self._starts: dict[str, str] = {}
        self._ends: dict[str, str] = {}
        for written, read in pairs:
            heard, meant = (" ".join(words(text)) for text in (written, read))
            if not heard or not meant:
                continue
            if written.endswith("-"):
                self._starts[heard] = meant
            else:
                self._words[heard] = meant
                if written.startswith("-"):
                    self._ends[heard] = meant
        # Most texts have nothing regional, and are not taken apart to see it.
        parts = {*self._words, *self._starts, *(plain(text).strip("-") for text, _ in pairs)}
        parts |= {part.replace("y", "ij") for part in parts}
        self._any = re.compile("|".join(map(re.escape, sorted(parts)))) if parts else None

    def standard(self, name: str) -> str:
        """`name` as words in standard spelling; empty where nothing in it is regional."""
        if not self._any or not self._any.search(plain(name)):
            return ""
        given = words(name)
        read = [self._read(word) for word in given]
        return " ".join(read) if read != given else ""

    def _read(self, word: str) -> str:
        if whole := self._words.get(word):
            return whole
        word = self._without_ending(word)
        for start, meant in self._starts.items():
            if word.startswith(start) and len(word) >= len(start) + _SHORTEST_REST:
                return meant + word[len(start) :]
        return word

    def _without_ending(self, word: str) -> str:
        """A word with its ending read, and what stands before that: brögkstraot is brugstraat."""
        for end, meant in self._ends.items():
            if word.endswith(end) and len(word) >= len(end) + _SHORTEST_REST:
                rest = word[: -len(end)]
                return (self._words.get(rest) or self._without_ending(rest)) + meant
        return word


@lru_cache(maxsize=4)
def dialect_of(pairs: tuple[tuple[str, str], ...]) -> Dialect:
    """The dialect of a table; made once for each version of it."""
    return Dialect(pairs)
