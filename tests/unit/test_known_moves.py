"""A move found once proves a level again wherever it is still feasible, and nowhere else."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.disclosure.solve import known_moves
from assets.disclosure.solve.known_moves import KnownMoves

N_CELLS = 4
TARGETS = np.array([1, 3])
MOVES = st.lists(st.lists(st.integers(-3, 3), min_size=N_CELLS, max_size=N_CELLS), max_size=40)
PATTERN = st.lists(st.booleans(), min_size=N_CELLS, max_size=N_CELLS)


@given(MOVES, PATTERN)
def test_what_is_known_is_the_furthest_of_the_moves_that_stay_feasible(
    moves: list[list[int]], pattern: list[bool]
) -> None:
    suppressed = np.array(pattern)
    known = KnownMoves(N_CELLS, TARGETS)
    for move in moves:
        assert known.add(np.array(move, dtype=float)).tolist() == [move[1], move[3]]
    feasible = [move for move in moves if not np.array(move)[~suppressed].any()]
    up, down = known.furthest(suppressed)
    assert up.tolist() == [max([0, *(move[cell] for move in feasible)]) for cell in TARGETS]
    assert down.tolist() == [max([0, *(-move[cell] for move in feasible)]) for cell in TARGETS]
    moved = [any(move[cell] for move in feasible) for cell in range(N_CELLS)]
    assert known.movable(suppressed).tolist() == moved


def test_the_oldest_moves_make_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known_moves, "_MOST", 20)
    known = KnownMoves(N_CELLS, TARGETS)
    for distance in range(50, 0, -1):
        known.add(np.full(N_CELLS, float(distance)))
    up, _ = known.furthest(np.ones(N_CELLS, dtype=bool))
    assert up.tolist() == [20.0, 20.0]
