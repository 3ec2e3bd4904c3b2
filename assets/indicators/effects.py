"""What can and cannot be said about the effect of an approach at selected places.

Places are selected for high counts, and high counts fall without any measure (regression to the
mean), so a before-after comparison alone says nothing. Two figures do: the expected count without a
measure, and the difference with places that were alike before and where nothing was done. Which
places those are is in `alike`; the table is made in `approach_effects`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

LEVEL, POWER = 0.95, 0.8
DOWN, SAME, UP = (
    "meer gedaald dan vergelijkbare plekken",
    "geen verschil vast te stellen",
    "meer gestegen",
)


@dataclass(frozen=True)
class Spread:
    """How much more areas differ between two periods than chance alone: `phi` at areas with `level`
    events in both periods together; `freedom`: degrees of freedom of that estimate."""

    phi: float
    level: float
    freedom: int

    def at(self, events: float) -> float:
        """At an area with so many events. In a busier one the part that is not chance weighs more;
        in a quieter one it is taken as here."""
        return 1 + (self.phi - 1) * max(1.0, events / self.level)


@dataclass(frozen=True)
class Difference:
    """A weighted displacement difference: fewer (negative) or more events than the comparison
    predicts, with its interval, and the smallest difference seen with 80 % chance."""

    value: float
    low: float
    high: float
    smallest: float

    @property
    def outcome(self) -> str:
        """In words."""
        return DOWN if self.high < 0 else UP if self.low > 0 else SAME


def spread(before: np.ndarray, after: np.ndarray) -> Spread | None:
    """From areas of which none was treated, each with its events in two periods; they may all
    change alike. None where fewer than ten of them had any event, or none changed period."""
    events = before + after
    counted = events > 0
    if counted.sum() < 10 or not 0 < after.sum() < events.sum():
        return None
    part = after.sum() / events.sum()
    squares = (after - part * events)[counted] ** 2 / (events[counted] * part * (1 - part))
    freedom = int(counted.sum()) - 1
    return Spread(max(1.0, squares.sum() / freedom), float(events[counted].mean()), freedom)


def wdd(
    treated: Sequence[float],
    control: Sequence[float],
    displacement_treated: Sequence[float] = (0, 0),
    displacement_control: Sequence[float] = (0, 0),
    weights: Sequence[float] = (1, 1),
    phi: Sequence[float] = (1, 1),
) -> tuple[float, float]:
    """The weighted displacement difference and its standard error; each area (before, after).

    (change treated - change control) + (change around treated - change around control): events
    fewer (negative) or more than the control predicts, including displacement to the surroundings.
    The variance is the sum of all counts (Wheeler & Ratcliffe, 2018; `wdd` in R's ptools).
    `weights`: of the control and of its surroundings, where they are larger or smaller. `phi`:
    overdispersion of the areas and of their surroundings. Treated and control areas must be
    selected in the same way.
    """
    areas = (
        (treated, 1.0, phi[0]),
        (control, -weights[0], phi[0]),
        (displacement_treated, 1.0, phi[1]),
        (displacement_control, -weights[1], phi[1]),
    )
    difference = sum(weight * (area[1] - area[0]) for area, weight, _ in areas)
    variance = sum(excess * weight**2 * sum(area) for area, weight, excess in areas)
    return float(difference), float(np.sqrt(variance))


@dataclass(frozen=True)
class Compared:
    """An area and its control, each with its events (before, after). `weight`: how much busier the
    area was than the control, in a time that was fixed beforehand. `phi`: overdispersion, estimated
    with `freedom`."""

    treated: tuple[int, int]
    control: tuple[int, int]
    weight: float
    phi: float
    freedom: int

    @classmethod
    def of(
        cls,
        counts: np.ndarray,
        height: np.ndarray,
        treated: np.ndarray,
        control: np.ndarray,
        varies: Spread | None,
    ) -> Compared | None:
        """From `counts` [place, (before, after)] and masks of places; None where there is nothing
        to compare with, or it is not known how much such areas vary."""
        if varies is None or not height[treated].sum() or not height[control].sum():
            return None
        own, other = (counts[mask].sum(axis=0).astype(int) for mask in (treated, control))
        return cls(
            (int(own[0]), int(own[1])),
            (int(other[0]), int(other[1])),
            float(height[treated].sum() / height[control].sum()),
            varies.at(float(own.sum())),
            varies.freedom,
        )

    @property
    def expected(self) -> float:
        """The events after, had the area changed as its control."""
        return self.treated[0] + self.weight * (self.control[1] - self.control[0])

    def difference(self, near: Compared | None = None) -> Difference:
        """The difference with the control, together with that of the surroundings if given."""
        beside = near or Compared((0, 0), (0, 0), 1.0, 1.0, self.freedom)
        value, error = wdd(
            self.treated,
            self.control,
            beside.treated,
            beside.control,
            (self.weight, beside.weight),
            (self.phi, beside.phi),
        )
        freedom = min(self.freedom, beside.freedom)
        margin = stdtrit(freedom, (1 + LEVEL) / 2) * error
        seen = margin + stdtrit(freedom, POWER) * error
        return Difference(value, value - margin, value + margin, seen)


def expected_without_measure(
    before: np.ndarray, chosen: np.ndarray, change: float = 1.0, phi: float = 1.0
) -> tuple[float, float]:
    """Expected events at the `chosen` places in an equally long later period without a measure,
    and the standard error.

    `before`: events of every place, including those not chosen, which show how much places differ.
    `chosen`: a mask. `change`: ratio of events after to before at the places not chosen. `phi`:
    overdispersion of a place between periods (1: the standard error is Poisson). Empirical Bayes
    with a gamma distribution of rates, fitted by moments (Hauer, 1997): the expected count after n
    events is mean + (n - mean) x k, with reliability k = 1 - mean / variance.
    """
    before = np.asarray(before, dtype=float)
    mean = before.mean()
    variance = before.var(ddof=1) if len(before) > 1 else 0.0
    reliability = max(0.0, 1 - mean / variance) if variance > 0 else 0.0
    expected = change * (mean + reliability * (before[chosen] - mean))
    # Posterior variance of each rate (change^2 x k x posterior mean) plus Poisson variance.
    squared_error = phi * expected.sum() * (1 + change * reliability)
    return float(expected.sum()), float(np.sqrt(squared_error))
