"""Whether what is hidden is protected, and if not, because of which public cells.

A hidden cell is protected where it could as well be at least 1 more and (if it is not 0) at least
1 less, and, where a range is a disclosure too, where it need not lie within that range. Of a cell
that is known not to be 0 only more is asked: what it is made of may leave no less. The criterion,
with the truth as one of the tables that are possible, is that of minimum-frequency rules in the
Handbook on Statistical Disclosure Control (2nd ed., chapter 4). What to hide more does not belong
here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from assets.disclosure.plan.linked import Linked
from assets.disclosure.solve.feasible_region import Possible

# How far a single count is taken to be able to depart from the truth: far enough not to matter, and
# near enough for exact arithmetic.
ROOM = 50.0
_ENOUGH = 1 - 1e-6
# Asking for many cells at once stops when it proves less than this share of what is left.
_WORTH = 0.05
_FEW = 5
_GUESSES = 8
_STILL = 1e-6


class Protection:
    """The secret cells of a part, and how far they can move when other cells are hidden too."""

    def __init__(self, linked: Linked) -> None:
        self._linked = linked
        self._targets = np.flatnonzero(linked.secret)
        self._sums = linked.sums[self._targets]
        self._down_to, self._out_above, self._out_below = _needs(
            linked.values[self._targets],
            linked.small[self._targets],
            linked.least[self._targets],
        )

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

    def fixed(self, hidden: np.ndarray) -> np.ndarray:
        """The hidden cells that are not secret and cannot move: to show them tells nothing new."""
        engine = self._engine(hidden)
        asked = np.flatnonzero(hidden & ~self._linked.secret)
        stays = np.ones(len(asked), dtype=bool)
        rows = self._linked.sums[asked]

        def see(atoms: np.ndarray | None) -> None:
            if atoms is not None:
                stays[np.abs(rows @ atoms) > _STILL] = False

        chance = np.random.default_rng(2)
        for _ in range(_GUESSES):
            see(engine.most(asked, chance.normal(size=len(asked))))
        for index in np.flatnonzero(stays):
            for sign in (1.0, -1.0):
                if stays[index]:
                    see(engine.most(asked[[index]], np.array([sign])))
        return asked[stays]

    def _engine(self, hidden: np.ndarray) -> Possible:
        linked = self._linked
        return Possible(
            linked.sums,
            ~hidden,
            np.zeros(len(linked)),
            floors(linked),
            -np.minimum(linked.atoms, ROOM),
            np.full(len(linked.atoms), ROOM),
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

        self._many_at_once(engine, see, asked, 1.0, up, np.full(len(asked), _ENOUGH))
        self._many_at_once(engine, see, asked, -1.0, down, self._down_to[asked])
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

    def _many_at_once(
        self,
        engine: Possible,
        see: Callable[[np.ndarray | None], None],
        asked: np.ndarray,
        sign: float,
        reached: np.ndarray,
        needed: np.ndarray,
    ) -> None:
        """Prove what is easily proved with few questions: a table in which many cells moved."""
        chance = np.random.default_rng(0)
        left = asked[reached[asked] < needed]
        worth = True
        while worth and len(left) >= _FEW:
            see(engine.most(self._targets[left], sign * (0.1 + chance.random(len(left)))))
            still = asked[reached[asked] < needed]
            worth = len(left) - len(still) > _WORTH * len(left)
            left = still

    def _tied(self, hidden: np.ndarray, alone: np.ndarray) -> Iterator[tuple[int, np.ndarray]]:
        """Cell known to one -> the secret cells that move only as it does, in tables that are
        possible."""
        engine = self._engine(hidden)
        chance = np.random.default_rng(1)
        linked = self._linked
        moves = []
        for _ in range(_GUESSES):
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


def moves_that_protect(linked: Linked) -> tuple[np.ndarray, np.ndarray]:
    """How far up and how far down to move each secret cell, so that it is protected."""
    values = linked.values[linked.secret]
    secret = linked.secret
    down, above, _ = _needs(values, linked.small[secret], linked.least[secret])
    return np.maximum(1.0, np.round(above)), np.round(down)


def floors(linked: Linked) -> np.ndarray:
    """How far down each cell can be thought to move while hidden; -inf: as far as it likes."""
    return np.where(linked.least > 0, linked.least - linked.values, -np.inf)


def _needs(
    values: np.ndarray, small: np.ndarray, least: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """How far down cells of these values must be able to move; and, to be out of the range that is
    a disclosure too, how far up or else how far down."""
    inside = (values >= 1) & (values <= small)
    below = np.where(least > 0, np.inf, values)  # known not to be 0
    return (
        np.where((values >= 1) & (least <= 0), _ENOUGH, 0.0),
        np.where(inside, small + 1 - values, 0.0) - 1e-6,
        np.where(inside, below, 0.0) - 1e-6,
    )
