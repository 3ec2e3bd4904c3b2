"""The course of indicators through time: their periods, and the sums of twelve months.

The one shape that every sheet draws from. Which indicators and areas a sheet shows is decided by
the module of that sheet.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from assets.indicators.intervals import rolling_band
from assets.indicators.material import Material, empty_table
from assets.indicators.months import month_name

COURSE = "driehoek_verloop"  # the table whose columns a course has
_YEAR = 12


def rolling(material: Material, counts: pd.DataFrame, phi: pd.Series) -> pd.DataFrame:
    """Some indicators of one area through time, with their twelve-month sums and 95 % limits.

    `counts`: as `Material.months`; `phi`: indicator_id -> overdispersion. No sum crosses a break or
    an unknown period. A row for each indicator and month from its first to its last; where
    `material` knows quarters, for each quarter, by its last month.
    """
    step = material.step
    parts = []
    for name, rows in counts.groupby("indicator_id", sort=False):
        numbers = np.arange(rows["maandnummer"].min(), rows["maandnummer"].max() + 1, step)
        rows = rows.set_index("maandnummer").reindex(numbers)
        # A cut falls in the first period that ends in its month or later.
        cuts = [-(-(cut - int(numbers[0])) // step) for cut in material.cuts.get(name, [])]
        sums, low, high = rolling_band(
            rows["waarde"].to_numpy(dtype=float),
            phi.get(name, np.nan),
            months=_YEAR // step,
            cuts=tuple(cuts),
        )
        parts.append(
            pd.DataFrame(
                {
                    "indicator_id": name,
                    "maand": [month_name(int(number)) for number in numbers],
                    "waarde": rows["waarde"].to_numpy(),
                    "twaalf_maanden": sums,
                    "ondergrens": np.round(low, 1),
                    "bovengrens": np.round(high, 1),
                    "trendbreuk": [_breaks_in(material, name, int(number)) for number in numbers],
                    "status": rows["status"].fillna("niet geleverd").to_numpy(),
                }
            )
        )
    return pd.concat(parts, ignore_index=True) if parts else empty_table(COURSE)


def _breaks_in(material: Material, indicator: str, last: int) -> str | None:
    """The break that starts in a period, and the flags on it. `last`: its last month."""
    period = (month_name(last - material.step + 1), month_name(last))
    previous = month_name(last - material.step)
    comparability = material.comparability(indicator, period, (previous, previous))
    breaks = [comparability.reden.removeprefix("trendbreuk: ")] if comparability.reden else []
    return ", ".join([*breaks, *comparability.vlaggen]) or None
