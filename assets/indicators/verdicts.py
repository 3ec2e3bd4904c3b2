"""The verdict on every figure: indicator x area x window x month. The one place where it is made.

Series of a kind of area are judged together, the municipality first, because an area has the season
of its municipality. Statistics are in `variation`, `expectation`, `watch` and `windows`; tables,
breaks by name and wording for readers are in `judgements`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from threadpoolctl import threadpool_limits

from assets.indicators.expectation import Expectation, Months, Sums
from assets.indicators.series import Series, to_series
from assets.indicators.variation import AREA, MUNICIPALITY, Terms, Variation, estimate
from assets.indicators.watch import Watch
from assets.indicators.windows import WINDOWS, outcomes
from assets.indicators.words import DOWN, UP

Array = np.ndarray

# False signals in a whole issue to be expected where nothing changed, when a change is found. One
# that was found lasts a while, so about one and a half times as many are told.
BUDGET = 0.7
MIN_MONTHS = 12  # learned from, before anything is judged
COLUMNS = [
    "indicator_id",
    "gebied_code",
    "maandnummer",
    "maanden",
    "nu",
    "verwacht",
    "onder",
    "boven",
    "uitkomst",
    "reden",
    "kleinste_zichtbare_op",
    "kleinste_zichtbare_neer",
    "sinds_nummer",
    "sinds_nu",
    "sinds_verwacht",
    "niveau_nummer",
    "niveau_verhouding",
    "afgebroken",
    "afgebroken_nummer",
    "overdispersie",
    "vrijheidsgraden",
    "deel",
]
_CITY = "GM"
_MOST = 0.006  # probability of a false signal of one series, however few there are
_BIG = 5.0  # events in two months beyond which more of them give a series no more weight
_SMALL = 0.2
_CHUNK = 400  # series judged at once: their states fit in the cache
_SEASON_KNOWN = 24  # months after which the season of a municipality is known
# Standard error of an expected completeness, as a part of what is still to come: in the reports of
# cities the part that came later differed from the expected one by about as much.
_COMPLETENESS_ERROR = 0.75


@dataclass(frozen=True)
class Context:
    """What is known of series besides their counts, by indicator_id, in month numbers.

    `cuts`: months at which the level starts afresh (breaks); `left_out`: months that are judged but
    not learned from (corona). `accepted`: (indicator_id, gebied_code) -> months at which the team
    accepted a change as the new level. `completeness`: indicator_id, maandnummer, deel (expected
    part of the month that has been reported by now; 1 without a row).
    """

    cuts: Mapping[str, Sequence[int]]
    left_out: Mapping[str, Collection[int]]
    accepted: Mapping[tuple[str, str], Collection[int]]
    completeness: pd.DataFrame

    @classmethod
    def empty(cls) -> Context:
        """Nothing is known."""
        return cls({}, {}, {}, pd.DataFrame(columns=["indicator_id", "maandnummer", "deel"]))


@dataclass(frozen=True)
class _Group:
    """Some series of one kind of area (S), with what is known of their months (S, T)."""

    keys: pd.DataFrame
    numbers: Array
    months: Months
    accepted: list[set[int]]
    alpha: Array

    def __len__(self) -> int:
        return len(self.keys)


def verdicts(
    months: pd.DataFrame,
    judged: Mapping[str, Collection[int]],
    context: Context | None = None,
    *,
    budget: float = BUDGET,
) -> pd.DataFrame:
    """Every series in every window that ends with one of the months to be judged.

    In: `months`: indicator_id, gebied_code, maandnummer, waarde (NaN: not known). `judged`: kind of
    area (the first two letters of its code) -> month numbers. `budget`: the number of false signals
    to be expected in a month where nothing changed, all series together; the kinds of area share it
    equally, and within a kind a series has a share by what is usually counted.

    Out, sorted: indicator_id, gebied_code, maandnummer (the last of the window), maanden (its
    length), nu, verwacht, onder, boven (prediction limits), uitkomst, reden, kleinste_zichtbare_op
    and _neer (factors), sinds_nummer, sinds_nu, sinds_verwacht (of a signal, from the month in
    which the change began), niveau_nummer, niveau_verhouding (the last new level), afgebroken and
    afgebroken_nummer (the signal that lasted when a break cut it off, and since when),
    overdispersie, vrijheidsgraden, deel (the part of the window that has been reported by now).
    """
    context = context or Context.empty()
    series = to_series(months)
    if series.keys.empty:
        return pd.DataFrame(columns=COLUMNS)
    group = _group(series, context)
    kinds = series.level
    alpha = _shares(group, kinds, budget)
    group = _Group(group.keys, group.numbers, group.months, group.accepted, alpha)
    is_city = kinds == _CITY
    parent = _parents(series, is_city)
    with threadpool_limits(1):  # small matrices: sharing each among threads takes longer
        parts, season = _judge(_rows(group, is_city), judged.get(_CITY, ()), MUNICIPALITY)
        for kind in sorted({*kinds} - {_CITY}):
            rows = np.flatnonzero(kinds == kind)
            offset = np.zeros((len(rows), len(group.numbers)))
            offset[parent[rows] >= 0] = season[parent[rows[parent[rows] >= 0]]]
            parts += _judge(_rows(group, rows, offset), judged.get(kind, ()), AREA)[0]
    if not parts:
        return pd.DataFrame(columns=COLUMNS)
    rows = {name: np.concatenate([part[name] for part in parts]) for name in COLUMNS}
    return pd.DataFrame(rows).sort_values(
        ["indicator_id", "gebied_code", "maandnummer", "maanden"], ignore_index=True
    )


def _parents(series: Series, is_city: Array) -> Array:
    """For each series the number of the municipality, among the municipalities, whose season it
    has: its own by its code, else the first that has the indicator; -1 without."""
    number = np.cumsum(is_city) - 1
    first = pd.Series(number, series.keys["indicator_id"])[is_city].groupby(level=0).first()
    other = series.keys["indicator_id"].map(first).fillna(-1).to_numpy(dtype=int)
    own = series.municipality
    return np.where(own >= 0, number[own], other)


def _group(series: Series, context: Context) -> _Group:
    """All series, with what is known of their months."""
    shape = series.counts.shape
    indicators = series.keys["indicator_id"]
    usable = ~np.isnan(series.counts)
    restarts = np.zeros(shape, dtype=bool)
    for name, rows in series.keys.groupby("indicator_id", sort=False).indices.items():
        usable[np.ix_(rows, np.isin(series.months, list(context.left_out.get(name, ()))))] = False
        restarts[np.ix_(rows, np.isin(series.months, list(context.cuts.get(name, ()))))] = True
    restarts[:, 0] = False
    known = context.completeness
    part = np.ones(shape)
    if len(known):
        parts = known[known["deel"] > 0].pivot(
            index="indicator_id", columns="maandnummer", values="deel"
        )
        part = parts.reindex(index=indicators, columns=series.months).fillna(1.0).to_numpy(float)
    first = int(series.months[0])
    keys = zip(indicators, series.keys["gebied_code"], strict=True)
    accepted = [{month - first for month in context.accepted.get(key, ())} for key in keys]
    error = _COMPLETENESS_ERROR * (1 - part)
    months = Months(series.counts, usable, restarts, np.zeros(shape), part, error)
    return _Group(series.keys, series.months, months, accepted, np.empty(0))


def _rows(group: _Group, rows: Array, offset: Array | None = None) -> _Group:
    """Some rows of a group (numbers or a mask), with a known part of the log rate."""
    rows = np.flatnonzero(rows) if rows.dtype == bool else rows
    months = group.months
    arrays = {
        name: getattr(months, name)[rows]
        for name in ("counts", "usable", "restarts", "offset", "part", "error")
    }
    if offset is not None:
        arrays["offset"] = offset
    return _Group(
        group.keys.iloc[rows],
        group.numbers,
        Months(**arrays),
        [group.accepted[row] for row in rows],
        group.alpha[rows] if len(group.alpha) else group.alpha,
    )


def _shares(group: _Group, kinds: Array, budget: float) -> Array:
    """The two-sided probability of a false signal of each series (S): weighted Bonferroni.

    Every kind of area has the same part, so that thousands of neighbourhoods do not drown out the
    municipality. Within a kind a series has a weight by its usual count in two months: where little
    happens, little can be seen. So a verdict hardly depends on the other counts of its issue.
    """
    usable = group.months.usable
    usual = 2 * np.where(usable, group.months.counts, 0).sum(axis=1) / np.maximum(usable.sum(1), 1)
    weight = pd.Series(np.clip(usual, _SMALL, _BIG))
    total = weight.groupby(kinds).transform("sum")
    return np.minimum(budget / len(set(kinds)) * weight / total, _MOST).to_numpy()


def _judge(
    group: _Group, judged: Collection[int], terms: Terms
) -> tuple[list[dict[str, Array]], Array]:
    """The rows of a kind of area, by column, and the season of its log rate in each month (S, T),
    as known before that month."""
    season = np.zeros(group.months.counts.shape)
    if len(group) == 0:
        return [], season
    columns = [int(number - group.numbers[0]) for number in judged]
    months = group.months
    whole = months.usable & (months.part >= 1)
    variation = estimate(months.counts, whole, months.restarts, group.numbers, terms, months.offset)
    design = terms.design(group.numbers)
    parts = []
    for start in range(0, len(group), _CHUNK):
        rows = np.arange(start, min(start + _CHUNK, len(group)))
        chunk = _rows(group, rows)
        expectation = Expectation(
            chunk.months, design, variation.prior[rows], _of(variation, rows), MIN_MONTHS
        )
        watch = Watch(expectation, chunk.alpha, chunk.accepted)
        for month in range(len(group.numbers)):
            sums = watch.advance(month)
            season[rows, month] = expectation.part_of(terms.season(), month)
            if month in columns:
                parts.append(_told(chunk, watch, sums, month))
    known = min(_SEASON_KNOWN, len(group.numbers)) - 1
    for month in range(known):
        same = [later for later in range(known, -1, -1) if (later - month) % 12 == 0]
        season[:, month] = season[:, same[0]]
    return parts, season


def _of(variation: Variation, rows: Array) -> Variation:
    return Variation(
        variation.phi[rows],
        variation.df[rows],
        variation.drift[rows],
        variation.memory,
        variation.prior[rows],
    )


def _told(group: _Group, watch: Watch, sums: Sums, month: int) -> dict[str, Array]:
    """A row for each series and window that ends with column `month`, by column."""
    expectation, changes = watch.expectation, watch.state
    found = outcomes(
        month, sums, changes, expectation.history, group.alpha, expectation.variation.df
    )
    first, rows = int(group.numbers[0]), np.arange(len(group))
    words = np.array([None, UP, DOWN], dtype=object)  # also for -1: the last
    told = words[changes.direction]
    lasts = (found.outcome == told) & (changes.direction != 0)
    since = np.clip(month - changes.since, 0, len(sums.seen) - 1)
    shape = found.outcome.shape
    shared = {
        "sinds_nummer": np.where(lasts, first + changes.since, np.nan),
        "sinds_nu": np.where(lasts, sums.seen[since, rows], np.nan),
        "sinds_verwacht": np.where(lasts, sums.mean[since, rows], np.nan),
        "niveau_nummer": np.where(changes.level_since >= 0, first + changes.level_since, np.nan),
        "niveau_verhouding": np.where(changes.level_since >= 0, changes.level_ratio, np.nan),
        "afgebroken": words[changes.cut_direction],
        "afgebroken_nummer": np.where(
            changes.cut_direction != 0, first + changes.cut_since, np.nan
        ),
        "overdispersie": expectation.variation.phi,
        "vrijheidsgraden": expectation.variation.df,
    }
    part = group.months.part[:, : month + 1]
    parts = [part[:, -length:].mean(axis=1) for length in WINDOWS]
    frame = {
        **{name: np.tile(keys.to_numpy(object), len(WINDOWS)) for name, keys in group.keys.items()},
        "maandnummer": np.full(shape, first + month).ravel(),
        "maanden": np.repeat(WINDOWS, len(group)),
        "nu": found.counted.ravel(),
        "verwacht": found.expected.ravel(),
        "onder": found.low.ravel(),
        "boven": found.high.ravel(),
        "uitkomst": found.outcome.ravel(),
        "reden": found.reason.ravel(),
        "kleinste_zichtbare_op": found.smallest_rise.ravel(),
        "kleinste_zichtbare_neer": found.smallest_fall.ravel(),
        "deel": np.concatenate(parts),
    }
    return frame | {name: np.broadcast_to(value, shape).ravel() for name, value in shared.items()}
