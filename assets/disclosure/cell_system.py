"""Cells that share unknowns: each the sum of some of the same nonnegative atoms.

The one form in which suppression and attack see a publication, whether that is a single table or
all tables, periods and editions at once. What a cell is about does not belong here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from scipy.sparse import csc_matrix, csr_matrix
from scipy.sparse.csgraph import connected_components


@dataclass(frozen=True)
class CellSystem:
    """Cells as sums of atoms, and what is asked of each; arrays hold one element per cell."""

    incidence: csr_matrix  # cells x atoms; 1 where the atom is part of the cell
    atoms: np.ndarray  # true count of each atom, at least 0
    sensitive: np.ndarray  # bool: must be suppressed and must not be recovered
    threshold: np.ndarray  # lying within 1..threshold is a disclosure; 0: only the exact value is
    public: np.ndarray  # bool: is published whatever we do
    cost: np.ndarray  # of suppressing the cell, at least 0
    lower_bound: np.ndarray  # what a suppressed cell is known to be at least

    def __len__(self) -> int:
        return self.incidence.shape[0]

    @property
    def values(self) -> np.ndarray:
        """The true value of each cell."""
        return self.incidence @ self.atoms

    def without_duplicates(self) -> tuple[np.ndarray, CellSystem]:
        """The system with equal cells and equal atoms merged; first the new number of each cell.

        Cells of the same atoms are one number under several names. Atoms of the same cells cannot
        be told apart.
        """
        merged = _number_rows(self.incidence)
        first = np.unique(merged, return_index=True)[1]
        sensitive, public = np.zeros((2, len(first)), dtype=bool)
        threshold, cost, lower_bound = np.zeros((3, len(first)))
        np.logical_or.at(sensitive, merged, self.sensitive)
        np.logical_or.at(public, merged, self.public)
        np.maximum.at(threshold, merged, self.threshold)
        np.add.at(cost, merged, self.cost)
        np.maximum.at(lower_bound, merged, self.lower_bound)
        by_atom = self.incidence[first].T.tocsr()
        merged_atom = _number_rows(by_atom)
        atoms = np.bincount(merged_atom, self.atoms)
        incidence = by_atom[np.unique(merged_atom, return_index=True)[1]].T.tocsr()
        return merged, CellSystem(incidence, atoms, sensitive, threshold, public, cost, lower_bound)

    def without_zeros(self) -> tuple[np.ndarray, CellSystem]:
        """The system without cells that are 0 and not sensitive, and without the atoms in them.

        Those cells are published, so their atoms are known to be 0: protecting the rest is the same
        problem in a much smaller system. First the numbers here of the cells that remain.
        """
        is_known_zero = (self.values == 0) & ~self.sensitive
        is_zero_atom = np.asarray(self.incidence[is_known_zero].sum(axis=0)).ravel() > 0
        cells = np.flatnonzero(~is_known_zero)
        incidence, atoms = _merge_atoms(
            self.incidence[cells][:, ~is_zero_atom], self.atoms[~is_zero_atom]
        )
        return cells, replace(self._of_cells(cells), incidence=incidence, atoms=atoms)

    def components(self) -> Iterator[tuple[np.ndarray, CellSystem]]:
        """Yields each connected component (cells that share atoms, directly or through other
        cells): the indices of its cells here, and its system.

        Cells keep their order, and atoms are ordered by their cells, so that a component is the
        same system in whatever larger system it is found.
        """
        component = connected_components(self.incidence @ self.incidence.T, directed=False)[1]
        order = np.argsort(component, kind="stable")
        for cells in np.split(order, np.flatnonzero(np.diff(component[order])) + 1):
            incidence = self.incidence[cells].tocsc()
            used = np.flatnonzero(np.diff(incidence.indptr))
            incidence = incidence[:, used].sorted_indices()
            cells_of = [row.tobytes() for row in _rows_of(incidence)]
            atoms = self.atoms[used]
            by_cells = sorted(range(len(used)), key=lambda atom: (cells_of[atom], atoms[atom]))
            yield (
                cells,
                replace(
                    self._of_cells(cells),
                    incidence=incidence[:, by_cells].tocsr().sorted_indices(),
                    atoms=atoms[by_cells],
                ),
            )

    def fingerprint(self, *about: object) -> str:
        """A hash of all that is in the system, and of arrays and values that go with it."""
        incidence = self.incidence
        parts = [*incidence.shape, incidence.indptr, incidence.indices, incidence.data]
        parts += [self.atoms, self.sensitive, self.threshold, self.public, self.cost]
        digest = hashlib.sha256()
        for part in [*parts, self.lower_bound, *about]:
            numbers = np.ascontiguousarray(part, dtype=float)
            digest.update(f"{numbers.shape} ".encode() + numbers.tobytes())
        return digest.hexdigest()

    def _of_cells(self, cells: np.ndarray) -> CellSystem:
        return replace(
            self,
            sensitive=self.sensitive[cells],
            threshold=self.threshold[cells],
            public=self.public[cells],
            cost=self.cost[cells],
            lower_bound=self.lower_bound[cells],
        )


def row_signatures(incidence: csr_matrix) -> np.ndarray:
    """A number for each row, the same for rows with the same columns (a random hash of 62 bits)."""
    weights = np.random.default_rng(0).integers(1, 2**62, incidence.shape[1], dtype=np.int64)
    return (incidence != 0).astype(np.int64) @ weights


def _merge_atoms(incidence: csr_matrix, atoms: np.ndarray) -> tuple[csr_matrix, np.ndarray]:
    """Incidence and atoms with atoms of the same cells merged into one."""
    number = np.unique(row_signatures(incidence.T.tocsr()), return_inverse=True)[1]
    shape = (len(number), number.max(initial=-1) + 1)
    merge = csr_matrix((np.ones(len(number)), (np.arange(len(number)), number)), shape=shape)
    merged = (incidence @ merge).tocsr()
    merged.data[:] = 1
    return merged, np.bincount(number, weights=atoms, minlength=shape[1])


def _number_rows(rows: csr_matrix) -> np.ndarray:
    """A number for each row, the same for rows with the same columns, in order of appearance."""
    numbers: dict[bytes, int] = {}
    columns = _rows_of(rows.sorted_indices())
    return np.array([numbers.setdefault(row.tobytes(), len(numbers)) for row in columns])


def _rows_of(rows: csr_matrix | csc_matrix) -> Iterator[np.ndarray]:
    """The columns of each row, or the rows of each column."""
    return (rows.indices[start:end] for start, end in pairwise(rows.indptr.tolist()))
