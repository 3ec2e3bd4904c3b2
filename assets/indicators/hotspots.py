"""Which places are nuisance hotspots, and of which class. The background distribution is in
`background`, the ranking of places in `ranking`.

A month of a place *exceeds* where an ordinary place of the theme would have that count or more with
probability at most 1 % (divided over the sources that register the theme). A place is *high* over
twelve months where the same holds for its total and at least three of its months exceed. So where
no place is a hotspot, at most one in a hundred is called high. The class describes the twelve
months that end with the last:

- `hardnekkig`: high, active in at least 9 months, at least 6 months exceed, not falling within the
  twelve, not all from one address, and stable street keys;
- `voorbij`: high in these or the previous twelve months, falling, and no exceedance in the last
  six;
- `afnemend`: high in these or the previous twelve months, and falling;
- `nieuw`: at least 2 of the last 3 months exceed, and so do these three together; at most one of
  the nine before; and not high in the previous year;
- `oplopend`: at least 3 months exceed, of which 2 of the last 3, with a significant rise;
- `sporadisch`: none of these: incidental counts without a lasting pattern;
- `niet vast te stellen`: the street keys of a source broke within the twelve months, or those of
  this street; or fewer than nine months are known of a delivered source, and the known months do
  not make the place `hardnekkig` anyway. Unknown is not quiet.

Only months with the street keys of now count, also of the previous twelve: a key that is no longer
used is not a place that became quiet. `klasse_blind_tot` is the last month of which the twelve
months have a break.

A rise or fall is relative to the theme in the whole municipality (deseasonalised), by the
Mann-Kendall test at 5 %. A place also falls where these twelve months are so low after the previous
twelve, or the last three after the nine before (with at most one exceedance in these three), that
the probability is at most 1 % for a place whose rate did not change. That accounts for selection:
a place selected for a high count falls by chance alone (regression to the mean).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from assets.indicators.background import Background, fit_background
from assets.indicators.months import month_name
from assets.indicators.places import PLACE, SOURCES, Panel, Series
from assets.indicators.trend import mann_kendall

RATE = 0.01
UNKNOWN = "niet vast te stellen"
CLASSES = ("hardnekkig", "voorbij", "afnemend", "nieuw", "oplopend", "sporadisch", UNKNOWN)
COLUMNS = (
    *("plek_id", *PLACE, "thema", "soort", "maand_tot", "maanden_actief"),
    *("maanden_boven_verwachting", "politie_12m", "melddesk_12m", "beide_bronnen"),
    *("trend_tau", "trend_p", "klasse", "aandeel_grootste_bron_pct", "sleutel_stabiel"),
    "klasse_blind_tot",
)
_YEAR, _LONG_AGO = 12, 10**6
_MIN_KNOWN, _MIN_ACTIVE, _MIN_EXCEEDING = 9, 9, 6
_TREND_LEVEL = 0.05


def classify(
    place_months: pd.DataFrame, until: int, concentration: pd.DataFrame | None = None
) -> pd.DataFrame:
    """The class of each place and nuisance theme; a row for each with a count in the window, and
    for each that is `voorbij`.

    `place_months`: the table `int_plek_maand`; `until`: the last month of the window, as a month
    number; later months are ignored. `concentration`: the table `int_plek_concentratie` of the same
    period; without it there is no share of the largest address. Columns: `COLUMNS`; counts are rows
    of a source, `aandeel_grootste_bron_pct` is a percentage, `trend_tau` and `trend_p` may be
    empty. Sorted by place and theme.
    """
    panel = Panel(place_months, until)
    breaks = {source: _breaks(panel, source) for source in SOURCES}
    active = {back: panel.active(back) for back in (0, _YEAR)}
    by_theme = [
        _classify_theme(panel, theme, breaks, active, concentration) for theme in panel.themes
    ]
    if not by_theme:
        return pd.DataFrame(columns=list(COLUMNS))
    rows = pd.concat(by_theme, ignore_index=True)
    return rows.sort_values(["plek_id", "thema"], ignore_index=True)[list(COLUMNS)]


@dataclass(frozen=True)
class _Evidence:
    """What one source shows of each place over twelve months; arrays have a row for each place.

    `counts` [place, month]; `known` [month]; `exceeds` [place, month]; `high`: over all months;
    `recent`: the last three months together exceed; `drops`: high, but improbably low in the last
    three after the nine before; `background`: None without any count.
    """

    counts: np.ndarray
    known: np.ndarray
    exceeds: np.ndarray
    high: np.ndarray
    recent: np.ndarray
    drops: np.ndarray
    background: Background | None

    @property
    def deseasonalised(self) -> np.ndarray:
        """The counts of the known months over their seasonal factor."""
        season = np.ones(len(self.known)) if self.background is None else self.background.season
        return self.counts[:, self.known] / season[self.known]


def _evidence(series: Series, active: np.ndarray, rate: float) -> _Evidence:
    """The evidence of twelve months; `active` places make up the background, `rate` is the
    exceedance probability."""
    counts, known = series.counts, series.known
    none = np.zeros(len(counts), dtype=bool)
    background = fit_background(counts[active], known)
    if background is None:
        return _Evidence(counts, known, np.zeros(counts.shape, dtype=bool), none, none, none, None)
    season = background.season
    first, last = season[:-3].sum(), season[-3:].sum()
    earlier, later = counts[:, :-3].sum(axis=1), counts[:, -3:].sum(axis=1)
    exceeds = (background.exceedance(counts, season) <= rate) & known
    high = background.exceedance(earlier + later, first + last) <= rate
    high &= exceeds.sum(axis=1) >= 3
    recent = background.exceedance(later, last) <= rate
    drops = none.copy()
    lower_tail = background.predictive_lower_tail(earlier[high], first, later[high], last)
    drops[high] = lower_tail <= RATE
    return _Evidence(counts, known, exceeds, high, recent, drops, background)


def _breaks(panel: Panel, source: str) -> np.ndarray:
    """[place] -> the month number of the latest break of its key in a source; far in the past
    without one."""
    broken = np.flatnonzero(panel.broken(source))
    latest = np.full(len(panel.places), broken[-1] if len(broken) else -_LONG_AGO)
    replaced = panel.replaced(source)
    return np.maximum(latest, np.where(replaced < 0, -_LONG_AGO, replaced)) + (
        panel.until - len(panel.months) + 1
    )


def _window(series: Series, same_keys: np.ndarray, back: int) -> Series:
    """Twelve months that end `back` months before the end of the series. Months with other street
    keys, or before the series begins, are not known."""
    usable = series.only(same_keys)
    short = max(0, _YEAR + back - len(usable.known))
    counts = np.pad(usable.counts, ((0, 0), (short, 0)))
    known = np.pad(usable.known, (short, 0))
    window = slice(len(known) - _YEAR - back, len(known) - back)
    return Series(counts[:, window], known[window])


def _classify_theme(
    panel: Panel,
    theme: str,
    breaks: dict[str, np.ndarray],
    active: dict[int, np.ndarray],
    concentration: pd.DataFrame | None,
) -> pd.DataFrame:
    """The rows of one theme; `breaks`: see `_breaks`; `active`: months back -> [place]."""
    series = {source: panel.series(source, theme) for source in SOURCES}
    registering = [source for source in SOURCES if series[source].known[-_YEAR:].any()]
    rate = RATE / max(len(registering), 1)
    now, before = (
        {
            source: _evidence(
                _window(series[source], panel.keys(source).usable, back), places, rate
            )
            for source in SOURCES
        }
        for back, places in active.items()
    )
    blind_until = np.max([breaks[source] + _YEAR - 1 for source in registering], axis=0, initial=0)
    stable = blind_until < panel.until
    enough = [now[source].known.sum() >= _MIN_KNOWN for source in registering]
    frame = panel.places.assign(
        thema=theme,
        soort=panel.themes[theme],
        maand_tot=month_name(panel.until),
        sleutel_stabiel=stable,
        klasse_blind_tot=[
            None if sure else month_name(int(month))
            for sure, month in zip(stable, blind_until, strict=True)
        ],
        maanden_actief=_months(source.counts > 0 for source in now.values()),
        maanden_boven_verwachting=_months(source.exceeds for source in now.values()),
        **{f"{source}_12m": _total(now[source]) for source in SOURCES},
        beide_bronnen=np.all([now[source].counts.any(axis=1) for source in SOURCES], axis=0),
    )
    tau, p = mann_kendall(*(source.deseasonalised for source in now.values()))
    frame["trend_tau"], frame["trend_p"] = np.round(tau, 3), np.round(p, 4)
    share, single = _concentration(panel, theme, concentration)
    frame["aandeel_grootste_bron_pct"] = share
    several = ~single | frame["beide_bronnen"].to_numpy()
    same_keys = {source: breaks[source] <= panel.until - 2 * _YEAR for source in SOURCES}
    classes = _class(now, before, same_keys, tau, p, several)
    classes[~stable] = UNKNOWN
    if not any(enough):
        classes[:] = UNKNOWN
    elif not all(enough):
        classes[classes != "hardnekkig"] = UNKNOWN
    frame["klasse"] = classes
    return frame[(frame["maanden_actief"] > 0) | (frame["klasse"] == "voorbij")]


def _class(
    now: dict[str, _Evidence],
    before: dict[str, _Evidence],
    same_keys: dict[str, np.ndarray],
    tau: np.ndarray,
    p: np.ndarray,
    several: np.ndarray,
) -> np.ndarray:
    """The class of each place, by the definitions at the top of this module. `same_keys`: [place],
    whether it had the same key in both years; `several`: [place], not all from one address."""
    exceeds = _any(source.exceeds for source in now.values())
    active = _months(source.counts > 0 for source in now.values())
    exceeding = exceeds.sum(axis=1)
    exceeding_lately = exceeds[:, -3:].sum(axis=1)
    high = _any(source.high for source in now.values())
    was_high = _any(before[source].high & same_keys[source] for source in before)
    significant = np.nan_to_num(p, nan=1.0) < _TREND_LEVEL
    dropped = _any(source.drops for source in now.values()) & (exceeding_lately <= 1)
    falls = (significant & (tau < 0)) | dropped
    rises = significant & (tau > 0)
    fell = _any(_fell(before[source], now[source]) & same_keys[source] for source in now)
    recent = _any(source.recent for source in now.values()) & (exceeding_lately >= 2)
    down = (high & falls) | fell
    lasting = high & (active >= _MIN_ACTIVE) & (exceeding >= _MIN_EXCEEDING)
    conditions = {
        "hardnekkig": lasting & ~falls & several,
        "voorbij": down & ~exceeds[:, -6:].any(axis=1),
        "afnemend": down,
        "nieuw": recent & ~was_high & (exceeds[:, :-3].sum(axis=1) <= 1),
        "oplopend": recent & rises & (exceeding >= 3),
    }
    classes = np.select(list(conditions.values()), list(conditions), default="sporadisch")
    return classes.astype(object)


def _fell(before: _Evidence, now: _Evidence) -> np.ndarray:
    """Which places that were high are improbably low now. Where the other places fell too, a
    proportionally lower count is expected; where they rose, a place need not have kept up."""
    fell, others = before.high.copy(), ~(before.high | now.high)
    months_before, months_now = before.known.sum(), now.known.sum()
    if before.background is None or not fell.any() or months_now == 0:
        return np.zeros_like(fell)
    totals_before, totals_now = before.counts.sum(axis=1), now.counts.sum(axis=1)
    others_before = totals_before[others].sum() / months_before
    change = (totals_now[others].sum() / months_now) / max(others_before, 1e-9)
    lower_tail = before.background.predictive_lower_tail(
        totals_before[fell], months_before, totals_now[fell], months_now * min(change, 1.0)
    )
    fell[fell] = lower_tail <= RATE
    return fell


def _any(by_source: Iterable[np.ndarray]) -> np.ndarray:
    return np.logical_or.reduce(list(by_source))


def _months(by_source: Iterable[np.ndarray]) -> np.ndarray:
    """The number of months [place, month] that are true for at least one source."""
    return _any(by_source).sum(axis=1)


def _total(evidence: _Evidence) -> pd.array:
    """The rows of twelve months; empty where one of the months is not known."""
    totals = pd.array(evidence.counts.sum(axis=1).astype("int64"), dtype="Int64")
    if not evidence.known.all():
        totals[:] = pd.NA
    return totals


def _concentration(
    panel: Panel, theme: str, concentration: pd.DataFrame | None
) -> tuple[np.ndarray, np.ndarray]:
    """For each place: the percentage of the largest address (of the source where it is largest),
    and whether everything known about the place comes from one address."""
    places = panel.places["plek_id"]
    if concentration is None:
        return np.full(len(places), np.nan), np.zeros(len(places), dtype=bool)
    rows = concentration[concentration["thema"] == theme]
    single = (rows["adressen"] == 1) & (rows["met_adres"] == rows["aantal"])
    by_place = rows.assign(een_adres=single).groupby("plek_id")
    share = by_place["grootste_adres_pct"].max().reindex(places)
    all_single = by_place["een_adres"].all().reindex(places, fill_value=False)
    return share.to_numpy(dtype="float64"), all_single.to_numpy(dtype=bool)
