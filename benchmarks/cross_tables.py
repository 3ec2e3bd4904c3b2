"""A table of counts with its margins, as a system of cells.

For tables of one moment, such as those on which programs for disclosure control are compared. How
the municipality's own figures add up belongs in `assets.disclosure.plan`.
"""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix

from assets.disclosure.cell_system import CellSystem

TOTAL = "Total"


def cross_table(
    rows: pd.DataFrame,
    dimensions: list[list[str]],
    count: str,
    highest_sensitive: int,
    *,
    by_value: bool = True,
    zeros: bool = False,
) -> tuple[pd.DataFrame, CellSystem]:
    """All crossings of the codes of each dimension with `Total`, as a frame and as a system.

    A dimension is a list of columns: alternative groupings of the same units (municipality, county,
    region). The frame has the first column of each dimension, value and sensitive. Cells of
    1..`highest_sensitive` are sensitive, with `zeros` those of 0 too. Suppressing a cell costs its
    value or, if not `by_value`, 1.
    """
    counts = rows.groupby(
        list(dict.fromkeys(column for dimension in dimensions for column in dimension)),
        observed=True,
        dropna=False,
    )[count].sum()
    inner_cells = counts.index.to_frame(index=False)
    masks_of_dimensions = [_masks(inner_cells, dimension) for dimension in dimensions]
    codes, members = [], []
    for keys in product(*masks_of_dimensions):
        masks = [masks[key] for masks, key in zip(masks_of_dimensions, keys, strict=True)]
        codes.append([code for _, code in keys])
        members.append(np.flatnonzero(np.logical_and.reduce(masks)))
    incidence = csr_matrix(
        (
            np.ones(sum(map(len, members))),
            np.concatenate(members),
            np.cumsum([0, *map(len, members)]),
        ),
        shape=(len(codes), len(inner_cells)),
    )
    atoms = counts.to_numpy(dtype=float)
    values = incidence @ atoms
    sensitive = (values <= highest_sensitive) & ((values > 0) | zeros)
    frame = pd.DataFrame(codes, columns=[dimension[0] for dimension in dimensions])
    return frame.assign(value=values.astype(int), sensitive=sensitive), CellSystem(
        incidence=incidence,
        atoms=atoms,
        sensitive=sensitive,
        threshold=np.full(len(codes), highest_sensitive),
        public=np.zeros(len(codes), dtype=bool),
        cost=values if by_value else np.ones(len(codes)),
        lower_bound=np.zeros(len(codes)),
    )


def _masks(inner_cells: pd.DataFrame, dimension: list[str]) -> dict[tuple[str, str], np.ndarray]:
    """(column, code) -> which inner cells have it; the total first."""
    masks = {(TOTAL, TOTAL): np.ones(len(inner_cells), dtype=bool)}
    for column in dimension:
        masks |= {
            (column, code): (inner_cells[column] == code).to_numpy()
            for code in inner_cells[column].unique()
        }
    return masks
