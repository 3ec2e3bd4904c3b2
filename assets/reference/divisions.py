"""Dated divisions of a municipality into neighbourhoods, and what of one holds in another.

A code without its division is no key: codes are used again for other places. What belongs to one
division serves in another only for codes that mean the same place in both: same code, same name.
Reading files is not done here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from schemas.layout import fold_header

if TYPE_CHECKING:
    import geopandas

_DAY = pd.Timedelta(days=1)
_FIRST_MONTH, _LAST_MONTH = "0000-01", "9999-12"


@dataclass(frozen=True, eq=False)
class Division:
    """One division, and all that proves a neighbourhood of it.

    It holds from `geldig_van` (None: since always) to `geldig_tot` (None: to this day).
    `buurten`: buurtcode, buurtnaam, wijkcode, wijknaam. `huisnummers`: postcode, huisnummer,
    buurtcode. `postcodes`: postcode, buurtcode, each once. `adressen`: straat_id (may be empty),
    straatnaam, woonplaats, huisnummer, buurtcode. `straat_buurten`: straat_id (may be empty),
    straatnaam, woonplaats, buurtcode: every neighbourhood of a street. `oude_namen`: naam,
    buurtcode: names of the police that an outline proves. All text. `omtrekken`: buurtcode and
    outline in EPSG:28992, or None.
    """

    geldig_van: pd.Timestamp | None
    geldig_tot: pd.Timestamp | None
    buurten: pd.DataFrame
    huisnummers: pd.DataFrame
    postcodes: pd.DataFrame
    adressen: pd.DataFrame
    straat_buurten: pd.DataFrame
    oude_namen: pd.DataFrame
    omtrekken: geopandas.GeoDataFrame | None = None


@dataclass(frozen=True, eq=False)
class Version:
    """A table with a buurtcode, and from when it holds (None: for all time)."""

    van: pd.Timestamp | None
    table: pd.DataFrame


class Timeline:
    """The divisions by their names alone: which holds when, and what a code means in it."""

    def __init__(self, areas: Sequence[Version]) -> None:
        """`areas`: buurtcode, buurtnaam of each division, from old to new."""
        self._starts = [version.van for version in areas]
        self._meanings = [
            {
                row.buurtcode: fold_header(row.buurtnaam)
                for row in version.table[["buurtcode", "buurtnaam"]].itertuples()
            }
            for version in areas
        ]

    def __len__(self) -> int:
        return len(self._starts)

    def period(self, at: int) -> tuple[pd.Timestamp | None, pd.Timestamp | None]:
        """First and last day of a division; the first has always been, the last is still."""
        start = None if at == 0 else self._starts[at]
        return start, None if at + 1 == len(self) else self._starts[at + 1] - _DAY

    def home(self, day: pd.Timestamp) -> int:
        """The division that holds on a day."""
        return max((at for at in range(1, len(self)) if self._starts[at] <= day), default=0)

    def serving(self, versions: Iterable[Version], at: int) -> list[pd.DataFrame]:
        """What may be used of the versions of a table in division `at`, the best first.

        Its own versions, newest first; else the nearest one; and behind it what holds for all
        time. A code that means another place than in the version's own becomes empty: the row then
        proves no neighbourhood, and still tells that there is another one.
        """
        versions = list(versions)
        dated = sorted(
            (version for version in versions if version.van is not None),
            key=lambda version: version.van,
            reverse=True,
        )
        own = [version for version in dated if self.home(version.van) == at]
        if not own and dated:
            here = self._starts[at] or dated[-1].van
            own = [min(reversed(dated), key=lambda version: abs(version.van - here))]
        tables = [self._kept(version.table, self.home(version.van), at) for version in own]
        return tables + [
            self._kept(version.table, None, at) for version in versions if version.van is None
        ]

    def _kept(self, table: pd.DataFrame, home: int | None, at: int) -> pd.DataFrame:
        if home == at:
            return table
        here = self._meanings[at]
        same = {code for code in here if self._meaning(code, home) == here[code]}
        return table.assign(buurtcode=table["buurtcode"].where(table["buurtcode"].isin(same), ""))

    def _meaning(self, code: str, home: int | None) -> str | None:
        """What a code means in `home`; without one, in the newest division that has it."""
        if home is not None:
            return self._meanings[home].get(code)
        return next((names[code] for names in reversed(self._meanings) if code in names), None)


def surest(tables: Sequence[pd.DataFrame], keys: list[str]) -> pd.DataFrame:
    """keys, buurtcode: of each key the neighbourhood by the first table that knows the key.

    A key that lies in two neighbourhoods of that table proves neither.
    """
    if not tables:
        return pd.DataFrame({column: [] for column in [*keys, "buurtcode"]}, dtype="str")
    parts = []
    for table in tables:
        part = table[[*keys, "buurtcode"]].drop_duplicates()
        twice = part.duplicated(keys, keep=False)
        parts.append(part.assign(buurtcode=part["buurtcode"].where(~twice, "")))
    whole = pd.concat(parts, ignore_index=True).drop_duplicates(keys)
    return whole[whole["buurtcode"].ne("")].sort_values(keys, ignore_index=True).astype("str")


def areas_in_time(divisions: Sequence[Division]) -> pd.DataFrame:
    """buurtcode, buurtnaam, wijkcode, wijknaam, geldig_van, geldig_tot (day or missing), maand_van,
    maand_tot (`JJJJ-MM`, never missing): a row a code and stretch in which it means one place.

    Stretches of one code never overlap. Names are spelled as in the last division of the stretch.
    """
    return _stretches(
        divisions,
        "buurtcode",
        lambda row: (fold_header(row["buurtnaam"]), row["wijkcode"]),
        ["buurtcode", "buurtnaam", "wijkcode", "wijknaam"],
    )


def districts_in_time(divisions: Sequence[Division]) -> pd.DataFrame:
    """wijkcode, wijknaam, geldig_van, geldig_tot, maand_van, maand_tot, as `areas_in_time`."""
    return _stretches(
        divisions, "wijkcode", lambda row: fold_header(row["wijknaam"]), ["wijkcode", "wijknaam"]
    )


def _stretches(
    divisions: Sequence[Division], code: str, meaning: object, columns: list[str]
) -> pd.DataFrame:
    rows: list[dict] = []
    running: dict[str, tuple[object, dict]] = {}
    for division in divisions:
        present: dict[str, tuple[object, dict]] = {}
        for row in division.buurten[columns].drop_duplicates(code).to_dict("records"):
            means = meaning(row)
            before = running.get(row[code])
            if before is not None and before[0] == means:
                before[1].update(row, geldig_tot=division.geldig_tot)
                present[row[code]] = before
            else:
                made = row | {"geldig_van": division.geldig_van, "geldig_tot": division.geldig_tot}
                rows.append(made)
                present[row[code]] = (means, made)
        running = present
    table = pd.DataFrame(rows, columns=[*columns, "geldig_van", "geldig_tot"])
    table = table.astype(dict.fromkeys(columns, "str"))
    for day in ("geldig_van", "geldig_tot"):
        table[day] = pd.to_datetime(table[day]).astype("datetime64[us]")
    table["maand_van"] = table["geldig_van"].dt.strftime("%Y-%m").fillna(_FIRST_MONTH).astype("str")
    table["maand_tot"] = table["geldig_tot"].dt.strftime("%Y-%m").fillna(_LAST_MONTH).astype("str")
    return table.sort_values([code, "maand_van"], ignore_index=True)
