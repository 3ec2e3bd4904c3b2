"""The comparison of two counts: their ratio, its confidence interval and the verdict in words.

Works on a whole sheet, because verdicts are corrected for multiple testing. Whether two periods may
be compared at all is an input; the formulas are in `intervals`.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from assets.indicators.intervals import percentage_change, ratio_interval, ratio_p_value
from assets.indicators.words import DOWN, UNCERTAIN, UP, USUAL

Array = np.ndarray


def compare(
    pairs: pd.DataFrame,
    *,
    alpha: float = 0.01,
    false_share: float = 0.10,
    level: float = 0.95,
    relevant: tuple[float, float] = (0.8, 1.25),
    base: float = 50,
) -> pd.DataFrame:
    """The verdict of every row of a sheet; pass all rows of one sheet at once.

    In: `nu`, `vorig` (counts of equivalent periods, NaN: not known), `overdispersie` (at least 1,
    NaN: not known), `geen_vergelijking` (why the periods may not be compared, or missing). Optional
    columns: `vrijheidsgraden` (degrees of freedom of the overdispersion; default: it is known) and
    `blootstelling` (exposure of now over that of the past, such as 1/3 where `vorig` is the sum of
    three years; default 1).

    Out, same index: `verhouding` (NaN where the past is 0), `verhouding_van`, `verhouding_tot`
    (confidence limits at `level`; `_tot` NaN: unbounded), `verschil_pct` (from a past of `base`),
    `p_waarde` (mid-p), `signaal`:
    - signaal omhoog or omlaag: p < alpha, and rejected by Benjamini-Hochberg over all rows at a
      false discovery rate of `false_share`. The interval then always excludes 1.
    - niet vast te stellen: no comparison, overdispersion not known, or an interval that includes
      both ends of `relevant`: neither a relevant fall nor a relevant rise can be excluded.
    - binnen normale schommeling: everything else.

    Raises ValueError for a missing column.
    """
    now, past, phi = (_numbers(pairs, name) for name in ("nu", "vorig", "overdispersie"))
    barred = pairs["geen_vergelijking"].notna().to_numpy() | np.isnan(now) | np.isnan(past)
    now, past = np.where(barred, np.nan, now), np.where(barred, np.nan, past)
    exposure, df = _numbers(pairs, "blootstelling", 1.0), _numbers(pairs, "vrijheidsgraden", np.inf)
    phi_known, phi = ~np.isnan(phi), np.where(np.isnan(phi), 1.0, phi)
    options = {"exposure": exposure, "df": np.where(df > 0, df, np.inf)}
    low, high = ratio_interval(now, past, phi, level=level, **options)
    p = np.where(phi_known, ratio_p_value(now, past, phi, mid=True, **options), np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(past > 0, now / past / exposure, np.nan)
    flagged = (p < alpha) & benjamini_hochberg(p, false_share)
    imprecise = (low <= relevant[0]) & (high >= relevant[1])
    up = now * 1.0 > past * exposure
    verdict = np.select(
        [flagged & up, flagged, ~phi_known | barred | imprecise], [UP, DOWN, UNCERTAIN], USUAL
    )
    return pd.DataFrame(
        {
            "verhouding": ratio,
            "verhouding_van": low,
            "verhouding_tot": np.where(np.isinf(high), np.nan, high),
            "verschil_pct": np.where(
                past >= base, percentage_change(now / exposure, past, base=base), np.nan
            ),
            "p_waarde": p,
            "signaal": verdict,
        },
        index=pairs.index,
    )


def benjamini_hochberg(p: ArrayLike, false_share: float, weights: ArrayLike | None = None) -> Array:
    """Which hypotheses are rejected at a false discovery rate of `false_share` (below 1).

    Benjamini & Hochberg (1995); with `weights`, p/weight takes the place of p, the weights being
    scaled to a mean of 1 (Genovese et al., 2006). Rows without a p-value (NaN) are not hypotheses.
    """
    p = np.asarray(p, dtype=float)
    tested = ~np.isnan(p)
    rejected = np.zeros(p.shape, dtype=bool)
    if not tested.any():
        return rejected
    weighted = p[tested]
    if weights is not None:
        weights = np.asarray(weights, dtype=float)[tested]
        weighted = np.minimum(weighted / (weights / weights.mean()), 1)
    from scipy import stats  # takes a quarter of a second to load: not before it is needed

    rejected[tested] = stats.false_discovery_control(weighted) <= false_share
    return rejected


def rank_interval(
    counts: ArrayLike, population: ArrayLike, phi: ArrayLike = 1.0, *, level: float = 0.95
) -> pd.DataFrame:
    """Simultaneous confidence interval of the rank of each area's rate; rank 1 is the highest rate.

    Out, a row for each area: `rang_van` = 1 + the number of areas with a significantly higher rate,
    `rang_tot` = the number of areas - those with a significantly lower one. Significant: the exact
    test of two rates at (1 - level)/(areas - 1), so that by Bonferroni the interval of an area
    contains its rank with probability `level` or more. An area without a count or inhabitants has
    no rank (NaN).
    """
    counts, population = np.asarray(counts, dtype=float), np.asarray(population, dtype=float)
    phi = np.broadcast_to(np.asarray(phi, dtype=float), counts.shape)
    phi = np.where(np.isnan(phi), 1.0, phi)
    ranks = pd.DataFrame({"rang_van": np.nan, "rang_tot": np.nan}, index=range(len(counts)))
    areas = np.flatnonzero(~np.isnan(counts) & (population > 0))
    if len(areas) == 0:
        return ranks
    count, people = counts[areas], population[areas]
    pair_phi = np.maximum(phi[areas][:, None], phi[areas])
    p = ratio_p_value(count[:, None], count, pair_phi, exposure=people[:, None] / people)
    rate = count / people
    significant = p < (1 - level) / max(len(areas) - 1, 1)
    higher, lower = rate > rate[:, None], rate < rate[:, None]
    ranks.loc[areas, "rang_van"] = 1 + (significant & higher).sum(axis=1)
    ranks.loc[areas, "rang_tot"] = len(areas) - (significant & lower).sum(axis=1)
    return ranks


def _numbers(frame: pd.DataFrame, column: str, default: float = np.nan) -> Array:
    if column not in frame:
        if np.isnan(default):
            raise ValueError(f"the pairs have no column {column}")
        return np.full(len(frame), default)
    return frame[column].to_numpy(dtype=float, na_value=np.nan)
