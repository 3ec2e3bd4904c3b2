"""The rules of publication: which indicators, for which areas and periods, from which count on.

The settings of [openbaar], applied to one set of indicators. Which figures there are belongs in
`candidates`, which of them are sensitive in `sensitivity`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from assets.basis.errors import AnalystError
from assets.reference.files import SEEDS
from schemas.configuration import Public

OPEN_DATA = "politie (open data)"
SURVEY, REGISTER = "veiligheidsmonitor", "register"
COUNTED = ("politie", "melddesk")  # sources that are counted here; others deliver figures
_DELIVERED = (REGISTER, OPEN_DATA)


@dataclass(frozen=True)
class Rules:
    """The rules for `indicators`: indicator_id, thema, bron and onderdeel_van of each.

    Raises AnalystError for a setting that names an unknown indicator, theme or source.
    """

    settings: Public
    indicators: pd.DataFrame

    def __post_init__(self) -> None:
        columns = self.indicators[["indicator_id", "thema", "bron"]]
        known = set(columns.to_numpy().ravel()) | _seed_values("indicator_lijst", "thema")
        known |= _seed_values("indicator_lijst", "indicator_id")
        defaults = Public()
        named = {
            "drempels": self.settings.drempels.keys() - defaults.drempels.keys(),
            "laagste_niveau": self.settings.laagste_niveau.keys() - defaults.laagste_niveau.keys(),
            "ook_openbaar": set(self.settings.ook_openbaar),
            "niet_openbaar": set(self.settings.niet_openbaar),
        }
        for setting, names in named.items():
            if unknown := sorted(names - known):
                raise AnalystError(
                    f"De instelling [openbaar] {setting} noemt «{unknown[0]}», maar zo heet geen "
                    "indicator, thema of bron. Kijk in de tabel indicatoren hoe die heet."
                )

    def public(self) -> pd.DataFrame:
        """The indicators that are public, with `drempel` (a count within 1..drempel is sensitive)
        and `laagste_niveau`.

        Of the registers and the reports those that the code tables know: what only a delivery or
        the settings name may be about anything, so it takes a setting.
        """
        rows = self.indicators
        indicator = rows["indicator_id"]
        is_known = indicator.isin(_seed_values("indicator_lijst", "indicator_id"))
        is_public = (
            indicator.isin(_seed_values("indicator_lijst", "indicator_id", "feiten_en_cijfers"))
            | rows["bron"].isin([SURVEY, OPEN_DATA])
            | (rows["bron"].isin(["melddesk", REGISTER]) & is_known)
            | indicator.isin(self.settings.ook_openbaar)
        )
        is_public &= ~indicator.isin(self.settings.niet_openbaar)
        is_public &= ~indicator.isin(
            _seed_values("indicator_kenmerken", "indicator_id", "vertrouwelijk")
        )
        rows = rows[is_public]
        return rows.assign(
            drempel=[self.threshold(*names) for names in _names(rows)],
            laagste_niveau=[self.lowest_level(*names) for names in _names(rows)],
        )

    def threshold(self, indicator: str, theme: str, source: str) -> int:
        """The highest count that is sensitive."""
        return _most_specific(
            self.settings.drempels, indicator, theme, source, self.settings.drempel
        )

    def lowest_level(self, indicator: str, theme: str, source: str) -> str:
        """The smallest level of area for which figures are public."""
        is_shown_as_delivered = source == OPEN_DATA and self.settings.open_data_politie
        if source in _DELIVERED and not is_shown_as_delivered:
            return "gemeente"  # how delivered figures of areas add up is not known
        return _most_specific(self.settings.laagste_niveau, indicator, theme, source, "buurt")

    def periods(self) -> dict[str, tuple[str, ...]]:
        """Level of area -> kinds of periods.

        Unlocated counts (`onbekend`) are published wherever districts or neighbourhoods are: they
        follow from the total in any case.
        """
        settings = self.settings
        below = dict.fromkeys((*settings.perioden_wijk, *settings.perioden_buurt))
        return {
            "gemeente": settings.perioden_gemeente,
            "wijk": settings.perioden_wijk,
            "buurt": settings.perioden_buurt,
            "onbekend": tuple(below),
        }


def _names(rows: pd.DataFrame) -> Iterator[tuple[str, str, str]]:
    return zip(rows["indicator_id"], rows["thema"], rows["bron"], strict=True)


def _most_specific(
    setting: dict, indicator: str, theme: str, source: str, default: object
) -> object:
    for name in (indicator, theme, source):
        if name in setting:
            return setting[name]
    return default


def _seed_values(table: str, column: str, flag: str | None = None) -> set[str]:
    """The values of a column of a seed; with `flag` only those of rows where that column is J."""
    with (SEEDS / f"{table}.csv").open(encoding="utf-8") as file:
        return {row[column] for row in csv.DictReader(file) if flag is None or row[flag] == "J"}
