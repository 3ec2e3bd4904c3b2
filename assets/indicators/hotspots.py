"""Which places are hotspots of nuisance, and of which class. Which come first stands in `ranking`;
what is usual for a place in `usual`.

A month of a place is *above the expected* where a usual place of the theme would have that many or
more with a chance of at most 1 % (shared by the sources that know the theme). A place is *high*
over twelve months where the same holds for its total and at least three of its months are above.
So where no place is a hotspot, at most one in a hundred is called high.
The class tells of the twelve months up to and with the last:

- `hardnekkig`: high, active in at least 9 months, above the expected in at least 6, not falling
  within the twelve, not all from one address, and the keys of the streets stable;
- `voorbij`: high in these or in the twelve months before, falling, and not once above in the last
  six;
- `afnemend`: high in these or in the twelve months before, and falling;
- `nieuw`: above in at least 2 of the last 3 months and these three together, at most once in the
  nine before, and not high in the year before;
- `oplopend`: above in at least 3 months of which 2 of the last 3, with a significant rise;
- `sporadisch`: none of these: now and then something, no pattern that holds;
- `niet vast te stellen`: the keys of the streets broke; or less than nine months are known of a
  source that was delivered, and what is known does not make it `hardnekkig` all the same. What is
  not known is no calm.

A rise or fall is relative to the theme in the whole municipality (the season goes out), by the
test of Mann and Kendall at 5 %. A place falls as well where these twelve months have so few after
the twelve before, or the last three after the nine before (and at most one of these three is
above), that the chance is at most 1 % for a place that kept its rate. That it was chosen for being
high is allowed for: such a place comes down by chance alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from assets.indicators.places import PLACE, SOURCES, Panel, Series, month_name
from assets.indicators.trend import mann_kendall
from assets.indicators.usual import Usual, usual_place

RATE = 0.01
UNKNOWN = "niet vast te stellen"
CLASSES = ("hardnekkig", "voorbij", "afnemend", "nieuw", "oplopend", "sporadisch", UNKNOWN)
COLUMNS = (
    *("plek_id", *PLACE, "thema", "soort", "maand_tot", "maanden_actief"),
    *("maanden_boven_verwachting", "politie_12m", "melddesk_12m", "beide_bronnen"),
    *("trend_tau", "trend_p", "klasse", "aandeel_grootste_bron_pct", "sleutel_stabiel"),
)
_YEAR = 12
_LEAST_KNOWN, _LEAST_ACTIVE, _LEAST_ABOVE = 9, 9, 6
_TREND = 0.05


def classify(
    place_months: pd.DataFrame, until: int, concentration: pd.DataFrame | None = None
) -> pd.DataFrame:
    """The class of each place and nuisance theme; a row for each with a count in the window, and
    for each that is `voorbij`.

    `place_months`: the table `int_plek_maand`; `until`: the last month of the window, as a
    maandnummer (year x 12 + month - 1); what is later is not looked at. `concentration`: the table
    `int_plek_concentratie` of the same period; without it no share of the largest address is
    given. Columns: `COLUMNS`; counts are rows of a source, `aandeel_grootste_bron_pct` a
    percentage, `trend_tau` and `trend_p` may be empty. Ordered by place and theme.
    """
    panel = Panel(place_months, until)
    broken = {source: panel.broken(source) for source in SOURCES}
    alive = {back: panel.alive(back) for back in (0, _YEAR)}
    found = [_of_theme(panel, theme, broken, alive, concentration) for theme in panel.themes]
    if not found:
        return pd.DataFrame(columns=list(COLUMNS))
    rows = pd.concat(found, ignore_index=True)
    return rows.sort_values(["plek_id", "thema"], ignore_index=True)[list(COLUMNS)]


@dataclass(frozen=True)
class _Signs:
    """What one source says of the places over twelve months; each array has a row a place.

    `counts`, `known`: the months; `above` [place, month]; `high` over all of them; `recent`: the
    last three months together are above; `drops`: high, but far fewer in these three than in the
    nine before; `usual`: what is usual (None without any count).
    """

    counts: np.ndarray
    known: np.ndarray
    above: np.ndarray
    high: np.ndarray
    recent: np.ndarray
    drops: np.ndarray
    usual: Usual | None

    @property
    def adjusted(self) -> np.ndarray:
        """The known months without the season."""
        season = np.ones(len(self.known)) if self.usual is None else self.usual.season
        return self.counts[:, self.known] / season[self.known]


def _signs(series: Series, alive: np.ndarray, rate: float) -> _Signs:
    counts, known = series.counts, series.known
    none = np.zeros(len(counts), dtype=bool)
    usual = usual_place(counts[alive], known)
    if usual is None:
        return _Signs(counts, known, np.zeros(counts.shape, dtype=bool), none, none, none, None)
    first, last = usual.season[:-3].sum(), usual.season[-3:].sum()
    earlier, later = counts[:, :-3].sum(axis=1), counts[:, -3:].sum(axis=1)
    above = (usual.chance(counts, usual.season) <= rate) & known
    high = usual.chance(earlier + later, first + last) <= rate
    high &= above.sum(axis=1) >= 3
    recent = usual.chance(later, last) <= rate
    drops = none.copy()
    drops[high] = usual.chance_of_fewer(earlier[high], first, later[high], last) <= RATE
    return _Signs(counts, known, above, high, recent, drops, usual)


def _window(series: Series, broken: np.ndarray, back: int) -> Series:
    """Twelve months of a series, ending `back` months before its end; a month of which the keys
    broke is not known, nor is one from before the series begins."""
    known = series.known & ~broken
    counts = np.where(known, series.counts, 0)
    short = max(0, _YEAR + back - len(known))
    counts = np.pad(counts, ((0, 0), (short, 0)))
    known = np.pad(known, (short, 0))
    window = slice(len(known) - _YEAR - back, len(known) - back)
    return Series(counts[:, window], known[window])


def _of_theme(
    panel: Panel,
    theme: str,
    broken: dict[str, np.ndarray],
    alive: dict[int, np.ndarray],
    concentration: pd.DataFrame | None,
) -> pd.DataFrame:
    series = {source: panel.series(source, theme) for source in SOURCES}
    own = [source for source in SOURCES if series[source].known[-_YEAR:].any()]
    rate = RATE / max(len(own), 1)
    now, before = (
        {s: _signs(_window(series[s], broken[s], back), there, rate) for s in SOURCES}
        for back, there in alive.items()
    )
    stable = not any(broken[source][-_YEAR:].any() for source in own)
    enough = [now[source].known.sum() >= _LEAST_KNOWN for source in own]
    frame = panel.places.assign(
        thema=theme,
        soort=panel.themes[theme],
        maand_tot=month_name(panel.until),
        sleutel_stabiel=stable,
    )
    frame["maanden_actief"] = _months_of_any(one.counts > 0 for one in now.values())
    frame["maanden_boven_verwachting"] = _months_of_any(one.above for one in now.values())
    for source in SOURCES:
        frame[f"{source}_12m"] = _total(now[source])
    with_any = [now[source].counts.any(axis=1) for source in SOURCES]
    frame["beide_bronnen"] = np.logical_and.reduce(with_any)
    tau, chance = mann_kendall(*(one.adjusted for one in now.values()))
    frame["trend_tau"], frame["trend_p"] = np.round(tau, 3), np.round(chance, 4)
    share, single = _concentration(panel, theme, concentration)
    frame["aandeel_grootste_bron_pct"] = share
    several = ~single | frame["beide_bronnen"].to_numpy()
    found = _class(now, before, tau, chance, several)
    if not stable or not any(enough):
        found[:] = UNKNOWN
    elif not all(enough):
        found[found != "hardnekkig"] = UNKNOWN
    frame["klasse"] = found
    return frame[(frame["maanden_actief"] > 0) | (frame["klasse"] == "voorbij")]


def _class(
    now: dict[str, _Signs],
    before: dict[str, _Signs],
    tau: np.ndarray,
    chance: np.ndarray,
    several: np.ndarray,
) -> np.ndarray:
    """The class of each place, by the definitions that open this module."""
    above = _any(one.above for one in now.values())
    active = _months_of_any(one.counts > 0 for one in now.values())
    often = above.sum(axis=1)
    high, was_high = _any(one.high for one in now.values()), _any(s.high for s in before.values())
    significant = np.nan_to_num(chance, nan=1.0) < _TREND
    latest = above[:, -3:].sum(axis=1)
    dropped = _any(one.drops for one in now.values()) & (latest <= 1)
    falls = (significant & (tau < 0)) | dropped
    rises = significant & (tau > 0)
    fell = _any(_fewer(before[source], now[source]) for source in now)
    recent = _any(one.recent for one in now.values()) & (latest >= 2)
    down = (high & falls) | fell
    is_of = {
        "hardnekkig": high & (active >= _LEAST_ACTIVE) & (often >= _LEAST_ABOVE) & ~falls & several,
        "voorbij": down & ~above[:, -6:].any(axis=1),
        "afnemend": down,
        "nieuw": recent & ~was_high & (above[:, :-3].sum(axis=1) <= 1),
        "oplopend": recent & rises & (often >= 3),
    }
    found = np.select(list(is_of.values()), list(is_of), default="sporadisch")
    return found.astype(object)


def _fewer(before: _Signs, now: _Signs) -> np.ndarray:
    """Which places that were high have clearly fewer now. Where the other places went down too,
    that much less is expected; where they went up, a place need not have kept up with them."""
    fewer, others = before.high.copy(), ~(before.high | now.high)
    months = before.known.sum(), now.known.sum()
    if before.usual is None or not fewer.any() or months[1] == 0:
        return fewer & False
    then, later = before.counts.sum(axis=1), now.counts.sum(axis=1)
    level = (later[others].sum() / months[1]) / max(then[others].sum() / months[0], 1e-9)
    chance = before.usual.chance_of_fewer(
        then[fewer], months[0], later[fewer], months[1] * min(level, 1.0)
    )
    fewer[fewer] = chance <= RATE
    return fewer


def _any(signs: Iterable[np.ndarray]) -> np.ndarray:
    return np.logical_or.reduce(list(signs))


def _months_of_any(months: Iterable[np.ndarray]) -> np.ndarray:
    """In how many months [place, month] at least one of the sources says so."""
    return _any(months).sum(axis=1)


def _total(signs: _Signs) -> pd.array:
    """The rows of twelve months; empty where one of them is not known."""
    totals = pd.array(signs.counts.sum(axis=1).astype("int64"), dtype="Int64")
    if not signs.known.all():
        totals[:] = pd.NA
    return totals


def _concentration(
    panel: Panel, theme: str, concentration: pd.DataFrame | None
) -> tuple[np.ndarray, np.ndarray]:
    """Of each place: the share of the largest address (of the source where it is the largest),
    and whether all that is known of the place comes from one address."""
    places = panel.places["plek_id"]
    if concentration is None:
        return np.full(len(places), np.nan), np.zeros(len(places), dtype=bool)
    rows = concentration[concentration["thema"] == theme]
    single = (rows["adressen"] == 1) & (rows["met_adres"] == rows["aantal"])
    by_place = rows.assign(een_adres=single).groupby("plek_id")
    share = by_place["grootste_adres_pct"].max().reindex(places)
    alone = by_place["een_adres"].all().reindex(places, fill_value=False)
    return share.to_numpy(dtype="float64"), alone.to_numpy(dtype=bool)
