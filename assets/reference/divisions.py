"""Dated divisions of a municipality into neighbourhoods, and which data carry over between them.

A code identifies a place only within its division, because codes are reused for other places. Data
of one division are used in another only for codes that mean the same place in both: same code, same
name. Reading files is in the other modules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
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
    """One division, and the tables that assign something to one of its neighbourhoods.

    Valid from `geldig_van` (None: no start) to `geldig_tot` (inclusive; None: until now). All
    columns are text. `buurten`: buurtcode, buurtnaam, wijkcode, wijknaam. `huisnummers`: postcode,
    huisnummer, buurtcode. `postcodes`: postcode (unique), buurtcode. `adressen`: straat_id (may be
    empty), straatnaam, woonplaats, huisnummer, buurtcode. `straat_buurten`: straat_id (may be
    empty), straatnaam, woonplaats, buurtcode; one row per neighbourhood of a street. `oude_namen`:
    naam, buurtcode; names used by the police whose outline is in that neighbourhood. `omtrekken`:
    buurtcode and outline in EPSG:28992, or None. `punten`: x, y (RD metres, numbers), buurtcode of
    postcodes and addresses with a known place, or None.
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
    punten: pd.DataFrame | None = None


@dataclass(frozen=True, eq=False)
class Version:
    """A table with a buurtcode, and the day from which it is valid (None: always)."""

    van: pd.Timestamp | None
    table: pd.DataFrame


class Timeline:
    """The divisions by their names alone: which is valid when, and what a code means in it."""

    def __init__(self, areas: Sequence[Version]) -> None:
        """`areas`: buurtcode, buurtnaam of each division, oldest first."""
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
        """First and last day of a division; None for no start and for no end."""
        start = None if at == 0 else self._starts[at]
        return start, None if at + 1 == len(self) else self._starts[at + 1] - _DAY

    def home(self, day: pd.Timestamp) -> int:
        """The division that is valid on a day."""
        return max((at for at in range(1, len(self)) if self._starts[at] <= day), default=0)

    def serving(self, versions: Iterable[Version], at: int) -> list[pd.DataFrame]:
        """The versions of a table that can be used in division `at`, the best first.

        These are the versions of that division, newest first, or else the nearest version; then the
        undated versions. A code that means another place in `at` becomes empty: the row then proves
        no neighbourhood, but still shows that its key is also somewhere else.
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
        tables = [self._carried_over(v.table, self.home(v.van), at) for v in own]
        return tables + [
            self._carried_over(version.table, None, at)
            for version in versions
            if version.van is None
        ]

    def _carried_over(self, table: pd.DataFrame, home: int | None, at: int) -> pd.DataFrame:
        if home == at:
            return table
        here = self._meanings[at]
        same = {code for code in here if self._meaning(code, home) == here[code]}
        return table.assign(buurtcode=table["buurtcode"].where(table["buurtcode"].isin(same), ""))

    def _meaning(self, code: str, home: int | None) -> str | None:
        """The name of a code in `home`; without `home`, in the newest division that has it."""
        if home is not None:
            return self._meanings[home].get(code)
        return next((names[code] for names in reversed(self._meanings) if code in names), None)


def surest(tables: Sequence[pd.DataFrame], keys: list[str]) -> pd.DataFrame:
    """keys, buurtcode: for each key the neighbourhood in the first table that contains the key.

    A key in two neighbourhoods of that table is left out, as is a key without a neighbourhood.
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
    maand_tot (`JJJJ-MM`, never missing): one row per code and period in which it means one place.

    Periods of one code never overlap. Names are spelled as in the last division of the period.
    """
    return _periods(
        divisions,
        "buurtcode",
        lambda row: (fold_header(row["buurtnaam"]), row["wijkcode"]),
        ["buurtcode", "buurtnaam", "wijkcode", "wijknaam"],
    )


def districts_in_time(divisions: Sequence[Division]) -> pd.DataFrame:
    """wijkcode, wijknaam, geldig_van, geldig_tot, maand_van, maand_tot, as `areas_in_time`."""
    return _periods(
        divisions, "wijkcode", lambda row: fold_header(row["wijknaam"]), ["wijkcode", "wijknaam"]
    )


def _periods(
    divisions: Sequence[Division],
    code: str,
    meaning: Callable[[dict], object],
    columns: list[str],
) -> pd.DataFrame:
    """`meaning`: of a row; where it is equal in consecutive divisions, the code is one place."""
    rows: list[dict] = []
    current: dict[str, tuple[object, dict]] = {}
    for division in divisions:
        present: dict[str, tuple[object, dict]] = {}
        for row in division.buurten[columns].drop_duplicates(code).to_dict("records"):
            means = meaning(row)
            before = current.get(row[code])
            if before is not None and before[0] == means:
                before[1].update(row, geldig_tot=division.geldig_tot)
                present[row[code]] = before
            else:
                row |= {"geldig_van": division.geldig_van, "geldig_tot": division.geldig_tot}
                rows.append(row)
                present[row[code]] = (means, row)
        current = present
    table = pd.DataFrame(rows, columns=[*columns, "geldig_van", "geldig_tot"])
    table = table.astype(dict.fromkeys(columns, "str"))
    for day in ("geldig_van", "geldig_tot"):
        table[day] = pd.to_datetime(table[day]).astype("datetime64[us]")
    table["maand_van"] = table["geldig_van"].dt.strftime("%Y-%m").fillna(_FIRST_MONTH).astype("str")
    table["maand_tot"] = table["geldig_tot"].dt.strftime("%Y-%m").fillna(_LAST_MONTH).astype("str")
    return table.sort_values([code, "maand_van"], ignore_index=True)
