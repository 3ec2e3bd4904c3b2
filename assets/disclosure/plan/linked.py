"""Cells that hang together: each the sum of the same few unknown counts.

The one shape in which suppression and attack see a publication, whether it is one table or all
tables, periods and editions at once. Nothing here knows what a cell is about.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components


@dataclass(frozen=True)
class Linked:
    """Cells as sums of atoms: the smallest counts, none below 0, which nobody but us knows."""

    sums: csr_matrix  # cells x atoms; 1 where the atom is part of the cell
    atoms: np.ndarray  # true count of each atom
    secret: np.ndarray  # bool: must be hidden, and may not come out
    small: (
        np.ndarray
    )  # highest N for which being within 1..N is a disclosure; 0: only its exact value
    known: np.ndarray  # bool: is public whatever we do, and cannot be hidden
    weight: np.ndarray  # what hiding a cell costs, at least 0
    least: np.ndarray  # what a hidden cell is known to be at least: 1 where every 0 is shown

    def __len__(self) -> int:
        return self.sums.shape[0]

    @property
    def values(self) -> np.ndarray:
        """The true value of each cell."""
        return self.sums @ self.atoms

    def distinct(self) -> tuple[np.ndarray, Linked]:
        """The same without what cannot be told apart: where each cell is in it, and the cells.

        Cells of the same atoms are one number under many names; atoms of the same cells are seen
        together only.
        """
        where = _alike(self.sums)
        first = np.unique(where, return_index=True)[1]
        secret, known = np.zeros((2, len(first)), dtype=bool)
        small, weight, least = np.zeros((3, len(first)))
        np.logical_or.at(secret, where, self.secret)
        np.logical_or.at(known, where, self.known)
        np.maximum.at(small, where, self.small)
        np.add.at(weight, where, self.weight)
        np.maximum.at(least, where, self.least)
        by_atom = self.sums[first].T.tocsr()
        seen = _alike(by_atom)
        atoms = np.bincount(seen, self.atoms)
        sums = by_atom[np.unique(seen, return_index=True)[1]].T.tocsr()
        return where, Linked(sums, atoms, secret, small, known, weight, least)

    def parts(self) -> Iterator[tuple[np.ndarray, Linked]]:
        """The cells that share atoms, directly or through others, by themselves: their numbers
        here, and the part."""
        together = connected_components(self.sums @ self.sums.T, directed=False)[1]
        order = np.argsort(together, kind="stable")
        for cells in np.split(order, np.flatnonzero(np.diff(together[order])) + 1):
            sums = self.sums[cells]
            used = np.unique(sums.indices)
            yield (
                cells,
                Linked(
                    sums[:, used].tocsr(),
                    self.atoms[used],
                    self.secret[cells],
                    self.small[cells],
                    self.known[cells],
                    self.weight[cells],
                    self.least[cells],
                ),
            )


def _alike(rows: csr_matrix) -> np.ndarray:
    """A number for each row: the same for those that hold the same columns."""
    rows = rows.sorted_indices()
    columns = np.split(rows.indices, rows.indptr[1:-1])
    numbers: dict[bytes, int] = {}
    return np.array([numbers.setdefault(each.tobytes(), len(numbers)) for each in columns])
