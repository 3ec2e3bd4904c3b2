"""Signals: what was counted against what was to be expected, by indicator and area.

What is usual comes from `dispersion.baseline`; here it is carried forward to the months of an
issue, with its own uncertainty, and judged. Breaks are given as cuts; nothing here knows of sources
or calendars of breaks.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import pandas as pd
from scipy import special

from assets.indicators.comparison import DOWN, UNCERTAIN, UP, USUAL, benjamini_hochberg
from assets.indicators.dispersion import FEWEST_MONTHS, Baseline, baseline
from assets.indicators.intervals import one_sided, two_sided
from assets.indicators.series import Series, to_series

Array = np.ndarray
Completeness = Mapping[str, Mapping[int, float]]

LONGEST = 60  # months of history: what is older says little of what is usual now
FEWEST_EVENTS = 5  # below this no rise is told, as in Farrington's algorithm
_RUN = 0.05  # one-sided level beyond which a single month belongs to a run

_COLUMNS = [
    "indicator_id",
    "gebied_code",
    "waargenomen",
    "verwacht",
    "ondergrens",
    "bovengrens",
    "grens",
    "richting",
    "sinds_maandnummer",
    "p_waarde",
    "overdispersie",
    "signaal",
]


def signals(
    months: pd.DataFrame,
    van: int,
    tot: int,
    volledigheid: Completeness | None = None,
    cuts: Mapping[str, Sequence[int]] | None = None,
    left_out: Mapping[str, Collection[int]] | None = None,
    *,
    alpha: float = 0.01,
    false_share: float = 0.10,
) -> pd.DataFrame:
    """Every series of a sheet judged for the months `van` to `tot` together.

    In: `months`: indicator_id, gebied_code, maandnummer, waarde; the months before `van` are the
    history. `volledigheid`: indicator_id -> maandnummer -> the part of a month that is known by
    now (1 where it does not say). `cuts`, `left_out`: see `Series.usable`.

    Out, a row a series, sorted: indicator_id, gebied_code, waargenomen, verwacht (of what is known
    by now), ondergrens and bovengrens (the lowest and highest count that is still usual), grens
    (the one on the side of richting), richting (omhoog, omlaag), sinds_maandnummer (the first month
    of the unbroken run beyond the limit; only with a signal), p_waarde (two-sided), overdispersie,
    signaal. A signal lies beyond its limit (two-sided `alpha`) and is kept by Benjamini-Hochberg
    over the sheet (see `_weights`). `niet vast te stellen`: fewer than 12 months of history, a
    month of the issue unknown or behind a break, or counts so small that neither a rise (fewer
    than 5 events) nor a fall (0 is still usual) could be told.
    """
    series = to_series(months)
    found = series.keys.copy()
    if found.empty:
        return found.reindex(columns=_COLUMNS)
    if not set(range(van, tot + 1)) <= set(series.months.tolist()):
        series = _with_months(series, van, tot)
    usable = series.usable(cuts, left_out, until=van, longest=LONGEST)
    base = baseline(series, usable)
    known = _known_part(series, volledigheid or {})
    issue = (series.months >= van) & (series.months <= tot)
    counted = series.counts[:, issue].sum(axis=1)
    broken = _behind_break(series, cuts or {}, van, tot)
    counted[broken] = np.nan
    mean, variance, df = _never(series, usable, base, issue, *forecast(base, issue, known))
    mean = np.where(broken, np.nan, mean)
    upper, lower = tails(counted, mean, variance)
    p = two_sided(np.minimum(upper, lower), df)
    low, high = limits(mean, variance, one_sided(alpha, df))
    rise = counted > mean
    blind = np.isnan(p) | ((counted < FEWEST_EVENTS) & (rise | (low == 0)))
    p_tested = np.where(blind & ~np.isnan(p), 1.0, p)
    kept = benjamini_hochberg(p_tested, false_share, _weights(series.level, mean, p))
    flagged = ~blind & ((counted > high) | (counted < low)) & kept
    since = np.full(len(found), np.nan)
    since[flagged] = _since(series, base, known, np.flatnonzero(flagged), rise, van, tot)
    return found.assign(
        waargenomen=counted,
        verwacht=mean,
        ondergrens=low,
        bovengrens=high,
        grens=np.where(rise, high, low),
        richting=np.where(np.isnan(p), None, np.where(rise, "omhoog", "omlaag")),
        sinds_maandnummer=since,
        p_waarde=p,
        overdispersie=base.phi,
        signaal=np.select([flagged & rise, flagged, blind], [UP, DOWN, UNCERTAIN], USUAL),
    )[_COLUMNS]


def forecast(base: Baseline, issue: Array, known: Array) -> tuple[Array, Array]:
    """Mean and variance (S) of the sum of the months in `issue` (T), of which the part `known`
    (S, T) has come in.

    The variance is that of a month, 1 + known * (phi - 1) times its mean (a part of an
    overdispersed count varies less), and that of the estimate itself.
    """
    part = np.where(issue, known, 0.0) * np.where(issue, base.expected, 0.0)
    mean = part.sum(axis=1)
    own = (part * (1 + known * (base.phi[:, None] - 1))).sum(axis=1)
    gradient = part @ base.design
    estimate = base.phi * np.einsum("sp,spq,sq->s", gradient, base.fitted.covariance, gradient)
    return np.where(np.isnan(base.phi), np.nan, mean), own + estimate


def _never(
    series: Series, usable: Array, base: Baseline, issue: Array, mean: Array, variance: Array
) -> tuple[Array, Array, Array]:
    """The forecast, and its df, also of what never happened in a history that is long enough.

    Of n months without an event the rate is gamma (1/2, n) by Jeffreys' prior, and what comes in k
    months negative binomial of size 1/2 and mean k / 2n: something new can be a signal.
    """
    months = usable.sum(axis=1)
    empty = (months >= FEWEST_MONTHS) & (np.where(usable, series.counts, 0).sum(axis=1) == 0)
    new = 0.5 * issue.sum() / np.maximum(months, 1)
    return (
        np.where(empty, new, mean),
        np.where(empty, new + 2 * new**2, variance),
        np.where(empty, np.inf, np.maximum(base.df, 1)),
    )


def tails(count: Array, mean: Array, variance: Array) -> tuple[Array, Array]:
    """P(X >= count) and P(X <= count) of the negative binomial of this mean and variance."""
    size, chance = _negative_binomial(mean, variance)
    at_least = np.where(count > 0, special.betainc(np.maximum(count, 1e-9), size, 1 - chance), 1)
    at_most = special.betainc(size, count + 1, chance)
    unknown = np.isnan(count) | np.isnan(mean)
    return np.where(unknown, np.nan, at_least), np.where(unknown, np.nan, at_most)


def limits(mean: Array, variance: Array, tail: Array) -> tuple[Array, Array]:
    """The lowest and highest count whose tail is more than `tail`: the counts that are usual."""
    tail = np.broadcast_to(tail, mean.shape)
    size, chance = _negative_binomial(mean, variance)
    reach = np.nan_to_num(mean + 12 * np.sqrt(variance) + 60)

    def at_most(count: Array) -> Array:
        return special.betainc(size, count + 1, chance)

    def at_least(count: Array) -> Array:
        return np.where(count > 0, special.betainc(np.maximum(count, 1e-9), size, 1 - chance), 1)

    low = _first(lambda count: at_most(count) > tail, reach)
    high = _first(lambda count: at_least(count) <= tail, reach) - 1
    unknown = np.isnan(mean)
    return np.where(unknown, np.nan, low), np.where(unknown, np.nan, high)


def _first(holds, reach: Array) -> Array:
    """The smallest whole number for which `holds`, which once true stays true; by halving."""
    low, high = np.full(reach.shape, -1.0), np.ceil(reach)
    for _ in range(int(np.ceil(np.log2(np.max(high, initial=1) + 2)))):
        middle = np.floor((low + high) / 2)
        inside = high - low > 1
        true = holds(np.maximum(middle, 0))
        high = np.where(inside & true, middle, high)
        low = np.where(inside & ~true, middle, low)
    return high


def _negative_binomial(mean: Array, variance: Array) -> tuple[Array, Array]:
    """Size and chance; close to Poisson where the variance is close to the mean."""
    mean = np.where(mean > 0, mean, 1e-9)
    spare = np.maximum(variance - mean, 1e-6 * mean)
    return mean**2 / spare, mean / (mean + spare)


def _known_part(series: Series, completeness: Completeness) -> Array:
    known = np.ones(series.counts.shape)
    for indicator, rows in series.keys.groupby("indicator_id", sort=False).indices.items():
        for month, part in completeness.get(indicator, {}).items():
            if series.months[0] <= month <= series.months[-1] and part > 0:
                known[rows, month - series.months[0]] = part
    return known


def _behind_break(series: Series, cuts: Mapping[str, Sequence[int]], van: int, tot: int) -> Array:
    """Whether a break falls inside the issue (a break at its start leaves no history anyway)."""
    broken = {name for name, all_ in cuts.items() if any(van < cut <= tot for cut in all_)}
    return series.keys["indicator_id"].isin(broken).to_numpy()


def _with_months(series: Series, van: int, tot: int) -> Series:
    """The same series, with unknown months added as far as the issue reaches."""
    first, last = min(van, int(series.months[0])), max(tot, int(series.months[-1]))
    before, after = int(series.months[0]) - first, last - int(series.months[-1])
    counts = np.pad(series.counts, ((0, 0), (before, after)), constant_values=np.nan)
    return Series(series.keys, np.arange(first, last + 1), counts)


def _weights(level: Array, mean: Array, p: Array) -> Array:
    """Weights of Benjamini-Hochberg (S). Every level of area has the same part, so that thousands
    of neighbourhoods do not silence the city; within it a row weighs by what is expected of it, to
    5 events, as little can be seen where little happens. Nothing of what was counted now is used.
    """
    weight = np.where(np.isnan(p), 0.0, np.clip(np.nan_to_num(mean), 0.2, FEWEST_EVENTS))
    total = pd.Series(weight).groupby(level).transform("sum").to_numpy()
    return weight / np.where(total > 0, total, 1.0)


def _since(
    series: Series, base: Baseline, known: Array, rows: Array, rise: Array, van: int, tot: int
) -> Array:
    """The first month of the run: back from the issue, as long as each month by itself lies beyond
    its one-sided 95 % limit on the side of the signal. Where no month of the issue does, `van`.
    """
    mean = np.nan_to_num(base.expected[rows]) * known[rows]
    variance = mean * (1 + known[rows] * (np.nan_to_num(base.phi[rows, None], nan=1.0) - 1))
    upper, lower = tails(series.counts[rows], mean, variance)
    beyond = np.where(rise[rows, None], upper, lower) <= _RUN
    beyond &= (base.weights[rows] > 0) | (series.months >= van)
    found = np.full(len(rows), float(van))
    for row, run in enumerate(beyond):
        inside = [month for month in range(van, tot + 1) if run[month - series.months[0]]]
        if not inside:
            continue
        start = inside[-1] - int(series.months[0])
        while start > 0 and run[start - 1]:
            start -= 1
        found[row] = series.months[start]
    return found
