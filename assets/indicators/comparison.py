"""What a comparison of two counts says: the ratio with its interval, and the verdict in words.

A whole sheet at a time, as the verdicts are corrected for their number. Whether two periods may be
compared at all is told to this module; the formulas are in `intervals`.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from assets.indicators.intervals import percentage_change, ratio_interval, ratio_p_value

USUAL = "binnen normale schommeling"
UP = "signaal omhoog"
DOWN = "signaal omlaag"
UNCERTAIN = "niet vast te stellen"

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
    """The verdict of every row of a sheet; give all rows that stand on one sheet at once.

    In: `nu`, `vorig` (counts of like periods, NaN: not known), `overdispersie` (at least 1, NaN:
    not known), `geen_vergelijking` (why the periods may not be compared, or missing). May be there:
    `vrijheidsgraden` (of the overdispersion; not there: it is certain) and `blootstelling` (of now
    over that of the past, such as 1/3 where `vorig` is the sum of three years; not there: 1).

    Out, same index: `verhouding` (NaN where the past is 0), `verhouding_van`, `verhouding_tot`
    (interval of `level`; `_tot` NaN: without end), `verschil_pct` (from a past of `base`),
    `p_waarde` (mid-p), `signaal`:
    - signaal omhoog or omlaag: p < alpha, and Benjamini-Hochberg over all rows rejects it with a
      share of false signals of `false_share`. The interval then never holds 1.
    - niet vast te stellen: no comparison, overdispersion not known, or an interval that holds
      both ends of `relevant`: neither a fall nor a rise that matters can be ruled out.
    - binnen normale schommeling: all else.
    """
    now, past, phi = (_numbers(pairs, name) for name in ("nu", "vorig", "overdispersie"))
    barred = pairs["geen_vergelijking"].notna().to_numpy() | np.isnan(now) | np.isnan(past)
    now, past = np.where(barred, np.nan, now), np.where(barred, np.nan, past)
    exposure, df = _numbers(pairs, "blootstelling", 1.0), _numbers(pairs, "vrijheidsgraden", np.inf)
    known, certain = ~np.isnan(phi), np.where(np.isnan(phi), 1.0, phi)
    how = {"exposure": exposure, "df": np.where(df > 0, df, np.inf)}
    low, high = ratio_interval(now, past, certain, level=level, **how)
    p = np.where(known, ratio_p_value(now, past, certain, mid=True, **how), np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(past > 0, now / past / exposure, np.nan)
    flagged = (p < alpha) & benjamini_hochberg(p, false_share)
    holds_both = (low <= relevant[0]) & (high >= relevant[1])
    up = now * 1.0 > past * exposure
    verdict = np.select(
        [flagged & up, flagged, ~known | barred | holds_both], [UP, DOWN, UNCERTAIN], USUAL
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
    """Which rows stay when at most `false_share` of those that stay may be false (expected).

    Benjamini & Hochberg (1995); with `weights` p/weight is ranked instead (Genovese et al.,
    2006), the weights being scaled to a mean of 1. Rows without a p (NaN) do not count.
    """
    p = np.asarray(p, dtype=float)
    tested = ~np.isnan(p)
    kept = np.zeros(p.shape, dtype=bool)
    if not tested.any():
        return kept
    ranked = p[tested]
    if weights is not None:
        weights = np.asarray(weights, dtype=float)[tested]
        ranked = ranked / (weights / weights.mean())
    steps = false_share * np.arange(1, len(ranked) + 1) / len(ranked)
    under = np.sort(ranked) <= steps
    if under.any():
        kept[tested] = ranked <= np.sort(ranked)[under][-1]
    return kept


def rank_interval(
    counts: ArrayLike, population: ArrayLike, phi: ArrayLike = 1.0, *, level: float = 0.95
) -> pd.DataFrame:
    """Between which ranks the rate of each area lies; 1 is the highest rate.

    Out: `rang_van` = 1 + the areas whose rate is surely higher, `rang_tot` = all - those surely
    lower. Surely: the exact test of the two rates, at (1 - level)/(areas - 1), so that the
    interval of an area holds its rank with at least that certainty (Bonferroni). An area without
    a count or inhabitants has no rank.
    """
    counts, population = np.asarray(counts, dtype=float), np.asarray(population, dtype=float)
    phi = np.broadcast_to(np.asarray(phi, dtype=float), counts.shape)
    phi = np.where(np.isnan(phi), 1.0, phi)
    known = ~np.isnan(counts) & (population > 0)
    found = pd.DataFrame({"rang_van": np.nan, "rang_tot": np.nan}, index=range(len(counts)))
    rows = np.flatnonzero(known)
    if len(rows) == 0:
        return found
    count, people = counts[rows], population[rows]
    both = np.maximum(phi[rows][:, None], phi[rows])
    p = ratio_p_value(count[:, None], count, both, exposure=people[:, None] / people)
    rate = count / people
    sure = p < (1 - level) / max(len(rows) - 1, 1)
    found.loc[rows, "rang_van"] = 1 + (sure & (rate > rate[:, None])).sum(axis=1)
    found.loc[rows, "rang_tot"] = len(rows) - (sure & (rate < rate[:, None])).sum(axis=1)
    return found


def _numbers(frame: pd.DataFrame, column: str, usual: float = np.nan) -> Array:
    if column not in frame:
        if np.isnan(usual):
            raise ValueError(f"the pairs have no column {column}")
        return np.full(len(frame), usual)
    return frame[column].to_numpy(dtype=float, na_value=np.nan)
