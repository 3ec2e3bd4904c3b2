"""What the hidden counts could be, given what is public: a linear program, asked many times.

Suppression asks how far a cell can move from the truth, the attack what it can be at all; both ask
it here. What is to be hidden, and whether an answer is good enough, does not belong here.
"""

from __future__ import annotations

import highspy
import numpy as np
from scipy.sparse import csr_matrix

from assets.disclosure.solve.linear_programs import program

_TOLERANCE = 1e-7


class Possible:
    """The atoms within their bounds for which every public cell has its value, and every other is
    `at_least` what it is known to be (-inf: nothing is known).

    An atom that stands alone in a public cell is known, and left out of the program; of what is
    left, a row that says nothing is left out too.
    """

    def __init__(
        self,
        sums: csr_matrix,
        public: np.ndarray,
        values: np.ndarray,
        at_least: np.ndarray,
        lower: np.ndarray,
        upper: np.ndarray,
    ) -> None:
        self._sums, self._lower, self._public = sums, lower, public
        sizes = np.diff(sums.indptr)
        alone = np.flatnonzero(public & (sizes == 1))
        self._alone = np.full(sums.shape[1], -1)
        self._alone[sums.indices[sums.indptr[alone]]] = alone
        self._given = np.zeros(sums.shape[1])
        known = self._alone >= 0
        self._given[known] = values[self._alone[known]]
        self._free = np.flatnonzero(~known)
        columns = sums[:, self._free].tocsr()
        bound = ~public & np.isfinite(at_least)
        rows = np.flatnonzero((public & (sizes > 1)) | bound)
        self._rows = rows[np.diff(columns[rows].indptr) > 0]
        is_public, taken = public[self._rows], sums[self._rows] @ self._given
        floor = np.where(is_public, values[self._rows], at_least[self._rows]) - taken
        roof = np.where(is_public, floor, highspy.kHighsInf)
        free = self._free
        self._program = program(
            columns[self._rows], floor, roof, lower[free], upper[free], np.zeros(len(free))
        )
        self._program.setOptionValue("simplex_strategy", 4)  # primal: only the objective changes
        self._priced = np.zeros(0, dtype=np.int32)
        self._price = np.zeros(sums.shape[1])

    def most(self, cells: np.ndarray, weights: np.ndarray) -> np.ndarray | None:
        """Atoms for which the weighted sum of `cells` is greatest; None where nothing is possible.

        With negative weights the least. The bounds must be finite.
        """
        self._price = -(self._sums[cells].T @ weights)
        price = self._price[self._free]
        wanted = np.flatnonzero(price).astype(np.int32)
        program = self._program
        program.changeColsCost(len(self._priced), self._priced, np.zeros(len(self._priced)))
        program.changeColsCost(len(wanted), wanted, price[wanted])
        self._priced = wanted
        if not len(price):
            return self._given.copy()
        program.run()
        if program.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            program.clearSolver()  # a start from the last answer can lose its way
            program.run()
            if program.getModelStatus() != highspy.HighsModelStatus.kOptimal:
                return None
        atoms = self._given.copy()
        atoms[self._free] = program.getSolution().col_value
        return atoms

    def reason(self) -> np.ndarray:
        """The public cells because of which the last answer is not greater.

        As long as none of them is hidden, it cannot be greater whatever else is: they are the cells
        with a multiplier in the dual of the program, which stays a bound as others are hidden. (A
        hidden cell with a multiplier is at least what it is known to be, hidden or not.)
        """
        multipliers = np.zeros(self._sums.shape[0])
        multipliers[self._rows] = self._program.getSolution().row_dual
        reduced = self._price - self._sums.T @ multipliers
        held = np.abs(reduced) > _TOLERANCE
        held &= ~((self._lower == self._given) & (reduced > 0))  # would stay where it is anyway
        alone = self._alone[held & (self._alone >= 0)]
        return np.union1d(np.flatnonzero((np.abs(multipliers) > _TOLERANCE) & self._public), alone)
