"""How many rows usually lie in streets that were not seen before, learned from a source itself.

A source that numbers or spells some of its streets otherwise has more rows in new streets than it
used to have, also where most streets stay what they were. What is done about that belongs in
`gates` (a delivery) and in `assets.indicators.keys` (a month).
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from math import sqrt

MIN_DROP = 0.1  # of the rows: smaller breaks change a list less than chance does
MIN_ROWS = 50  # as in the gates of a delivery: fewer rows say too little
MIN_PERIODS, _MEMORY = 2, 24  # earlier periods that a verdict needs, and those that count
_DEVIATIONS = 4.5  # of the standard error: one false alarm in some 100,000 months
_PRIOR_ROWS = 10.0  # weight of the belief that Good-Turing is right for this source
_PRIOR_VARIANCE, _PRIOR_TIMES = 1.5, 6.0  # rows of one new street come together


@dataclass(frozen=True)
class Overlap:
    """How rows lie in streets seen before. `new`: the share of the `rows` in other streets, without
    the busiest of these: one street that appears is no break. `alone`: the share of the earlier
    rows that lay in streets of one period only; `expected`: as this source usually has; `bound`: by
    how much `new` may exceed that; `error`: the standard error of a sample."""

    rows: float
    new: float
    alone: float
    expected: float
    bound: float
    error: float

    @property
    def excess(self) -> float:
        """The share of the rows that is in new streets and should not be."""
        return self.new - self.expected

    @property
    def breaks(self) -> bool:
        """Whether more rows are in new streets than chance explains."""
        return self.excess > self.bound

    @property
    def fits(self) -> bool:
        """Whether the streets are clearly those seen before: not even half of a break."""
        return self.excess <= self.bound / 2


@dataclass
class Watch:
    """What a source has shown so far. Only what is told in `learn` counts for a later verdict.

    The share to be expected in new streets is that of the earlier rows in streets seen in one
    period only (Good and Turing, by period, as rows in one street come together), times how much
    more or less of them this source usually has. The spread is that of a sample, times how much
    more this source usually varies; both begin at a prior.
    """

    _learnt: deque[Overlap] = field(default_factory=lambda: deque(maxlen=_MEMORY))

    def judge(self, rows: float, new: float, seen: float, alone: float) -> Overlap | None:
        """How many of `rows` rows are in streets seen before: `new` are not. `seen` is the number
        of earlier rows, `alone` of them in streets of a single period. None if there are too few
        rows to say."""
        if min(rows, seen) < MIN_ROWS:
            return None
        found = sum(known.rows * known.new for known in self._learnt)
        awaited = sum(known.rows * known.alone for known in self._learnt)
        usual = (found + _PRIOR_ROWS) / (awaited + _PRIOR_ROWS)
        expected = min(max(usual * alone / seen, 1 / seen), 0.98)
        error = sqrt(expected * (1 - expected) * (1 / rows + 1 / seen))
        squares = sum(min((known.excess / known.error) ** 2, 9.0) for known in self._learnt)
        squares += _PRIOR_TIMES * _PRIOR_VARIANCE
        variance = max(1.0, squares / (_PRIOR_TIMES + len(self._learnt)))
        bound = max(MIN_DROP, _DEVIATIONS * sqrt(variance) * error)
        return Overlap(rows, new / rows, alone / seen, expected, bound, error)

    def learn(self, overlap: Overlap) -> None:
        """Take what was found as usual for this source."""
        self._learnt.append(overlap)
