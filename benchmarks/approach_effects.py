"""How often an approach is called a success or a failure where nothing changed, and how often a
real change is seen: cities in which places vary more than by chance, and drift. The place is chosen
as places are chosen: busy, risen, or at a peak.

Prints aggregates only. Seeds are fixed. `python -m benchmarks.approach_effects [cities]`
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from assets.indicators.alike import height, propose, windows
from assets.indicators.approach_effects import Then
from assets.indicators.effects import DOWN, UP

MONTHS, START = 48, 36
NEIGHBOURHOODS = 40
_MEMORY = 0.9  # of the drift of a place, from month to month


@dataclass(frozen=True)
class Kind:
    """A kind of city. `rows`: a month. `phi`: overdispersion of a month at a place. `drift`: how
    far the level of a place wanders (standard deviation of its logarithm)."""

    streets: int
    rows: float
    spread: float
    phi: float
    drift: float


KINDS = (
    Kind(500, 600, 1.3, 1.0, 0.0),
    Kind(500, 600, 1.3, 1.0, 0.3),
    Kind(500, 600, 1.3, 2.5, 0.0),
    Kind(500, 600, 1.3, 2.5, 0.3),
    Kind(500, 200, 1.3, 1.6, 0.2),
    Kind(300, 2000, 1.0, 4.6, 0.2),
)


def a_city(rng: np.random.Generator, kind: Kind) -> np.ndarray:
    """Counts [place, month] of a city where nothing is done; with a season."""
    rates = rng.lognormal(0, kind.spread, kind.streets)
    season = 1 + 0.4 * np.sin(np.arange(MONTHS) / 6 * np.pi)
    level = np.empty((kind.streets, MONTHS))
    level[:, 0] = rng.normal(size=kind.streets)
    for month in range(1, MONTHS):
        step = rng.normal(size=kind.streets) * np.sqrt(1 - _MEMORY**2)
        level[:, month] = _MEMORY * level[:, month - 1] + step
    mean = (rates / rates.sum() * kind.rows)[:, None] * season
    mean = mean * np.exp(kind.drift * level - kind.drift**2 / 2)
    if kind.phi > 1:  # a negative binomial
        mean = rng.gamma(mean / (kind.phi - 1), kind.phi - 1)
    return rng.poisson(mean)


def _by_rank(rank: int) -> Callable[[np.ndarray], int]:
    return lambda counts: int(np.argsort(-counts[:, 24:START].sum(axis=1))[rank])


def _risen(counts: np.ndarray) -> int:
    """Of the eighty busiest the one that rose most."""
    now, before = counts[:, 24:START].sum(axis=1), counts[:, 12:24].sum(axis=1)
    busy = np.argsort(-now)[:80]
    return int(busy[np.argmax((now - before)[busy] / np.sqrt(now[busy] + 1))])


CHOSEN: dict[str, Callable[[np.ndarray], int]] = {
    "the busiest of all": _by_rank(0),
    "the tenth": _by_rank(9),
    "the fortieth": _by_rank(39),
    "the one that rose most": _risen,
    "the highest last quarter": lambda counts: counts[:, START - 3 : START].sum(axis=1).argmax(),
}


def compare(
    rng: np.random.Generator, counts: np.ndarray, own: int, months: int, left: float
) -> tuple[str, bool, bool, float, float] | None:
    """The word about a place at which a part `left` remains of what would have happened, whether
    the intervals of the surroundings and of both exclude 0, the smallest visible part, and the
    height; None without comparison places."""
    after = counts[:, START : START + months].sum(axis=1)
    before = counts[:, START - 12 : START - 12 + months].sum(axis=1)
    after[own] = rng.binomial(after[own], left)
    where = rng.permutation(np.arange(len(counts)) % NEIGHBOURHOODS).astype(str)
    earlier = windows(counts[:, :START].astype(float))
    alike = propose(earlier[:, None], own, where != where[own])
    then = Then(np.stack([before, after], axis=1), earlier, where, np.ones(len(counts), dtype=bool))
    fixed = np.isin(np.arange(len(counts)), alike)
    place = then.place(own, fixed)
    near = then.surroundings(own, fixed)
    if place is None or near is None:
        return None
    found, around, both = place.difference(), near.difference(), place.difference(near)
    outside = [(part.low > 0 or part.high < 0) for part in (around, both)]
    return (found.outcome, *outside, found.smallest / place.expected, float(height(earlier)[own]))


def tell(
    kind: Kind, choose: Callable[[np.ndarray], int], months: int, left: float, cities: int
) -> str:
    """One line of a table."""
    results = []
    for number in range(cities):
        rng = np.random.default_rng([number, kind.streets, months])
        counts = a_city(rng, kind)
        results.append(compare(rng, counts, choose(counts), months, left))
    told = [result for result in results if result is not None]
    if not told:
        return "no comparison"
    words = Counter(result[0] for result in told)
    near, both, visible, events = np.array([result[1:] for result in told], dtype=float).T
    return (
        f"compared {len(told) / cities:4.0%}  down {words[DOWN] / len(told):6.1%}  "
        f"up {words[UP] / len(told):6.1%}  near {near.mean():5.1%}  both {both.mean():5.1%}  "
        f"events a year {np.median(events):4.0f}  smallest visible {np.median(visible):4.0%}"
    )


def main(cities: int) -> None:
    """Print both tables."""
    print("nothing changed: words and intervals that say something did (per compared place)")
    for kind in KINDS:
        print(kind)
        for name, choose in CHOSEN.items():
            for months in (6, 12):
                print(f"  {name:<25} {months:2} months: {tell(kind, choose, months, 1.0, cities)}")
    print("\nthe tenth place, of which a part is left")
    for kind in KINDS[1:5]:
        print(kind)
        for left in (0.8, 0.6, 0.4, 0.2):
            for months in (6, 12):
                line = tell(kind, CHOSEN["the tenth"], months, left, cities)
                print(f"  {left:.0%} left, {months:2} months: {line}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 400)
