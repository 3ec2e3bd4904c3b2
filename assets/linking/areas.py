"""The neighbourhood of a row, by the surest thing that is known of it.

Order: house number, postcode, point, street that lies in one neighbourhood only, the
neighbourhood as delivered, none. A street in more neighbourhoods is never spread over them.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable

import pandas as pd

from assets.linking.names import fold
from assets.linking.streets import StreetIndex
from assets.reference.tables import Reference

METHODS = ("huisnummer", "postcode", "punt", "straat", "opgegeven", "geen")


class AreaIndex:
    """The neighbourhoods of a reference, by each thing that can prove one."""

    def __init__(self, reference: Reference) -> None:
        self._districts = dict(
            zip(reference.buurten["buurtcode"], reference.buurten["wijkcode"], strict=True)
        )
        self._outlines = reference.omtrekken
        self._postcodes = dict(
            zip(reference.postcodes["postcode"], reference.postcodes["buurtcode"], strict=True)
        )
        ids = _street_ids(StreetIndex.streets(reference))
        self._addresses = _only_one(
            ((ids.get((row.straatnaam, row.woonplaats)), _number(row.huisnummer)), row.buurtcode)
            for row in reference.adressen.itertuples()
        )
        self._streets = _only_one(
            (ids.get((row.straatnaam, row.woonplaats)), row.buurtcode)
            for row in reference.straat_buurten.itertuples()
        )
        self._of_street: dict[str, set[str]] = {}
        for row in reference.straat_buurten.itertuples():
            street = ids.get((row.straatnaam, row.woonplaats))
            self._of_street.setdefault(street, set()).add(row.buurtcode)
        self._names = _only_one(
            (fold(row.buurtnaam), row.buurtcode) for row in reference.buurten.itertuples()
        )

    def of_street(self, straat_id: str) -> set[str]:
        """The neighbourhoods in which a street lies, as far as is known."""
        return self._of_street.get(straat_id, set())

    def locate(self, rows: pd.DataFrame, trust_delivered: bool) -> pd.DataFrame:
        """buurtcode, wijkcode, gebiedsmethode for each row.

        `rows`: straat_id, huisnummer, postcode (`6211AA`), buurt (text), x, y (RD metres, may be
        missing).
        `trust_delivered`: whether the delivered name is that of a CBS neighbourhood of now.
        """
        ways = (
            ("huisnummer", lambda: self._at_numbers(rows)),
            ("postcode", lambda: self._by_postcode(rows["postcode"])),
            ("punt", lambda: self._at_points(rows)),
            ("straat", lambda: rows["straat_id"].map(self._streets)),
            (
                "opgegeven",
                lambda: self._by_name(rows["buurt"]) if trust_delivered else None,
            ),
        )
        code = pd.Series(None, index=rows.index, dtype="str")
        method = pd.Series("geen", index=rows.index, dtype="str")
        for name, find in ways:
            open_ = code.isna()
            if not open_.any() or (found := find()) is None:
                continue
            hit = open_ & found.isin(self._districts.keys())
            code = code.where(~hit, found)
            method = method.where(~hit, name)
        return pd.DataFrame(
            {
                "buurtcode": code.astype("str"),
                "wijkcode": code.map(self._districts).astype("str"),
                "gebiedsmethode": method,
            }
        )

    def _at_numbers(self, rows: pd.DataFrame) -> pd.Series | None:
        if not self._addresses:
            return None
        numbers = rows["huisnummer"].map(_number)
        return pd.Series(
            [self._addresses.get(pair) for pair in zip(rows["straat_id"], numbers, strict=True)],
            index=rows.index,
            dtype="str",
        )

    def _by_postcode(self, postcodes: pd.Series) -> pd.Series:
        known = {
            written: self._postcodes.get(written.replace(" ", "").upper())
            for written in postcodes.unique()
        }
        return postcodes.map(known)

    def _by_name(self, names: pd.Series) -> pd.Series:
        known = {name: self._names.get(fold(name)) for name in names.unique()}
        return names.map(known)

    def _at_points(self, rows: pd.DataFrame) -> pd.Series | None:
        """The outline in which each point lies; of overlapping outlines the first code."""
        known = rows["x"].notna() & rows["y"].notna()
        if self._outlines is None or not known.any():
            return None
        import geopandas

        points = geopandas.GeoDataFrame(
            geometry=geopandas.points_from_xy(rows.loc[known, "x"], rows.loc[known, "y"]),
            index=rows.index[known],
            crs="EPSG:28992",
        )
        joined = points.sjoin(self._outlines, predicate="intersects").sort_values("buurtcode")
        found = joined["buurtcode"].groupby(level=0).first()
        return found.reindex(rows.index)


def _street_ids(streets: pd.DataFrame) -> dict[tuple[str, str], str]:
    """Name and town -> id; also name without town, where that is one street."""
    ids = {
        (street.straatnaam, street.woonplaats): street.straat_id for street in streets.itertuples()
    }
    once = streets[~streets["straatnaam"].duplicated(keep=False)]
    return {(street.straatnaam, ""): street.straat_id for street in once.itertuples()} | ids


def _number(text: object) -> str:
    """`12 A` -> `12`: neighbourhoods do not part a house number."""
    match = re.match(r"\s*(\d+)", text) if isinstance(text, str) else None
    return match[1] if match else ""


def _only_one(pairs: Iterable[tuple[Hashable, str]]) -> dict:
    """key -> neighbourhood, for the keys that prove one neighbourhood and no other."""
    found: dict[Hashable, set[str]] = {}
    for key, code in pairs:
        found.setdefault(key, set()).add(code)
    return {key: next(iter(codes)) for key, codes in found.items() if len(codes) == 1 and key}
