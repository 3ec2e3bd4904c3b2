"""Places in time: the table `int_plek_maand` as arrays of counts, a source and a theme at a time.

What the counts mean stands in `hotspots` and `ranking`. The two sources are never added up here,
and a month that is not known is not 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

SOURCES = {"politie": "politie_registraties", "melddesk": "melddesk_meldingen"}
PLACE = ["straat_id", "straatnaam", "buurtcode", "buurtnaam"]
_LEAST_ROWS = 50  # as the gates of a delivery: fewer rows say too little about keys
_KEY_DROP = 0.3


@dataclass(frozen=True)
class Series:
    """One theme of one source: `counts` [place, month], 0 where a month is not `known` [month]."""

    counts: np.ndarray
    known: np.ndarray


class Panel:
    """The places of a municipality, month by month, up to and with one month.

    `places`: a row for each place (`plek_id` and the columns of `PLACE`) by `plek_id`; a place is
    one where any nuisance was counted. `months`: maandnummers (year x 12 + month - 1), none left
    out. `themes`: theme -> its name. Nothing after `until` is looked at.
    """

    def __init__(self, place_months: pd.DataFrame, until: int) -> None:
        rows = place_months[
            (place_months["maandnummer"] <= until) & (place_months["plek_soort"] != "deel onbekend")
        ]
        self.until = until
        self.places = (
            rows[["plek_id", *PLACE]]
            .drop_duplicates("plek_id")
            .sort_values("plek_id", ignore_index=True)
        )
        first = int(rows["maandnummer"].min()) if len(rows) else until + 1
        self.months = np.arange(first, until + 1)
        named = rows[["thema", "soort"]].drop_duplicates("thema").sort_values("thema")
        self.themes = dict(zip(named["thema"], named["soort"], strict=True))
        self._place = pd.Index(self.places["plek_id"]).get_indexer(rows["plek_id"])
        self._theme = pd.Index(list(self.themes)).get_indexer(rows["thema"])
        self._month = rows["maandnummer"].to_numpy(dtype="int64") - first
        self._rows = rows

    def series(self, source: str, theme: str) -> Series:
        """What a source counted of a theme. No month is known where the theme is not its own."""
        counts, known = self._all[source]
        number = list(self.themes).index(theme)
        return Series(counts[number].astype("float64"), known[number])

    def alive(self, back: int = 0) -> np.ndarray:
        """[place] -> whether anything at all was counted there, by any source, in the twelve
        months that end `back` months before the last. A key that is no longer used is no quiet
        place."""
        end = max(len(self.months) - back, 0)
        window = slice(max(end - 12, 0), end)
        counts = [counts[:, :, window].any(axis=(0, 2)) for counts, _ in self._all.values()]
        return np.logical_or.reduce(counts)

    def broken(self, source: str) -> np.ndarray:
        """[month] -> whether the keys of the streets of a source broke in that month.

        So says the gate of its delivery (column `<bron>_sleutel_gebroken`), or the month itself:
        far fewer of its rows lie at streets of the twelve months before than those months let
        expect. What they let expect is their own share of streets seen once (Good-Turing: the
        chance that the next row is at a new street). The gate sees whole deliveries; a bad month
        in a delivery of many years shows only here.
        """
        broken = np.zeros(len(self.months), dtype=bool)
        column = f"{source}_sleutel_gebroken"
        if column in self._rows:
            np.logical_or.at(broken, self._month, self._rows[column].to_numpy(dtype=bool))
        streets, number = np.unique(
            self.places["straat_id"].to_numpy(dtype=object), return_inverse=True
        )
        at_places = self._all[source][0].sum(axis=0)
        counts = np.zeros((len(streets), len(self.months)))
        np.add.at(counts, number, at_places)
        for month in range(1, len(self.months)):
            before = counts[:, max(0, month - 12) : month].sum(axis=1)
            here = counts[:, month]
            if min(before.sum(), here.sum()) < _LEAST_ROWS:
                continue
            overlap = here[before > 0].sum() / here.sum()
            expected = 1 - (before == 1).sum() / before.sum()
            broken[month] |= overlap < expected - _KEY_DROP
        return broken

    @cached_property
    def _all(self) -> dict[str, tuple[np.ndarray, np.ndarray]]:
        """Source -> counts [theme, place, month] and known [theme, month]."""
        shape = (len(self.themes), len(self.places), len(self.months))
        found = {}
        for source, column in SOURCES.items():
            counts = np.zeros(shape, dtype="int32")
            known = np.zeros((shape[0], shape[2]), dtype=bool)
            values = self._rows[column]
            there = values.notna().to_numpy()
            at = self._theme[there], self._place[there], self._month[there]
            counts[at] = values[there].to_numpy(dtype="int32")
            known[at[0], at[2]] = True
            found[source] = counts, known
        return found


def month_name(number: int) -> str:
    """A maandnummer as JJJJ-MM."""
    return f"{number // 12}-{number % 12 + 1:02}"
