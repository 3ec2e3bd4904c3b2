"""The neighbourhood of a row, by the surest thing that is known of it, in the division that held
on the row's own date.

Order: house number, postcode, point, street that lies in one neighbourhood only, the
neighbourhood as delivered, none. A street in more neighbourhoods is never spread over them.
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from assets.linking.names import fold
from assets.linking.streets import StreetIndex
from assets.reference.divisions import Division
from assets.reference.tables import Reference, codes_at

METHODS = ("huisnummer", "postcode", "punt", "straat", "opgegeven", "geen")
_COLUMNS = ("buurtcode", "wijkcode", "gebiedsmethode")

# A way: rows and whether the delivered name may be used -> a code a row, or None.
Way = Callable[[pd.DataFrame, bool], "pd.Series | None"]


class AreaIndex:
    """The neighbourhoods of a reference, by each thing that can prove one."""

    def __init__(self, reference: Reference) -> None:
        ids = _street_ids(StreetIndex.streets(reference))
        self._divisions = [_InDivision(division, ids) for division in reference.indelingen]
        self._starts = pd.DatetimeIndex(
            [division.geldig_van for division in reference.indelingen[1:]]
        ).as_unit("us")

    def of_street(self, straat_id: str) -> set[str]:
        """The neighbourhoods in which a street lies or lay, as far as is known."""
        return set().union(*(index.of_street.get(straat_id, ()) for index in self._divisions))

    def locate(
        self, rows: pd.DataFrame, trust_delivered: bool, point_first: bool = False
    ) -> pd.DataFrame:
        """buurtcode, wijkcode, gebiedsmethode for each row, on its index; never a row more or less.

        `rows`: straat_id, huisnummer, postcode (`6211AA`), buurt (text), x, y (RD metres, may be
        missing), and datum: the day that decides in which month the row counts. A row without a
        day, and rows without the column, are placed in the newest division.
        `trust_delivered`: whether the delivered name is that of a CBS neighbourhood; else it is
        used only where an outline proves which neighbourhood the old one is now.
        `point_first`: whether the source derives its address from the point.
        """
        if not len(self._starts) or "datum" not in rows:
            return self._divisions[-1].locate(rows, trust_delivered, point_first)
        day = pd.to_datetime(rows["datum"])
        division = pd.Series(self._starts.searchsorted(day, side="right"), index=rows.index)
        division = division.where(day.notna(), len(self._starts)).to_numpy()
        numbered = rows.set_axis(range(len(rows)))
        parts = [
            index.locate(numbered[division == at], trust_delivered, point_first)
            for at, index in enumerate(self._divisions)
            if (division == at).any()
        ]
        if not parts:
            return self._divisions[-1].locate(rows, trust_delivered, point_first)
        return pd.concat(parts).sort_index().set_axis(rows.index)


class _InDivision:
    """What proves a neighbourhood within one division."""

    def __init__(self, division: Division, ids: dict[tuple[str, str], str]) -> None:
        areas = division.buurten
        self._districts = dict(zip(areas["buurtcode"], areas["wijkcode"], strict=True))
        self._outlines = division.omtrekken
        numbers = division.huisnummers
        self._numbers = _only_one(
            numbers["postcode"] + "|" + _number(numbers["huisnummer"]), numbers["buurtcode"]
        )
        addresses = division.adressen
        street = _ids(addresses, ids)
        self._addresses = _only_one(
            (street + "|" + _number(addresses["huisnummer"])).where(street.ne(""), ""),
            addresses["buurtcode"],
        )
        self._postcodes = _only_one(division.postcodes["postcode"], division.postcodes["buurtcode"])
        self._streets = _only_one(
            _ids(division.straat_buurten, ids), division.straat_buurten["buurtcode"]
        )
        lies_in = division.straat_buurten["buurtcode"].groupby(_ids(division.straat_buurten, ids))
        self.of_street = {street: set(codes) for street, codes in lies_in if street}
        self._names = _only_one(areas["buurtnaam"].map(fold), areas["buurtcode"])
        old = division.oude_namen
        self._old_names = _only_one(old["naam"].map(fold), old["buurtcode"])

    def locate(self, rows: pd.DataFrame, trust_delivered: bool, point_first: bool) -> pd.DataFrame:
        ways: dict[str, Callable[[], pd.Series | None]] = {
            "huisnummer": lambda: self._at_numbers(rows),
            "postcode": lambda: rows["postcode"].map(_spaceless(rows)).map(self._postcodes),
            "punt": lambda: self._at_points(rows),
            "straat": lambda: rows["straat_id"].map(self._streets),
            "opgegeven": lambda: self._by_name(rows["buurt"], trust_delivered),
        }
        order = ["punt", *(way for way in ways if way != "punt")] if point_first else list(ways)
        code = pd.Series(None, index=rows.index, dtype="str")
        method = pd.Series("geen", index=rows.index, dtype="str")
        for name in order:
            open_ = code.isna()
            if not open_.any() or (found := ways[name]()) is None:
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
        """By postcode and house number, else by street and house number."""
        if self._numbers.empty and self._addresses.empty:
            return None
        number = _number(rows["huisnummer"])
        by_postcode = (rows["postcode"].map(_spaceless(rows)) + "|" + number).map(self._numbers)
        by_street = (rows["straat_id"].fillna("") + "|" + number).map(self._addresses)
        found = by_postcode.where(by_postcode.notna(), by_street)
        return found.where(number.ne("")).astype("str")

    def _by_name(self, names: pd.Series, trust_delivered: bool) -> pd.Series:
        known = self._names if trust_delivered else self._old_names
        folded = {name: fold(name) for name in names.unique()}
        return names.map(folded).map(known)

    def _at_points(self, rows: pd.DataFrame) -> pd.Series | None:
        known = rows["x"].notna() & rows["y"].notna()
        if self._outlines is None or not known.any():
            return None
        return codes_at(self._outlines, rows["x"], rows["y"])


def _street_ids(streets: pd.DataFrame) -> dict[tuple[str, str], str]:
    """Name and town -> id; also name without town, where that is one street."""
    ids = {
        (street.straatnaam, street.woonplaats): street.straat_id for street in streets.itertuples()
    }
    once = streets.drop_duplicates(["straatnaam", "straat_id"])
    once = once[~once["straatnaam"].duplicated(keep=False)]
    return {(street.straatnaam, ""): street.straat_id for street in once.itertuples()} | ids


def _ids(table: pd.DataFrame, ids: dict[tuple[str, str], str]) -> pd.Series:
    """The id of the street of each row: as told, else by name and town; empty where unknown."""
    by_name = [
        told or ids.get((name, town), "")
        for told, name, town in zip(
            table["straat_id"], table["straatnaam"], table["woonplaats"], strict=True
        )
    ]
    return pd.Series(by_name, index=table.index, dtype="str")


def _number(text: pd.Series) -> pd.Series:
    """`12 A` -> `12`: neighbourhoods do not part a house number. Empty where there is none."""
    found = text.astype("str").str.extract(r"^\s*0*(\d+)", expand=False)
    return found.fillna("").astype("str")


def _spaceless(rows: pd.DataFrame) -> dict[str, str]:
    return {text: text.replace(" ", "").upper() for text in rows["postcode"].unique()}


def _only_one(keys: pd.Series, codes: pd.Series) -> pd.Series:
    """key -> neighbourhood, for the keys that prove one neighbourhood and no other."""
    pairs = pd.DataFrame({"key": keys.astype("str"), "code": codes.astype("str")})
    pairs = pairs[pairs["key"].ne("") & ~pairs["key"].str.endswith("|")].drop_duplicates()
    pairs = pairs[~pairs["key"].duplicated(keep=False)]
    return pd.Series(pairs["code"].to_numpy(), index=pairs["key"], dtype="str")
