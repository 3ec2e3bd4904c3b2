"""What anyone may look up about the places of a municipality: in which neighbourhoods a street and
a four-digit postcode lie, and where a neighbourhood stands on a map.

Names and areas of the newest division alone: no address, no whole postcode, and nothing that
happened anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from assets.reference.map_places import map_places
from assets.reference.tables import Reference
from schemas.layout import fold_header

Codes = tuple[str, ...]  # buurtcodes, ascending


@dataclass(frozen=True)
class Lookup:
    """`districts`: buurtcode -> wijkcode. `postcodes`: four digits -> neighbourhoods. `streets`:
    (name, town) -> neighbourhoods; a street of which none is known is left out. `tiles`: buurtcode
    -> (row, column), from 1."""

    districts: Mapping[str, str] = field(default_factory=dict)
    postcodes: Mapping[str, Codes] = field(default_factory=dict)
    streets: Mapping[tuple[str, str], Codes] = field(default_factory=dict)
    tiles: Mapping[str, tuple[int, int]] = field(default_factory=dict)


def lookup_of(reference: Reference) -> Lookup:
    """The lookup of the newest division of a municipality."""
    newest = reference.indelingen[-1]
    known = newest.buurten["buurtcode"]
    codes = pd.concat(
        [newest.huisnummers[["postcode", "buurtcode"]], newest.postcodes[["postcode", "buurtcode"]]]
    )
    street = ["straatnaam", "woonplaats"]
    streets = pd.concat(
        [frame[[*street, "buurtcode"]] for frame in (newest.straat_buurten, newest.adressen)]
    )
    for gone, kept in reference.samen:
        streets = _joined(streets, gone, kept)
    digits = codes.assign(postcode=codes["postcode"].str[:4])
    digits = digits[digits["postcode"].str.fullmatch(r"[1-9]\d{3}")]
    streets = streets[streets["straatnaam"].str.strip().ne("")]
    places = map_places(newest, reference.gemeentecode)
    return Lookup(
        newest.buurten.set_index("buurtcode")["wijkcode"].to_dict(),
        _areas_by(digits[digits["buurtcode"].isin(known)], "postcode"),
        _areas_by(streets[streets["buurtcode"].isin(known)], street),
        {row.buurtcode: (row.rij, row.kolom) for row in places.itertuples()},
    )


def _joined(streets: pd.DataFrame, gone: str, kept: str) -> pd.DataFrame:
    """The streets with `gone` under the name `kept`, in each town that has both."""
    folded = streets["straatnaam"].map(fold_header)
    staying = streets[folded.eq(fold_header(kept))].set_index("woonplaats")["straatnaam"].to_dict()
    name = streets["woonplaats"].map(staying)
    is_gone = folded.eq(fold_header(gone)) & name.notna()
    return streets.assign(straatnaam=streets["straatnaam"].mask(is_gone, name))


def _areas_by(frame: pd.DataFrame, keys: str | list[str]) -> dict:
    """Key -> its neighbourhoods; the keys in ascending order."""
    distinct = frame.drop_duplicates().sort_values("buurtcode")
    grouped = distinct.groupby(keys, sort=True)["buurtcode"].agg(tuple)
    return grouped.to_dict()
