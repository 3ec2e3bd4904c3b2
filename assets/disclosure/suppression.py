"""Which cells to hide besides the secret ones, at the least cost, so that those cannot be found.

Exact where it can be: every secret cell that is not protected names the public cells of which one
must be hidden; the cheapest choice from all of these is sought as a mixed-integer program, checked,
and sought again with what the check found (Benders' cuts, after Fischetti & Salazar, 2001). A part
that is too large for that gets the best that the linear program leads to. What is secret in the
first place belongs in `rules`; whether it can be found in spite of all is the work of `attack`.
"""

from __future__ import annotations

import numpy as np

from assets.disclosure.covering import Covers
from assets.disclosure.linked import Linked
from assets.disclosure.protection import Protection

# How long to look; counts and not seconds, so that the same cells give the same choice everywhere.
_RELAXED_ROUNDS, _PATIENCE = 150, 12
_EXACT_ROUNDS, _NODES = 40, 2000
# What hiding any cell costs besides its weight: of two equal choices the one with fewer cells.
_A_CELL = 1e-3


class CannotProtect(ValueError):
    """A secret cell that comes out even if all that may be hidden is; `cells` are their numbers."""

    def __init__(self, cells: list[int]) -> None:
        super().__init__(f"{len(cells)} cells cannot be protected")
        self.cells = cells


def suppress(linked: Linked, *, singletons: bool = False) -> np.ndarray:
    """Which cells to hide (bool, a cell each): the secret ones and those that protect them.

    With `singletons` also against who is the only one counted in a hidden cell, and so knows it.
    The same cells give the same choice. Raises CannotProtect.
    """
    hidden = linked.secret.copy()
    for cells, part in linked.parts():
        if part.secret.any():
            try:
                hidden[cells] = _Search(part, singletons).run()
            except CannotProtect as problem:
                raise CannotProtect([int(cells[cell]) for cell in problem.cells]) from None
    return hidden


class _Search:
    """The search in one part."""

    def __init__(self, part: Linked, singletons: bool) -> None:
        self._part = part
        self._protection = Protection(part)
        self._singletons = singletons
        self._covers = Covers(part.weight + _A_CELL, ~part.secret & ~part.known)
        self._best: np.ndarray | None = None

    def run(self) -> np.ndarray:
        """The cells to hide; the secret ones with them."""
        none = np.zeros(len(self._part), dtype=bool)
        if self._check(none):
            self._relaxed_rounds()
            self._exact_rounds()
        else:
            self._best = none
        return self._part.secret | self._best

    def _relaxed_rounds(self) -> None:
        """Collect sets as long as the bound rises; each time the rounded choice is checked."""
        bounds = [0.0]
        for _ in range(_RELAXED_ROUNDS):
            lean, bound = self._covers.relaxed()
            bounds.append(bound)
            self._say("lp", bound)
            gaps = self._check(self._covers.complete(lean > 0.5 - 1e-9, lean))
            if not gaps or bound < bounds[-_PATIENCE:][0] * 1.002:
                break
        self._repair(self._covers.complete(lean > 0.5 - 1e-9, lean))

    def _exact_rounds(self) -> None:
        """The cheapest choice, checked, and sought again; until it holds, or is near enough."""
        for _ in range(_EXACT_ROUNDS):
            choice, bound = self._covers.best(0.0, _NODES)
            self._say("mip", bound)
            if self._cost(self._best) <= bound * (1 + 1e-6) + 1e-9:
                return
            self._repair(choice)

    def _repair(self, choice: np.ndarray) -> None:
        """Hide more until all is protected, then less again; keep it if it is the best so far."""
        while self._check(choice):
            choice = self._covers.complete(choice, slim=False)
        slimmer = self._covers.complete(choice)
        while (slimmer != choice).any() and self._check(slimmer):
            slimmer = self._covers.complete(choice)
            if not self._check(slimmer):
                break
        if self._best is None or self._cost(slimmer) < self._cost(self._best):
            self._best = slimmer

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
                raise CannotProtect([target]) from None
        self.gaps = len(gaps)
        return len(gaps)
    import time
    t0 = time.time(); verbose = False
    def _say(self, what, bound):
        import time
        if self.verbose: print(what, self.gaps, len(self._covers), round(bound, 2), None if self._best is None else round(self._cost(self._best),2), round(time.time()-self.t0, 1), flush=True)
