"""The feasible region of the atoms, given the public cells: one linear program, many objectives.

Protection asks how far a cell can move away from its true value, the attack which values it can
take; both ask it here. What to suppress, and whether an interval is wide enough, does not belong
here.
"""

from __future__ import annotations

import highspy
import numpy as np
from scipy.sparse import csr_matrix, hstack

from assets.disclosure.solve.linear_programs import linear_program, start_at_zero

_TOLERANCE = 1e-7
# Programs with more rows are presolved and not started from 0: their cuts are half as large then.
# Those of small ones are not, and presolving takes longer than solving them.
_LARGE = 500
_PRIMAL_SIMPLEX = 4  # HiGHS: the vertex stays feasible when only the objective changes


class FeasibleRegion:
    """The atoms within `atom_lower` and `atom_upper` (finite) for which every public cell has its
    value and every other cell is at least its `lower_bound` (-inf: not bounded).

    The program is built once; `publish` says which cells are public. Cells of one atom are not rows
    but bounds of that atom. An atom that can lie at either side of 0 has a second column, for how
    far it lies below: so the program can start from 0, which is feasible where atoms are moves, and
    needs no search for a first solution.
    """

    def __init__(
        self,
        incidence: csr_matrix,
        values: np.ndarray,
        lower_bound: np.ndarray,
        atom_lower: np.ndarray,
        atom_upper: np.ndarray,
    ) -> None:
        self._by_atom = incidence.T  # as columns: a view, not a copy
        self._values, self._lower_bound = values, lower_bound
        self._atom_upper = atom_upper
        sizes = np.diff(incidence.indptr)
        self._single = np.flatnonzero(sizes == 1)  # the cells of one atom
        self._single_atom = incidence.indices[incidence.indptr[self._single]]
        self._rows = np.flatnonzero(sizes > 1)
        self._atom_lower = atom_lower.copy()
        np.maximum.at(self._atom_lower, self._single_atom, lower_bound[self._single])
        # What each cell is at least while suppressed.
        self._lowest = lower_bound.copy()
        self._lowest[self._single] = self._atom_lower[self._single_atom]
        self._below = np.flatnonzero(atom_lower < 0)  # the atoms that have a second column
        rows = incidence[self._rows]
        n_columns = rows.shape[1] + len(self._below)
        nothing = np.zeros(n_columns)
        self._program = linear_program(
            hstack([rows, -rows[:, self._below]], format="csr"),
            np.full(len(self._rows), -highspy.kHighsInf),
            np.full(len(self._rows), highspy.kHighsInf),
            nothing,
            nothing,
            nothing,
        )
        self._program.setOptionValue("simplex_strategy", _PRIMAL_SIMPLEX)
        self._row_numbers = np.arange(len(self._rows), dtype=np.int32)
        self._column_numbers = np.arange(n_columns, dtype=np.int32)
        self._cost = np.zeros(rows.shape[1])

    def publish(self, public: np.ndarray) -> None:
        """From now on these cells (bool) are public, and all others suppressed."""
        self._public = public
        is_public = public[self._rows]
        lower = np.where(is_public, self._values[self._rows], self._lower_bound[self._rows])
        upper = np.where(is_public, lower, highspy.kHighsInf)
        self._program.changeRowsBounds(len(lower), self._row_numbers, lower, upper)
        fixing = public[self._single]
        fixed = self._single_atom[fixing]
        lower, upper = self._atom_lower.copy(), self._atom_upper.copy()
        lower[fixed] = upper[fixed] = self._values[self._single[fixing]]
        below = self._below
        self._program.changeColsBounds(
            len(self._column_numbers),
            self._column_numbers,
            np.concatenate([np.maximum(lower, 0.0), np.maximum(-upper[below], 0.0)]),
            np.concatenate([np.maximum(upper, 0.0), np.maximum(-lower[below], 0.0)]),
        )
        if len(self._rows) > _LARGE:
            self._program.clearSolver()
        else:
            start_at_zero(self._program)

    def maximize(self, cells: np.ndarray, weights: np.ndarray) -> np.ndarray | None:
        """Atoms for which the weighted sum of `cells` is greatest; None if the region is empty.

        Negative weights minimise.
        """
        of_cells = np.zeros(len(self._public))
        of_cells[cells] = weights
        self._cost = -(self._by_atom @ of_cells)
        program, n_atoms = self._program, len(self._cost)
        cost = np.concatenate([self._cost, -self._cost[self._below]])
        program.changeColsCost(len(cost), self._column_numbers, cost)
        program.run()
        if program.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            program.clearSolver()  # a warm start from the last basis can fail
            program.run()
            if program.getModelStatus() != highspy.HighsModelStatus.kOptimal:
                return None
        columns = np.array(program.getSolution().col_value)
        atoms = columns[:n_atoms]
        atoms[self._below] -= columns[n_atoms:]
        return atoms

    def binding_cells(self) -> np.ndarray:
        """The public cells that keep the last maximum from being greater: a cut.

        They are the public cells with a nonzero multiplier in the dual. The dual solution remains
        feasible when other cells are suppressed, so it bounds the maximum as long as none of these
        is suppressed. (A suppressed cell with a multiplier keeps its lower bound in any case.)
        """
        multipliers = np.zeros(len(self._public))
        multipliers[self._rows] = self._program.getSolution().row_dual
        reduced_cost = self._cost - self._by_atom @ multipliers
        multipliers[self._single] = reduced_cost[self._single_atom]
        # A public cell that only keeps its atoms from lying lower would still do so if suppressed,
        # where its lower bound is its value.
        stays = (self._lowest == self._values) & (multipliers > 0)
        return np.flatnonzero((np.abs(multipliers) > _TOLERANCE) & self._public & ~stays)
