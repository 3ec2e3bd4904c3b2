"""Monthly figures as a matrix: a row a series (indicator x area), a column a month; and which
months may tell what is usual. Only shapes stand here, nothing is estimated.

A month is numbered year * 12 + month - 1, as in the SQL models.
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
    """`keys`: indicator_id and gebied_code, a row a series, sorted; `months`: consecutive numbers;
    `counts` (series x months), NaN where a month is not known.
    """

    keys: pd.DataFrame
    months: Array
    counts: Array

    @property
    def level(self) -> Array:
        """The first two letters of the area: GM, WK, BU; `on` of onbekend."""
        return self.keys["gebied_code"].str[:2].to_numpy(dtype=object)

    @property
    def city(self) -> Array:
        """Per series the row of the municipality of its area for the same indicator, or -1."""
        rows = {key: row for row, key in enumerate(self.keys.itertuples(index=False, name=None))}
        return np.array(
            [
                -1 if area.startswith("GM") else rows.get((indicator, f"GM{area[2:6]}"), -1)
                for indicator, area in rows
            ],
            dtype=int,
        )

    def usable(
        self,
        cuts: Mapping[str, Sequence[int]] | None = None,
        left_out: Mapping[str, Collection[int]] | None = None,
        *,
        until: int | None = None,
        longest: int | None = None,
    ) -> Array:
        """Which months may tell what is usual (series x months, True or False).

        `cuts`: indicator_id -> first months after a break: only what comes after the latest of
        them before `until` counts. `left_out`: indicator_id -> months that are no measure, such as
        corona. `until`: the month before which history ends (default: all). `longest`: at most so
        many months back.
        """
        until = int(self.months[-1]) + 1 if until is None else until
        found = ~np.isnan(self.counts) & (self.months < until)
        if longest is not None:
            found &= self.months >= until - longest
        for indicator, rows in self.keys.groupby("indicator_id", sort=False).indices.items():
            after = max((cut for cut in (cuts or {}).get(indicator, ()) if cut <= until), default=0)
            allowed = self.months >= after
            if out := (left_out or {}).get(indicator, ()):
                allowed &= ~np.isin(self.months, list(out))
            found[rows] &= allowed
        return found


def to_series(months: pd.DataFrame) -> Series:
    """The matrix of a frame indicator_id, gebied_code, maandnummer, waarde, one row a month.

    Raises ValueError where a month stands there twice.
    """
    if months.duplicated([*KEYS, "maandnummer"]).any():
        raise ValueError("a month of an indicator and area stands there twice")
    keys = months[KEYS].drop_duplicates().sort_values(KEYS, ignore_index=True)
    if keys.empty:
        return Series(keys, np.arange(0), np.empty((0, 0)))
    numbers = months["maandnummer"].to_numpy(dtype=int)
    span = np.arange(numbers.min(), numbers.max() + 1)
    row = months[KEYS].merge(keys.assign(row=keys.index), on=KEYS, how="left")["row"].to_numpy()
    counts = np.full((len(keys), len(span)), np.nan)
    counts[row, numbers - span[0]] = months["waarde"].to_numpy(dtype=float, na_value=np.nan)
    return Series(keys, span, counts)


def terms(months: Array, since: int) -> Array:
    """The design of a series: its level, a trend in years from `since`, and the twelve months.

    Twelve, not eleven: each month effect has a prior around 0, so that they need no month of
    reference.
    """
    effects = (months[:, None] % 12 == np.arange(12)).astype(float)
    return np.column_stack([np.ones(len(months)), (months - since) / 12, effects])
