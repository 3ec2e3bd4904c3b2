"""A city with approaches, as the tables that `aanpak_effect` is made of."""

from __future__ import annotations

import duckdb
import numpy as np
import pandas as pd

from assets.indicators.breaks import load_breaks
from assets.indicators.material import Material
from assets.indicators.months import month_name
from assets.indicators.places import SOURCES
from assets.indicators.registered import Registered, to_fix
from benchmarks.hotspots import place_table
from schemas.configuration import Figures

UNTIL = 2020 * 12 + 11
THEME = "jeugd"


def quiet(seed: int = 0, streets: int = 120, months: int = 48, rows: float = 900) -> np.ndarray:
    """Counts [street, month] of a city where nothing happens, with a season."""
    rng = np.random.default_rng(seed)
    rates = np.sort(rng.lognormal(0, 0.9, streets))[::-1]
    season = 1 + 0.3 * np.sin(np.arange(months) / 6 * np.pi)
    return rng.poisson((rates / rates.sum() * rows)[:, None] * season).astype(int)


class City:
    """Streets `Straat 0`, `Straat 1` ... in twelve neighbourhoods in turn. `lines`: the list of the
    approach, each (delivered on, street, start), and if need be comparison and status."""

    def __init__(
        self, police: np.ndarray | None, reports: np.ndarray | None, *lines: tuple
    ) -> None:
        counts = {
            source: table
            for source, table in zip(SOURCES, (police, reports), strict=True)
            if table is not None
        }
        places = place_table({THEME: counts}, UNTIL)
        number = places["straat_id"].str[1:].astype(int)
        places = places.assign(
            straatnaam="Straat " + number.astype(str),
            buurtcode=[f"BU{n % 12:08}" for n in number],
        )
        self.connection = duckdb.connect()
        self._put("int_plek_maand", places)
        self._put("int_thematellingen", _cases(places))
        streets = places[["straat_id", "straatnaam"]].drop_duplicates()
        self._put("straten", streets)
        self._put("int_straatsleutels", streets.assign(sleutel=streets["straat_id"]))
        self._put("stg_themas", pd.DataFrame({"thema": [THEME], "is_overlast": ["J"]}))
        days = pd.DataFrame({"bron": list(SOURCES), "volgorde": 1, "ontvangen_op": "2016-01-01"})
        self._put("stg_leveringen", days)
        self._put("int_uitgave", pd.DataFrame({"tot_maand": ["9999-12"]}))
        period = {"van_nummer": [UNTIL - 1], "tot_nummer": [UNTIL]}
        self._put("int_driehoek_periode", pd.DataFrame(period))
        self._put("stg_hotspotaanpak", _list(lines))

    def _put(self, name: str, frame: pd.DataFrame) -> None:
        self.connection.register("_frame", frame)
        self.connection.execute(f"create table {name} as select * from _frame")
        self.connection.unregister("_frame")

    def ask(self, sql: str) -> pd.DataFrame:
        """The rows of a query."""
        return self.connection.execute(sql).df()

    def registered(self) -> tuple[Registered, ...]:
        """Every approach, as it is fixed."""
        return tuple(to_fix(self.ask, ()))

    def material(self, registered: tuple[Registered, ...] | None = None) -> Material:
        """What the table is made of."""
        fixed = self.registered() if registered is None else registered
        return Material(self.ask, Figures(), load_breaks(), registered=fixed)


def _cases(places: pd.DataFrame) -> pd.DataFrame:
    """A row for each event, as the deliveries told it."""
    parts = []
    for source, column in SOURCES.items():
        counted = places[places[column].fillna(0) > 0]
        rows = counted.loc[counted.index.repeat(counted[column].astype(int))]
        parts.append(rows[["straat_id", "thema", "maandnummer", "buurtcode"]].assign(bron=source))
    cases = pd.concat(parts, ignore_index=True)
    cases["tot"] = pd.Series([None] * len(cases), dtype="Int64")
    return cases.assign(maand=cases["maandnummer"].map(month_name), van=1)


def _list(lines: tuple) -> pd.DataFrame:
    names = ["ontvangen_op", "straatnaam", "sinds", "vergelijking", "status"]
    frame = pd.DataFrame([(*line[:3], *_rest(line)) for line in lines], columns=names)
    frame = frame.astype(dict.fromkeys(names, "str"))
    newest = frame["ontvangen_op"].eq(frame["ontvangen_op"].max())
    return frame.assign(thema=THEME, volgorde=range(len(frame)), rijnummer=2, telt=newest)


def _rest(line: tuple) -> tuple[str, str]:
    """The comparison and the status of a line; by default none and `actief`."""
    comparison, status = (*line[3:], *("", "actief")[len(line) - 3 :])
    return comparison, status
