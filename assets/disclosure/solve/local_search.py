"""The cheapest way to let secret cells move: which other cells would have to move with them.

For a part too large to look for the best choice among all its cells: what is found here is a good
choice by itself, and a place to look for a better one (the heuristic of Fischetti & Salazar, 2001,
for many cells at once). Whether a cell is protected is decided in `protection`, not here.
"""

from __future__ import annotations

import highspy
import numpy as np
from scipy.sparse import hstack, identity

from assets.disclosure.plan.linked import Linked
from assets.disclosure.solve.linear_programs import program
from assets.disclosure.solve.protection import ROOM, floors, moves_that_protect

# How many secret cells are moved in one program, at least, and as a share of all. Alone each would
# cost the same, and far more time.
_TOGETHER, _SHARE = 50, 0.02
_FREE = highspy.kHighsInf


class Movement:
    """The secret cells of a part, and what it costs to move them away from the truth."""

    def __init__(self, part: Linked, cost: np.ndarray) -> None:
        self._part = part
        self._payable = np.flatnonzero(~part.secret & ~part.known)
        self._targets = np.flatnonzero(part.secret)
        self._up, self._down = moves_that_protect(part)
        self._floor = floors(part)
        pay = identity(len(part), format="csr")[:, self._payable]
        price = cost[self._payable]
        roof = np.full(len(part.atoms), ROOM)
        self._program = program(
            hstack([part.sums, -pay, pay], format="csr"),
            np.where(part.secret, self._floor, 0.0),
            np.where(part.secret, _FREE, 0.0),
            np.concatenate([-np.minimum(part.atoms, ROOM), np.zeros(2 * len(price))]),
            np.concatenate([roof, np.full(2 * len(price), _FREE)]),
            np.concatenate([np.zeros(len(roof)), price, price]),
        )
        self._program.setOptionValue("presolve", "off")  # else every question starts from nothing

    def cells(self, seed: int) -> np.ndarray:
        """Cells that, hidden, let the secret cells move (bool); another `seed` finds others."""
        chance = np.random.default_rng(seed)
        chosen = np.zeros(len(self._part), dtype=bool)
        up, down = self._up.copy(), self._down.copy()  # still to be shown
        most = together = max(_TOGETHER, int(_SHARE * len(self._targets)))
        while ((up > 0) | (down > 0)).any():
            left = np.flatnonzero((up > 0) | (down > 0))
            asked = chance.permutation(left)[:together]
            upwards = np.where(
                (up[asked] > 0) & (down[asked] > 0), chance.random(len(asked)) < 0.5, up[asked] > 0
            )
            moved = self._move(asked, np.where(upwards, up[asked], -down[asked]))
            if moved is None and len(asked) > 1:
                together = len(asked) // 2
                continue
            together = most
            # What was asked is answered, also where it cannot be.
            up[asked[upwards]] = 0
            down[asked[~upwards]] = 0
            if moved is not None:
                far, with_it = moved
                chosen[with_it] = True
                up[far >= up - 1e-6] = 0
                down[-far >= down - 1e-6] = 0
        return chosen

    def _move(self, asked: np.ndarray, far: np.ndarray) -> tuple[np.ndarray, np.ndarray] | None:
        """Move targets that far, at the least cost: how far all of them move, and the cells that
        move with them, which cost nothing from now on; None where it cannot be."""
        program, part = self._program, self._part
        for target, each in zip(self._targets[asked], far, strict=True):
            program.changeRowBounds(
                int(target), *((each, _FREE) if each > 0 else (self._floor[target], each))
            )
        program.run()
        found = program.getModelStatus() == highspy.HighsModelStatus.kOptimal
        columns = np.array(program.getSolution().col_value) if found else None
        for target in self._targets[asked]:
            program.changeRowBounds(int(target), self._floor[target], _FREE)
        if columns is None:
            return None
        atoms, paid = np.split(columns, [len(part.atoms)])
        used = np.flatnonzero(paid.reshape(2, -1).sum(axis=0) > 1e-6)
        free = np.concatenate([used, used + len(self._payable)]) + len(atoms)
        program.changeColsCost(len(free), free.astype(np.int32), np.zeros(len(free)))
        return part.sums[self._targets] @ atoms, self._payable[used]
