"""What may be public of which indicator: by area, by period, and from which count on.

The settings of [openbaar] for one set of indicators. Which figures there are belongs in
`candidates`; how what is secret is kept from being worked out in `suppression`.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass

import pandas as pd

from assets.basis.errors import AnalystError
from assets.reference.files import SEEDS
from schemas.configuration import Public

LEVELS = ("gemeente", "wijk", "buurt")
OPEN_DATA = "politie (open data)"
SURVEY, REGISTER = "veiligheidsmonitor", "register"
_GIVEN = (REGISTER, OPEN_DATA)


@dataclass(frozen=True)
class Rules:
    """The rules for `indicators`: indicator_id, thema, bron and onderdeel_van of each.

    Raises AnalystError for a setting that names an indicator or theme that is not there.
    """

    settings: Public
    indicators: pd.DataFrame

    def __post_init__(self) -> None:
        columns = self.indicators[["indicator_id", "thema", "bron"]]
        known = set(columns.to_numpy().ravel()) | _listed("indicator_lijst", "thema")
        known |= _listed("indicator_lijst", "indicator_id")
        ours = Public()
        named = {
            "drempels": self.settings.drempels.keys() - ours.drempels.keys(),
            "laagste_niveau": self.settings.laagste_niveau.keys() - ours.laagste_niveau.keys(),
            "ook_openbaar": set(self.settings.ook_openbaar),
            "niet_openbaar": set(self.settings.niet_openbaar),
        }
        for setting, names in named.items():
            if odd := sorted(names - known):
                raise AnalystError(
                    f"De instelling [openbaar] {setting} noemt «{odd[0]}», maar zo heet geen "
                    "indicator, thema of bron. Kijk in de tabel indicatoren hoe die heet."
                )

    def public(self) -> pd.DataFrame:
        """The indicators that are public, with `drempel` (a count of 1 up to it is secret) and
        `laagste_niveau`."""
        rows = self.indicators
        shown = (
            rows["indicator_id"].isin(
                _listed("indicator_lijst", "indicator_id", "feiten_en_cijfers")
            )
            | rows["bron"].isin(["melddesk", SURVEY, OPEN_DATA])
            | rows["indicator_id"].isin(self.settings.ook_openbaar)
        )
        shown &= ~rows["indicator_id"].isin(self.settings.niet_openbaar)
        shown &= ~rows["indicator_id"].isin(
            _listed("indicator_kenmerken", "indicator_id", "vertrouwelijk")
        )
        rows = rows[shown]
        return rows.assign(
            drempel=[self.threshold(*names) for names in _names(rows)],
            laagste_niveau=[self.lowest(*names) for names in _names(rows)],
        )

    def threshold(self, indicator: str, theme: str, source: str) -> int:
        """The highest count that is secret."""
        return _nearest(self.settings.drempels, indicator, theme, source, self.settings.drempel)

    def lowest(self, indicator: str, theme: str, source: str) -> str:
        """The smallest level of area for which figures are public."""
        is_shown_as_given = source == OPEN_DATA and self.settings.open_data_politie
        if source in _GIVEN and not is_shown_as_given:
            return "gemeente"  # how given figures of areas hang together is not known
        return _nearest(self.settings.laagste_niveau, indicator, theme, source, "buurt")

    def periods(self) -> dict[str, tuple[str, ...]]:
        """Level of an area -> kinds of periods. What is not located is shown where districts or
        neighbourhoods are: else it would be what is left."""
        settings = self.settings
        below = dict.fromkeys((*settings.perioden_wijk, *settings.perioden_buurt))
        return {
            "gemeente": settings.perioden_gemeente,
            "wijk": settings.perioden_wijk,
            "buurt": settings.perioden_buurt,
            "onbekend": tuple(below),
        }


def _names(rows: pd.DataFrame) -> zip:
    return zip(rows["indicator_id"], rows["thema"], rows["bron"], strict=True)


def _nearest(setting: dict, indicator: str, theme: str, source: str, otherwise: object) -> object:
    for name in (indicator, theme, source):
        if name in setting:
            return setting[name]
    return otherwise


def _listed(table: str, column: str, where: str | None = None) -> set[str]:
    with (SEEDS / f"{table}.csv").open(encoding="utf-8") as file:
        return {row[column] for row in csv.DictReader(file) if where is None or row[where] == "J"}
