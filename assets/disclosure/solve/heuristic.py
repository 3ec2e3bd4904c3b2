"""A good suppression pattern from a few linear programs, not from a search among all cells.

For a component that is too large to optimise: each run moves the sensitive cells by what their
protection requires and charges for the other cells that must move with them; those form the
pattern. This is the heuristic of Fischetti & Salazar (2001) for many sensitive cells at once, in
random order. Whether a cell is protected is decided in `protection`, not here.
"""

from __future__ import annotations

import highspy
import numpy as np
from scipy.sparse import hstack, identity

from assets.disclosure.cell_system import CellSystem
from assets.disclosure.solve.linear_programs import linear_program
from assets.disclosure.solve.protection import MAX_MOVE, lowest_moves, required_moves

# How many sensitive cells one program moves: at least this many, and this share of all. One at a
# time would give patterns of the same cost in far more time.
_MIN_BATCH, _BATCH_SHARE = 50, 0.02
_TOLERANCE = 1e-6
_INFINITY = highspy.kHighsInf


class PatternHeuristic:
    """The sensitive cells of a system, and the cost of moving them away from their true values.

    Columns of the program: the move of each atom, then how far each other cell that may be
    suppressed moves up, and how far it moves down. Rows: the cells.
    """

    def __init__(self, system: CellSystem, cost: np.ndarray) -> None:
        self._system = system
        self._suppressible = np.flatnonzero(~system.sensitive & ~system.public)
        self._targets = np.flatnonzero(system.sensitive)
        self._required_up, self._required_down = required_moves(system)
        self._lowest_moves = lowest_moves(system)
        slack = identity(len(system), format="csr")[:, self._suppressible]
        slack_cost = cost[self._suppressible]
        n_atoms, n_slacks = len(system.atoms), 2 * len(slack_cost)
        self._program = linear_program(
            hstack([system.incidence, -slack, slack], format="csr"),
            np.where(system.sensitive, self._lowest_moves, 0.0),
            np.where(system.sensitive, _INFINITY, 0.0),
            np.concatenate([-np.minimum(system.atoms, MAX_MOVE), np.zeros(n_slacks)]),
            np.concatenate([np.full(n_atoms, MAX_MOVE), np.full(n_slacks, _INFINITY)]),
            np.concatenate([np.zeros(n_atoms), slack_cost, slack_cost]),
        )
        self._program.setOptionValue("presolve", "off")  # with presolve each run is a cold start

    def pattern(self, seed: int) -> np.ndarray:
        """Cells (bool) that, when suppressed, let the sensitive cells move; each seed gives another
        pattern. A later pattern uses the cells of earlier ones for free."""
        random = np.random.default_rng(seed)
        chosen = np.zeros(len(self._system), dtype=bool)
        up, down = self._required_up.copy(), self._required_down.copy()  # what is still required
        batch = max_batch = max(_MIN_BATCH, int(_BATCH_SHARE * len(self._targets)))
        while ((up > 0) | (down > 0)).any():
            unmoved = np.flatnonzero((up > 0) | (down > 0))
            indices = random.permutation(unmoved)[:batch]
            upwards = np.where(
                (up[indices] > 0) & (down[indices] > 0),
                random.random(len(indices)) < 0.5,
                up[indices] > 0,
            )
            moved = self._move(indices, np.where(upwards, up[indices], -down[indices]))
            if moved is None and len(indices) > 1:
                batch = len(indices) // 2
                continue
            batch = max_batch
            # A required move is settled here, also when it turns out to be infeasible.
            up[indices[upwards]] = 0
            down[indices[~upwards]] = 0
            if moved is not None:
                target_moves, cells = moved
                chosen[cells] = True
                up[target_moves >= up - _TOLERANCE] = 0
                down[-target_moves >= down - _TOLERANCE] = 0
        return chosen

    def _move(
        self, indices: np.ndarray, distances: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray] | None:
        """Move the targets with these indices by at least `distances` (negative: down) at the least
        cost.

        How far every target moves, and the cells that move with them, which are free from now on;
        None if infeasible.
        """
        program, system = self._program, self._system
        for target, distance in zip(self._targets[indices], distances, strict=True):
            lower, upper = (
                (distance, _INFINITY) if distance > 0 else (self._lowest_moves[target], distance)
            )
            program.changeRowBounds(int(target), lower, upper)
        program.run()
        is_optimal = program.getModelStatus() == highspy.HighsModelStatus.kOptimal
        columns = np.array(program.getSolution().col_value) if is_optimal else None
        for target in self._targets[indices]:
            program.changeRowBounds(int(target), self._lowest_moves[target], _INFINITY)
        if columns is None:
            return None
        atom_moves, slacks = np.split(columns, [len(system.atoms)])
        used = np.flatnonzero(slacks.reshape(2, -1).sum(axis=0) > _TOLERANCE)
        free = np.concatenate([used, used + len(self._suppressible)]) + len(atom_moves)
        program.changeColsCost(len(free), free.astype(np.int32), np.zeros(len(free)))
        return system.incidence[self._targets] @ atom_moves, self._suppressible[used]
