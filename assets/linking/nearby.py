"""Which names of a list resemble a text at all: by the groups of letters that they share.

A quick search that may return too much: `evidence` weighs what it finds. The rarer a group of
letters in the list, the more it counts; the sound of a name counts beside its letters.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from scipy import sparse

_LEAST_SHARE = 0.4  # of what the most resembling name shares with a text
_FEW, _COMMON = 40, 0.15  # names, and their share
_CELLS = 2_000_000  # maximum size of a dense matrix of similarities


class NearbyNames:
    """A list of names, searchable by letters that they share with a text."""

    def __init__(self, names: Sequence[tuple[str, str]]) -> None:
        """`names`: pairs of a name as one word and its sound."""
        self._columns: dict[str, int] = {}
        for written, heard in names:
            for gram in _grams(written, heard):
                self._columns.setdefault(gram, len(self._columns))
        counts, _ = self._counted(names)
        holding = np.bincount(counts.indices, minlength=len(self._columns))
        # What so many names hold tells little and costs most.
        counts.data[holding[counts.indices] > max(_FEW, _COMMON * len(names))] = 0
        counts.eliminate_zeros()
        self._weights = np.log1p(len(names) / np.maximum(holding, 1)).astype("float32")
        self._names = self._weighted(counts).T.tocsr()

    def find(
        self, texts: Sequence[tuple[str, str]], most: int
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Pairs (position of a text, position of a name): at most `most` names of each text, by
        text and then by name. And for each text, how many groups of its letters no name has."""
        found: list[tuple[np.ndarray, np.ndarray]] = []
        unknown: list[np.ndarray] = []
        size = self._names.shape[1]
        step = max(1, _CELLS // max(1, size))
        for start in range(0, len(texts), step):
            counts, strange = self._counted(texts[start : start + step])
            unknown.append(strange)
            asked = self._weighted(counts)
            alike = (asked @ self._names).toarray()
            row, at = np.nonzero(alike > _LEAST_SHARE * alike.max(axis=1, keepdims=True, initial=0))
            order = np.lexsort((at, -alike[row, at], row))
            row, at = row[order], at[order]
            rank = np.arange(len(row)) - np.searchsorted(row, row)
            found.append((row[rank < most] + start, at[rank < most]))
        if not found:
            return np.zeros(0, "int64"), np.zeros(0, "int64"), np.zeros(0, "float32")
        text, name = (np.concatenate(part) for part in zip(*found, strict=True))
        order = np.lexsort((name, text))
        return text[order], name[order], np.concatenate(unknown)

    def _counted(self, texts: Iterable[tuple[str, str]]) -> tuple[sparse.csr_matrix, np.ndarray]:
        """The groups of letters of each text, and how many of them no name has."""
        ends, columns, unknown, known = [0], [], [], self._columns
        for written, heard in texts:
            grams = _grams(written, heard)
            columns += [known[gram] for gram in grams if gram in known]
            ends.append(len(columns))
            unknown.append(len(grams) - ends[-1] + ends[-2])
        ones = np.ones(len(columns), "float32")
        shape = (len(ends) - 1, len(known))
        return sparse.csr_matrix((ones, columns, ends), shape=shape), np.float32(unknown)

    def _weighted(self, counts: sparse.csr_matrix) -> sparse.csr_matrix:
        """Each row weighted by rarity, at unit length."""
        data = self._weights[counts.indices]
        row = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
        length = np.sqrt(np.bincount(row, data * data, minlength=counts.shape[0]))
        data = data / np.maximum(length, 1e-9)[row].astype("float32")
        return sparse.csr_matrix((data, counts.indices, counts.indptr), shape=counts.shape)


def _grams(written: str, heard: str) -> set[str]:
    """Three letters in a row, as written and as heard."""
    written, heard = f"^{written}$", f"^{heard}$"
    return {written[at : at + 3] for at in range(len(written) - 2)} | {
        heard[at : at + 3] + "~" for at in range(len(heard) - 2)
    }
