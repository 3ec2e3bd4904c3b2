"""All editions as one system of cells: the figures to be published, and those published before.

Anyone can subtract an earlier edition from the new one. So what was published then is public for
good, and what was suppressed then must stay suppressed as long as its count is the same. How cells
are protected does not belong here.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from assets.disclosure.cell_system import CellSystem
from assets.disclosure.plan.composition import CELL, Composition
from assets.disclosure.plan.decomposition import decompose

# The cost of suppressing a cell is its value times this: readers need totals most.
_LEVEL_FACTORS = {"gemeente": 3.0, "wijk": 1.5}


@dataclass(frozen=True)
class AllEditions:
    """The cells of all editions, each once."""

    system: CellSystem
    stays_suppressed: np.ndarray  # bool: an earlier edition suppressed this same number
    new_cells: np.ndarray  # the cell of each figure of the new edition
    figures: pd.DataFrame  # CELL of each cell: in the new edition or else in the oldest

    def suppressed(self, pattern: np.ndarray) -> np.ndarray:
        """The cells that remain suppressed over all editions if the new one suppresses `pattern`.

        Both are bool, one element per cell.
        """
        published = self.system.public.copy()
        published[self.new_cells] |= ~pattern[self.new_cells]
        return ~published | self.stays_suppressed


def combine_editions(
    new: Composition, earlier: list[Composition], levels: dict[str, str]
) -> AllEditions:
    """The cells of the `new` edition and of the `earlier` ones, the oldest first.

    `levels`: gebied_code -> gebiedsniveau. Raises AnalystError as `decompose` does.
    """
    compositions = [new, *earlier]
    decomposition = decompose(compositions)
    figures = pd.concat([composition.figures for composition in compositions], ignore_index=True)
    if "bekend" not in figures:
        figures["bekend"] = None
    was_suppressed, was_published = figures["bekend"].eq(False), figures["bekend"].eq(True)
    cell = decomposition.cell_numbers()
    public = was_published.groupby(cell).max().to_numpy(dtype=bool)
    stays_suppressed = was_suppressed.groupby(cell).max().to_numpy(dtype=bool) & ~public
    sensitive = figures["geheim"].groupby(cell).max().to_numpy(dtype=bool) & ~public
    threshold = figures["drempel"].where(figures["geheim"], 0).groupby(cell).max().to_numpy()
    first = figures.assign(cel=cell).groupby("cel").head(1).sort_values("cel")
    factor = first["gebied_code"].map(levels).map(_LEVEL_FACTORS).fillna(1.0).to_numpy()
    cost = np.maximum(first["waarde"].to_numpy(), 1.0) * factor
    return AllEditions(
        CellSystem(
            incidence=decomposition.incidence[first.index.to_numpy()],
            atoms=decomposition.atoms,
            sensitive=sensitive,
            threshold=np.where(sensitive, threshold, 0),
            public=public,
            cost=np.where(stays_suppressed, 0.0, cost),
            lower_bound=_lower_bounds(figures, first),
        ),
        stays_suppressed,
        cell[: len(new.figures)],
        first[CELL].reset_index(drop=True),
    )


def _lower_bounds(figures: pd.DataFrame, cells: pd.DataFrame) -> np.ndarray:
    """What each cell is known to be at least while suppressed: 1 for indicators of which every 0 is
    published, 0 for those of which a 0 is sensitive (group disclosure)."""
    with_sensitive_zero = figures.loc[figures["geheim"] & figures["waarde"].eq(0), "indicator_id"]
    is_positive = cells["waarde"].gt(0) & ~cells["indicator_id"].isin(with_sensitive_zero)
    return is_positive.to_numpy(dtype=float)
