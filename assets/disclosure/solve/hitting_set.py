"""The minimum-cost hitting set: of each of many sets of cells at least one cell is chosen.

What the sets are does not belong here; `suppression` adds a set for each cut that it finds.
"""

from __future__ import annotations

import highspy
import numpy as np
from scipy.sparse import csr_matrix

from assets.disclosure.solve.linear_programs import linear_program

# The greedy choice charges this share less for a cell that the relaxation chooses in full.
_RELAXATION_DISCOUNT = 0.9


class HittingSet:
    """The sets to hit, and the ways to hit them. A choice is a bool array, one element per cell."""

    def __init__(self, cost: np.ndarray, allowed: np.ndarray) -> None:
        self._cost = cost
        self._allowed = allowed
        self._preferred = allowed
        self._sets: list[np.ndarray] = []
        self._keys: set[bytes] = set()
        self._built: csr_matrix | None = None  # the incidence of the sets so far
        self._relaxation: highspy.Highs | None = None

    def __len__(self) -> int:
        return len(self._sets)

    @property
    def total_size(self) -> int:
        """The sizes of all sets added up."""
        return sum(map(len, self._sets))

    def restrict_to(self, cells: np.ndarray) -> None:
        """From now on choose only among these cells (bool), in every set that holds any of them."""
        self._preferred = cells & self._allowed
        self._built = self._relaxation = None

    def add(self, cells: np.ndarray) -> None:
        """Add a set, once.

        Raises ValueError if none of its cells may be chosen.
        """
        cells = cells[self._allowed[cells]].astype(np.int32)
        if not len(cells):
            raise ValueError("none of these cells may be chosen")
        key = cells.tobytes()
        if key not in self._keys:
            self._keys.add(key)
            self._sets.append(cells)
            self._built = None

    def cost(self, chosen: np.ndarray) -> float:
        """The total cost of a choice."""
        return float(self._cost[chosen].sum())

    def solve_relaxation(self) -> tuple[np.ndarray, float]:
        """The optimum of the linear relaxation: a fraction per cell, and its cost, which is a lower
        bound on the cost of every choice. It goes on from the optimum before the last sets came."""
        if self._relaxation is None:
            self._relaxation = self._program()
        program = self._relaxation
        sets = self._incidence()[program.getNumRow() :]
        n_new = sets.shape[0]
        if n_new:
            program.addRows(
                n_new,
                np.ones(n_new),
                np.full(n_new, highspy.kHighsInf),
                sets.nnz,
                sets.indptr[:-1],
                sets.indices,
                sets.data.astype(float),
            )
        program.run()
        return np.array(program.getSolution().col_value), float(
            program.getInfo().objective_function_value
        )

    def solve(self, max_nodes: int) -> tuple[np.ndarray, float]:
        """The cheapest choice, or the best one after `max_nodes` nodes of branch and bound; and a
        lower bound on the cost of every choice."""
        program = self._program()
        program.setOptionValue("mip_rel_gap", 0.0)
        program.setOptionValue("mip_max_nodes", max_nodes)
        program.changeColsIntegrality(
            len(self._cost),
            np.arange(len(self._cost), dtype=np.int32),
            np.full(len(self._cost), highspy.HighsVarType.kInteger),
        )
        program.run()
        chosen = np.array(program.getSolution().col_value) > 0.5
        return self.extend(chosen), float(program.getInfo().mip_dual_bound)

    def extend(
        self, chosen: np.ndarray, fractions: np.ndarray | None = None, *, prune: bool = True
    ) -> np.ndarray:
        """Greedily extend `chosen` to a hitting set.

        Each step adds the cell that hits most open sets per unit of cost. `fractions`: a solution
        of the relaxation, whose cells are discounted. `prune` drops redundant cells afterwards, the
        most expensive first.
        """
        sets = self._incidence()
        cost = self._cost
        if fractions is not None:
            cost = cost * (1 - _RELAXATION_DISCOUNT * fractions)
        chosen = chosen.copy()
        is_open = sets @ chosen.astype(np.int32) == 0
        by_cell = sets.T.tocsr()
        open_hits = by_cell @ is_open.astype(np.int32)
        while is_open.any():
            cell = int(np.argmax(open_hits / cost))
            chosen[cell] = True
            its_sets = by_cell.indices[by_cell.indptr[cell] : by_cell.indptr[cell + 1]]
            newly_hit = its_sets[is_open[its_sets]]
            is_open[newly_hit] = False
            for hit in newly_hit:  # no cell is in a set twice
                open_hits[sets.indices[sets.indptr[hit] : sets.indptr[hit + 1]]] -= 1
        if not prune:
            return chosen
        hits = sets @ chosen.astype(np.int32)
        for cell in sorted(np.flatnonzero(chosen), key=lambda cell: (-self._cost[cell], cell)):
            its_sets = by_cell.indices[by_cell.indptr[cell] : by_cell.indptr[cell + 1]]
            if (hits[its_sets] > 1).all():
                chosen[cell] = False
                hits[its_sets] -= 1
        return chosen

    def _incidence(self) -> csr_matrix:
        """Sets x cells: 1 where the cell may be chosen to hit the set."""
        if self._built is None:
            sizes = np.array([len(cells) for cells in self._sets], dtype=np.int32)
            cells = np.concatenate([np.zeros(0, dtype=np.int32), *self._sets])
            number = np.repeat(np.arange(len(sizes)), sizes)
            is_preferred = self._preferred[cells]
            has_preferred = np.bincount(number, is_preferred, len(sizes)) > 0
            kept = is_preferred | ~has_preferred[number]
            starts = np.concatenate(
                [[0], np.cumsum(np.bincount(number[kept], minlength=len(sizes)))]
            )
            self._built = csr_matrix(
                (np.ones(kept.sum(), dtype=np.int32), cells[kept], starts.astype(np.int32)),
                shape=(len(sizes), len(self._cost)),
            )
        return self._built

    def _program(self) -> highspy.Highs:
        sets = self._incidence()
        return linear_program(
            sets,
            np.ones(sets.shape[0]),
            np.full(sets.shape[0], highspy.kHighsInf),
            np.zeros(len(self._cost)),
            self._allowed.astype(float),
            self._cost,
        )
