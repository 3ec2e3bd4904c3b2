"""How well a ranked list of places predicted what happened. The list itself is made in `ranking`;
whether a measure worked cannot be read from a score, see `effects`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Score:
    """How the top of a list performed in a later period.

    `places`: size of the top, out of `all_places`; `hits`: events in the top, out of `events`.
    `hit_rate` = hits / events; `pai` (prediction accuracy index) = hit_rate / (places /
    all_places); `pei` (prediction efficiency index) = hits / hits of the best possible top of that
    size; `stayed` = share of the top that is also in the top of the later period. Shares are from 0
    to 1, `pai` is a factor; None where nothing happened. PAI: Chainey et al. (2008); PEI: Hunt
    (2016); both as in R's ptools.
    """

    places: int
    all_places: int
    events: float
    hits: float
    hit_rate: float | None
    pai: float | None
    pei: float | None
    stayed: float | None


def score(expected: np.ndarray, happened: np.ndarray, share: float) -> Score:
    """The score of the top `share` of the places, rounded, at least one place.

    `expected`, `happened`: a number for each place, in the same order; ties are broken by that
    order, in both.
    """
    size = min(len(happened), max(1, round(share * len(happened))))
    chosen = np.argsort(-np.asarray(expected, dtype=float), kind="stable")[:size]
    best = np.argsort(-np.asarray(happened, dtype=float), kind="stable")[:size]
    events, hits = float(np.sum(happened)), float(np.sum(happened[chosen]))
    if events <= 0:
        return Score(size, len(happened), events, hits, None, None, None, None)
    return Score(
        size,
        len(happened),
        events,
        hits,
        hits / events,
        hits / events / (size / len(happened)),
        hits / float(np.sum(happened[best])),
        len(np.intersect1d(chosen, best)) / size,
    )
