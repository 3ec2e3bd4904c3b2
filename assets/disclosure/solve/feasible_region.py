"""The feasible region of the atoms, given the public cells: one linear program, many objectives.

Protection asks how far a cell can move away from its true value, the attack which values it can
take; both ask it here. What to suppress, and whether an interval is wide enough, does not belong
here.
"""

from __future__ import annotations

import highspy
import numpy as np
from scipy.sparse import csr_matrix

from assets.disclosure.solve.linear_programs import linear_program

_TOLERANCE = 1e-7
_PRIMAL_SIMPLEX = 4  # HiGHS: the vertex stays feasible when only the objective changes


class FeasibleRegion:
    """The atoms within `atom_lower` and `atom_upper` for which every public cell has its value and
    every other cell is at least its `lower_bound` (-inf: not bounded).

    Presolved by hand: an atom that is the only one of a public cell is fixed and left out of the
    program, and so are rows without any other atom.
    """

    def __init__(
        self,
        incidence: csr_matrix,
        public: np.ndarray,
        values: np.ndarray,
        lower_bound: np.ndarray,
        atom_lower: np.ndarray,
        atom_upper: np.ndarray,
    ) -> None:
        self._incidence, self._atom_lower, self._public = incidence, atom_lower, public
        cell_sizes = np.diff(incidence.indptr)
        fixing_cells = np.flatnonzero(public & (cell_sizes == 1))
        self._fixed_by = np.full(incidence.shape[1], -1)  # of each atom the public cell; -1: free
        self._fixed_by[incidence.indices[incidence.indptr[fixing_cells]]] = fixing_cells
        self._fixed_atoms = np.zeros(incidence.shape[1])
        is_fixed = self._fixed_by >= 0
        self._fixed_atoms[is_fixed] = values[self._fixed_by[is_fixed]]
        self._free = np.flatnonzero(~is_fixed)
        columns = incidence[:, self._free].tocsr()
        is_bounded = ~public & np.isfinite(lower_bound)
        rows = np.flatnonzero((public & (cell_sizes > 1)) | is_bounded)
        self._rows = rows[np.diff(columns[rows].indptr) > 0]
        is_public = public[self._rows]
        fixed_part = incidence[self._rows] @ self._fixed_atoms
        row_lower = np.where(is_public, values[self._rows], lower_bound[self._rows]) - fixed_part
        row_upper = np.where(is_public, row_lower, highspy.kHighsInf)
        free = self._free
        self._program = linear_program(
            columns[self._rows],
            row_lower,
            row_upper,
            atom_lower[free],
            atom_upper[free],
            np.zeros(len(free)),
        )
        self._program.setOptionValue("simplex_strategy", _PRIMAL_SIMPLEX)
        self._costed = np.zeros(0, dtype=np.int32)  # the columns with a cost in the last objective
        self._cost = np.zeros(incidence.shape[1])

    def maximize(self, cells: np.ndarray, weights: np.ndarray) -> np.ndarray | None:
        """Atoms for which the weighted sum of `cells` is greatest; None if the region is empty.

        Negative weights minimise. The bounds of the atoms must be finite.
        """
        self._cost = -(self._incidence[cells].T @ weights)
        cost = self._cost[self._free]
        costed = np.flatnonzero(cost).astype(np.int32)
        program = self._program
        program.changeColsCost(len(self._costed), self._costed, np.zeros(len(self._costed)))
        program.changeColsCost(len(costed), costed, cost[costed])
        self._costed = costed
        if not len(cost):
            return self._fixed_atoms.copy()
        program.run()
        if program.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            program.clearSolver()  # a warm start from the last basis can fail
            program.run()
            if program.getModelStatus() != highspy.HighsModelStatus.kOptimal:
                return None
        atoms = self._fixed_atoms.copy()
        atoms[self._free] = program.getSolution().col_value
        return atoms

    def binding_cells(self) -> np.ndarray:
        """The public cells that keep the last maximum from being greater: a cut.

        They are the public cells with a nonzero multiplier in the dual. The dual solution remains
        feasible when other cells are suppressed, so it bounds the maximum as long as none of these
        is suppressed. (A suppressed cell with a multiplier keeps its lower bound in any case.)
        """
        multipliers = np.zeros(self._incidence.shape[0])
        multipliers[self._rows] = self._program.getSolution().row_dual
        reduced_cost = self._cost - self._incidence.T @ multipliers
        is_binding = np.abs(reduced_cost) > _TOLERANCE
        # An atom that is fixed at its own lower bound would stay there without its public cell.
        is_binding &= ~((self._atom_lower == self._fixed_atoms) & (reduced_cost > 0))
        fixing_cells = self._fixed_by[is_binding & (self._fixed_by >= 0)]
        return np.union1d(
            np.flatnonzero((np.abs(multipliers) > _TOLERANCE) & self._public), fixing_cells
        )
