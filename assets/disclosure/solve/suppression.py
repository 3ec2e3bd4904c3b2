"""Which cells to hide besides the secret ones, at the least cost, so that those cannot be found.

Exact where it can be: every secret cell that is not protected names the public cells of which one
must be hidden; the cheapest choice from all of these is sought as a mixed-integer program, checked,
and sought again with what the check found (Benders' cuts, after Fischetti & Salazar, 2001). A part
that is too large for that gets the best that the linear program leads to. What is secret in the
first place belongs in `rules`; whether it can be found in spite of all is the work of `attack`.
"""

from __future__ import annotations

import logging

import numpy as np

from assets.disclosure.plan.linked import Linked
from assets.disclosure.solve.hitting_set import Covers
from assets.disclosure.solve.local_search import Movement
from assets.disclosure.solve.protection import Protection

_LOG = logging.getLogger(__name__)

# How long to look; counts and not seconds, so that the same cells give the same choice everywhere.
_RELAXED_ROUNDS, _PATIENCE = 150, 12
_EXACT_ROUNDS, _NODES = 40, 2000
# More cells than this in all sets together take too long to choose from; with fewer than a half of
# it the least is sought until it is found, with more until the choice is this near to it.
_LARGE, _NEAR = 600_000, 0.02
# Cells times secret cells from which looking everywhere is not begun.
_VAST = 100_000_000
_LOOKS = 2
# How often to mend a choice and make it slimmer again.
_MENDS = 5
# Secret cells found unprotected, each times the cells of the part: from here on what is good by
# itself is taken whole, rather than looked for in part.
_WORK = 400_000_000
# What hiding any cell costs besides its weight: of two equal choices the one with fewer cells.
_A_CELL = 1e-3


class CannotProtectError(ValueError):
    """A secret cell that comes out even if all that may be hidden is; `cells` are their numbers."""

    def __init__(self, cells: list[int]) -> None:
        super().__init__(f"{len(cells)} cells cannot be protected")
        self.cells = cells


def suppress(linked: Linked, *, singletons: bool = False) -> np.ndarray:
    """Which cells to hide (bool, a cell each): the secret ones and those that protect them.

    With `singletons` also against who is the only one counted in a hidden cell, and so knows it.
    The same cells give the same choice. Raises CannotProtectError.
    """
    where, distinct = linked.distinct()
    hidden = distinct.secret.copy()
    for cells, part in distinct.parts():
        if part.secret.any():
            try:
                hidden[cells] = _Search(part, singletons).run()
            except CannotProtectError as problem:
                out = cells[problem.cells]
                raise CannotProtectError(np.flatnonzero(np.isin(where, out)).tolist()) from None
    return hidden[where]


class _Search:
    """The search in one part."""

    def __init__(self, part: Linked, singletons: bool) -> None:
        self._part = part
        self._protection = Protection(part)
        self._singletons = singletons
        self._cost_of_cells = part.weight + _A_CELL
        self._covers = Covers(self._cost_of_cells, ~part.secret & ~part.known)
        self._everywhere, self._near = True, np.zeros(len(part), dtype=bool)
        self._work = 0
        self._best: np.ndarray | None = None

    def run(self) -> np.ndarray:
        """The cells to hide; the secret ones with them."""
        if len(self._part) * self._part.secret.sum() > _VAST:
            self._look_near()
        elif not self._check(self._near):  # nothing besides the secret cells
            return self._part.secret
        if not self._relaxed_rounds():
            self._look_near()
            self._relaxed_rounds()
        if self._everywhere:
            self._exact_rounds()
        hidden = self._part.secret | self._best
        hidden[self._protection.fixed(hidden)] = False
        return hidden

    def _relaxed_rounds(self) -> bool:
        """Collect sets as long as the bound rises; each time the rounded choice is checked, and the
        last is mended. False, unfinished: the sets became too large to choose from all cells."""
        bounds = [0.0]
        for _ in range(_RELAXED_ROUNDS):
            if self._everywhere and self._covers.size > _LARGE:
                return False
            lean, bound = self._covers.relaxed()
            bounds.append(bound)
            rounded = self._covers.complete(lean > 0.5 - 1e-9, lean)
            gaps = self._check(rounded)
            self._say("relaxed", bound, gaps)
            if not gaps or bound < bounds[-_PATIENCE:][0] * 1.002 or self._is_long():
                break
        self._repair(rounded)
        return True

    def _look_near(self) -> None:
        """Choose from now on among the cells of a few choices that are good by themselves."""
        movement = Movement(self._part, self._cost_of_cells)
        for seed in range(_LOOKS):
            self._near |= movement.cells(seed)
            self._say("near", float(self._near.sum()))
        self._covers.narrow(self._near)
        self._everywhere = False

    def _exact_rounds(self) -> None:
        """The cheapest choice, checked, and sought again; until it holds, or is near enough."""
        for _ in range(_EXACT_ROUNDS):
            choice, bound = self._covers.best(_NODES)
            self._say("exact", bound)
            near = _NEAR if self._covers.size > _LARGE / 2 else 1e-6
            if self._cost(self._best) <= bound * (1 + near) + 1e-9:
                return
            self._repair(choice)

    def _repair(self, choice: np.ndarray) -> None:
        """Hide more until all is protected, then less again; the best that comes by is kept."""
        for _ in range(_MENDS):
            while self._check(choice):
                choice = self._covers.complete(choice, slim=False)
                if self._is_long():
                    choice |= self._near
            if self._best is None or self._cost(choice) < self._cost(self._best):
                self._best = choice
            slimmer = self._covers.complete(choice)
            if (slimmer == choice).all() or self._is_long():
                return
            choice = slimmer

    def _cost(self, choice: np.ndarray) -> float:
        return self._covers.cost(choice)

    def _check(self, more: np.ndarray) -> int:
        """Remember what `more` leaves unprotected; how many cells that are."""
        hidden = self._part.secret | more
        gaps = list(self._protection.gaps(hidden))
        if not gaps and self._singletons:
            gaps = list(self._protection.gaps_for_insiders(hidden))
        for target, cells in gaps:
            try:
                self._covers.add(cells)
            except ValueError:
                raise CannotProtectError([target]) from None
        self._work += len(gaps) * len(self._part)
        return len(gaps)

    def _is_long(self) -> bool:
        return not self._everywhere and self._work > _WORK

    def _say(self, stage: str, bound: float, gaps: int = 0) -> None:
        _LOG.debug(
            "%s: bound %.1f, best %s, %d sets of %d cells, %d gaps",
            stage,
            bound,
            None if self._best is None else round(self._cost(self._best), 1),
            len(self._covers),
            self._covers.size,
            gaps,
        )
