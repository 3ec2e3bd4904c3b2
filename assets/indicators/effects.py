"""What may be said of the effect of an approach at chosen places, and what may not.

Places are chosen for being high, and who is chosen for being high comes down with no measure at
all. So before against after says nothing by itself. Two figures say something: what was to be
expected without a measure, and a comparison with places like them where nothing was done. No
table of the program claims an effect; an analyst with a control group can use these.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def expected_without_measure(
    before: np.ndarray, chosen: np.ndarray, change: float = 1.0, phi: float = 1.0
) -> tuple[float, float]:
    """Expected events at the `chosen` places in an equally long period, had nothing been done; and
    its standard error.

    `before`: events of every place, also of those not chosen: they say how far places differ.
    `chosen`: a mask. `change`: the events of the places not chosen, after over before. `phi`: how
    much more than by chance a place varies from one period to the next (variance over mean); left
    at 1, the standard error is that of chance alone. Empirical Bayes with a gamma spread of rates
    fitted by moments (Hauer, 1997): a place with n events is expected to have mean + (n - mean) x
    k, where k = 1 - mean / variance is the share of the differences that is not chance.
    """
    before = np.asarray(before, dtype=float)
    mean = before.mean()
    variance = before.var(ddof=1) if len(before) > 1 else 0.0
    real = max(0.0, 1 - mean / variance) if variance > 0 else 0.0
    expected = change * (mean + real * (before[chosen] - mean))
    # the spread of each rate given its count (change^2 x k x posterior mean), and Poisson chance
    uncertain = phi * expected.sum() * (1 + change * real)
    return float(expected.sum()), float(np.sqrt(uncertain))


def wdd(
    treated: Sequence[float],
    control: Sequence[float],
    displacement_treated: Sequence[float] = (0, 0),
    displacement_control: Sequence[float] = (0, 0),
) -> tuple[float, float]:
    """The weighted displacement difference and its standard error; each argument (before, after).

    (change treated - change control) + (change around treated - change around control): events
    fewer (below 0) or more than the control lets expect, with what moved to the surroundings; se =
    the root of the sum of all counts (Wheeler and Ratcliffe, 2018; `wdd` in R's ptools). Treated
    and control must have been chosen in the same way.
    """
    groups = treated, control, displacement_treated, displacement_control
    changes = [after - before for before, after in groups]
    difference = changes[0] - changes[1] + changes[2] - changes[3]
    return float(difference), float(np.sqrt(sum(sum(group) for group in groups)))
