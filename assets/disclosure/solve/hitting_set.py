"""Choosing cells so that of each of many sets at least one is chosen, at the least cost.

What the sets are does not belong here; `suppression` fills them as it finds what is not protected.
"""

from __future__ import annotations

import highspy
import numpy as np
from scipy.sparse import csr_matrix

from assets.disclosure.solve.linear_programs import program


class Covers:
    """The sets that must be hit, and the ways to hit them."""

    def __init__(self, cost: np.ndarray, may: np.ndarray) -> None:
        self._cost = cost
        self._may = may
        self._among = may
        self._sets: list[np.ndarray] = []
        self._seen: set[bytes] = set()

    def __len__(self) -> int:
        return len(self._sets)

    @property
    def size(self) -> int:
        """How many cells the sets hold together."""
        return sum(map(len, self._sets))

    def narrow(self, cells: np.ndarray) -> None:
        """Choose among these cells (bool) from now on, where a set holds any of them."""
        self._among = cells & self._may

    def add(self, cells: np.ndarray) -> bool:
        """Ask that one of `cells` is chosen; False where that was asked already.

        Raises ValueError where none of them may be.
        """
        cells = cells[self._may[cells]].astype(np.int32)
        if not len(cells):
            raise ValueError("none of these cells may be chosen")
        key = cells.tobytes()
        if key in self._seen:
            return False
        self._seen.add(key)
        self._sets.append(cells)
        return True

    def cost(self, chosen: np.ndarray) -> float:
        """What a choice costs."""
        return float(self._cost[chosen].sum())

    def relaxed(self) -> tuple[np.ndarray, float]:
        """How much of each cell the best choice takes if a part of a cell could be chosen, and its
        cost: no choice costs less."""
        relaxed = self._program()
        relaxed.run()
        return np.array(relaxed.getSolution().col_value), float(
            relaxed.getInfo().objective_function_value
        )

    def best(self, nodes: int) -> tuple[np.ndarray, float]:
        """The cheapest choice, or the best after `nodes` of searching; and a bound that no choice
        is below."""
        exact = self._program()
        exact.setOptionValue("mip_rel_gap", 0.0)
        exact.setOptionValue("mip_max_nodes", nodes)
        exact.changeColsIntegrality(
            len(self._cost),
            np.arange(len(self._cost), dtype=np.int32),
            np.full(len(self._cost), highspy.HighsVarType.kInteger),
        )
        exact.run()
        chosen = np.array(exact.getSolution().col_value) > 0.5
        return self.complete(chosen), float(exact.getInfo().mip_dual_bound)

    def complete(
        self, chosen: np.ndarray, leaning: np.ndarray | None = None, *, slim: bool = True
    ) -> np.ndarray:
        """A choice that hits every set: `chosen`, and what else is needed, first what is cheap for
        what it hits; then, to be `slim`, without what is not needed. `leaning` (0..1 a cell) makes
        a cell cheaper."""
        hits = self._hits()
        price = self._cost * (1 - 0.9 * leaning) if leaning is not None else self._cost
        chosen = chosen.copy()
        open_ = hits @ chosen.astype(np.int32) == 0
        by_cell = hits.T.tocsr()
        counts = by_cell @ open_.astype(np.int32)
        while open_.any():
            cell = int(np.argmax(counts / price))
            chosen[cell] = True
            mine = by_cell.indices[by_cell.indptr[cell] : by_cell.indptr[cell + 1]]
            newly = mine[open_[mine]]
            open_[newly] = False
            counts -= np.asarray(hits[newly].sum(axis=0)).ravel().astype(counts.dtype)
        if not slim:
            return chosen
        times = hits @ chosen.astype(np.int32)
        for cell in sorted(np.flatnonzero(chosen), key=lambda cell: (-self._cost[cell], cell)):
            mine = by_cell.indices[by_cell.indptr[cell] : by_cell.indptr[cell + 1]]
            if (times[mine] > 1).all():
                chosen[cell] = False
                times[mine] -= 1
        return chosen

    def _hits(self) -> csr_matrix:
        among = [cells[self._among[cells]] for cells in self._sets]
        sets = [few if len(few) else all_ for few, all_ in zip(among, self._sets, strict=True)]
        starts = np.cumsum([0, *map(len, sets)])
        cells = np.concatenate(sets) if sets else np.zeros(0, dtype=np.int32)
        return csr_matrix(
            (np.ones(len(cells), dtype=np.int32), cells, starts),
            shape=(len(self._sets), len(self._cost)),
        )

    def _program(self) -> highspy.Highs:
        hits = self._hits()
        return program(
            hits,
            np.ones(hits.shape[0]),
            np.full(hits.shape[0], highspy.kHighsInf),
            np.zeros(len(self._cost)),
            self._may.astype(float),
            self._cost,
        )
