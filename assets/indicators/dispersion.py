"""The baseline of a series (level, trend and seasonality) and its overdispersion phi.

Judging a month or a comparison belongs elsewhere (`surveillance`, `comparison`). phi = variance /
mean, estimated as Pearson's chi-square / df of a robust quasi-Poisson regression on the series' own
months, shrunk towards series of similar size (`shrinkage`), and never below 1.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
import pandas as pd
from scipy import stats

from assets.indicators.regression import Fit, anscombe_residuals, fit
from assets.indicators.series import Series, design_matrix, to_series
from assets.indicators.shrinkage import shrink

Array = np.ndarray

MIN_MONTHS = 12  # of history: with less, there is no baseline
# Standard deviations of the normal priors on the log scale: of the yearly trend, and candidates for
# that of the month effects, of which each series takes the one with the highest evidence. For a
# municipality around 0, for a smaller area around the pattern of its municipality. 1 allows
# fireworks (thirty times as many in December), 0.1 a barely visible seasonality.
CITY_PRIOR = (0.15, (0.1, 0.2, 0.4, 1.0))
AREA_PRIOR = (0.1, (0.05, 0.2, 0.5))
_OUTLYING = 2.58  # standardised residual beyond which a month is down-weighted (Noufaily, 2013)
# E min(z^2, 2.58^2) for a standard normal z: the downward bias of down-weighting without outliers.
_CONSISTENCY = 1 - 2 * (
    _OUTLYING * stats.norm.pdf(_OUTLYING) - (_OUTLYING**2 - 1) * stats.norm.sf(_OUTLYING)
)
_MEDIAN_SQUARE = stats.chi2.isf(0.5, 1)  # median square of a standard normal residual
_ROUNDS = 4  # of down-weighting


@dataclass(frozen=True)
class Baseline:
    """What is expected of each series (S) in each month (T), also after its history.

    `fitted`: the regression; `design` (T, P); `weights` (S, T): of the months in the fit, 0 where
    not used; `phi` (S): overdispersion, at least 1, NaN without a baseline; `df` (S): degrees of
    freedom of phi.
    """

    fitted: Fit
    design: Array
    weights: Array
    phi: Array
    df: Array

    @property
    def expected(self) -> Array:
        """The expected count of each month (S, T)."""
        return self.fitted.expected

    def update(self, rows: Array, part: Baseline) -> None:
        """Overwrite these rows with those of `part`, in place."""
        for field in fields(Fit):
            getattr(self.fitted, field.name)[rows] = getattr(part.fitted, field.name)
        self.weights[rows], self.phi[rows], self.df[rows] = part.weights, part.phi, part.df


def overdispersion(
    months: pd.DataFrame,
    cuts: Mapping[str, Sequence[int]] | None = None,
    left_out: Mapping[str, Collection[int]] | None = None,
    *,
    until: int | None = None,
    least: int = MIN_MONTHS,
) -> pd.DataFrame:
    """phi of each series. In: indicator_id, gebied_code, maandnummer, waarde (NaN: not known).

    Out, a row for each series: indicator_id, gebied_code, overdispersie (at least 1; NaN with fewer
    than `least` usable months or no event in them), vrijheidsgraden (degrees of freedom of phi).
    `cuts`, `left_out` and `until`: see `Series.usable`. Quarters are given as their last months.
    """
    series = to_series(months)
    if series.keys.empty:
        return series.keys.assign(overdispersie=0.0, vrijheidsgraden=0.0)
    base = baseline(series, series.usable(cuts, left_out, until=until), least)
    return series.keys.assign(overdispersie=base.phi, vrijheidsgraden=base.df)


def baseline(series: Series, usable: Array, least: int = MIN_MONTHS) -> Baseline:
    """The baseline of every series with at least `least` usable months (S, T), estimated from them.

    A municipality has a level, a trend and month effects. A smaller area has its own level, and
    deviations from the trend and month effects of its municipality. Trend and month effects are
    random effects around 0 (around the municipality), so a short or sparse history is shrunk
    towards the common pattern and a long one hardly.
    """
    design = design_matrix(series.months, int(series.months[-1]))
    known = usable & ~np.isnan(series.counts)
    enough = (known.sum(axis=1) >= least) & (np.where(known, series.counts, 0).sum(axis=1) > 0)
    base = _empty(series.counts.shape, design)
    pattern, level, municipality = np.zeros(series.counts.shape), series.level, series.municipality
    for of_level in sorted(set(level), key=lambda name: (name != "GM", name)):
        rows = np.flatnonzero((level == of_level) & enough)
        if len(rows):
            parent = municipality[rows]
            counts, weights = series.counts[rows], known[rows].astype(float)
            offset = np.where(parent[:, None] >= 0, pattern[parent], 0.0)
            prior = CITY_PRIOR if np.all(parent < 0) else AREA_PRIOR
            part = _fit_level(counts, design, weights, offset, prior, least / 4)
            base.update(rows, part)
            pattern[rows] = part.fitted.coefficients[:, 1:] @ design[:, 1:].T
    return base


def robust_fit(
    counts: Array,
    design: Array,
    weights: Array,
    offset: Array | float = 0.0,
    penalty: Array | float = 0.0,
) -> tuple[Fit, Array]:
    """The regression with outlying months down-weighted, and the final weights (S, T).

    A month whose residual exceeds 2.58, in either direction, gets weight (2.58/residual)^2, much
    like past outbreaks in Farrington's algorithm (Noufaily et al., 2013); so its contribution to
    the dispersion is bounded. Arguments as in `regression.fit`.
    """
    fitted = fit(counts, design, weights=weights, offset=offset, penalty=penalty)
    robust_weights, observed = weights, np.where(weights > 0, counts, 0)
    # Start from the median residual: a few outliers would mask themselves in Pearson's chi-square.
    squares = anscombe_residuals(observed, fitted, np.ones(len(counts))) ** 2
    median = np.nanmedian(np.where(weights > 0, squares, np.nan), axis=1) / _MEDIAN_SQUARE
    phi = np.fmin(median, fitted.dispersion)
    for _ in range(_ROUNDS):
        phi = np.maximum(np.nan_to_num(phi, nan=1.0), 1.0)
        robust_weights = weights * _down_weights(observed, fitted, phi)
        fitted = fit(
            counts,
            design,
            weights=robust_weights,
            offset=offset,
            penalty=penalty,
            start=fitted.coefficients,
        )
        fitted = replace(fitted, dispersion=fitted.dispersion / _CONSISTENCY)
        phi = fitted.dispersion
    return fitted, robust_weights


def _down_weights(counts: Array, fitted: Fit, phi: Array) -> Array:
    """Weights (S, T): 1, or less for a month with an outlying Anscombe residual, such that it
    contributes at most 2.58^2 to Pearson's chi-square, from which phi is estimated.
    """
    scale = np.sqrt(phi[:, None] * np.maximum(1 - fitted.leverage, 1e-3))
    pearson = np.abs(counts - fitted.expected) / np.sqrt(fitted.expected) / scale
    anscombe = np.abs(anscombe_residuals(counts, fitted, phi))
    larger = np.maximum(np.maximum(anscombe, pearson), _OUTLYING)
    return np.where(anscombe > _OUTLYING, (_OUTLYING / larger) ** 2, 1.0)


def _fit_level(
    counts: Array,
    design: Array,
    weights: Array,
    offset: Array,
    prior: tuple[float, tuple[float, ...]],
    least_df: float,
) -> Baseline:
    """The baseline of all series of one area level: phi under the widest prior of the month
    effects, given that phi the prior with the highest evidence, and given that prior the final fit
    and phi.
    """
    trend, seasons = prior
    widest = _precision(np.full(len(counts), seasons[-1]), trend, design)
    fitted, robust_weights = robust_fit(counts, design, weights, offset, widest)
    phi, _ = _shrunken_phi(fitted, weights, least_df)
    evidence = [
        _evidence(
            counts,
            design,
            robust_weights,
            offset,
            phi,
            _precision(np.full(len(counts), season), trend, design),
            fitted,
        )
        for season in seasons
    ]
    chosen = np.array(seasons)[np.argmax(evidence, axis=0)]
    penalty = phi[:, None] * _precision(chosen, trend, design)
    fitted, robust_weights = robust_fit(counts, design, weights, offset, penalty)
    phi, df = _shrunken_phi(fitted, weights, least_df)
    return Baseline(fitted, design, robust_weights, phi, df)


def _precision(season: Array, trend: float, design: Array) -> Array:
    """Prior precision of each coefficient (S, P), from standard deviations; the level has none."""
    effects = np.repeat(season[:, None] ** -2.0, design.shape[1] - 2, axis=1)
    return np.column_stack([np.zeros(len(season)), np.full(len(season), trend**-2.0), effects])


def _evidence(
    counts: Array,
    design: Array,
    weights: Array,
    offset: Array,
    phi: Array,
    precision: Array,
    initial: Fit,
) -> Array:
    """Log marginal quasi-likelihood of a prior (S), by Laplace's approximation."""
    fitted = fit(
        counts,
        design,
        weights=weights,
        offset=offset,
        penalty=phi[:, None] * precision,
        start=initial.coefficients,
    )
    observed = np.where(weights > 0, counts, 0)
    terms = weights * (observed * np.log(fitted.expected) - fitted.expected)
    log_likelihood = terms.sum(axis=1) / phi
    log_prior = np.log(precision[:, 1:]).sum(axis=1) / 2
    log_prior -= (precision * fitted.coefficients**2).sum(axis=1) / 2
    return log_likelihood + log_prior + np.linalg.slogdet(fitted.covariance)[1] / 2


def _shrunken_phi(fitted: Fit, weights: Array, least_df: float) -> tuple[Array, Array]:
    """phi and df of the series of one area level (S); `weights` (S, T): 0 where a month is not
    known."""
    known = weights > 0
    mean = np.where(known, fitted.expected, 0).sum(axis=1) / known.sum(axis=1)
    # Pearson's chi-square of small counts has variance 2 + 1/mean a month, not 2.
    return shrink(fitted.dispersion, fitted.df / (1 + 0.5 / mean), mean, least_df)


def _empty(shape: tuple[int, int], design: Array) -> Baseline:
    """A baseline in which no series has been fitted yet."""
    series, terms = shape[0], design.shape[1]
    fitted = Fit(
        coefficients=np.zeros((series, terms)),
        expected=np.full(shape, np.nan),
        covariance=np.zeros((series, terms, terms)),
        leverage=np.zeros(shape),
        df=np.zeros(series),
        dispersion=np.full(series, np.nan),
    )
    return Baseline(
        fitted, design, np.zeros(shape), phi=np.full(series, np.nan), df=np.zeros(series)
    )
