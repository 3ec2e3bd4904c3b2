"""Whether the events of a place lie on another part of the week than those around it.

A scan over the parts of the week that have a name (`week_parts`): the statistic is the largest log
likelihood ratio (Kulldorff 1997) of a part in which the place has more than its share. Its chance
is found by permutation: the labels "of this place" and "of around it" are dealt anew among whole
events, each with all its twelfths, moments of events and of reports apart. The law of the largest
part under permutation covers the choice of the part. No tables here.

What is very unlikely needs no simulation: Hoeffding (1963) bounds the chance of a mean of draws
without replacement, and his exponent is the log likelihood ratio itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

import numpy as np
from scipy.special import xlogy

from assets.indicators.week_parts import MEMBERS, NAMES
from schemas.staged import TWELFTHS

Array = np.ndarray

LEVEL = 0.05  # of any false verdict in all that is tested together
# Simulations for each test of the family: Holm's first step takes twenty. Of many tests each gets
# fewer: their cost grows with the square of their number.
_PER_TEST, _IN_ALL, _LEAST = 100, 40_000, 25
_ENOUGH = 10  # simulations as extreme as what is seen: the rest would not change the verdict
_FIRST, _GROWTH, _AT_ONCE = 100, 4, 1_000_000  # simulations at first; numbers drawn at once
_SURE = 0.1  # a bound below this part of the least chance of a simulation is taken instead
_SEED = 20_160_229


@dataclass(frozen=True)
class Events:
    """The events of a place and around it. Kinds [K] of events with the same pattern: `weights`
    [K, cell] in twelfths, `here` and `around` [K] their numbers, `stratum` [K] a whole number:
    events are exchangeable only within it."""

    weights: Array
    here: Array
    around: Array
    stratum: Array


@dataclass(frozen=True)
class Found:
    """The part of the week that stands out most: its position in `NAMES`, its share of the events
    of the place and of those around it, and the largest log likelihood ratio (0: none stands
    out)."""

    part: int
    share: float
    share_around: float
    ratio: float

    @property
    def name(self) -> str:
        return NAMES[self.part]


def stands_out(events: Events) -> Found:
    """Which part of the week stands out most, whatever its chance."""
    seen = events.here @ events.weights @ MEMBERS
    ratios = _log_ratios(seen, _expected(events), TWELFTHS * events.here.sum())
    part = int(ratios.argmax())
    around = (events.around @ events.weights @ MEMBERS)[part]
    return Found(
        part,
        float(seen[part] / (TWELFTHS * events.here.sum())),
        float(around / (TWELFTHS * max(events.around.sum(), 1))),
        float(ratios[part]),
    )


def ratio_of(events: Events, part: int) -> float:
    """The log likelihood ratio of one part of the week; 0 where the place has no more of it."""
    seen = events.here @ events.weights @ MEMBERS
    return float(_log_ratios(seen, _expected(events), TWELFTHS * events.here.sum())[part])


def chance(events: Events, ratio: float, most: int, key: str) -> float:
    """An upper bound on the chance of a ratio this large where place and surroundings do not
    differ. The same `key` gives the same numbers.

    By Hoeffding where that is small enough. Else (1 + as extreme) / (1 + `most` simulations), or
    where enough of them were as extreme, their share so far (Besag and Clifford 1991); with what
    the first may have taken added, so that the two together are valid at every level.
    """
    if ratio <= 0:
        return 1.0
    bound, sure = len(NAMES) * float(np.exp(-ratio)), _SURE / (most + 1)
    return bound if bound <= sure else min(_simulated(events, ratio, most, key) + sure, 1.0)


def simulations(tests: int) -> int:
    """How many simulations each of `tests` tests of a family gets at most."""
    return max(min(_PER_TEST * tests, _IN_ALL), _LEAST * tests)


def _simulated(events: Events, ratio: float, most: int, key: str) -> float:
    rng = np.random.default_rng([_SEED, crc32(key.encode())])
    needed = _needed(_expected(events), TWELFTHS * int(events.here.sum()), ratio)
    can = needed <= TWELFTHS * events.here.sum()
    sums, needed = (events.weights @ MEMBERS[:, can]).astype("float32"), needed[can]
    done, extreme, size = 0, 0, _FIRST
    while done < most:
        size = min(size, most - done, max(_AT_ONCE // len(sums), 1))
        is_extreme = (_drawn(events, size, rng) @ sums >= needed).any(axis=1)
        if extreme + is_extreme.sum() >= _ENOUGH:
            last = np.flatnonzero(is_extreme)[_ENOUGH - extreme - 1]
            return _ENOUGH / float(done + last + 1)
        done, extreme, size = done + size, extreme + int(is_extreme.sum()), size * _GROWTH
    return (extreme + 1) / (most + 1)


def holm(chances: Array) -> Array:
    """The chances corrected for their number (Holm 1979): below a level means a verdict at it."""
    order = np.argsort(chances, kind="stable")
    steps = np.maximum.accumulate(chances[order] * np.arange(len(chances), 0, -1))
    corrected = np.empty(len(chances))
    corrected[order] = np.minimum(steps, 1.0)
    return corrected


def _expected(events: Events) -> Array:
    """The twelfths of each part of the week to be expected at the place if nothing differs."""
    together = events.here + events.around
    of_stratum = np.bincount(events.stratum, events.here), np.bincount(events.stratum, together)
    share = np.divide(*of_stratum, out=np.zeros(len(of_stratum[0])), where=of_stratum[1] > 0)
    return (share[events.stratum] * together) @ events.weights @ MEMBERS


def _log_ratios(seen: Array, expected: Array, total: float) -> Array:
    """Kulldorff's log likelihood ratio of each part, of counts in twelfths; 0 where no more is seen
    than expected."""
    is_more = (seen > expected) & (expected > 0) & (expected < total)
    inside = np.where(is_more, expected, 1.0)
    outside = np.where(is_more, total - expected, 1.0)
    ratios = xlogy(seen, seen / inside) + xlogy(total - seen, (total - seen) / outside)
    return np.where(is_more, ratios / TWELFTHS, 0.0)


def _needed(expected: Array, total: int, ratio: float) -> Array:
    """The fewest whole twelfths of each part that give at least `ratio`: the ratio rises with what
    is seen, so a simulation needs no logarithms. More than `total` where nothing gives it."""
    low, high = np.floor(expected), np.full(len(expected), float(total))
    least = ratio * (1 - 1e-9)  # rounding must not make what is seen less extreme than itself
    reaches = _log_ratios(high, expected, total) >= least
    while (high - low > 1).any():
        middle = np.floor((low + high) / 2)
        enough = _log_ratios(middle, expected, total) >= least
        low, high = np.where(enough, low, middle), np.where(enough, middle, high)
    return np.where(reaches, high, total + 1)


def _drawn(events: Events, size: int, rng: np.random.Generator) -> Array:
    """[simulation, kind]: the events of the place when labels are dealt anew within each stratum.

    Drawn one event at a time where the place has few, else one kind at a time.
    """
    drawn = np.zeros((size, len(events.here)), dtype="float32")  # exact for a million events
    for stratum in np.unique(events.stratum):
        kinds = np.flatnonzero(events.stratum == stratum)
        together = (events.here + events.around)[kinds]
        of_place = int(events.here[kinds].sum())
        fewest = min(of_place, int(together.sum()) - of_place)
        method = "count" if fewest < 4 * len(kinds) else "marginals"
        drawn[:, kinds] = rng.multivariate_hypergeometric(together, of_place, size, method=method)
    return drawn
