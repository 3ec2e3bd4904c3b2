"""How much a series varies by itself: its usual level, trend and season, and the overdispersion phi
around them. What is to be thought of one month or one comparison stands in other modules.

phi = variance / mean. Pearson's chi-square / df of a Poisson regression on a series' own months,
made robust, and shared among series of a like size where the history is short; never below 1.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
import pandas as pd
from scipy import special

from assets.indicators.pooling import squeeze
from assets.indicators.regression import Fit, anscombe_residuals, fit
from assets.indicators.series import Series, terms, to_series

Array = np.ndarray

FEWEST_MONTHS = 12  # of history: with less, nothing is said
# Standard deviation of the priors, on the log scale: of the trend a year, and of a month effect, of
# which each series takes the likeliest. Of a municipality around none, of a smaller area around the
# pattern of its municipality. 1 holds fireworks (thirty times as many in December), 0.1 a season
# that hardly shows.
CITY_PRIOR = (0.15, (0.1, 0.2, 0.4, 1.0))
AREA_PRIOR = (0.1, (0.05, 0.2, 0.5))
_OUTLYING = 2.58  # standardised residual from which a month weighs less (Noufaily et al., 2013)
# The mean of min(z^2, 2.58^2) for a normal z: what down-weighting takes off without any outlier.
_KEPT = 1 - 2 * (
    _OUTLYING * np.exp(-(_OUTLYING**2) / 2) / np.sqrt(2 * np.pi)
    - (_OUTLYING**2 - 1) * special.ndtr(-_OUTLYING)
)
_MIDDLE = special.chdtri(1, 0.5)  # median of the square of a normal residual
_ROUNDS = 4  # of down-weighting


@dataclass(frozen=True)
class Baseline:
    """What is usual for each series (S) in each month (T), also after its history.

    `fitted`: the regression; `expected` (S, T); `weights` (S, T): of the months, 0 where they had
    no say; `phi` (S), at least 1, NaN where nothing is known; `df` (S): how surely phi is known;
    `design` (T, P).
    """

    fitted: Fit
    design: Array
    weights: Array
    phi: Array
    df: Array

    @property
    def expected(self) -> Array:
        """The mean that is expected of each month (S, T)."""
        return self.fitted.expected

    def put(self, rows: Array, found: Baseline) -> None:
        """Take over what was found of some rows."""
        for field in fields(Fit):
            getattr(self.fitted, field.name)[rows] = getattr(found.fitted, field.name)
        self.weights[rows], self.phi[rows], self.df[rows] = found.weights, found.phi, found.df


def overdispersion(
    months: pd.DataFrame,
    cuts: Mapping[str, Sequence[int]] | None = None,
    left_out: Mapping[str, Collection[int]] | None = None,
    *,
    until: int | None = None,
) -> pd.DataFrame:
    """phi of each series. In: indicator_id, gebied_code, maandnummer, waarde (NaN: not known).

    Out: indicator_id, gebied_code, overdispersie (at least 1; NaN with fewer than 12 usable months
    or no event in them and nothing to share with), vrijheidsgraden (how surely it is known).
    `cuts`, `left_out` and `until`: see `Series.usable`.
    """
    series = to_series(months)
    found = series.keys.copy()
    if found.empty:
        return found.assign(overdispersie=0.0, vrijheidsgraden=0.0)
    base = baseline(series, series.usable(cuts, left_out, until=until))
    return found.assign(overdispersie=base.phi, vrijheidsgraden=base.df)


def baseline(series: Series, usable: Array) -> Baseline:
    """The usual of every series, from its usable months (S, T).

    A municipality: level, trend and month effects. A smaller area: the trend and season of its
    municipality, its own level, and its own deviations from them. Trend and effects have priors
    around 0 (around the municipality), so a short or sparse history leans on what is common and a
    long one speaks for itself.
    """
    design = terms(series.months, int(series.months[-1]))
    known = usable & ~np.isnan(series.counts)
    enough = (known.sum(axis=1) >= FEWEST_MONTHS) & (
        np.where(known, series.counts, 0).sum(axis=1) > 0
    )
    base = _nothing(series.counts.shape, design)
    pattern, level, city = np.zeros(series.counts.shape), series.level, series.city
    for one in sorted(set(level), key=lambda name: name != "GM"):
        rows = np.flatnonzero((level == one) & enough)
        if len(rows):
            above = city[rows]
            counts, weights = series.counts[rows], known[rows].astype(float)
            offset = np.where(above[:, None] >= 0, pattern[above], 0.0)
            prior = CITY_PRIOR if np.all(above < 0) else AREA_PRIOR
            found = _fit_level(counts, design, weights, offset, prior)
            base.put(rows, found)
            pattern[rows] = found.fitted.coefficients[:, 1:] @ design[:, 1:].T
    return base


def robust_fit(
    counts: Array,
    design: Array,
    weights: Array,
    offset: Array | float = 0.0,
    penalty: Array | float = 0.0,
) -> tuple[Fit, Array]:
    """The regression in which months that lie far off weigh less, and the weights (S, T).

    A month whose residual exceeds 2.58 gets weight (2.58/residual)^2, upwards and downwards, much
    as past outbreaks in Farrington's algorithm; its part in the dispersion is bounded.
    """
    fitted = fit(counts, design, weights=weights, offset=offset, penalty=penalty)
    weighed, seen = weights, np.where(weights > 0, counts, 0)
    # Begins from the middle residual, as a few far months would hide themselves in Pearson's.
    first = anscombe_residuals(seen, fitted, np.ones(len(counts))) ** 2
    middle = np.nanmedian(np.where(weights > 0, first, np.nan), axis=1) / _MIDDLE
    phi = np.fmin(middle, fitted.dispersion)
    for _ in range(_ROUNDS):
        phi = np.maximum(np.nan_to_num(phi, nan=1.0), 1.0)
        weighed = weights * _down_weights(seen, fitted, phi)
        start = fitted.coefficients
        fitted = fit(counts, design, weights=weighed, offset=offset, penalty=penalty, start=start)
        fitted = replace(fitted, dispersion=fitted.dispersion / _KEPT)
        phi = fitted.dispersion
    return fitted, weighed


def _down_weights(counts: Array, fitted: Fit, phi: Array) -> Array:
    """1, or less for a month that lies far off by Anscombe's residual (S, T); so much less that
    its part in Pearson's chi-square, by which phi is measured, is no more than 2.58^2.
    """
    room = np.sqrt(phi[:, None] * np.maximum(1 - fitted.leverage, 1e-3))
    pearson = np.abs(counts - fitted.expected) / np.sqrt(fitted.expected) / room
    far = np.abs(anscombe_residuals(counts, fitted, phi))
    return np.where(far > _OUTLYING, (_OUTLYING / np.maximum(far, pearson)) ** 2, 1.0)


def _fit_level(
    counts: Array,
    design: Array,
    weights: Array,
    offset: Array,
    prior: tuple[float, tuple[float, ...]],
) -> Baseline:
    """The baseline of the series of one level: phi from a loose season, with it the likeliest
    prior of the season, and with that the fit and phi again.
    """
    trend, seasons = prior
    loose = _penalty(np.full(len(counts), seasons[-1]), trend, design)
    fitted, weighed = robust_fit(counts, design, weights, offset, loose)
    phi, _ = _shared(fitted, weights)
    tried = [
        _evidence(
            counts, design, weighed, offset, phi, _penalty(phi * 0 + sd, trend, design), fitted
        )
        for sd in seasons
    ]
    chosen = np.array(seasons)[np.argmax(tried, axis=0)]
    penalty = phi[:, None] * _penalty(chosen, trend, design)
    fitted, weighed = robust_fit(counts, design, weights, offset, penalty)
    phi, df = _shared(fitted, weights)
    return Baseline(fitted, design, weighed, phi, df)


def _penalty(season: Array, trend: float, design: Array) -> Array:
    """The precision of each coefficient (S, P): the level is free."""
    effects = np.repeat(season[:, None] ** -2.0, design.shape[1] - 2, axis=1)
    return np.column_stack([season * 0, season * 0 + trend**-2.0, effects])


def _evidence(
    counts: Array,
    design: Array,
    weights: Array,
    offset: Array,
    phi: Array,
    precision: Array,
    begin: Fit,
) -> Array:
    """Log marginal quasi-likelihood of a prior (S), by Laplace's approximation at its fit."""
    penalty = phi[:, None] * precision
    fitted = fit(
        counts, design, weights=weights, offset=offset, penalty=penalty, start=begin.coefficients
    )
    seen = np.where(weights > 0, counts, 0)
    likelihood = (weights * (seen * np.log(fitted.expected) - fitted.expected)).sum(axis=1) / phi
    away = (precision * fitted.coefficients**2).sum(axis=1) / 2
    spread = np.linalg.slogdet(fitted.covariance)[1] / 2
    return likelihood - away + np.log(precision[:, 1:]).sum(axis=1) / 2 + spread


def _shared(fitted: Fit, known: Array) -> tuple[Array, Array]:
    """phi and df of the series of one level (S), from the months that were known (S, T)."""
    months = known > 0
    mean = np.where(months, fitted.expected, 0).sum(axis=1) / months.sum(axis=1)
    # Pearson's chi-square of small counts is less sure than its df says: 2 + 1/mean a month.
    return squeeze(fitted.dispersion, fitted.df / (1 + 0.5 / mean), mean)


def _nothing(shape: tuple[int, int], design: Array) -> Baseline:
    """A baseline of which nothing is known yet."""
    many, terms_ = shape[0], design.shape[1]
    fitted = Fit(
        np.zeros((many, terms_)),
        np.full(shape, np.nan),
        np.zeros((many, terms_, terms_)),
        np.zeros(shape),
        np.zeros(many),
        np.full(many, np.nan),
    )
    return Baseline(fitted, design, np.zeros(shape), np.full(many, np.nan), np.zeros(many))
