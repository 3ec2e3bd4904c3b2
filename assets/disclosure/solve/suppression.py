"""Secondary suppression: the cells to suppress at the least cost so that no sensitive cell can be
recovered.

Benders decomposition (Fischetti & Salazar, 2001). The subproblem, in `protection`, gives a cut for
each sensitive cell that is not protected; the master problem, in `hitting_set`, finds the cheapest
choice that satisfies all cuts so far; both repeat until every sensitive cell is protected, and then
no pattern is cheaper. In a component that is too large for that, the search is restricted to the
cells of a heuristic. Which cells are sensitive is decided in `plan`; whether they can be recovered
after all is tested by `attack`.
"""

from __future__ import annotations

import logging
from functools import partial

import numpy as np

from assets.disclosure.cell_system import CellSystem
from assets.disclosure.solve.heuristic import PatternHeuristic
from assets.disclosure.solve.hitting_set import HittingSet
from assets.disclosure.solve.protection import Protection
from assets.disclosure.solve.solved import Solved

_LOG = logging.getLogger(__name__)

# Limits are counts, not seconds, so that the same cells give the same pattern on every machine.
_MAX_RELAXATION_ROUNDS = 150
# The relaxation has stalled when its bound grows by less than this factor in this many rounds.
_STALL_ROUNDS, _STALL_FACTOR = 12, 1.002
_MAX_EXACT_ROUNDS, _MAX_NODES = 40, 2000
# Cuts of more cells than this together are too many to choose from all cells. Up to half of it the
# optimum is sought; above that the search stops within this relative gap of the lower bound.
_MAX_CUT_SIZE, _RELATIVE_GAP = 600_000, 0.02
# Cells times sensitive cells above which the search starts from the heuristic.
_MAX_PROBLEM_SIZE = 100_000_000
_HEURISTIC_RUNS = 2
_MAX_REPAIR_ROUNDS = 5
# Violated cuts times cells of the component. Above this the patterns of the heuristic are taken
# whole, without a further search among their cells.
_MAX_WORK = 400_000_000
# Added to the cost of every cell: of two equally costly patterns the one with fewer cells.
_COST_PER_CELL = 1e-3


class CannotProtectError(ValueError):
    """Sensitive cells that are recovered even if every cell that is not public is suppressed.

    `cells`: their numbers.
    """

    def __init__(self, cells: list[int]) -> None:
        super().__init__(f"{len(cells)} cells cannot be protected")
        self.cells = cells


def suppress(
    system: CellSystem,
    *,
    singletons: bool = False,
    hidden: np.ndarray | None = None,
    solved: Solved | None = None,
) -> np.ndarray:
    """The suppression pattern (bool, one element per cell): the sensitive cells and the secondary
    suppressions that protect them.

    `singletons`: protect also against an intruder who is the only case in a suppressed cell.
    `hidden` (bool): cells that are suppressed whatever we do; they cost nothing, and the pattern
    need not hold them. `solved`: the patterns of components that were solved earlier. The same
    system gives the same pattern. Raises CannotProtectError.
    """
    solved = Solved() if solved is None else solved
    merged, distinct = system.without_duplicates()
    is_hidden = np.zeros(len(distinct), dtype=bool)
    if hidden is not None:
        np.logical_or.at(is_hidden, merged, hidden)
        is_hidden &= ~distinct.sensitive & ~distinct.public
    suppressed = distinct.sensitive.copy()
    for cells, component in distinct.components():
        if component.sensitive.any():
            try:
                search = partial(_pattern, component, singletons, is_hidden[cells])
                content = component.fingerprint(singletons, is_hidden[cells])
                suppressed[cells[solved.get(content, search)]] = True
            except CannotProtectError as problem:
                unprotected = np.isin(merged, cells[problem.cells])
                raise CannotProtectError(np.flatnonzero(unprotected).tolist()) from None
    return suppressed[merged]


def _pattern(component: CellSystem, singletons: bool, hidden: np.ndarray) -> list[int]:
    """The numbers of the suppressed cells of a component."""
    return np.flatnonzero(_ComponentSearch(component, singletons, hidden).run()).tolist()


class _ComponentSearch:
    """The search for the pattern of one connected component."""

    def __init__(self, component: CellSystem, singletons: bool, hidden: np.ndarray) -> None:
        self._component = component
        self._given = component.sensitive | hidden  # suppressed whatever is chosen
        self._protection = Protection(component)
        self._singletons = singletons
        self._cell_costs = component.cost + _COST_PER_CELL
        self._cuts = HittingSet(self._cell_costs, ~self._given & ~component.public)
        self._is_restricted = False
        self._heuristic_cells = np.zeros(len(component), dtype=bool)
        self._work = 0
        self._best: np.ndarray | None = None
        self._bound = 0.0  # on the cost of every pattern

    def run(self) -> np.ndarray:
        """The suppression pattern, primary and secondary."""
        no_secondary = np.zeros(len(self._component), dtype=bool)
        if len(self._component) * self._component.sensitive.sum() > _MAX_PROBLEM_SIZE:
            self._restrict_to_heuristic()
        elif not self._add_violated_cuts(no_secondary):
            return self._given
        if not self._solve_relaxations():
            self._restrict_to_heuristic()
            self._solve_relaxations()
        if not self._is_restricted:
            self._solve_exactly()
        suppressed = self._given | self._best
        suppressed[self._protection.immovable(suppressed)] = False
        return suppressed

    def _solve_relaxations(self) -> bool:
        """Solve the linear relaxation and add the cuts that its rounded solution violates, until
        the bound stalls; then repair the last rounded solution.

        False, unfinished: the cuts have become too large to choose from all cells.
        """
        bounds = [0.0]
        for _ in range(_MAX_RELAXATION_ROUNDS):
            if not self._is_restricted and self._cuts.total_size > _MAX_CUT_SIZE:
                return False
            fractions, bound = self._cuts.solve_relaxation()
            bounds.append(bound)
            self._bound = bound
            rounded = self._cuts.extend(fractions > 0.5 - 1e-9, fractions)
            violated = self._add_violated_cuts(rounded)
            self._log("relaxation", bound, violated)
            is_stalled = bound < bounds[-_STALL_ROUNDS:][0] * _STALL_FACTOR
            if not violated or is_stalled or self._exceeds_work():
                break
        self._repair(rounded)
        return True

    def _restrict_to_heuristic(self) -> None:
        """From now on choose only among the cells of a few patterns of the heuristic."""
        heuristic = PatternHeuristic(self._component, self._cell_costs)
        for seed in range(_HEURISTIC_RUNS):
            self._heuristic_cells |= heuristic.pattern(seed)
            self._log("heuristic", float(self._heuristic_cells.sum()))
        self._cuts.restrict_to(self._heuristic_cells)
        self._is_restricted = True

    def _solve_exactly(self) -> None:
        """Solve the master problem and add the cuts that its solution violates, until the best
        pattern is optimal or within the gap."""
        for _ in range(_MAX_EXACT_ROUNDS):
            gap = _RELATIVE_GAP if self._cuts.total_size > _MAX_CUT_SIZE / 2 else 1e-6
            if self._cuts.cost(self._best) <= self._bound * (1 + gap) + 1e-9:
                return
            choice, self._bound = self._cuts.solve(_MAX_NODES)
            self._log("exact", self._bound)
            self._repair(choice)

    def _repair(self, choice: np.ndarray) -> None:
        """Extend `choice` until it protects everything, prune it, and again; remember the best."""
        for _ in range(_MAX_REPAIR_ROUNDS):
            while self._add_violated_cuts(choice):
                choice = self._cuts.extend(choice, prune=False)
                if self._exceeds_work():
                    choice |= self._heuristic_cells
            if self._best is None or self._cuts.cost(choice) < self._cuts.cost(self._best):
                self._best = choice
            pruned = self._cuts.extend(choice)
            if (pruned == choice).all() or self._exceeds_work():
                return
            choice = pruned

    def _add_violated_cuts(self, secondary: np.ndarray) -> int:
        """Add the cuts that these secondary suppressions violate; how many."""
        suppressed = self._given | secondary
        violated = list(self._protection.violated_cuts(suppressed))
        if not violated and self._singletons:
            violated = list(self._protection.violated_singleton_cuts(suppressed))
        for target, cut in violated:
            try:
                self._cuts.add(cut)
            except ValueError:
                raise CannotProtectError([target]) from None
        self._work += len(violated) * len(self._component)
        return len(violated)

    def _exceeds_work(self) -> bool:
        return self._is_restricted and self._work > _MAX_WORK

    def _log(self, stage: str, bound: float, violated: int = 0) -> None:
        _LOG.debug(
            "%s: bound %.1f, best %s, %d cuts of %d cells, %d violated",
            stage,
            bound,
            None if self._best is None else round(self._cuts.cost(self._best), 1),
            len(self._cuts),
            self._cuts.total_size,
            violated,
        )
