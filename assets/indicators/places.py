"""Places over time: the table `int_plek_maand` as arrays of counts, by source and theme.

Interpreting the counts belongs in `hotspots` and `ranking`. The two sources are never added
together here, and an unknown month is not 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from assets.indicators.keys import Keys, follow, replaced

SOURCES = {"politie": "politie_registraties", "melddesk": "melddesk_meldingen"}
PLACE = ["straat_id", "straatnaam", "buurtcode", "buurtnaam"]


@dataclass(frozen=True)
class Series:
    """One theme of one source: `counts` [place, month], 0 where a month is not `known` [month]."""

    counts: np.ndarray
    known: np.ndarray

    def only(self, usable: np.ndarray) -> Series:
        """The same series in which the other months are not known."""
        known = self.known & usable
        return Series(np.where(known, self.counts, 0.0), known)


class Panel:
    """All places of a municipality in every month up to and including `until`; later months are
    ignored.

    `places`: a row for each place with any nuisance count (`plek_id` and the columns of `PLACE`),
    sorted by `plek_id`. `months`: consecutive month numbers (see `months`). `themes`: theme -> its
    name.
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
        themes = rows[["thema", "soort"]].drop_duplicates("thema").sort_values("thema")
        self.themes = dict(zip(themes["thema"], themes["soort"], strict=True))
        self._place = pd.Index(self.places["plek_id"]).get_indexer(rows["plek_id"])
        self._theme = pd.Index(list(self.themes)).get_indexer(rows["thema"])
        self._month = rows["maandnummer"].to_numpy(dtype="int64") - first
        self._rows = rows

    def series(self, source: str, theme: str) -> Series:
        """The counts of a source for a theme. No month is known where it does not register it."""
        counts, known = self._arrays[source]
        number = list(self.themes).index(theme)
        return Series(counts[number].astype("float64"), known[number])

    def counted(self, source: str, theme: str) -> Series:
        """As `series`, without the months that had street keys of their own: their rows may not all
        be there."""
        return self.series(source, theme).only(self._keys[source].era >= 0)

    def live(self, source: str, theme: str) -> Series:
        """As `series`, of the street keys in use now alone: what was counted under another key says
        nothing about a place that still has one."""
        series = self.series(source, theme).only(self._keys[source].usable)
        earlier = np.arange(len(self.months)) < self.replaced(source)[:, None]
        return Series(np.where(earlier, 0.0, series.counts), series.known)

    def active(self, back: int = 0) -> np.ndarray:
        """[place] -> whether any source counted anything there in the twelve months that end `back`
        months before the last, under the keys of now. A place whose key is no longer used is not a
        quiet place."""
        end = max(len(self.months) - back, 0)
        window = slice(max(end - 12, 0), end)
        by_source = [
            counts[:, :, window][:, :, self._keys[source].usable[window]].any(axis=(0, 2))
            for source, (counts, _) in self._arrays.items()
        ]
        return np.logical_or.reduce(by_source)

    def keys(self, source: str) -> Keys:
        """Which months of a source have which street keys. The gate of a delivery (column
        `<bron>_sleutel_gebroken`) judges whole deliveries; a bad month within a delivery of many
        years, and a break of some of the streets, show only in the counts."""
        return self._keys[source]

    def broken(self, source: str) -> np.ndarray:
        """[month] -> whether the street keys of a source broke in that month."""
        return self._keys[source].broken

    def replaced(self, source: str) -> np.ndarray:
        """[place] -> the position of the month in which another key took over from that of its
        street, or its key from another; -1 elsewhere."""
        return self._replaced[source]

    @cached_property
    def _replaced(self) -> dict[str, np.ndarray]:
        by_source = {}
        for source in SOURCES:
            streets, counts = self._by_street(source)
            by_source[source] = replaced(counts, self._keys[source].usable)[streets]
        return by_source

    @cached_property
    def _keys(self) -> dict[str, Keys]:
        keys = {}
        for source in SOURCES:
            flagged = np.zeros(len(self.months), dtype=bool)
            column = f"{source}_sleutel_gebroken"
            if column in self._rows:
                np.logical_or.at(flagged, self._month, self._rows[column].to_numpy(dtype=bool))
            keys[source] = follow(self._by_street(source)[1], flagged)
        return keys

    def _by_street(self, source: str) -> tuple[np.ndarray, np.ndarray]:
        """The street of each place, as a number; and counts [street, month] over all themes: a
        street can have several places."""
        streets, number = np.unique(
            self.places["straat_id"].to_numpy(dtype=object), return_inverse=True
        )
        counts = np.zeros((len(streets), len(self.months)))
        np.add.at(counts, number, self._arrays[source][0].sum(axis=0))
        return number, counts

    @cached_property
    def _arrays(self) -> dict[str, tuple[np.ndarray, np.ndarray]]:
        """Source -> counts [theme, place, month] and known [theme, month]."""
        shape = (len(self.themes), len(self.places), len(self.months))
        arrays = {}
        for source, column in SOURCES.items():
            counts = np.zeros(shape, dtype="int32")
            known = np.zeros((shape[0], shape[2]), dtype=bool)
            values = self._rows[column]
            present = values.notna().to_numpy()
            cells = self._theme[present], self._place[present], self._month[present]
            counts[cells] = values[present].to_numpy(dtype="int32")
            known[cells[0], cells[2]] = True
            arrays[source] = counts, known
        return arrays
