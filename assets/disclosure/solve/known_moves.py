"""Moves that were found feasible, kept: each stays feasible as long as every cell that it moves is
suppressed, so it may prove a protection level again under another pattern.

How a move is found does not belong here.
"""

from __future__ import annotations

import numpy as np

_TOLERANCE = 1e-6
_MOST = 400  # moves; the oldest make room


class KnownMoves:
    """The moves found so far, by how far they take the cells of a system and its `targets`."""

    def __init__(self, n_cells: int, targets: np.ndarray) -> None:
        self._targets = targets
        self._is_moved = np.zeros((0, n_cells), dtype=bool)
        self._target_moves = np.zeros((0, len(targets)))
        self._added = 0

    def add(self, cell_moves: np.ndarray) -> np.ndarray:
        """Keep a move, given as how far each cell moves; how far each target does."""
        if self._added == len(self._is_moved) < _MOST:  # room for as many again
            room = min(max(16, self._added), _MOST - self._added)
            self._is_moved = np.pad(self._is_moved, ((0, room), (0, 0)))
            self._target_moves = np.pad(self._target_moves, ((0, room), (0, 0)))
        place = self._added % _MOST
        self._is_moved[place] = np.abs(cell_moves) > _TOLERANCE
        self._target_moves[place] = cell_moves[self._targets]
        self._added += 1
        return self._target_moves[place]

    def furthest(self, suppressed: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """How far up and how far down each target is known to move under this pattern."""
        moves = self._target_moves[: self._known][self._feasible(suppressed)]
        return moves.max(axis=0, initial=0.0), -moves.min(axis=0, initial=0.0)

    def movable(self, suppressed: np.ndarray) -> np.ndarray:
        """Which cells (bool) are known to move under this pattern."""
        return self._is_moved[: self._known][self._feasible(suppressed)].any(axis=0)

    @property
    def _known(self) -> int:
        return min(self._added, _MOST)

    def _feasible(self, suppressed: np.ndarray) -> np.ndarray:
        return ~self._is_moved[: self._known, ~suppressed].any(axis=1)
