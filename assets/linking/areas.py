"""The neighbourhood of a row, by its evidence, in the division valid on the row's date.

Postcode, point and street each say where the row lies (postcode and street more surely with a house
number); `agreement` decides where they disagree. Without any of these: the place that is no street,
or else the neighbourhood as delivered. Without outlines a point lies where the nearest known point
does, if that is near enough. A street in several neighbourhoods is never spread over them.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from assets.linking.agreement import SURENESS, Witness, agreed
from assets.linking.names import fold
from assets.linking.streets import StreetIndex
from assets.reference.addresses import codes_at
from assets.reference.divisions import Division
from assets.reference.known_points import KnownPoints
from assets.reference.tables import Reference

METHODS = tuple(SURENESS)
AREA = {
    "buurtcode": "str",
    "wijkcode": "str",
    "gebiedsmethode": "str",
    "gebiedsscore": "float64",
    "gebiedsconflict": "str",
}


class AreaIndex:
    """The neighbourhoods of a reference, by each kind of evidence."""

    def __init__(self, reference: Reference) -> None:
        ids = _street_ids(StreetIndex.streets(reference))
        self._divisions = [_InDivision(division, ids) for division in reference.indelingen]
        self._starts = pd.DatetimeIndex(
            [division.geldig_van for division in reference.indelingen[1:]]
        ).as_unit("us")

    def of_street(self, straat_id: str) -> set[str]:
        """The neighbourhoods that a street is or was in, as far as known."""
        return set().union(*(index.of_street.get(straat_id, ()) for index in self._divisions))

    def locate(
        self, rows: pd.DataFrame, trust_delivered: bool, point_first: bool = False
    ) -> pd.DataFrame:
        """`AREA` for each row, on its index; labels may repeat.

        `rows`: straat_id, huisnummer, postcode (`6211AA`), buurt (text), x, y (RD metres or
        missing), and perhaps datum: the day that decides in which month the row counts. A row
        without a day is located in the newest division. Perhaps plaatscode: the neighbourhood of
        the place that the row names instead of a street.
        `trust_delivered`: whether the delivered name is that of a CBS neighbourhood; otherwise it
        is used only where outlines prove which neighbourhood the old one is now.
        `point_first`: whether the source derived its address from the point.
        """
        numbered = rows.reset_index(drop=True)
        newest = len(self._starts)
        if not newest or "datum" not in rows or rows["datum"].isna().all():
            located = self._divisions[newest].locate(numbered, trust_delivered, point_first)
            return located.set_axis(rows.index)
        day = pd.to_datetime(numbered["datum"])
        valid = pd.Series(self._starts.searchsorted(day, side="right"), index=numbered.index)
        parts = [
            self._divisions[at].locate(part, trust_delivered, point_first)
            for at, part in numbered.groupby(valid.where(day.notna(), newest))
        ]
        return pd.concat(parts).sort_index().set_axis(rows.index)


class _InDivision:
    """The evidence for neighbourhoods of one division."""

    def __init__(self, division: Division, ids: dict[tuple[str, str], str]) -> None:
        areas = division.buurten
        self._districts = dict(zip(areas["buurtcode"], areas["wijkcode"], strict=True))
        self._outlines = division.omtrekken
        self._points = KnownPoints(division.punten)
        self._point_method = "punt dichtbij" if self._outlines is None else "punt"
        numbers = division.huisnummers
        self._numbers = _unambiguous(
            _joined(numbers["postcode"], _number(numbers["huisnummer"])), numbers["buurtcode"]
        )
        addresses = division.adressen
        self._addresses = _unambiguous(
            _joined(_ids(addresses, ids), _number(addresses["huisnummer"])), addresses["buurtcode"]
        )
        self._postcodes = _unambiguous(
            division.postcodes["postcode"], division.postcodes["buurtcode"]
        )
        street, code = _ids(division.straat_buurten, ids), division.straat_buurten["buurtcode"]
        self._streets = _unambiguous(street, code)
        self.of_street = {straat_id: set(codes) for straat_id, codes in code.groupby(street)}
        self._names = _unambiguous(areas["buurtnaam"].map(fold), areas["buurtcode"])
        old = division.oude_namen
        self._old_names = _unambiguous(old["naam"].map(fold), old["buurtcode"])

    def locate(self, rows: pd.DataFrame, trust_delivered: bool, point_first: bool) -> pd.DataFrame:
        point = self._known(self._at_points(rows))
        if point_first and self._outlines is not None:
            # The address was derived from the point, so it says nothing of its own.
            rows = rows.assign(
                postcode=rows["postcode"].mask(point.notna(), ""),
                straat_id=rows["straat_id"].mask(point.notna()),
            )
        number = _number(rows["huisnummer"])
        postcode = _spaceless(rows["postcode"])
        found = agreed(
            [
                self._surer("postcode", postcode, number, self._numbers, self._postcodes),
                Witness(point, self._point_method, np.zeros(len(rows), dtype=bool)),
                self._surer("straat", rows["straat_id"], number, self._addresses, self._streets),
            ]
        )
        for method, said in (
            ("plaats", rows.get("plaatscode")),
            ("opgegeven", self._by_name(rows["buurt"], trust_delivered)),
        ):
            if said is None:
                continue
            code = self._known(said)
            hit = found["code"].isna() & code.notna()
            found.loc[hit, "code"] = code[hit]
            found.loc[hit, ["method", "score"]] = [method, SURENESS[method]]
        columns = {"code": "buurtcode", "method": "gebiedsmethode", "score": "gebiedsscore"}
        found = found.rename(columns=columns | {"conflict": "gebiedsconflict"})
        found["wijkcode"] = found["buurtcode"].map(self._districts)
        return found[[*AREA]].astype(AREA)

    def _surer(
        self,
        name: str,
        place: pd.Series,
        number: pd.Series,
        numbered: pd.Series,
        alone: pd.Series,
    ) -> Witness:
        """A postcode or a street as a witness, with its house number where that says something."""
        code = self._known(place.map(alone))
        if numbered.empty:
            return Witness(code, name, np.zeros(len(code), dtype=bool))
        surer = self._known(_joined(place, number).map(numbered))
        exact = surer.notna()
        return Witness(surer.where(exact, code), name, exact.to_numpy())

    def _known(self, codes: pd.Series) -> pd.Series:
        """Codes of this division; missing for any other."""
        return codes.where(codes.isin(self._districts.keys())).astype("str")

    def _by_name(self, names: pd.Series, trust_delivered: bool) -> pd.Series:
        known = self._names if trust_delivered else self._old_names
        folded = {name: fold(name) for name in names.dropna().unique()}
        return names.map(folded).map(known)

    def _at_points(self, rows: pd.DataFrame) -> pd.Series:
        if not (rows["x"].notna() & rows["y"].notna()).any():
            return pd.Series(None, index=rows.index, dtype="str")
        if self._outlines is None:
            return self._points.nearest(rows["x"], rows["y"])
        return codes_at(self._outlines, rows["x"], rows["y"])


def _street_ids(streets: pd.DataFrame) -> dict[tuple[str, str], str]:
    """(name, town) -> id; also (name, "") where that name is one street."""
    ids = {
        (street.straatnaam, street.woonplaats): street.straat_id for street in streets.itertuples()
    }
    once = streets.drop_duplicates(["straatnaam", "straat_id"])
    once = once[~once["straatnaam"].duplicated(keep=False)]
    return {(street.straatnaam, ""): street.straat_id for street in once.itertuples()} | ids


def _ids(table: pd.DataFrame, ids: dict[tuple[str, str], str]) -> pd.Series:
    """The street id of each row: its own if a street of the list has it, or else by name and town;
    missing where unknown."""
    pairs = zip(table["straatnaam"], table["woonplaats"], strict=True)
    by_name = pd.Series([ids.get(pair) for pair in pairs], index=table.index, dtype="str")
    own = table["straat_id"]
    return own.where(own.isin(set(ids.values())), by_name).astype("str")


def _number(text: pd.Series) -> pd.Series:
    """`12 A` -> `12`, as no boundary runs through a house number; missing where there is none."""
    return text.astype("str").str.extract(r"^\s*0*(\d+)", expand=False).astype("str")


def _spaceless(postcodes: pd.Series) -> pd.Series:
    """`6211 aa` -> `6211AA`."""
    return postcodes.str.replace(" ", "", regex=False).str.upper()


def _joined(place: pd.Series, number: pd.Series) -> pd.Series:
    """A key of two parts; missing where either part is missing or empty."""
    return place.where(place.ne("")) + "|" + number.where(number.ne(""))


def _unambiguous(keys: pd.Series, codes: pd.Series) -> pd.Series:
    """key -> neighbourhood, for the keys that are in one neighbourhood only.

    A missing or empty key is left out: `map` would give it to every row without a key.
    """
    pairs = pd.DataFrame({"key": keys.astype("str"), "code": codes.astype("str")})
    pairs = pairs[pairs["key"].fillna("").ne("")].drop_duplicates()
    pairs = pairs[~pairs["key"].duplicated(keep=False)]
    return pd.Series(pairs["code"].to_numpy(), index=pairs["key"], dtype="str")
