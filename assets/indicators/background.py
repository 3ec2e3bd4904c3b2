"""The background distribution: the counts of ordinary places, and how improbable a count is for
one of them. Which places are hotspots is decided in `hotspots`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import optimize

from assets.indicators.distributions import log_probability, upper_tail

_ORDINARY_SHARE = 0.8  # totals above this quantile are censored: hotspots do not raise the norm
_NODES = np.linspace(-5.0, 6.0, 67)  # standard normal: allows places up to 6 sigma
_SIGMA, _SIGMA_SD = 0.8, 0.5  # prior of log sigma: decides for a theme with hardly any counts
_MAX_EXCESS = 50.0  # of phi over 1


@dataclass(frozen=True)
class Background:
    """The ordinary places of one theme and source over a number of months.

    The rate of a place is lognormal with `log_median` (a month of `season` 1) and `sigma`; given
    the rate, a month has variance `phi` times its mean. `season` [month]: seasonal factor, 1 on
    average over the known months; 0 where a month is not known.
    """

    log_median: float
    sigma: float
    phi: float
    season: np.ndarray

    @property
    def mean(self) -> float:
        """The expected count of an ordinary place in a month of season 1."""
        return float(np.exp(self.log_median + self.sigma**2 / 2))

    @property
    def _rates(self) -> np.ndarray:
        """The rates at the quadrature nodes."""
        return np.exp(self.log_median + self.sigma * _NODES)

    def exceedance(self, counts: np.ndarray, exposure: np.ndarray | float) -> np.ndarray:
        """P(X >= count) for an ordinary place over `exposure` months of season 1 (broadcast)."""
        exposures, which = np.unique(np.asarray(exposure, dtype=float), return_inverse=True)
        # Counts repeat: evaluate each distinct pair of count and exposure once.
        pairs = np.asarray(counts).astype("int64") * len(exposures) + which.reshape(
            np.shape(exposure)
        )
        distinct = np.flatnonzero(np.bincount(pairs.ravel()))
        count, number = np.divmod(distinct, len(exposures))
        means = exposures[number][:, None] * self._rates
        tails = upper_tail(count[:, None], means, self.phi)
        by_pair = np.zeros(distinct[-1] + 1)
        by_pair[distinct] = tails @ _normal_weights(_NODES)
        return by_pair[pairs]

    def predictive_lower_tail(
        self, before: np.ndarray, exposure: float, after: np.ndarray, later_exposure: float
    ) -> np.ndarray:
        """P(X <= `after` | `before`): how improbable such a low count is for a place that had
        `before` in `exposure` months, if its rate did not change.

        The posterior predictive distribution (empirical Bayes): the earlier count is shrunk towards
        the background. So a place selected for a high count is expected to fall (regression to the
        mean), and only a larger fall is improbable.
        """
        means = np.maximum(exposure * self._rates, 1e-12)
        log_prior = np.log(_normal_weights(_NODES) + 1e-300)
        logs = log_probability(before[:, None], means, self.phi) + log_prior
        posterior = np.exp(logs - logs.max(axis=1, keepdims=True))
        posterior /= posterior.sum(axis=1, keepdims=True)
        more = upper_tail(after[:, None] + 1, later_exposure * self._rates, self.phi)
        return 1 - (more * posterior).sum(axis=1)


def fit_background(counts: np.ndarray, known: np.ndarray) -> Background | None:
    """The background of `counts` [place, month] in the months `known`; None without any count.

    Empirical Bayes: the heterogeneity between places is fitted by maximum likelihood to the totals
    of all places. Totals in the top fifth are censored (they count only as 'more than that'), so
    a few hotspots do not change the norm. Poisson-lognormal with `phi`, not gamma-Poisson: crime is
    concentrated, so the tail of ordinary streets is heavier than a gamma tail; where places do
    follow a gamma, the lognormal errs towards fewer hotspots.
    """
    observed = counts[:, known]
    totals = observed.sum(axis=1)
    if not known.any() or totals.sum() == 0:
        return None
    bound = max(float(np.quantile(totals, _ORDINARY_SHARE, method="lower")), 2.0)
    ordinary = observed[totals <= bound]
    factors = _season(ordinary.sum(axis=0))
    phi = overdispersion(ordinary, factors)
    season = np.zeros(counts.shape[1])
    season[known] = factors
    log_median, sigma = _fit_lognormal(totals, bound, float(known.sum()), phi)
    return Background(log_median, sigma, phi, season)


def overdispersion(counts: np.ndarray, season: np.ndarray) -> float:
    """Variance over mean of a month, given the place; at least 1. `counts` [place, month].

    From Pearson's chi-square of each place against its own total spread over the months by season.
    Small totals cannot show overdispersion: given a total r over M months, the expected chi-square
    of a negative binomial is (M - 1)(1 + (r - 1) / (1 + A)) with A = r / (phi - 1) (moments of the
    Dirichlet-multinomial); phi solves this for the sum over all places.
    """
    totals = counts.sum(axis=1)
    counts, totals = counts[totals > 1], totals[totals > 1]
    months = counts.shape[1]
    if months < 3 or len(totals) == 0:
        return 1.0
    expected = totals[:, None] * (season / season.sum())
    pearson = ((counts - expected) ** 2 / expected).sum() / (months - 1)

    def surplus(excess: float) -> float:
        return float((1 + (totals - 1) * excess / (excess + totals)).sum() - pearson)

    if surplus(0.0) >= 0:
        return 1.0
    if surplus(_MAX_EXCESS) < 0:
        return 1.0 + _MAX_EXCESS
    return 1.0 + optimize.brentq(surplus, 0.0, _MAX_EXCESS, xtol=1e-12)


def _season(totals: np.ndarray) -> np.ndarray:
    """Seasonal factor of each month, 1 on average: its total over the mean, shrunk towards 1 to the
    extent that Poisson chance explains the differences (method of moments)."""
    average = totals.mean()
    if average == 0:
        return np.ones(len(totals))
    variance = max(float(totals.var(ddof=1)) if len(totals) > 1 else 0.0, 1e-12)
    reliability = max(0.0, 1 - average / variance)
    season = np.maximum(1 + reliability * (totals / average - 1), 0.02)
    return season / season.mean()


def _fit_lognormal(
    totals: np.ndarray, bound: float, months: float, phi: float
) -> tuple[float, float]:
    """Log median (a month) and sigma that maximise the likelihood of the totals, censored above
    `bound`, by successively refined grid search. A weak prior on sigma is decisive only where
    hardly anything was counted.
    """
    distinct, how_often = np.unique(totals[totals <= bound], return_counts=True)
    censored = int((totals > bound).sum())
    log_rates = np.linspace(np.log(0.01), np.log(bound * 8 + 20), 120)
    rates = np.exp(log_rates)
    likelihoods = np.vstack(
        [
            np.exp(log_probability(distinct[:, None], rates, phi)),
            upper_tail(bound + 1, rates, phi)[None],
        ]
    )
    weights = np.append(how_often, censored)
    middle, spread = (log_rates[0] + log_rates[-1]) / 2, (log_rates[-1] - log_rates[0]) / 2
    sigma_middle, sigma_spread = np.log(0.4), 1.9
    for _ in range(5):
        medians = np.linspace(middle - spread, middle + spread, 15)
        sigmas = np.linspace(sigma_middle - sigma_spread, sigma_middle + sigma_spread, 11)
        median, sigma = (grid.ravel() for grid in np.meshgrid(medians, sigmas, indexing="ij"))
        density = _normal_weights((log_rates - median[:, None]) / np.exp(sigma)[:, None])
        log_posterior = np.log(density @ likelihoods.T + 1e-300) @ weights
        log_posterior -= (sigma - np.log(_SIGMA)) ** 2 / (2 * _SIGMA_SD**2)
        best = int(np.argmax(log_posterior))
        middle, sigma_middle = float(median[best]), float(sigma[best])
        spread, sigma_spread = spread * 0.3, sigma_spread * 0.4
    return middle - float(np.log(months)), float(np.exp(sigma_middle))


def _normal_weights(standard: np.ndarray) -> np.ndarray:
    """Normal densities at evenly spaced points (last axis), normalised to sum to 1."""
    nearest = np.abs(standard).min(axis=-1, keepdims=True)
    density = np.exp((nearest**2 - standard**2) / 2)
    return density / density.sum(axis=-1, keepdims=True)
