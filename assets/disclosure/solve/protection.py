"""Whether a suppression pattern protects the sensitive cells and, where it does not, which cuts it
violates.

A sensitive cell is protected if, given the public cells, it could be at least 1 above its true
value and (unless that is 0) at least 1 below it and, where its range 1..threshold is a disclosure,
also outside that range. A cell with a lower bound needs to reach above only, because its atoms may
leave no room below. These are the protection levels for minimum-frequency rules of the Handbook on
Statistical Disclosure Control (2nd ed., chapter 4). Distances are measured from the true atoms, so
that a move of 0 is always feasible. What to suppress besides does not belong here.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from assets.disclosure.cell_system import CellSystem
from assets.disclosure.solve.feasible_region import FeasibleRegion
from assets.disclosure.solve.known_moves import KnownMoves

# The furthest that an atom may move from its true count: far enough not to limit any protection
# level, and near enough for exact arithmetic.
MAX_MOVE = 50.0
_TOLERANCE = 1e-6
_UNIT = 1 - _TOLERANCE  # a move of 1, to within the tolerance
_RANDOM_DIRECTIONS = 8
# Objectives over many cells at once stop when fewer cells than this are left to prove, or when one
# proves less than this share of them.
_MIN_JOINT_CELLS, _MIN_JOINT_SHARE = 5, 0.05


class Protection:
    """The sensitive cells of a system, and how far they can move under a suppression pattern."""

    def __init__(self, system: CellSystem) -> None:
        self._system = system
        self._targets = np.flatnonzero(system.sensitive)
        self._lower_level, self._escape_above, self._escape_below = _protection_levels(
            system.values[self._targets],
            system.threshold[self._targets],
            system.lower_bound[self._targets],
        )
        # A cell that can leave its range above only must do so.
        above_only = np.isinf(self._escape_below)
        self._upper_level = np.where(above_only, np.maximum(_UNIT, self._escape_above), _UNIT)
        self._moves = FeasibleRegion(
            system.incidence,
            np.zeros(len(system)),
            lowest_moves(system),
            -np.minimum(system.atoms, MAX_MOVE),
            np.full(len(system.atoms), MAX_MOVE),
        )
        self._known = KnownMoves(len(system), self._targets)

    def violated_cuts(self, suppressed: np.ndarray) -> Iterator[tuple[int, np.ndarray]]:
        """Each sensitive cell that `suppressed` does not protect, with its cut: the public cells of
        which at least one must be suppressed to protect it."""
        yield from self._violated_cuts(suppressed, np.arange(len(self._targets)))

    def violated_singleton_cuts(self, suppressed: np.ndarray) -> Iterator[tuple[int, np.ndarray]]:
        """The same against an intruder who is the only case in one suppressed cell and therefore
        knows its value."""
        system = self._system
        singletons = np.flatnonzero(suppressed & (system.values == 1))
        if not len(singletons):
            return
        for singleton, moving_along in self._moving_with(suppressed, singletons):
            unknown = suppressed.copy()
            unknown[singleton] = False
            for target, cut in self._violated_cuts(unknown, moving_along):
                yield target, cut[cut != singleton]

    def immovable(self, suppressed: np.ndarray) -> np.ndarray:
        """The secondary suppressions that cannot move: publishing them discloses nothing new."""
        region = self._region(suppressed)
        cells = np.flatnonzero(suppressed & ~self._system.sensitive)
        is_immovable = ~self._known.movable(suppressed)[cells]
        rows = self._system.incidence[cells]

        def observe(moves: np.ndarray | None) -> None:
            if moves is not None:
                is_immovable[np.abs(rows @ moves) > _TOLERANCE] = False

        random = np.random.default_rng(2)
        for _ in range(_RANDOM_DIRECTIONS):
            if is_immovable.any():
                observe(region.maximize(cells, random.normal(size=len(cells))))
        for index in np.flatnonzero(is_immovable):
            for sign in (1.0, -1.0):
                if is_immovable[index]:
                    observe(region.maximize(cells[[index]], np.array([sign])))
        return cells[is_immovable]

    def _region(self, suppressed: np.ndarray) -> FeasibleRegion:
        """The feasible moves of the atoms away from their true counts: public cells stay."""
        self._moves.publish(~suppressed)
        return self._moves

    def _violated_cuts(
        self, suppressed: np.ndarray, indices: np.ndarray
    ) -> Iterator[tuple[int, np.ndarray]]:
        """The violated cuts of the targets with these indices."""
        up, down = self._known.furthest(suppressed)
        region = None
        if self._is_short(up, down, indices).any():
            region = self._region(suppressed)
            self._move_jointly(region, indices, 1.0, up, down)
            self._move_jointly(region, indices, -1.0, up, down)
        for index in indices:
            target = self._targets[index]
            cuts = {}
            for sign, move, level in (
                (1.0, up, self._upper_level[index]),
                (-1.0, down, self._lower_level[index]),
            ):
                if move[index] >= level and self._escapes(index, up, down):
                    continue
                self._observe(region.maximize(np.array([target]), np.array([sign])), up, down)
                cut = region.binding_cells()
                cuts[sign] = cut[cut != target]
                if move[index] < level:
                    yield int(target), cuts[sign]
                    break
            else:
                if not self._escapes(index, up, down):
                    yield int(target), np.union1d(cuts[1.0], cuts[-1.0])

    def _escapes(self, index: int, up: np.ndarray, down: np.ndarray) -> bool:
        """Whether these moves take a target out of 1..threshold, at either end."""
        return bool(
            up[index] >= self._escape_above[index] or down[index] >= self._escape_below[index]
        )

    def _is_short(self, up: np.ndarray, down: np.ndarray, indices: np.ndarray) -> np.ndarray:
        """Whether these moves leave each of the targets unproved."""
        escapes = (up >= self._escape_above) | (down >= self._escape_below)
        is_proved = (up >= self._upper_level) & (down >= self._lower_level) & escapes
        return ~is_proved[indices]

    def _observe(self, moves: np.ndarray | None, up: np.ndarray, down: np.ndarray) -> None:
        """Remember a feasible move, and how far it takes each target."""
        if moves is not None:
            target_moves = self._known.add(self._system.incidence @ moves)
            np.maximum(up, target_moves, out=up)
            np.maximum(down, -target_moves, out=down)

    def _move_jointly(
        self,
        region: FeasibleRegion,
        indices: np.ndarray,
        sign: float,
        up: np.ndarray,
        down: np.ndarray,
    ) -> None:
        """Prove many protection levels with few objectives: one solution moves many targets."""
        moves, levels = (up, self._upper_level) if sign > 0 else (down, self._lower_level)
        random = np.random.default_rng(0)
        unproved = indices[moves[indices] < levels[indices]]
        worthwhile = True
        while worthwhile and len(unproved) >= _MIN_JOINT_CELLS:
            weights = sign * (0.1 + random.random(len(unproved)))
            self._observe(region.maximize(self._targets[unproved], weights), up, down)
            still_unproved = indices[moves[indices] < levels[indices]]
            proved = len(unproved) - len(still_unproved)
            worthwhile = proved > _MIN_JOINT_SHARE * len(unproved)
            unproved = still_unproved

    def _moving_with(
        self, suppressed: np.ndarray, singletons: np.ndarray
    ) -> Iterator[tuple[int, np.ndarray]]:
        """Each singleton with the indices of the targets that move in proportion to it, judged by a
        sample of feasible moves."""
        region = self._region(suppressed)
        random = np.random.default_rng(1)
        sample = []
        for _ in range(_RANDOM_DIRECTIONS):
            moves = region.maximize(self._targets, random.normal(size=len(self._targets)))
            if moves is not None:
                sample.append(self._system.incidence @ moves)
        cell_moves = np.array(sample).T
        length = np.linalg.norm(cell_moves, axis=1, keepdims=True)
        direction = cell_moves / np.where(length > 1e-9, length, 1)
        for singleton in singletons:
            is_parallel = np.abs(direction[self._targets] @ direction[singleton]) > 1 - 1e-9
            is_parallel &= self._targets != singleton
            if is_parallel.any():
                yield int(singleton), np.flatnonzero(is_parallel)


def required_moves(system: CellSystem) -> tuple[np.ndarray, np.ndarray]:
    """How far up and how far down each sensitive cell must move to be protected; whole numbers."""
    sensitive = system.sensitive
    lower_level, escape_above, _ = _protection_levels(
        system.values[sensitive], system.threshold[sensitive], system.lower_bound[sensitive]
    )
    return np.maximum(1.0, np.round(escape_above)), np.round(lower_level)


def lowest_moves(system: CellSystem) -> np.ndarray:
    """The furthest down (at most 0) that each cell can move while suppressed; -inf: no limit."""
    has_bound = system.lower_bound > 0
    return np.where(has_bound, system.lower_bound - system.values, -np.inf)


def _protection_levels(
    values: np.ndarray, threshold: np.ndarray, lower_bound: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For sensitive cells of these values: how far down they must be able to move; and how far up
    or else how far down they must, to leave the range 1..threshold."""
    in_range = (values >= 1) & (values <= threshold)
    to_zero = np.where(lower_bound > 0, np.inf, values)  # a bounded cell cannot be 0
    return (
        np.where((values >= 1) & (lower_bound <= 0), _UNIT, 0.0),
        np.where(in_range, threshold + 1 - values, 0.0) - _TOLERANCE,
        np.where(in_range, to_zero, 0.0) - _TOLERANCE,
    )
