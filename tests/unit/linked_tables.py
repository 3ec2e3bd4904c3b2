"""Small tables with margins, for the tests of suppression and attack."""

from __future__ import annotations

import numpy as np
import pandas as pd

from assets.disclosure.plan.linked import Linked
from assets.disclosure.solve.attack import attack
from benchmarks.crossed import crossed


def table(counts: list[list[int]], highest_secret: int = 4, **how: bool) -> Linked:
    """A table of rows and columns with its margins; the cells row by row, with the total first."""
    rows = pd.DataFrame(
        [(f"r{i}", f"k{j}", n) for i, row in enumerate(counts) for j, n in enumerate(row)],
        columns=["rij", "kolom", "n"],
    )
    return crossed(rows, [["rij"], ["kolom"]], "n", highest_secret, **how)[1]


def worked_out(linked: Linked, hidden: np.ndarray, *also_known: int) -> list[int]:
    """The hidden cells that anyone can work out, knowing the cells `also_known` besides."""
    public = ~hidden
    public[list(also_known)] = True
    values = np.where(public, linked.values, np.nan)
    found = attack(linked.sums, public, values, linked.secret, linked.small, linked.least)
    return found["cell"][found["recovered"]].tolist()
