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
SIZES = (10, 7, 5, 3, 2)  # comparison places that are proposed: as many as are alike together
HEIGHTS = (
    1.5,
    2.0,
    3.0,
)  # times that alike places may differ in height: the narrowest that will do
_COURSE = 2.0  # how far the course of one may differ in any window, at the same height
_EVEN = 1.3  # and how far that of all together
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
    """The positions of the `allowed` places most alike to `place`; empty where fewer than two are
    near its height and went the same way. `before`: events [place, source, window]."""
    told = height(before[place]) >= ENOUGH
    if not told.any():
        return np.empty(0, dtype=int)
    known = before[:, told]
    order = _nearest(known, place, allowed & (np.arange(len(before)) != place))
    scaled = _to_height(known[order], known[place])
    course = _within(scaled + _FEW, known[place] + _FEW, _COURSE).all(axis=(1, 2))
    for times in HEIGHTS:
        near = _within(height(known[order]), height(known[place]), times).all(axis=1)
        alike = order[near & course]
        for size in SIZES:
            if len(alike) >= min(SIZES) and balanced(known, place, alike[:size]):
                return alike[:size]
    return np.empty(0, dtype=int)


def balanced(before: np.ndarray, place: int, chosen: np.ndarray) -> bool:
    """Whether the mean of the chosen places is not too far from the height of `place`, and went the
    same way, in every source that tells it; `before`: events [place, source, window]."""
    told = height(before[place]) >= ENOUGH
    mean, own = before[chosen][:, told].mean(axis=0), before[place, told]
    near = _within(height(mean), height(own), max(HEIGHTS)).all()
    return bool(near and _within(_to_height(mean, own) + _FEW, own + _FEW, _EVEN).all())


def _to_height(before: np.ndarray, own: np.ndarray) -> np.ndarray:
    """Windows [..., source, window] as they would be at the height of `own` [source, window]."""
    times = height(own) / np.maximum(height(before), 1)
    return before * times[..., None]


def _within(value: np.ndarray, of: np.ndarray, times: float) -> np.ndarray:
    """Whether values are at most so many times larger or smaller."""
    return (value <= of * times) & (value * times >= of)


def varying(before: np.ndarray, place: int, allowed: np.ndarray) -> np.ndarray:
    """The positions of the allowed places that are used to estimate how much places like `place`
    vary in one source. `before`: events [place, window]."""
    candidates = allowed & (height(before) > 0)
    candidates[place] = False
    return _nearest(before, place, candidates)[:_VARYING]


def _nearest(before: np.ndarray, place: int, candidates: np.ndarray) -> np.ndarray:
    """The candidates, nearest first: by square roots, as a count varies by its own square root."""
    roots = np.sqrt(before.reshape(len(before), -1))
    distance = ((roots - roots[place]) ** 2).sum(axis=1)
    positions = np.flatnonzero(candidates)
    return positions[np.argsort(distance[positions], kind="stable")]
