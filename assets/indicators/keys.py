"""Since when a source has the street keys that it has now, and which months had other ones.

How many rows in new streets are usual is in `assets.deliveries.overlap`; what a break means for a
class or a rank is in `hotspots` and `ranking`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from assets.deliveries.overlap import MIN_PERIODS, Overlap, Watch

_YEAR = 12
_LEAST_RATE = 2.0  # rows a month: rarer streets come and go by chance
_LEAST_ACTIVE = 6  # months in the last year of the old key
_LEAST_SILENCE = 7.0  # rows that should have come by now: by chance once in a thousand


@dataclass(frozen=True)
class Keys:
    """The street keys of a source by month.

    `era` [month]: months with the same number have the same keys; -1 where a month had keys of its
    own, after which the earlier ones came back. `broken` [month]: where other keys began, or were
    in use for a while.
    """

    era: np.ndarray
    broken: np.ndarray

    @property
    def usable(self) -> np.ndarray:
        """[month] -> whether it has the keys that are in use now."""
        return self.era == self.era[-1:]

    def until(self, month: int) -> np.ndarray:
        """[month] -> whether it has the keys that were in use in `month` (its position)."""
        return (self.era == self.era[month]) & (np.arange(len(self.era)) <= month)


def follow(counts: np.ndarray, flagged: np.ndarray) -> Keys:
    """The keys of a source with `counts` [street, month]; `flagged` [month]: the gate of the
    delivery found that its keys broke.

    A month is compared with the last twelve months of the same keys. Other keys begin with the
    first of consecutive flagged months, or where far more rows than usual are in new streets. Where
    a month within a year fits the keys of before the break again, those never ended.
    """
    months = counts.shape[1]
    watch, starts = Watch(), [0]
    era, broken = np.zeros(months, dtype=int), flagged.copy()
    for month in range(1, months):
        if not flagged[month]:
            if _came_back(watch, counts, era, starts, month):
                lapse = slice(starts.pop(), month)
                era[lapse], broken[lapse] = -1, True
            overlap = _overlap(watch, counts[:, month], _before(counts, era, starts[-1], month))
            if overlap is not None and overlap.breaks:
                starts.append(month)
            elif overlap is not None:
                watch.learn(overlap)
        elif not flagged[month - 1]:
            starts.append(month)
        era[month] = starts[-1]
    broken[flagged & (era != -1)] = False
    broken[starts[1:]] = True
    return Keys(era, broken)


def replaced(counts: np.ndarray, usable: np.ndarray) -> np.ndarray:
    """[street] -> the position of the month in which its key took over from another, or another
    from it; -1 for the others.

    A few streets with another key do not show in the source as a whole. A key is taken over where a
    busy street fell silent for good and within two months a street began that is as busy (half to
    twice) and was not seen in the year before. That also happens without another key, but then
    nothing is certain about either.
    """
    positions = np.flatnonzero(usable)
    taken = np.full(len(counts), -1)
    known = counts[:, positions]
    if len(positions) < 2 or not len(counts):
        return taken
    months = known.shape[1]
    active = known > 0
    first = np.where(active.any(axis=1), active.argmax(axis=1), months)
    last = months - 1 - active[:, ::-1].argmax(axis=1)
    totals = known.cumsum(axis=1)
    for old in np.flatnonzero((first < last) & (last < months - 1)):
        busy = known[old, max(last[old] - _YEAR + 1, first[old]) : last[old] + 1]
        rate, awaited = busy.mean(), busy.mean() * (months - 1 - last[old])
        if (busy > 0).sum() < _LEAST_ACTIVE or rate < _LEAST_RATE or awaited < _LEAST_SILENCE:
            continue
        begins = np.flatnonzero((first >= max(last[old], 1)) & (first <= last[old] + 2))
        begins = begins[first[begins] < months]
        rates = totals[begins, -1] / (months - first[begins])
        heirs = begins[(rates >= rate / 2) & (rates <= rate * 2)]
        if len(heirs):
            taken[[old, *heirs]] = positions[first[heirs].min()]
    return taken


def _came_back(
    watch: Watch, counts: np.ndarray, era: np.ndarray, starts: list[int], month: int
) -> bool:
    """Whether a month has the keys of before the latest break, of at most a year ago."""
    if len(starts) < 2 or month - starts[-1] >= _YEAR:
        return False
    earlier = _before(counts, era, starts[-2], starts[-1])
    overlap = _overlap(watch, counts[:, month], earlier)
    return overlap is not None and overlap.fits


def _before(counts: np.ndarray, era: np.ndarray, start: int, end: int) -> np.ndarray:
    """[street, month] -> the last twelve months before `end` of the keys that began at `start`."""
    same = start + np.flatnonzero(era[start:end] == start)
    return counts[:, same[-_YEAR:]]


def _overlap(watch: Watch, current: np.ndarray, earlier: np.ndarray) -> Overlap | None:
    """How the rows of `current` [street] lie in the streets of `earlier` [street, month]; None with
    too little to say."""
    before, rows = earlier.sum(axis=1), current.sum()
    if (earlier.any(axis=0)).sum() < MIN_PERIODS:
        return None
    in_new = current[before == 0]
    alone = before[(earlier > 0).sum(axis=1) == 1].sum()
    # One street that appears is no break.
    return watch.judge(rows, in_new.sum() - in_new.max(initial=0), before.sum(), alone)
