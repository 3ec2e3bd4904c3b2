"""A count beside that of the same months a year earlier: their ratio with its interval. A number,
never a verdict."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from assets.indicators.intervals import ratio_interval

RATIO = ["verhouding", "verhouding_van", "verhouding_tot"]


def beside_last_year(
    now: ArrayLike, past: ArrayLike, phi: ArrayLike, part: ArrayLike
) -> pd.DataFrame:
    """verhouding, verhouding_van and verhouding_tot of rows with a count `now` and in the `past`.

    `phi`: overdispersion (NaN: not known, then there is no interval); `part`: the part of `now`
    that has been reported. The limits are at 95 %; NaN where a count is missing, and the upper one
    where the past is 0.
    """
    rows = pd.DataFrame({"now": now, "past": past, "phi": phi, "part": part}).astype(float).round(3)
    # Counts repeat: each distinct comparison is calculated once.
    once = rows.drop_duplicates().dropna(subset=["now", "past"])
    low, high = ratio_interval(
        once["now"], once["past"], once["phi"].fillna(1), exposure=once["part"]
    )
    known = once["phi"].notna()
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(once["past"] > 0, once["now"] / once["past"] / once["part"], np.nan)
    once = once.assign(
        verhouding=ratio,
        verhouding_van=np.where(known, low, np.nan),
        verhouding_tot=np.where(known & np.isfinite(high), high, np.nan),
    )
    return rows.merge(once, "left")[RATIO]
