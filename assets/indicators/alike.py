"""Which places were alike before: the comparison of an approach, and how much such places vary.

Alike is in height and course: what each source counted in the last half year, in the one before,
and in the year before that. A place that was chosen because it was busy, or had become so, is
compared with places that were as busy and went the same way, and that fall by themselves as much.
What the comparison says is in `effects`.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

WINDOWS = (12, 6, 6)  # months, up to the last month before
SIZES = (10, 7, 5, 3)  # comparison places that are proposed: as many as are alike together
WIDEST = 1.5  # how far the heights of alike places may lie apart
_COURSE = 2.0  # and how far in any window
EVEN = 1.3  # how far the mean of the chosen places may, in any window
ENOUGH = 10  # events a year: with fewer a source does not tell what is alike
_VARYING = 30  # places from which is learned how much they vary
_FEW = 5.0  # events added to a window, so that a ratio of few says little


def windows(counts: np.ndarray) -> np.ndarray:
    """Events [..., window] of counts [..., month] of which the last month is the last before."""
    ends = counts.shape[-1] - np.cumsum((0, *reversed(WINDOWS)))
    edges = ends[::-1]
    parts = [counts[..., a:b].sum(axis=-1) for a, b in pairwise(edges)]
    return np.stack(parts, axis=-1)


def height(before: np.ndarray) -> np.ndarray:
    """Events of the last year, of windows [..., window]."""
    return before[..., 1:].sum(axis=-1)


def propose(before: np.ndarray, place: int, allowed: np.ndarray) -> np.ndarray:
    """The positions of the `allowed` places most alike to `place`; empty where fewer than three are
    as busy, or where together they went another way. `before`: events [place, source, window]."""
    told = height(before[place]) >= ENOUGH
    if not told.any():
        return np.empty(0, dtype=int)
    known = before[:, told]
    high = _within(height(known), height(known[place]), WIDEST).all(axis=1)
    course = _within(known + _FEW, known[place] + _FEW, _COURSE).all(axis=(1, 2))
    candidates = allowed & high & course
    candidates[place] = False
    order = _nearest(known, place, candidates)
    for size in SIZES:
        if len(order) >= min(SIZES) and balanced(known, place, order[:size]):
            return order[:size]
    return np.empty(0, dtype=int)


def balanced(before: np.ndarray, place: int, chosen: np.ndarray) -> bool:
    """Whether the mean of the chosen places is as high as `place` in every window, in every source
    that tells it; `before`: events [place, source, window]."""
    told = height(before[place]) >= ENOUGH
    mean, own = before[chosen][:, told].mean(axis=0), before[place, told]
    return bool(_within(mean + _FEW, own + _FEW, EVEN).all())


def _within(value: np.ndarray, of: np.ndarray, times: float) -> np.ndarray:
    """Whether values are at most so many times larger or smaller."""
    return (value <= of * times) & (value * times >= of)


def varying(before: np.ndarray, place: int, allowed: np.ndarray) -> np.ndarray:
    """The positions of the allowed places from which is learned how much places like `place` vary
    in one source; `before`: events [place, window]."""
    candidates = allowed & (height(before) > 0)
    candidates[place] = False
    return _nearest(before, place, candidates)[:_VARYING]


def _nearest(before: np.ndarray, place: int, candidates: np.ndarray) -> np.ndarray:
    """The candidates, nearest first: by square roots, as a count varies by its own square root."""
    roots = np.sqrt(before.reshape(len(before), -1))
    distance = ((roots - roots[place]) ** 2).sum(axis=1)
    positions = np.flatnonzero(candidates)
    return positions[np.argsort(distance[positions], kind="stable")]
