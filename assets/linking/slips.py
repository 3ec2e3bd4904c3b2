"""What it costs to take one name for another: by ear, by hand, or by an older spelling.

An edit distance in which what people mix up is cheap (d and t, e and i, a letter doubled, an e or
an n lost) and what tells two names apart is dear. Many pairs at once. What the cost means is
weighed elsewhere (`weighing`).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
_VOWELS = "aeiouy"
_LONGEST = 26  # letters that are compared
_SOME = 1_024  # pairs at a time
# Letters that are taken for each other; other vowels, and other letters, are dearer.
_NEAR = {"yi": 0.2, "dt bp fv sz": 0.25, "vw ck cs gk gh kq kx mn yj ij": 0.4, "ei ey ae": 0.45}
_VOWEL, _FAR_VOWELS, _BESIDE, _OTHER = 0.7, 0.9, 0.85, 1.6
_FAR = "ou ao au iu yu".split()
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")  # letters beside each other on a keyboard
_LOST = {"e": 0.35, "h": 0.35, "n": 0.5, "s": 0.5, "t": 0.6, "d": 0.7, "r": 0.7, "j": 0.5}
_LOST_VOWEL, _LOST_OTHER, _DOUBLED = 0.6, 1.0, 0.15
_SWAPPED = 0.6


def _code(letter: str) -> int:
    return _LETTERS.index(letter) + 1


def _changing() -> np.ndarray:
    """What one letter for another costs, by their codes; code 0 is no letter."""
    size = len(_LETTERS) + 1
    cost = np.full((size, size), _OTHER, dtype="float32")

    def set_pair(one: str, two: str, value: float) -> None:
        at, of = _code(one), _code(two)
        cost[at, of] = cost[of, at] = min(cost[at, of], value)

    for row in _ROWS:
        for one, two in pairwise(row):
            set_pair(one, two, _BESIDE)
    for one in _VOWELS:
        for two in _VOWELS:
            set_pair(one, two, _VOWEL)
    for one, two in _FAR:
        cost[_code(one), _code(two)] = cost[_code(two), _code(one)] = _FAR_VOWELS
    for pairs, value in _NEAR.items():
        for one, two in pairs.split():
            set_pair(one, two, value)
    np.fill_diagonal(cost, 0.0)
    return cost


def _losing() -> np.ndarray:
    """What a letter too many or too few costs, by the code of the letter before it and its own."""
    size = len(_LETTERS) + 1
    own = [_LOST.get(one, _LOST_VOWEL if one in _VOWELS else _LOST_OTHER) for one in _LETTERS]
    cost = np.broadcast_to(np.array([0.0, *own], dtype="float32"), (size, size)).copy()
    np.fill_diagonal(cost, np.minimum(np.diag(cost), _DOUBLED))
    cost[0, 1:] = np.maximum(cost[0, 1:], _LOST_OTHER)  # the first letter is seldom lost
    cost[:, 0] = 0.0
    return cost


_CHANGING, _LOSING = _changing(), _losing()
_CODES = np.zeros(128, dtype="uint8")
_CODES[[ord(letter) for letter in _LETTERS]] = np.arange(1, len(_LETTERS) + 1)


def coded(words: Sequence[str]) -> np.ndarray:
    """Words as rows of codes, padded with 0."""
    if not len(words):
        return np.zeros((0, _LONGEST), dtype="uint8")
    cut = np.array([word[:_LONGEST] for word in words], dtype=f"<U{_LONGEST}")
    points = cut.view("uint32").reshape(len(cut), _LONGEST)
    return _CODES[np.where(points < 128, points, 0)]


def costs(texts: np.ndarray, names: np.ndarray) -> np.ndarray:
    """What it costs to take each text for the name in the same row; rows as `coded`."""
    lengths = (texts > 0).sum(axis=1) + (names > 0).sum(axis=1)
    order = np.argsort(lengths, kind="stable")  # pairs of one length together: less padding
    cost = np.zeros(len(texts), dtype="float32")
    for start in range(0, len(texts), _SOME):
        some = order[start : start + _SOME]
        cost[some] = _costs(texts[some], names[some])
    return cost


def _costs(texts: np.ndarray, names: np.ndarray) -> np.ndarray:
    lengths, others = (texts > 0).sum(axis=1), (names > 0).sum(axis=1)
    rows, columns = int(lengths.max()), int(others.max())
    texts, names = np.ascontiguousarray(texts.T), np.ascontiguousarray(names.T)
    nothing = np.zeros_like(texts[:1])
    lost = _LOSING[np.vstack([nothing, texts[:-1]]), texts]
    added = _LOSING[np.vstack([nothing, names[:-1]]), names]
    count = texts.shape[1]
    start = np.zeros((columns + 1, count), dtype="float32")
    np.cumsum(added[:columns], axis=0, out=start[1:])
    before, earlier = start, start
    for row in range(rows):
        now = np.empty_like(before)
        now[0] = before[0] + lost[row]
        change = _CHANGING[texts[row], names[:columns]]
        best = np.minimum(before[:-1] + change, before[1:] + lost[row])
        if row:
            swapped = (texts[row] == names[: columns - 1]) & (texts[row - 1] == names[1:columns])
            both = np.where(swapped, earlier[:-2] + _SWAPPED, np.inf)
            best[1:] = np.minimum(best[1:], both)
        for column in range(columns):
            np.minimum(best[column], now[column] + added[column], out=now[column + 1])
        earlier, before = before, now
        # Behind the end of a text nothing changes.
        ended = row >= lengths
        before[:, ended] = earlier[:, ended]
    return before[others, np.arange(count)]
