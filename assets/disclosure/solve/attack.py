"""What anyone can work out from all that is public: the least and the most that each hidden cell
can be.

By linear programming over every table that agrees with the public cells, those of earlier editions
with them (Handbook on Statistical Disclosure Control, 2nd ed., section 4.3). It knows nothing of
how the cells were hidden, and the true value of a hidden cell is not used. What to hide belongs in
`suppression`; what to do when a cell comes out, in `making`.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix

from assets.disclosure.plan.linked import Linked
from assets.disclosure.solve.feasible_region import Possible

# Narrower than this is a point.
POINT = 1e-6
# A count is taken to be at most this much, or ten times the greatest public cell: one that can be
# as much can be anything.
_ROOF = 1e6
_GUESSES = 12


def attack(
    sums: csr_matrix,
    public: np.ndarray,
    values: np.ndarray,
    secret: np.ndarray,
    small: np.ndarray,
    least: np.ndarray | None = None,
    *,
    exact: bool = False,
) -> pd.DataFrame:
    """A row for each cell that is not `public`: cell (its number), low, high, recovered.

    `least`: what each hidden cell is known to be at least (a reader who sees that every 0 is shown
    knows that a hidden count is none); without it 0.

    `values` is read where `public` alone. Recovered is a cell of which low and high are the same,
    and a `secret` one of which both lie within 1..`small`. The cell can be low and can be high;
    whether it can be less or more still is sought where that decides, and everywhere if `exact`
    (then inf: without bound). No table that agrees raises ValueError: the public cells contradict
    each other.
    """
    everything = Linked(
        sums,
        np.zeros(sums.shape[1]),
        secret,
        small,
        public,
        np.where(public, values, 0.0),
        np.zeros(len(public)) if least is None else least,
    )
    found = [
        _attack(part, cells, exact) for cells, part in everything.parts() if not part.known.all()
    ]
    columns = {"cell": int, "low": float, "high": float, "recovered": bool}
    if not found:
        return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in columns.items()})
    return pd.concat(found).sort_values("cell", ignore_index=True)


def _attack(part: Linked, cells: np.ndarray, exact: bool) -> pd.DataFrame:
    public, values = part.known, part.weight
    asked = np.flatnonzero(~public)
    roof = max(_ROOF, 10 * values.max(initial=0))
    engine = Possible(
        part.sums,
        public,
        values,
        np.where(part.least > 0, part.least, -np.inf),
        np.zeros(part.sums.shape[1]),
        np.full(part.sums.shape[1], roof),
    )
    low, high = np.full(len(asked), np.inf), np.full(len(asked), -np.inf)
    rows = part.sums[asked]

    def ask(which: np.ndarray, weights: np.ndarray) -> None:
        atoms = engine.most(which, weights)
        if atoms is None:
            raise ValueError("no table agrees with the public cells")
        seen = rows @ atoms
        np.minimum(low, seen, out=low)
        np.maximum(high, seen, out=high)

    # Any table that agrees is a proof for many cells at once; only what stays narrow is asked for.
    chance = np.random.default_rng(0)
    for _ in range(_GUESSES):
        ask(asked, chance.normal(size=len(asked)))
    for index, cell in enumerate(asked):
        for sign in (1.0, -1.0):
            if exact or _recovered(low[index], high[index], part.secret[cell], part.small[cell]):
                ask(np.array([cell]), np.array([sign]))
    return pd.DataFrame(
        {
            "cell": cells[asked],
            "low": low,
            "high": np.where(high >= roof, np.inf, high),
            "recovered": [
                _recovered(*each)
                for each in zip(low, high, part.secret[asked], part.small[asked], strict=True)
            ],
        }
    )


def _recovered(low: float, high: float, secret: bool, small: float) -> bool:
    low, high = np.ceil(low - POINT), np.floor(high + POINT)  # a count is a whole number
    return bool(low >= high or (secret and low >= 1 and high <= small))
