"""Whether what is hidden is protected, and if not, because of which public cells.

A hidden cell is protected where it could as well be at least 1 more and (if it is not 0) at least 1
less, and, where a range is a disclosure too, where it need not lie within that range. The
criterion, with the truth as one of the tables that are possible, is that of minimum-frequency
rules in the Handbook on Statistical Disclosure Control (2nd ed., chapter 4). What to hide more does
not belong here.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from assets.disclosure.linked import Linked
from assets.disclosure.possible import Possible

# How far a single count is taken to be able to depart from the truth: far enough not to matter, and
# near enough for exact arithmetic.
_ROOM = 50.0
_ENOUGH = 1 - 1e-6
# Asking for many cells at once stops when it proves less than this share of what is left.
_WORTH = 0.05


class Protection:
    """The secret cells of a part, and how far they can move when other cells are hidden too."""

    def __init__(self, linked: Linked) -> None:
        self._linked = linked
        self._targets = np.flatnonzero(linked.secret)
        self._sums = linked.sums[self._targets]
        values = linked.values[self._targets]
        small = linked.small[self._targets]
        self._down_to = np.where(values >= 1, _ENOUGH, 0.0)
        inside = (values >= 1) & (values <= small)
        self._out_above = np.where(inside, small + 1 - values, 0.0) - 1e-6
        self._out_below = np.where(inside, values, 0.0) - 1e-6

    def gaps(self, hidden: np.ndarray) -> Iterator[tuple[int, np.ndarray]]:
        """Each secret cell that is not protected by `hidden`, with the public cells of which at
        least one must be hidden to protect it."""
        yield from self._gaps(hidden, np.arange(len(self._targets)))

    def gaps_for_insiders(self, hidden: np.ndarray) -> Iterator[tuple[int, np.ndarray]]:
        """The same for who knows one hidden cell already, being the only one counted in it."""
        linked = self._linked
        alone = np.flatnonzero(hidden & (linked.values == 1))
        if not len(alone):
            return
        for cell, moves_along in self._tied(hidden, alone):
            public = hidden.copy()
            public[cell] = False
            for target, cells in self._gaps(public, moves_along):
                yield target, cells[cells != cell]

    def _engine(self, hidden: np.ndarray) -> Possible:
        linked = self._linked
        return Possible(
            linked.sums,
            ~hidden,
            np.zeros(len(linked)),
            -np.minimum(linked.atoms, _ROOM),
            np.full(len(linked.atoms), _ROOM),
        )

    def _gaps(self, hidden: np.ndarray, asked: np.ndarray) -> Iterator[tuple[int, np.ndarray]]:
        engine = self._engine(hidden)
        up = np.zeros(len(self._targets))
        down = np.zeros(len(self._targets))

        def see(atoms: np.ndarray | None) -> None:
            if atoms is not None:
                moved = self._sums @ atoms
                np.maximum(up, moved, out=up)
                np.maximum(down, -moved, out=down)

        for sign, reached, needed in ((1.0, up, _ENOUGH), (-1.0, down, self._down_to[asked])):
            self._many_at_once(engine, see, asked, sign, reached, needed)
        for index in asked:
            target = self._targets[index]
            reasons = {}
            for sign, reached, needed in ((1.0, up, _ENOUGH), (-1.0, down, self._down_to[index])):
                out = self._is_out(index, up, down)
                if reached[index] >= needed and out:
                    continue
                see(engine.most(np.array([target]), np.array([sign])))
                cells = engine.reason()
                reasons[sign] = cells[cells != target]
                if reached[index] < needed:
                    yield int(target), reasons[sign]
                    break
            else:
                if not self._is_out(index, up, down):
                    yield int(target), np.union1d(reasons[1.0], reasons[-1.0])

    def _is_out(self, index: int, up: np.ndarray, down: np.ndarray) -> bool:
        return bool(up[index] >= self._out_above[index] or down[index] >= self._out_below[index])

    def _many_at_once(self, engine, see, asked, sign, reached, needed) -> None:  # noqa: ANN001
        """Prove what is easily proved with few questions: a table in which many cells moved."""
        chance = np.random.default_rng(0)
        worth = True
        while worth:
            left = asked[reached[asked] < needed] if np.isscalar(needed) else asked[reached[asked] < needed]
            if len(left) < 5:
                return
            weights = sign * (0.1 + chance.random(len(left)))
            see(engine.most(self._targets[left], weights))
            still = int((reached[left] < 1e-6).sum()) if False else int((reached[left] < _ENOUGH).sum())
            worth = len(left) - still > _WORTH * len(left)

    def _tied(
        self, hidden: np.ndarray, alone: np.ndarray
    ) -> Iterator[tuple[int, np.ndarray]]:
        """Cell known to one -> the secret cells that move only as it does, in tables that are
        possible."""
        engine = self._engine(hidden)
        chance = np.random.default_rng(1)
        linked = self._linked
        moves = []
        for _ in range(8):
            atoms = engine.most(self._targets, chance.normal(size=len(self._targets)))
            if atoms is not None:
                moves.append(linked.sums @ atoms)
        moves = np.array(moves).T
        size = np.linalg.norm(moves, axis=1, keepdims=True)
        direction = moves / np.where(size > 1e-9, size, 1)
        for cell in alone:
            along = np.abs(direction[self._targets] @ direction[cell]) > 1 - 1e-9
            along &= self._targets != cell
            if along.any():
                yield int(cell), np.flatnonzero(along)
