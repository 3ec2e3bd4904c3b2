"""Signals: observed against expected counts, by indicator and area.

`dispersion.baseline` estimates the baseline; here it is forecast to the months of an issue, with
its uncertainty, and judged. Breaks arrive as cuts: sources and the calendar of breaks do not belong
here.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import pandas as pd
from scipy import stats

from assets.indicators.comparison import DOWN, UNCERTAIN, UP, USUAL, benjamini_hochberg
from assets.indicators.dispersion import MIN_MONTHS, Baseline, baseline
from assets.indicators.distributions import negative_binomial
from assets.indicators.intervals import one_sided, two_sided
from assets.indicators.series import Series, to_series

Array = np.ndarray

MAX_HISTORY = 60  # months: what is older says little about the present
MIN_EVENTS = 5  # for an upward signal, as in Farrington's algorithm
_RUN_TAIL = 0.05  # a month belongs to a run when its one-sided tail is at most this

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
    first: int,
    last: int,
    completeness: pd.DataFrame | None = None,
    cuts: Mapping[str, Sequence[int]] | None = None,
    left_out: Mapping[str, Collection[int]] | None = None,
    *,
    alpha: float = 0.01,
    false_share: float = 0.10,
) -> pd.DataFrame:
    """Every series of a sheet, judged on the months `first` to `last` together.

    In: `months`: indicator_id, gebied_code, maandnummer, waarde; before `first` is the history.
    `completeness`: indicator_id, maandnummer, deel (expected part of the month that is reported by
    now; 1 without a row). `cuts`, `left_out`: see `Series.usable`.

    Out, a row for each series, sorted: indicator_id, gebied_code, waargenomen, verwacht (of what
    is reported by now), ondergrens and bovengrens (prediction limits), grens (the exceedance
    threshold in the direction of richting), richting (omhoog, omlaag), sinds_maandnummer (start of
    the run beyond the threshold, of a signal), p_waarde (two-sided), overdispersie, signaal.

    A signal is beyond its threshold (two-sided `alpha`) and survives weighted Benjamini-Hochberg
    over the sheet at a false discovery rate of `false_share` (see `_rejected`). `niet vast te
    stellen`: fewer than 12 months of history, a month of the issue missing or behind a break, or
    counts too small to show a rise (fewer than 5 events) or a fall (0 is within the limits).
    """
    series = to_series(months)
    if series.keys.empty:
        return series.keys.reindex(columns=_COLUMNS)
    series = _covering(series, first, last)
    usable = series.usable(cuts, left_out, until=first, longest=MAX_HISTORY)
    base = baseline(series, usable)
    reported = _reported_part(series, completeness)
    issue = (series.months >= first) & (series.months <= last)
    broken = _behind_break(series, cuts or {}, first, last)
    observed = np.where(broken, np.nan, series.counts[:, issue].sum(axis=1))
    mean, variance, df = _with_empty_histories(
        series, usable, base, issue, *forecast(base, issue, reported)
    )
    mean = np.where(broken, np.nan, mean)
    p = two_sided(np.minimum(*tail_probabilities(observed, mean, variance)), df)
    low, high = prediction_limits(mean, variance, one_sided(alpha, df))
    rise = observed > mean
    undecidable = np.isnan(p) | ((observed < MIN_EVENTS) & (rise | (low == 0)))
    tested = np.where(undecidable & ~np.isnan(p), 1.0, p)  # a hypothesis that cannot be rejected
    rejected = _rejected(tested, mean, series.level, false_share)
    flagged = ~undecidable & ((observed > high) | (observed < low)) & rejected
    return series.keys.assign(
        waargenomen=observed,
        verwacht=mean,
        ondergrens=low,
        bovengrens=high,
        grens=np.where(rise, high, low),
        richting=np.where(np.isnan(p), None, np.where(rise, "omhoog", "omlaag")),
        sinds_maandnummer=_run_start(series, base, reported, flagged, rise, first, last),
        p_waarde=p,
        overdispersie=base.phi,
        signaal=np.select([flagged & rise, flagged, undecidable], [UP, DOWN, UNCERTAIN], USUAL),
    )[_COLUMNS]


def forecast(base: Baseline, issue: Array, reported: Array) -> tuple[Array, Array]:
    """Predictive mean and variance (S) of the sum of the months in `issue` (T), given the part
    `reported` (S, T) of each month.

    The variance is the sum of that of the months, each 1 + reported * (phi - 1) times its mean
    (binomial thinning reduces overdispersion), and that of the estimated mean.
    """
    means = np.where(issue, reported, 0.0) * np.where(issue, base.expected, 0.0)
    mean = means.sum(axis=1)
    process = (means * (1 + reported * (base.phi[:, None] - 1))).sum(axis=1)
    gradient = means @ base.design
    estimation = base.phi * np.einsum("sp,spq,sq->s", gradient, base.fitted.covariance, gradient)
    return np.where(np.isnan(base.phi), np.nan, mean), process + estimation


def _with_empty_histories(
    series: Series, usable: Array, base: Baseline, issue: Array, mean: Array, variance: Array
) -> tuple[Array, Array, Array]:
    """The forecast and its df, completed for series whose history is long enough but has no event.

    Under Jeffreys' prior the rate after n months without an event is gamma(1/2, n), so the count of
    k months is negative binomial with size 1/2 and mean k / 2n: a first occurrence can be a signal.
    """
    months = usable.sum(axis=1)
    empty = (months >= MIN_MONTHS) & (np.where(usable, series.counts, 0).sum(axis=1) == 0)
    prior_mean = 0.5 * issue.sum() / np.maximum(months, 1)
    return (
        np.where(empty, prior_mean, mean),
        np.where(empty, prior_mean + 2 * prior_mean**2, variance),
        np.where(empty, np.inf, np.maximum(base.df, 1)),
    )


def tail_probabilities(count: Array, mean: Array, variance: Array) -> tuple[Array, Array]:
    """P(X >= count) and P(X <= count) of the negative binomial with this mean and variance."""
    parameters = negative_binomial(mean, variance)
    return stats.nbinom.sf(count - 1, *parameters), stats.nbinom.cdf(count, *parameters)


def prediction_limits(mean: Array, variance: Array, tail: Array) -> tuple[Array, Array]:
    """The lowest and highest count whose tail probability exceeds `tail`."""
    parameters = negative_binomial(mean, variance)
    return stats.nbinom.ppf(tail, *parameters), stats.nbinom.isf(tail, *parameters)


def _reported_part(series: Series, completeness: pd.DataFrame | None) -> Array:
    """The part of each month that has been reported (S, T)."""
    if completeness is None or completeness.empty:
        return np.ones(series.counts.shape)
    parts = completeness[completeness["deel"] > 0].pivot(
        index="indicator_id", columns="maandnummer", values="deel"
    )
    parts = parts.reindex(index=series.keys["indicator_id"], columns=series.months)
    return parts.fillna(1.0).to_numpy(dtype=float)


def _behind_break(
    series: Series, cuts: Mapping[str, Sequence[int]], first: int, last: int
) -> Array:
    """Whether a break falls inside the issue (S); a break at its start leaves no history anyway."""
    broken = {name for name, starts in cuts.items() if any(first < cut <= last for cut in starts)}
    return series.keys["indicator_id"].isin(broken).to_numpy()


def _covering(series: Series, first: int, last: int) -> Series:
    """The same series, extended with unknown months so that it covers the issue."""
    start, end = int(series.months[0]), int(series.months[-1])
    before, after = max(start - first, 0), max(last - end, 0)
    counts = np.pad(series.counts, ((0, 0), (before, after)), constant_values=np.nan)
    return Series(series.keys, np.arange(start - before, end + after + 1), counts)


def _rejected(p: Array, mean: Array, level: Array, false_share: float) -> Array:
    """Weighted Benjamini-Hochberg over all series (S); the weights do not use the observed counts.

    Every area level has the same total weight, so that thousands of neighbourhoods do not drown out
    the municipality. Within a level a row is weighted by its expected count, up to 5: where little
    happens the test has little power.
    """
    weight = np.where(np.isnan(p), 0.0, np.clip(np.nan_to_num(mean), 0.2, MIN_EVENTS))
    total = pd.Series(weight).groupby(level).transform("sum").to_numpy()
    return benjamini_hochberg(p, false_share, weight / np.where(total > 0, total, 1.0))


def _run_start(
    series: Series,
    base: Baseline,
    reported: Array,
    flagged: Array,
    rise: Array,
    first: int,
    last: int,
) -> Array:
    """The first month of the current run of each `flagged` series (S, else NaN): back from the last
    exceeding month of the issue, while every single month is beyond its one-sided 95 % limit in the
    direction of the signal. `first` where no single month of the issue exceeds its limit.
    """
    rows = np.flatnonzero(flagged)
    # Without a baseline (no events in the history) every event exceeds.
    phi, part = np.nan_to_num(base.phi[rows, None], nan=1.0), reported[rows]
    mean = np.nan_to_num(base.expected[rows]) * part
    upper, lower = tail_probabilities(series.counts[rows], mean, mean * (1 + part * (phi - 1)))
    exceeds = np.where(rise[rows, None], upper, lower) <= _RUN_TAIL
    exceeds &= (base.weights[rows] > 0) | (series.months >= first)
    in_issue = exceeds & (series.months >= first) & (series.months <= last)
    start = np.where(flagged, float(first), np.nan)
    for number in np.flatnonzero(in_issue.any(axis=1)):
        end = np.flatnonzero(in_issue[number])[-1]
        gaps = np.flatnonzero(~exceeds[number, :end])
        start[rows[number]] = series.months[gaps[-1] + 1 if len(gaps) else 0]
    return start
