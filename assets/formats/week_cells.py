"""From the begin and end of an event to the parts of the week in which it may have happened.

The moment itself can point at a person and goes no further than this module; what is stored are
weights over 28 cells (seven weekdays x four parts of the day), in twelfths (Ratcliffe 2000: an
event counts in each part of its span alike). Which moments a row has is up to its source.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.special import bdtrc

from schemas.staged import CELLS, TWELFTHS, UNKNOWN_MOMENT

_HOUR = 3_600_000_000  # in microseconds, as all moments are
_DAY, _WEEK, _CELL = 24 * _HOUR, 7 * 24 * _HOUR, 6 * _HOUR
_MONDAY = pd.Timestamp("1970-01-05").value // 1000
_AT_ONCE = 50_000  # rows, so that a large delivery takes no more memory than this
_TIMES = 3  # more than this many times the busiest neighbour is not how people tell the time
_MINUTES = 1440  # of a day
_CHANCE = 1e-6  # of calling any time but midnight a default: a day has 1,440 minutes


def week_cells(begin: pd.Series, end: pd.Series, is_default: pd.Series) -> pd.Series:
    """The weights of each event as text, `4:12` or `4:3 5:9` (cell:twelfths), or `onbekend`.

    A cell is four times the weekday (Monday 0) plus the part of the day, from midnight; each event
    has twelve twelfths. `onbekend`: no begin or end, an end before the begin or more than a week
    after it, or `is_default` (see `default_times`).
    """
    start, stop = _microseconds(begin), _microseconds(end)
    known = (begin.notna() & end.notna() & ~is_default).to_numpy()
    usable = known & (stop >= start) & (stop - start <= _WEEK)
    result = np.full(len(begin), UNKNOWN_MOMENT, dtype=object)
    for rows in np.array_split(np.flatnonzero(usable), usable.sum() // _AT_ONCE + 1):
        result[rows] = _as_text(twelfths(start[rows], stop[rows] - start[rows]))
    return pd.Series(result, index=begin.index, dtype="str")


def hours(begin: pd.Series, end: pd.Series, is_default: pd.Series) -> pd.Series:
    """The hour of the day of each event, `0` to `23`; empty where it need not lie within one hour
    of the clock, and where `week_cells` says `onbekend`."""
    hour = begin.dt.floor("h")
    is_known = hour.eq(end.dt.floor("h")) & end.ge(begin) & ~is_default
    return hour.dt.hour.where(is_known).astype("Int64").astype("str").where(is_known, "")


def twelfths(start: np.ndarray, span: np.ndarray) -> np.ndarray:
    """The weights of events, one row of 28 whole numbers each, by largest remainder.

    Whole microseconds, so no rounding decides. Cells with the same remainder go round by the week
    and cell of the begin: with one fixed order, long spans would all fall in the same days.
    """
    offset = (start - _MONDAY) % _WEEK
    cells = np.arange(CELLS)
    inside = sum(_overlap(offset, span, cells + turn * CELLS) for turn in (0, 1))
    instant = np.flatnonzero(span == 0)
    inside[instant, offset[instant] // _CELL] = 1
    total = np.where(span == 0, 1, span)[:, None]
    weights, remainder = np.divmod(TWELFTHS * inside, total)
    turned = (cells - (start // _CELL * 11)[:, None]) % CELLS
    order = np.lexsort((turned, -remainder), axis=1)
    missing = TWELFTHS - weights.sum(axis=1)
    extra = np.zeros_like(weights)
    np.put_along_axis(extra, order, (cells < missing[:, None]).astype(extra.dtype), axis=1)
    return weights + extra


def times_of_day(moments: pd.Series, deliveries: pd.Series) -> pd.DataFrame:
    """How often each whole minute of the day occurs [delivery, minute]. Those of the parts of a
    delivery may be added up."""
    is_whole = _is_whole_minute(moments)
    of_delivery, names = pd.factorize(deliveries[is_whole], sort=True)
    minutes = _minute(moments)[is_whole].to_numpy("int64")
    counts = np.bincount(of_delivery * _MINUTES + minutes, minlength=len(names) * _MINUTES)
    return pd.DataFrame(counts.reshape(-1, _MINUTES), names, range(_MINUTES))


def default_times(
    moments: pd.Series, deliveries: pd.Series, counts: pd.DataFrame | None = None
) -> pd.Series:
    """Whether the time of day of each moment of a column stands for "not known" in its delivery.

    A whole minute is compared with the same minute of the hour before and after, in the same
    delivery. Midnight is a default if it occurs more than three times as often as either (in doubt
    it is not believed); any other time only if chance cannot explain that. `counts`: those of
    `times_of_day`, where `moments` are only a part of the delivery.
    """
    is_whole = _is_whole_minute(moments)
    counts = times_of_day(moments, deliveries) if counts is None else counts
    here = counts.to_numpy().astype("int64")
    beside = np.maximum(np.roll(here, 60, axis=1), np.roll(here, -60, axis=1))
    chance = bdtrc(here - 1, here + beside, _TIMES / (_TIMES + 1))
    is_default = chance < _CHANCE
    is_default[:, 0] = here[:, 0] > _TIMES * beside[:, 0]
    found = pd.DataFrame(is_default, index=counts.index, columns=counts.columns)
    result = pd.Series(False, index=moments.index)
    rows = counts.index.get_indexer(deliveries[is_whole])
    result[is_whole] = found.to_numpy()[rows, _minute(moments)[is_whole].astype("int64")]
    return result


def _is_whole_minute(moments: pd.Series) -> pd.Series:
    return moments.notna() & moments.eq(moments.dt.floor("min"))


def _minute(moments: pd.Series) -> pd.Series:
    return moments.dt.hour * 60 + moments.dt.minute


def _microseconds(moments: pd.Series) -> np.ndarray:
    return moments.astype("datetime64[us]").to_numpy().astype("int64")


def _overlap(offset: np.ndarray, span: np.ndarray, cells: np.ndarray) -> np.ndarray:
    """How much of each span lies in each cell, counted from the Monday before it."""
    first = np.maximum(offset[:, None], cells * _CELL)
    last = np.minimum((offset + span)[:, None], (cells + 1) * _CELL)
    return np.maximum(last - first, 0)


def _as_text(weights: np.ndarray) -> list[str]:
    """Each distinct row is written once, as most repeat."""
    rows = weights.astype("uint8", order="C").view(f"V{CELLS}").ravel().tolist()
    texts = {
        row: " ".join(f"{cell}:{weight}" for cell, weight in enumerate(row) if weight)
        for row in set(rows)
    }
    return [texts[row] for row in rows]
