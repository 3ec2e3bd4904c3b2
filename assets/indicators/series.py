"""Monthly figures as a matrix: a row for each series (indicator x area), a column for each month.
Only shapes: nothing is estimated here.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

Array = np.ndarray
KEYS = ["indicator_id", "gebied_code"]


@dataclass(frozen=True)
class Series:
    """`keys`: indicator_id and gebied_code of each row, sorted; `months`: consecutive month
    numbers; `counts` (series x months), NaN where a month is not known.
    """

    keys: pd.DataFrame
    months: Array
    counts: Array

    @property
    def level(self) -> Array:
        """The area level: the first two letters of the area code (GM, WK, BU; `on` of onbekend)."""
        return self.keys["gebied_code"].str[:2].to_numpy(dtype=object)

    @property
    def municipality(self) -> Array:
        """For each series the row of its municipality for the same indicator; -1 where there is
        none, and for a municipality itself."""
        area = self.keys["gebied_code"].astype(object)
        parents = pd.MultiIndex.from_arrays([self.keys["indicator_id"], "GM" + area.str[2:6]])
        row = pd.MultiIndex.from_frame(self.keys).get_indexer(parents)
        return np.where(area.str.startswith("GM"), -1, row)


def to_series(months: pd.DataFrame) -> Series:
    """The matrix of a table with a row for each indicator_id, gebied_code and maandnummer, and
    their `waarde`. Raises ValueError on a duplicate month.
    """
    if months.duplicated([*KEYS, "maandnummer"]).any():
        raise ValueError("a month of an indicator and area occurs twice")
    if months.empty:
        return Series(months[KEYS].reset_index(drop=True), np.arange(0), np.empty((0, 0)))
    numbers = months["maandnummer"].astype(int)
    span = np.arange(numbers.min(), numbers.max() + 1)
    values = pd.Series(
        months["waarde"].to_numpy(dtype=float, na_value=np.nan),
        index=pd.MultiIndex.from_frame(months[KEYS].assign(maandnummer=numbers)),
    )
    matrix = values.unstack("maandnummer").reindex(columns=span).sort_index()
    return Series(matrix.index.to_frame(index=False), span, matrix.to_numpy())
