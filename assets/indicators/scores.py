"""How well a list of places did afterwards. What is on the list stands in `ranking`; whether a
measure helped cannot be seen from it, that stands in `effects`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Score:
    """How the top of a list did in a later period.

    `places` on the top, of `all_places`; `hits` of `events` happened at them. `hit_rate` =
    hits / events; `pai` (prediction accuracy index) = hit_rate / (places / all_places); `pei`
    (prediction efficiency index) = hits / what the best possible top of that size would have hit;
    `stayed` = the share of the top that is also in the top of the later period. All but the
    numbers are shares from 0 to 1 (`pai`: a factor), None where nothing happened. PAI: Chainey
    and others (2008); PEI: Hunt (2016), both as in R's ptools.
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
    """The score of the top `share` of the places, rounded, at least one.

    `expected`, `happened`: a number for each place, in the same order; of equal numbers the place
    that stands first comes first, in both.
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
