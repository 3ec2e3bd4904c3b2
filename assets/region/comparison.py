"""Public counts of municipalities beside each other: rates with their interval and rank interval,
the change of a year beside that of the others, and two municipalities at a time.

Only yearly counts are compared, and only among figures that are public. A difference is named only
beyond chance; the formulas are in `assets.indicators`.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.special import ndtri

from assets.indicators.comparison import rank_interval
from assets.indicators.intervals import poisson_interval, ratio_interval
from schemas.region.tables import ALIKE, LESS, MORE, UNKNOWN

CERTAINTY = 0.99  # of a difference that is named: a page looks at many subjects at once
RISE, FALL = "stijging", "daling"


def compared(counts: pd.DataFrame) -> pd.DataFrame:
    """Table `vergelijking`. `counts`: indicator_id, gemeentecode, jaar, aantal, inwoners, phi; a
    row without inhabitants is left out."""
    known = counts[counts["inwoners"].gt(0)]
    groups = [_beside_all(rows) for _, rows in known.groupby(["indicator_id", "jaar"])]
    return pd.concat(groups, ignore_index=True) if groups else known.iloc[:0]


def _beside_all(rows: pd.DataFrame) -> pd.DataFrame:
    count, people = rows["aantal"].to_numpy(float), rows["inwoners"].to_numpy(float)
    phi = rows["phi"].to_numpy(float)
    low, high = poisson_interval(count, phi)
    ranks = rank_interval(count, people, phi)
    rest_count, rest_people = count.sum() - count, people.sum() - people
    alone = rest_people <= 0
    exposure = people / np.where(alone, 1, rest_people)
    under, over = ratio_interval(count, rest_count, phi, level=CERTAINTY, exposure=exposure)
    return rows.assign(
        per_1000=1000 * count / people,
        onder=1000 * low / people,
        boven=1000 * high / people,
        rang_van=ranks["rang_van"].to_numpy(),
        rang_tot=ranks["rang_tot"].to_numpy(),
        gemeenten=len(rows),
        regio_per_1000=1000 * count.sum() / people.sum(),
        uitkomst=np.where(alone, UNKNOWN, _said(under, over, MORE, LESS)),
    )


def developed(counts: pd.DataFrame) -> pd.DataFrame:
    """Table `ontwikkeling`: a row for each year whose year before is known too, and not 0."""
    before = counts.assign(jaar=counts["jaar"] + 1)[
        ["indicator_id", "gemeentecode", "jaar", "aantal"]
    ]
    keys = ["indicator_id", "gemeentecode", "jaar"]
    both = counts.merge(before, on=keys, suffixes=("", "_ervoor"))
    both = both[both["aantal_ervoor"].gt(0)].reset_index(drop=True)
    now, past, phi = (both[name].to_numpy(float) for name in ("aantal", "aantal_ervoor", "phi"))
    low, high = ratio_interval(now, past, phi, level=0.95)
    sure_low, sure_high = ratio_interval(now, past, phi, level=CERTAINTY)
    totals = both.groupby(["indicator_id", "jaar"])[["aantal", "aantal_ervoor"]].transform("sum")
    rest_now, rest_past = totals["aantal"].to_numpy(float) - now, totals["aantal_ervoor"] - past
    rest_past = rest_past.to_numpy(float)
    has_rest = (rest_past > 0) & (rest_now > 0)
    difference = _log_difference(now, past, rest_now, rest_past, phi)
    return both.assign(
        verhouding=now / past,
        onder=low,
        boven=np.where(np.isinf(high), np.nan, high),
        rest_verhouding=np.where(has_rest, rest_now / np.where(has_rest, rest_past, 1), np.nan),
        uitkomst=_said(sure_low, sure_high, RISE, FALL),
        naast_rest=np.where(has_rest, _said(*difference, MORE, LESS, at=0.0), UNKNOWN),
    )


def _log_difference(
    now: np.ndarray, past: np.ndarray, rest_now: np.ndarray, rest_past: np.ndarray, phi: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Limits of the log of the ratio of two changes (Woolf, 1955, with the half of Haldane)."""
    cells = [cell + 0.5 for cell in (now, past, rest_now, rest_past)]
    centre = np.log(cells[0] / cells[1]) - np.log(cells[2] / cells[3])
    reach = ndtri((1 + CERTAINTY) / 2) * np.sqrt(phi * sum(1 / cell for cell in cells))
    return centre - reach, centre + reach


def pairs(counts: pd.DataFrame, beside: pd.DataFrame) -> pd.DataFrame:
    """Table `verschillen`: each municipality and those of `beside` (gemeentecode,
    andere_gemeente), in the newest year that both have."""
    own = counts.merge(beside[["gemeentecode", "andere_gemeente"]], on="gemeentecode")
    other = counts.rename(columns={"gemeentecode": "andere_gemeente"})
    keys = ["indicator_id", "andere_gemeente", "jaar"]
    both = own.merge(other, on=keys, suffixes=("", "_ander"))
    both = both[both["inwoners"].gt(0) & both["inwoners_ander"].gt(0)]
    grain = ["indicator_id", "gemeentecode", "andere_gemeente"]
    both = both.sort_values("jaar").drop_duplicates(grain, keep="last").reset_index(drop=True)
    now, past = both["aantal"].to_numpy(float), both["aantal_ander"].to_numpy(float)
    phi = np.maximum(both["phi"], both["phi_ander"]).to_numpy(float)
    exposure = (both["inwoners"] / both["inwoners_ander"]).to_numpy(float)
    low, high = ratio_interval(now, past, phi, exposure=exposure)
    sure = ratio_interval(now, past, phi, level=CERTAINTY, exposure=exposure)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(past > 0, now / past / exposure, np.nan)
    return both.assign(
        verhouding=ratio,
        onder=low,
        boven=np.where(np.isinf(high), np.nan, high),
        uitkomst=_said(*sure, MORE, LESS),
    )


def _said(low: np.ndarray, high: np.ndarray, more: str, less: str, at: float = 1.0) -> np.ndarray:
    return np.select([low > at, high < at], [more, less], ALIKE)
