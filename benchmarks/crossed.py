"""A table of counts with its margins, as cells that hang together.

For tables of one moment, such as those that other programs for disclosure control are measured on.
How the municipality's own figures hang together stands in `assets.disclosure.plan`.
"""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix

from assets.disclosure.plan.linked import Linked

TOTAL = "Total"


def crossed(
    rows: pd.DataFrame,
    dimensions: list[list[str]],
    count: str,
    highest_secret: int,
    *,
    by_value: bool = True,
    zeros: bool = False,
) -> tuple[pd.DataFrame, Linked]:
    """All crossings of the codes of each dimension with `Total`, and the same as `Linked`.

    A dimension is a list of columns: codes that group the same things differently (municipality,
    county, region). Cells of 1..`highest_secret` are secret, with `zeros` those of 0 too. Hiding a
    cell costs its value or, not `by_value`, 1.
    """
    inner = [dimension[0] for dimension in dimensions]
    counts = rows.groupby(
        list(dict.fromkeys(column for dimension in dimensions for column in dimension)),
        observed=True,
        dropna=False,
    )[count].sum()
    atoms = counts.index.to_frame(index=False)
    inside = []
    for dimension in dimensions:
        masks = {(TOTAL, TOTAL): np.ones(len(atoms), dtype=bool)}
        for column in dimension:
            masks |= {
                (column, code): (atoms[column] == code).to_numpy()
                for code in atoms[column].unique()
            }
        inside.append(masks)
    cells, members = [], []
    for names in product(*inside):
        mask = np.logical_and.reduce(
            [masks[name] for masks, name in zip(inside, names, strict=True)]
        )
        cells.append([code for _, code in names])
        members.append(np.flatnonzero(mask))
    sums = csr_matrix(
        (
            np.ones(sum(map(len, members))),
            np.concatenate(members),
            np.cumsum([0, *map(len, members)]),
        ),
        shape=(len(cells), len(atoms)),
    )
    true = counts.to_numpy(dtype=float)
    values = sums @ true
    secret = (values <= highest_secret) & ((values > 0) | zeros)
    table = pd.DataFrame(cells, columns=inner).assign(value=values.astype(int), secret=secret)
    return table, Linked(
        sums=sums,
        atoms=true,
        secret=secret,
        small=np.full(len(cells), highest_secret),
        known=np.zeros(len(cells), dtype=bool),
        weight=values if by_value else np.ones(len(cells)),
        least=np.zeros(len(cells)),
    )
