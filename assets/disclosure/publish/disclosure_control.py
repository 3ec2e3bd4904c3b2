"""Disclosure control of all editions together: suppress, attack, and refuse what is recovered.

The attack has the last word, however the cells were suppressed: it sees what anyone sees who has
kept every edition. What an edition is made of besides belongs in `making`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from assets.basis.errors import AnalystError
from assets.disclosure.plan.all_editions import AllEditions
from assets.disclosure.solve.attack import attack
from assets.disclosure.solve.solved import Solved
from assets.disclosure.solve.suppression import CannotProtectError, suppress

# Maximum rounds of publishing recovered secondary suppressions.
_MAX_ROUNDS = 5
_MAX_NAMED = 5
_NAMED_BY = ["indicator_id", "gebied_code", "periode"]
_CONTRADICTION = (
    "De openbare cijfers zijn niet uitgegeven; de vorige uitgave staat er nog. De cijfers van deze "
    "uitgave en van de eerdere spreken elkaar tegen: geen aantallen passen bij alle samen. Is er "
    "iets veranderd in de map uitgaven/, zet die dan terug uit een reservekopie. Meld het anders "
    "aan de beheerder van het programma."
)


def protect(
    editions: AllEditions, singletons: bool, solved: Solved | None = None
) -> tuple[np.ndarray, dict[str, float]]:
    """The suppressed cells of all editions (bool), and the report of the attack: cellen, verborgen,
    herleid, smalste_interval. `solved`: what needs no solver.

    Raises AnalystError, which names the figures and never their value, if a sensitive cell cannot
    be protected or is recovered, or if the public cells contradict each other.
    """
    try:
        pattern, lower_bound = _suppress(editions, singletons, solved)
    except CannotProtectError as problem:
        raise _refusal("zijn niet te beschermen", editions, problem.cells) from None
    try:
        return _attack_and_release(editions, editions.suppressed(pattern), lower_bound, solved)
    except ValueError as problem:
        raise AnalystError(_CONTRADICTION) from problem


def _attack_and_release(
    editions: AllEditions, suppressed: np.ndarray, lower_bound: np.ndarray, solved: Solved | None
) -> tuple[np.ndarray, dict[str, float]]:
    """Attack, publish the secondary suppressions that are recovered, and attack again; the result
    as `protect`."""
    system = editions.system
    for _ in range(_MAX_ROUNDS):
        values = np.where(suppressed, np.nan, system.values)
        intervals = attack(
            system.incidence,
            ~suppressed,
            values,
            system.sensitive,
            system.threshold,
            lower_bound,
            solved=solved,
        )
        recovered = intervals.loc[intervals["recovered"], "cell"].to_numpy(dtype=int)
        useless = recovered[~system.sensitive[recovered]]
        if not len(useless):
            break
        suppressed[useless] = False  # everyone can compute them: publishing discloses nothing
    if len(recovered):
        raise _refusal("zijn terug te rekenen", editions, recovered)
    widths = intervals["upper"] - intervals["lower"]
    return suppressed, {
        "cellen": len(system),
        "verborgen": int(suppressed.sum()),
        "herleid": len(recovered),
        "smalste_interval": float(widths.min()) if len(intervals) else float("inf"),
    }


def _suppress(
    editions: AllEditions, singletons: bool, solved: Solved | None
) -> tuple[np.ndarray, np.ndarray]:
    """The pattern, and the lower bounds that hold with it.

    If the sensitive cells cannot be protected while every 0 is published, zeros are suppressed too,
    and the lower bounds become 0.
    """
    system = editions.system
    hidden = editions.stays_suppressed
    if not system.sensitive.any():
        return system.sensitive.copy(), system.lower_bound
    cells, without_zeros = system.without_zeros()
    try:
        pattern = np.zeros(len(system), dtype=bool)
        pattern[cells] = suppress(
            without_zeros, singletons=singletons, hidden=hidden[cells], solved=solved
        )
        return pattern, system.lower_bound
    except CannotProtectError:
        unbounded = np.zeros(len(system))
        unbounded_system = replace(system, lower_bound=unbounded)
        pattern = suppress(unbounded_system, singletons=singletons, hidden=hidden, solved=solved)
        return pattern, unbounded


def _refusal(problem: str, editions: AllEditions, cells: Sequence[int]) -> AnalystError:
    names = [" ".join(editions.figures.loc[cell, _NAMED_BY]) for cell in cells[:_MAX_NAMED]]
    more = " en andere" if len(cells) > _MAX_NAMED else ""
    return AnalystError(
        "De openbare cijfers zijn niet uitgegeven; de vorige uitgave staat er nog. Deze geheime "
        f"cijfers {problem} uit alles wat openbaar is: {'; '.join(names)}{more}. Zet het totaal "
        "waar de indicator onder valt bij [openbaar] niet_openbaar, kies minder perioden of "
        "gebieden; zie de handleiding, «Openbare cijfers»."
    )
