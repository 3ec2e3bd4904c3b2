"""Monthly figures as a matrix: a row for each series (indicator x area), a column for each month;
and which months may be used to estimate a baseline. Only shapes: nothing is estimated here.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
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

    def usable(
        self,
        cuts: Mapping[str, Sequence[int]] | None = None,
        left_out: Mapping[str, Collection[int]] | None = None,
        *,
        until: int | None = None,
        longest: int | None = None,
    ) -> Array:
        """Which months may be used for the baseline (series x months, boolean).

        `cuts`: indicator_id -> first months after a break; only months from the latest cut before
        `until` onwards count. `left_out`: indicator_id -> exceptional months, such as corona.
        `until`: the first month after the history (default: all months are history). `longest`:
        the maximum length of the history in months.
        """
        until = int(self.months[-1]) + 1 if until is None else until
        usable = ~np.isnan(self.counts) & (self.months < until)
        if longest is not None:
            usable &= self.months >= until - longest
        for indicator, rows in self.keys.groupby("indicator_id", sort=False).indices.items():
            start = max((cut for cut in (cuts or {}).get(indicator, ()) if cut <= until), default=0)
            allowed = self.months >= start
            if exceptional := (left_out or {}).get(indicator, ()):
                allowed &= ~np.isin(self.months, list(exceptional))
            usable[rows] &= allowed
        return usable


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


def design_matrix(months: Array, since: int) -> Array:
    """The terms of the baseline (months x 14): level, trend in years from `since`, and twelve
    month effects.

    Twelve effects, not eleven and a reference month: each has a prior with mean 0, so they are
    identified without one.
    """
    effects = (months[:, None] % 12 == np.arange(12)).astype(float)
    return np.column_stack([np.ones(len(months)), (months - since) / 12, effects])
