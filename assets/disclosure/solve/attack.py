"""The attack: what anyone can work out about suppressed cells from all public cells.

Linear programs give the feasibility interval of each suppressed cell, given the public cells of all
editions (Handbook on Statistical Disclosure Control, 2nd ed., section 4.3). The attack does not
know how cells were suppressed and never reads their true values. What to suppress belongs in
`suppression`; what to do with a recovered cell is for the caller.
"""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix

from assets.disclosure.cell_system import CellSystem
from assets.disclosure.solve.feasible_region import FeasibleRegion
from assets.disclosure.solve.solved import Solved

_TOLERANCE = 1e-6
# The upper bound of an atom: this, or ten times the greatest public cell. An interval that reaches
# it counts as unbounded.
_ATOM_LIMIT = 1e6
_RANDOM_OBJECTIVES = 12


def attack(
    incidence: csr_matrix,
    public: np.ndarray,
    values: np.ndarray,
    sensitive: np.ndarray,
    threshold: np.ndarray,
    lower_bound: np.ndarray | None = None,
    *,
    exact: bool = False,
    solved: Solved | None = None,
) -> pd.DataFrame:
    """The feasibility interval of every cell that is not `public`.

    One row per cell: cell (its number), lower, upper, recovered. Recovered: the interval holds a
    single whole number or, for a `sensitive` cell, lies within 1..`threshold`.

    `values` is read for public cells only. `lower_bound`: what anyone knows each suppressed cell to
    be at least (1 where every 0 is published); default 0. Every value in an interval is feasible;
    the full interval is computed where that decides on recovery and, if `exact`, everywhere, with
    inf for no upper limit. `solved`: the intervals of components that were attacked earlier, with
    the same public values. Raises ValueError if the public cells contradict each other.
    """
    n_atoms = incidence.shape[1]
    system = CellSystem(
        incidence,
        np.zeros(n_atoms),
        sensitive,
        threshold,
        public,
        np.zeros(len(public)),
        np.zeros(len(public)) if lower_bound is None else lower_bound,
    )
    public_values = np.where(public, values, 0.0)
    solved = Solved() if solved is None else solved
    is_suppressed = ~system.public
    lower, upper = np.zeros((2, len(system)))
    for cells, component in system.components():
        if not component.public.all():
            of_component = public_values[cells]
            attack_it = partial(_intervals, component, of_component, exact)
            content = component.fingerprint(of_component, exact)
            its_cells = cells[~component.public]
            lower[its_cells], upper[its_cells] = solved.get(content, attack_it)
    intervals = pd.DataFrame({"cell": np.arange(len(system)), "lower": lower, "upper": upper})
    is_recovered = map(_is_recovered, lower, upper, sensitive, threshold)
    intervals["recovered"] = np.fromiter(is_recovered, dtype=bool, count=len(system))
    return intervals[is_suppressed].reset_index(drop=True)


def _intervals(component: CellSystem, public_values: np.ndarray, exact: bool) -> list[list[float]]:
    """The lower and the upper ends of the intervals of the suppressed cells of a component."""
    suppressed = np.flatnonzero(~component.public)
    atom_limit = max(_ATOM_LIMIT, 10 * public_values.max(initial=0))
    n_atoms = component.incidence.shape[1]
    region = FeasibleRegion(
        component.incidence,
        public_values,
        np.where(component.lower_bound > 0, component.lower_bound, -np.inf),
        np.zeros(n_atoms),
        np.full(n_atoms, atom_limit),
    )
    region.publish(component.public)
    lower, upper = np.full(len(suppressed), np.inf), np.full(len(suppressed), -np.inf)
    rows = component.incidence[suppressed]
    sensitive, threshold = component.sensitive[suppressed], component.threshold[suppressed]

    def widen(cells: np.ndarray, weights: np.ndarray) -> None:
        atoms = region.maximize(cells, weights)
        if atoms is None:
            raise ValueError("no table agrees with the public cells")
        feasible = rows @ atoms
        np.minimum(lower, feasible, out=lower)
        np.maximum(upper, feasible, out=upper)

    # Each feasible solution widens many intervals at once; only those that stay narrow are then
    # computed one by one.
    random = np.random.default_rng(0)
    for _ in range(_RANDOM_OBJECTIVES):
        widen(suppressed, random.normal(size=len(suppressed)))
    for index, cell in enumerate(suppressed):
        for sign in (1.0, -1.0):
            interval = (lower[index], upper[index], sensitive[index], threshold[index])
            if exact or _is_recovered(*interval):
                widen(np.array([cell]), np.array([sign]))
    return [lower.tolist(), np.where(upper >= atom_limit, np.inf, upper).tolist()]


def _is_recovered(lower: float, upper: float, sensitive: bool, threshold: float) -> bool:
    lower, upper = np.ceil(lower - _TOLERANCE), np.floor(upper + _TOLERANCE)  # counts are whole
    return bool(lower >= upper or (sensitive and lower >= 1 and upper <= threshold))
