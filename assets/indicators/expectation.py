"""What each month of a series was to be expected to count, learned from the months before it alone,
and the sums of the last months against it.

A dynamic generalised linear model (West, Harrison & Migon, 1985): the state of a series is the log
of its monthly rate, as level, trend, month effects and drift. A month updates it by linear Bayes,
with the conjugate gamma distribution of the rate, so that small counts need no approximation of
their own. What a deviation means, and which months may not be learned from, is decided in `watch`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from assets.indicators.scanning import MOST
from assets.indicators.variation import LEVEL_VARIANCE, Variation

Array = np.ndarray
Rows = np.ndarray | slice  # numbers of series

_OUTLYING = 2.58  # standard deviations beyond which a month teaches no more (Noufaily et al., 2013)
_LEVEL = 0  # position of the level in the state; the drift is its last


@dataclass(frozen=True)
class Months:
    """The figures of S series in T months.

    `counts`: NaN where not known. `usable`: may be learned from. `restarts`: the level starts
    afresh (a declared break). `offset`: known part of the log rate. `part`: expected part that has
    been reported by now, with its standard `error`. All (S, T).
    """

    counts: Array
    usable: Array
    restarts: Array
    offset: Array
    part: Array
    error: Array


@dataclass(frozen=True)
class Sums:
    """The last n months of each series against what was expected of them; arrays (n - 1, S) for n
    from 1 to `MOST`.

    `seen`, `mean`, `variance`: the count, its expectation from the months before the first of
    the n, and its predictive variance, of which `process` is that of the counts themselves.
    `valid`: there is such an expectation. `complete`: every one of the months is known; one that is
    not is in none of the sums.
    """

    seen: Array
    mean: Array
    variance: Array
    process: Array
    valid: Array
    complete: Array


class Expectation:
    """The states of S series, month by month, and for each of the last `MOST` months the sums from
    that month on, against what was known before it.

    `design` (T, P), `prior` (S, P): the terms of the log rate, of which the first is the level, and
    their prior variances. `learn` (S): whether the coming months are learned from, besides
    `Months.usable`; set by the caller.
    """

    def __init__(
        self, months: Months, design: Array, prior: Array, variation: Variation, least: int
    ) -> None:
        series = len(months.counts)
        size = design.shape[1] + 1
        self.months, self.variation, self._least = months, variation, least
        self._design = np.column_stack([design, np.ones(len(design))])
        self.learn = np.ones(series, dtype=bool)
        self._state = np.zeros((series, size))
        self._state[:, _LEVEL] = _first_level(months)
        self._covariance = np.zeros((series, size, size))
        diagonal = np.arange(size)
        self._covariance[:, diagonal, diagonal] = np.column_stack([prior, variation.drift])
        # Months since the last restart: learned from, and known.
        self.learned, self.history = np.zeros((2, series), dtype=int)
        self.origin_state = np.zeros((MOST, series, size))
        self.origin_covariance = np.zeros((MOST, series, size, size))
        self._origin_learned, self._origin_history = np.zeros((2, MOST, series), dtype=int)
        self._gradient = np.zeros((MOST, series, size))
        names = ("seen", "mean", "process", "of_drift", "now_and_sum", "sum_of_drift", "error")
        self._sums = {name: np.zeros((MOST, series)) for name in names}
        self._valid = np.zeros((MOST, series), dtype=bool)
        self._complete = np.zeros((MOST, series), dtype=bool)

    def advance(self, month: int) -> None:
        """Take in one `month`, the one after the last."""
        every = slice(None)  # and no array of numbers: then nothing is copied
        if month > 0:
            self._move(every)
        self._restart(np.flatnonzero(self.months.restarts[:, month]))
        self._open(month, every)
        self._accumulate(month, every, 0)
        self._update(month, np.arange(len(self.learn)))

    def go_back(self, month: int, rows: Array, until: int, fresh: bool = False) -> None:
        """Take in the months from `month` to `until` again for these `rows`, under their present
        `learn`; `fresh`: with a level of which nothing is known at `month`."""
        slot = month % MOST
        self._state[rows] = self.origin_state[slot, rows]
        self._covariance[rows] = self.origin_covariance[slot, rows]
        self.learned[rows] = self._origin_learned[slot, rows]
        self.history[rows] = self._origin_history[slot, rows]
        if fresh:
            self._restart(rows)
            self._open(month, rows)
            self._accumulate(month, rows, month)
        self._update(month, rows)
        for later in range(month + 1, until + 1):
            self._move(rows)
            self._restart(rows[self.months.restarts[rows, later]])
            self._open(later, rows)
            self._accumulate(later, rows, month + 1)
            self._update(later, rows)

    def sums(self, month: int) -> Sums:
        """The sums up to and including `month`."""
        gradient = self._gradient
        learned = np.einsum(
            "nsp,nsp->ns",
            (gradient[:, :, None, :] @ self.origin_covariance)[:, :, 0],
            gradient,
        )
        part = self._sums
        variance = part["process"] + learned + part["sum_of_drift"] + part["error"] ** 2
        order = (month - np.arange(MOST)) % MOST
        reached = (np.arange(MOST) <= month)[:, None]
        return Sums(
            part["seen"][order],
            part["mean"][order],
            variance[order],
            part["process"][order],
            self._valid[order] & reached,
            self._complete[order] & reached,
        )

    def part_of(self, terms: Array, month: int) -> Array:
        """The sum of some `terms` (P, a mask) of the log rate in a month of the last `MOST`, as
        known before it (S)."""
        chosen = np.append(terms, False)  # not the drift
        state = self.origin_state[month % MOST]
        return state[:, chosen] @ self._design[month, chosen]

    def _move(self, rows: Rows) -> None:
        """The drift fades and is renewed; the rest of the state stays as it is."""
        memory, drift = self.variation.memory, self.variation.drift[rows]
        self._state[rows, -1] *= memory
        covariance = self._covariance[rows]
        covariance[:, -1, :] *= memory
        covariance[:, :, -1] *= memory
        covariance[:, -1, -1] += drift * (1 - memory**2)
        self._covariance[rows] = covariance

    def _restart(self, rows: Array) -> None:
        """Forget the level, and with it every sum that began before."""
        self._covariance[rows, _LEVEL, _LEVEL] += LEVEL_VARIANCE
        self.learned[rows] = 0
        self.history[rows] = 0
        self._valid[:, rows] = False

    def _open(self, month: int, rows: Rows) -> None:
        """Begin the sums from this month on."""
        slot = month % MOST
        self.origin_state[slot, rows] = self._state[rows]
        self.origin_covariance[slot, rows] = self._covariance[rows]
        self._origin_learned[slot, rows] = self.learned[rows]
        self._origin_history[slot, rows] = self.history[rows]
        self._gradient[slot, rows] = 0
        for values in self._sums.values():
            values[slot, rows] = 0
        self._valid[slot, rows] = self.learned[rows] >= self._least
        self._complete[slot, rows] = True

    def _accumulate(self, month: int, rows: Rows, since: int) -> None:
        """Add the month to every open sum that began in month `since` or later."""
        begins, slots = _open_since(max(since, month - MOST + 1, 0), month, rows)
        months, memory = self.months, self.variation.memory
        known = ~np.isnan(months.counts[rows, month])
        self._complete[slots] &= known
        age = (month - begins)[:, None]
        terms = np.broadcast_to(self._design[month], (len(begins), len(self._design[month]))).copy()
        terms[:, -1] = memory ** age[:, 0]
        predictor = np.einsum("nsp,np->ns", self.origin_state[slots], terms)
        rate = np.exp(np.clip(predictor + months.offset[rows, month], -20, 20)) * known
        part = months.part[rows, month]
        mean = rate * part
        phi = self.variation.phi[rows]
        sums = self._sums
        of_drift = sums["of_drift"][slots]
        renewed = self.variation.drift[rows] * (1 - memory**2)
        moved = np.where(age > 0, memory**2 * of_drift + renewed, 0.0)
        covariance = memory * sums["now_and_sum"][slots]
        sums["sum_of_drift"][slots] += 2 * mean * covariance + mean**2 * moved
        sums["now_and_sum"][slots] = covariance + mean * moved
        sums["of_drift"][slots] = moved
        sums["seen"][slots] += np.nan_to_num(months.counts[rows, month])
        sums["mean"][slots] += mean
        sums["process"][slots] += mean * (1 + part * (phi - 1))
        sums["error"][slots] += rate * months.error[rows, month]
        self._gradient[slots] += mean[:, :, None] * terms[:, None, :]

    def _update(self, month: int, rows: Array) -> None:
        """Learn from the month, where it is complete and may be learned from."""
        months = self.months
        self.history[rows] += ~np.isnan(months.counts[rows, month])
        rows = rows[self.learn[rows] & months.usable[rows, month] & (months.part[rows, month] >= 1)]
        if len(rows) == 0:
            return
        covariance = self._covariance[rows]
        across = covariance @ self._design[month]
        variance = np.maximum(across @ self._design[month], 1e-12)
        rate = np.exp(
            np.clip(self._state[rows] @ self._design[month] + months.offset[rows, month], -20, 20)
        )
        phi = self.variation.phi[rows]
        count = months.counts[rows, month]
        # The first year has no yardstick but the prior: a peak of its season is no outlier.
        first = self.learned[rows] < self._least
        reach = np.where(first, np.inf, _OUTLYING * np.sqrt(phi * rate + variance * rate**2) + 1)
        count = np.clip(count, np.maximum(rate - reach, 0), rate + reach)
        shape = 1 / variance + count / phi
        moved = np.log(shape / (1 / variance / rate + 1 / phi) / rate)
        self._state[rows] += across * (moved / variance)[:, None]
        shrink = (1 - 1 / shape / variance) / variance
        self._covariance[rows] = (
            covariance - across[:, :, None] * (across * shrink[:, None])[:, None]
        )
        self.learned[rows] += 1


def _open_since(since: int, month: int, rows: Rows) -> tuple[Array, tuple]:
    """The months, at most `MOST`, from `since` to `month`, and the index of the sums that began in
    them. Of a slice, which is all series: every open sum, in the order of the slots, so that
    indexing makes no copy; `since` is then 0."""
    if not isinstance(rows, slice):
        begins = np.arange(since, month + 1)
        return begins, np.ix_(begins % MOST, rows)
    begins = month - (month - np.arange(min(month + 1, MOST))) % MOST
    return begins, (slice(0, len(begins)), rows)


def _first_level(months: Months) -> Array:
    """The log of the mean of the first year, above the offset, from which the level starts."""
    known = months.usable & (np.cumsum(months.usable, axis=1) <= 12)
    total = np.where(known, months.counts, 0).sum(axis=1) + 0.5
    expected = np.where(known, np.exp(months.offset), 0).sum(axis=1)
    return np.log(total / np.maximum(expected, 1))
