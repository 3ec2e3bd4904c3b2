"""What can and cannot be said about the effect of an approach at selected places.

Places are selected for high counts, and high counts fall without any measure (regression to the
mean), so a before-after comparison alone says nothing. Two figures do: the expected count without a
measure, and the difference with comparable places where nothing was done. No table of the program
claims an effect; these functions are for an analyst with a control group.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


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


def wdd(
    treated: Sequence[float],
    control: Sequence[float],
    displacement_treated: Sequence[float] = (0, 0),
    displacement_control: Sequence[float] = (0, 0),
) -> tuple[float, float]:
    """The weighted displacement difference and its standard error; each argument (before, after).

    (change treated - change control) + (change around treated - change around control): events
    fewer (negative) or more than the control predicts, including displacement to the surroundings.
    The standard error is the square root of the sum of all counts (Wheeler & Ratcliffe, 2018; `wdd`
    in R's ptools). Treated and control areas must be selected in the same way.
    """
    groups = treated, control, displacement_treated, displacement_control
    changes = [after - before for before, after in groups]
    difference = changes[0] - changes[1] + changes[2] - changes[3]
    return float(difference), float(np.sqrt(sum(sum(group) for group in groups)))
