"""Small tables with margins, for the tests of suppression and attack. Only builders, no tests."""

from __future__ import annotations

import numpy as np
import pandas as pd

from assets.disclosure.cell_system import CellSystem
from assets.disclosure.solve.attack import attack
from benchmarks.cross_tables import cross_table


def table(counts: list[list[int]], highest_sensitive: int = 4, **options: bool) -> CellSystem:
    """A table of rows and columns with its margins; the cells row by row, totals first."""
    rows = pd.DataFrame(
        [(f"r{i}", f"k{j}", n) for i, row in enumerate(counts) for j, n in enumerate(row)],
        columns=["rij", "kolom", "n"],
    )
    return cross_table(rows, [["rij"], ["kolom"]], "n", highest_sensitive, **options)[1]


def recovered(system: CellSystem, suppressed: np.ndarray, *also_known: int) -> list[int]:
    """The suppressed cells that the attack recovers; `also_known`: cells an intruder knows."""
    public = ~suppressed
    public[list(also_known)] = True
    values = np.where(public, system.values, np.nan)
    intervals = attack(
        system.incidence, public, values, system.sensitive, system.threshold, system.lower_bound
    )
    return intervals["cell"][intervals["recovered"]].tolist()
