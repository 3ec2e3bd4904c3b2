"""Watches series month by month for a lasting change: when it began, whether it lasts, and when it
has become the new level.

A change is found where the sum of the last n months, for some n, is improbable against what was
expected before it began (a scan over every possible beginning, which is a cumulative sum whose
reference value need not be chosen: Siegmund & Venkatraman, 1995). From then on nothing is learned
from its months: the expectation stays that of before, until the level has returned, or until the
change has lasted so long that it is the new level.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from assets.indicators.distributions import at_least, at_most, log_chance
from assets.indicators.expectation import Expectation, Sums
from assets.indicators.intervals import student_tail
from assets.indicators.scanning import MOST, SHORTEST, improbable

Array = np.ndarray

NEW_LEVEL = 24  # months after which a change is the level
_RETURNED = 5.0  # log likelihood ratio by which the old level explains the last months better
_FADED = 2.5  # times `alpha`: with a higher probability, a change that was found is seen no more
_CHANGED_ALREADY = 1.0  # standard deviations of months by which they count as changed
_LOOK_BACK = 6  # months in which a return to the old level is looked for
_WORTH_A_TAIL = 1.5  # standard deviations; what is nearer is never improbable
MIN_EVENTS = 3  # for a rise: one or two events are no change


@dataclass(frozen=True)
class Changes:
    """The state of S series in one month.

    `direction`: 1 or -1 while a change lasts, else 0; `since`: the column of the month in which it
    began, `found`: in which it was found (-1: none). `level_since`: of the last new level, -1 where
    there is none; `level_ratio`: the new over the old. `p`: the two-sided probability of so
    improbable a sum where nothing changed. `lengths`: how many beginnings were possible.
    `cut_direction`, `cut_since`: of a change that lasted when a declared break cut it off.
    """

    direction: Array
    since: Array
    found: Array
    level_since: Array
    level_ratio: Array
    p: Array
    lengths: Array
    cut_direction: Array
    cut_since: Array


class Watch:
    """Follows S series through their months.

    `alpha` (S): the two-sided probability, where nothing changed, that a month shows a change.
    `accepted` (S): the columns of months at which the team accepted the change as the new level.
    """

    def __init__(
        self, expectation: Expectation, alpha: Array, accepted: list[set[int]] | None = None
    ) -> None:
        series = len(alpha)
        self.expectation, self._alpha = expectation, alpha
        self._accepted = accepted or [set()] * series
        self._scan_from = np.zeros(series, dtype=int)  # earlier beginnings are no new change
        none = np.full(series, -1)
        self.state = Changes(
            np.zeros(series, dtype=int),
            none,
            none.copy(),
            none.copy(),
            np.ones(series),
            np.ones(series),
            np.zeros(series, dtype=int),
            np.zeros(series, dtype=int),
            none.copy(),
        )

    def advance(self, month: int) -> Sums:
        """Take in a month and update `state`; the sums that end with it."""
        self._cut(month)
        self.expectation.advance(month)
        sums = self.expectation.sums(month)
        tails, scanned = self._tails(month, sums)
        state = self.state
        best = _likeliest(tails, sums)  # (2, S): rises, falls
        # The possible beginnings are those of all lengths up to the longest.
        lengths = np.where(scanned.any(axis=0), MOST - np.argmax(scanned[::-1], axis=0), 0)
        p = np.minimum(2 * improbable(tails, lengths), 1)
        state.lengths[:] = lengths
        side = np.argmin(p, axis=0)
        rows = np.arange(len(side))
        state.p[:] = p[side, rows]
        begin = month - best[side, rows]
        starts = (state.direction == 0) & (state.p <= self._alpha)
        changed = False
        for row in np.flatnonzero(starts):
            self._begin(row, int(begin[row]), month, 1 if side[row] == 0 else -1)
            changed = True
        for row in np.flatnonzero((state.direction != 0) & ~starts):
            changed |= self._follow(row, month, sums, tails, best)
        return self.expectation.sums(month) if changed else sums

    def _cut(self, month: int) -> None:
        """A declared break in this month: what lasted until then can be followed no further."""
        state = self.state
        rows = self.expectation.months.restarts[:, month]
        state.cut_direction[rows], state.cut_since[rows] = state.direction[rows], state.since[rows]
        state.direction[rows] = 0
        state.since[rows] = state.found[rows] = state.level_since[rows] = -1
        state.level_ratio[rows] = 1
        self._scan_from[rows] = month
        self.expectation.learn[rows] = True

    def _tails(self, month: int, sums: Sums) -> tuple[Array, Array]:
        """The one-sided tails (n - 1, 2, S) of a rise and a fall, 1 where there is none; and which
        of the sums were looked at (n - 1, S): at most half of what is known."""
        begin = month - np.arange(MOST)[:, None]
        known = self.expectation.history
        scanned = sums.valid & (begin >= self._scan_from) & (sums.mean > 0)
        lengths = np.arange(1, MOST + 1)[:, None]
        scanned &= (lengths >= SHORTEST) & (lengths <= known // 2)
        tails = np.ones((MOST, 2, len(known)))
        distance = _distance(sums)
        for number, sign in enumerate((1, -1)):
            far = scanned & (sign * distance > _WORTH_A_TAIL)
            if sign > 0:
                far &= sums.seen >= MIN_EVENTS
            cells = np.nonzero(far)
            tail_of = at_least if sign > 0 else at_most
            tail = tail_of(sums.seen[cells], sums.mean[cells], sums.variance[cells])
            df = self.expectation.variation.df[cells[1]]
            tails[cells[0], number, cells[1]] = student_tail(tail, df)
        return tails, scanned

    def _begin(self, row: int, since: int, month: int, direction: int) -> None:
        state = self.state
        state.direction[row], state.since[row], state.found[row] = direction, since, month
        self.expectation.learn[row] = False
        self.expectation.go_back(since, np.array([row]), month)

    def _follow(self, row: int, month: int, sums: Sums, tails: Array, best: Array) -> bool:
        """A change that was there: does it last, has it become the level? Whether anything of what
        is expected changed."""
        state = self.state
        length = month - int(state.since[row]) + 1
        accepted = any(state.since[row] <= at <= month for at in self._accepted[row])
        if accepted or length >= min(NEW_LEVEL, MOST):
            self._settle(row, month)
            return True
        returned = self._returned(row, length, sums, 2, _RETURNED)
        if returned:
            self._end(row, month, returned)
            return True
        if state.p[row] > _FADED * self._alpha[row]:
            # Its months still teach nothing where the level has just returned.
            self._end(row, month, self._returned(row, length, sums, 1, 0.0) or length)
            return True
        side = 0 if state.direction[row] > 0 else 1
        likeliest = month - int(best[side, row])
        if tails[:, side, row].min() < 1:
            if likeliest < state.since[row]:
                state.since[row] = likeliest
                self.expectation.go_back(likeliest, np.array([row]), month)
                return True
            if not self._was_changed_before(row, length, month - likeliest + 1, sums):
                state.since[row] = likeliest
        return False

    def _was_changed_before(self, row: int, length: int, later: int, sums: Sums) -> bool:
        """Whether the first of the `length` months of a change, those before its last `later`
        months, were changed already: then it grew, and did not begin later."""
        seen, mean, process = (
            values[length - 1, row] - values[later - 1, row]
            for values in (sums.seen, sums.mean, sums.process)
        )
        distance = (seen - mean) / np.sqrt(max(process, 1e-12))
        return length > later and self.state.direction[row] * distance > _CHANGED_ALREADY

    def _returned(self, row: int, length: int, sums: Sums, shortest: int, least: float) -> int:
        """How many months ago, at least `shortest`, the level returned; 0 where it did not. The
        last k months are explained by the level of the change or, with a log likelihood ratio of
        more than `least`, by that of before it."""
        last = length - 1
        best, answer = least, 0
        for months in range(shortest, min(_LOOK_BACK, last) + 1):
            seen, mean, variance = (
                values[months - 1, row] for values in (sums.seen, sums.mean, sums.variance)
            )
            before = sums.mean[last, row] - mean
            if before <= 0 or not sums.valid[months - 1, row]:
                continue
            ratio = max((sums.seen[last, row] - seen) / before, 1e-3)
            # The ratio is as uncertain as the months that it comes from.
            spread = ratio * (variance + sums.variance[last, row] * (mean / before) ** 2)
            usual = log_chance(seen, mean, variance)
            changed = log_chance(seen, ratio * mean, spread)
            if usual - changed > best:
                best, answer = usual - changed, months
        return answer

    def _end(self, row: int, month: int, months: int) -> None:
        """The level returned `months` ago: learn again from there."""
        state, back = self.state, month - months + 1
        state.direction[row], state.since[row], state.found[row] = 0, -1, -1
        self._scan_from[row] = back
        self.expectation.learn[row] = True
        self.expectation.go_back(back, np.array([row]), month)

    def _settle(self, row: int, month: int) -> None:
        """The level of the change is the level from its beginning on."""
        state, since = self.state, int(self.state.since[row])
        sums = self.expectation.sums(month)
        last = month - since
        state.level_since[row] = since
        state.level_ratio[row] = sums.seen[last, row] / max(sums.mean[last, row], 1e-9)
        state.direction[row], state.since[row], state.found[row] = 0, -1, -1
        self._scan_from[row] = since
        self.expectation.learn[row] = True
        self.expectation.go_back(since, np.array([row]), month, fresh=True)


def _distance(sums: Sums) -> Array:
    """How many standard deviations the sums are above what was expected (n - 1, S)."""
    return (sums.seen - sums.mean) / np.sqrt(np.maximum(sums.variance, 1e-12))


def _likeliest(tails: Array, sums: Sums) -> Array:
    """The most improbable sum on each side (2, S); of those too improbable for a floating-point
    number, the one that is farthest off."""
    distance = np.abs(_distance(sums))[:, None]
    return np.argmax(np.where(tails == tails.min(axis=0), distance, -1.0), axis=0)
