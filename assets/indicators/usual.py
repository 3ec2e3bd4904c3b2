"""What a usual place of a theme has: the expected count of a month, how far places differ, and how
unlikely a count is for one of them. Which place is a hotspot stands in `hotspots`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import betainc, gammainc, gammaln

_USUAL_SHARE = 0.8  # what lies above is only known to lie above: hotspots do not raise the norm
_NODES = np.linspace(-5.0, 6.0, 67)  # of the standard normal: a place 6 sigma up still counts
_SIGMA, _SIGMA_SD = 0.8, 0.5  # of a theme with hardly any counts (on the scale of logs)
_POISSON = 1.0001  # an overdispersion this small is none


@dataclass(frozen=True)
class Usual:
    """The places of one theme and source over some months.

    A place has a rate of its own, lognormal with `log_median` (per month of `season` 1) and
    `sigma`; given the rate a month has variance `phi` times its mean. `season` [month]: how busy
    a month is, 1 on average; 0 where it is not known.
    """

    log_median: float
    sigma: float
    phi: float
    season: np.ndarray

    @property
    def mean(self) -> float:
        """The expected count of a usual place in a month of season 1."""
        return float(np.exp(self.log_median + self.sigma**2 / 2))

    def chance(self, counts: np.ndarray, exposure: np.ndarray | float) -> np.ndarray:
        """P(count or more | a usual place), for `exposure` months of season 1 (a broadcast)."""
        exposures, which = np.unique(np.asarray(exposure, dtype=float), return_inverse=True)
        # counts repeat: each pair of count and exposure is worked out once
        pairs = np.asarray(counts).astype("int64") * len(exposures) + which.reshape(
            np.shape(exposure)
        )
        distinct = np.flatnonzero(np.bincount(pairs.ravel()))
        count, number = np.divmod(distinct, len(exposures))
        rates = np.exp(self.log_median + self.sigma * _NODES)
        tails = upper_tail(count[:, None], exposures[number][:, None] * rates, self.phi)
        chances = np.zeros(distinct[-1] + 1)
        chances[distinct] = tails @ _normal_weights(_NODES)
        return chances[pairs]

    def chance_of_fewer(
        self, before: np.ndarray, exposure: float, after: np.ndarray, later_exposure: float
    ) -> np.ndarray:
        """P(`after` or fewer | `before`): how unlikely so low a count is for a place that had
        `before` in `exposure` months and has kept its rate.

        The rate is the empirical-Bayes one: what a place had before is drawn to what is usual.
        So a place that was chosen for being high is expected to fall, and only a deeper fall
        than that (regression to the mean) is unlikely.
        """
        rates = np.exp(self.log_median + self.sigma * _NODES)
        prior = np.log(_normal_weights(_NODES) + 1e-300)
        means = np.maximum(exposure * rates, 1e-12)
        logs = log_probability(before[:, None], means, self.phi) + prior
        posterior = np.exp(logs - logs.max(axis=1, keepdims=True))
        posterior /= posterior.sum(axis=1, keepdims=True)
        more = upper_tail(after[:, None] + 1, later_exposure * rates, self.phi)
        return 1 - (more * posterior).sum(axis=1)


def usual_place(counts: np.ndarray, known: np.ndarray) -> Usual | None:
    """What is usual, from `counts` [place, month] of the months `known`; None without any count.

    Empirical Bayes: the spread between places comes from all of them. It is fitted by maximum
    likelihood to the totals of places, where a total in the top fifth is censored: it counts as
    'more than that', however much more. So a few hotspots make no other norm. The family is
    Poisson-lognormal with `phi`, not gamma-Poisson: crime is concentrated, so the tail of usual
    streets is heavier than that of a gamma, and where places do follow a gamma, the lognormal
    errs to the side of fewer hotspots.
    """
    seen = counts[:, known]
    totals = seen.sum(axis=1)
    if not known.any() or totals.sum() == 0:
        return None
    bound = max(float(np.quantile(totals, _USUAL_SHARE, method="lower")), 2.0)
    usual = seen[totals <= bound]
    shape = _season(usual.sum(axis=0))
    phi = overdispersion(usual, shape)
    season = np.zeros(counts.shape[1])
    season[known] = shape
    log_median, sigma = _fit(totals, bound, float(known.sum()), phi)
    return Usual(log_median, sigma, phi, season)


def upper_tail(count: np.ndarray, mean: np.ndarray, phi: float) -> np.ndarray:
    """P(Y >= count) of a negative binomial with this mean and variance `phi` x mean; Poisson at 1.

    Y >= y has probability I(1 - 1/phi; y, mean / (phi - 1)), the regularised incomplete beta.
    """
    count, mean = np.broadcast_arrays(count, mean)
    some = np.maximum(count, 0.5)
    if phi <= _POISSON:
        tail = gammainc(some, mean)
    else:
        tail = betainc(some, np.maximum(mean, 1e-12) / (phi - 1), 1 - 1 / phi)
    return np.where(count <= 0, 1.0, tail)


def log_probability(count: np.ndarray, mean: np.ndarray, phi: float) -> np.ndarray:
    """Log of P(Y = count) of the distribution of `upper_tail`; `mean` above 0."""
    if phi <= _POISSON:
        return count * np.log(mean) - mean - gammaln(count + 1)
    size = mean / (phi - 1)
    logs = gammaln(count + size) - gammaln(size) - gammaln(count + 1)
    return logs - size * np.log(phi) + count * np.log1p(-1 / phi)


def overdispersion(counts: np.ndarray, season: np.ndarray) -> float:
    """The variance of a month over its mean, given the place; at least 1.

    From Pearson's chi-square of each place [place, month] against its own total spread over the
    months. Small totals cannot show overdispersion: given a total r the chi-square of a negative
    binomial is on average (M - 1)(1 + (r - 1) / (1 + A)) with A = r / (phi - 1) (the moments of
    the Dirichlet-multinomial); phi is the value at which the sum over all places is as found.
    """
    totals = counts.sum(axis=1)
    counts, totals = counts[totals > 1], totals[totals > 1]
    months = counts.shape[1]
    if months < 3 or len(totals) == 0:
        return 1.0
    expected = totals[:, None] * (season / season.sum())
    found = ((counts - expected) ** 2 / expected).sum() / (months - 1)
    low, high = 0.0, 50.0
    for _ in range(40):
        middle = (low + high) / 2
        if (1 + (totals - 1) * middle / (middle + totals)).sum() < found:
            low = middle
        else:
            high = middle
    return 1.0 + low


def _season(totals: np.ndarray) -> np.ndarray:
    """How busy each month is, 1 on average: its total, drawn to the average as far as chance
    explains the differences (shrinkage by moments)."""
    average = totals.mean()
    if average == 0:
        return np.ones(len(totals))
    spread = max(float(totals.var(ddof=1)) if len(totals) > 1 else 0.0, 1e-12)
    real = max(0.0, 1 - average / spread)
    season = 1 + real * (totals / average - 1)
    return np.maximum(season, 0.02) / np.maximum(season, 0.02).mean()


def _fit(totals: np.ndarray, bound: float, months: float, phi: float) -> tuple[float, float]:
    """Median (log, a month) and sigma that make the totals likeliest, by a grid made ever finer.

    A weak prior on sigma decides only where hardly anything was counted.
    """
    distinct, how_often = np.unique(totals[totals <= bound], return_counts=True)
    above = int((totals > bound).sum())
    logs = np.linspace(np.log(0.01), np.log(bound * 8 + 20), 120)
    rates = np.exp(logs)
    likelihoods = np.vstack(
        [
            np.exp(log_probability(distinct[:, None], rates, phi)),
            upper_tail(bound + 1, rates, phi)[None],
        ]
    )
    weights = np.append(how_often, above)
    middle, spread = (logs[0] + logs[-1]) / 2, (logs[-1] - logs[0]) / 2
    sigma_middle, sigma_spread = np.log(0.4), 1.9
    for _ in range(5):
        medians = np.linspace(middle - spread, middle + spread, 15)
        sigmas = np.linspace(sigma_middle - sigma_spread, sigma_middle + sigma_spread, 11)
        median, sigma = (grid.ravel() for grid in np.meshgrid(medians, sigmas, indexing="ij"))
        density = _normal_weights((logs - median[:, None]) / np.exp(sigma)[:, None])
        fit = np.log(density @ likelihoods.T + 1e-300) @ weights
        fit -= (sigma - np.log(_SIGMA)) ** 2 / (2 * _SIGMA_SD**2)
        best = int(np.argmax(fit))
        middle, sigma_middle = float(median[best]), float(sigma[best])
        spread, sigma_spread = spread * 0.3, sigma_spread * 0.4
    return middle - float(np.log(months)), float(np.exp(sigma_middle))


def _normal_weights(standard: np.ndarray) -> np.ndarray:
    """Normal densities at points (the last axis evenly spaced), made to add up to 1."""
    nearest = np.abs(standard).min(axis=-1, keepdims=True)
    density = np.exp((nearest**2 - standard**2) / 2)
    return density / density.sum(axis=-1, keepdims=True)
