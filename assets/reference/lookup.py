"""What anyone may look up about the places of a municipality: in which neighbourhoods a street and
a four-digit postcode lie, and where a neighbourhood stands on a map.

Names and areas of the newest division alone: no address, no whole postcode, and nothing that
happened anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from assets.reference.folding import fold
from assets.reference.map_places import map_places
from assets.reference.tables import Reference

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
    if reference.samen:
        if reference.straten is not None:  # a name between two others may have no neighbourhood
            streets = pd.concat([streets, reference.straten[street]])
        streets = _joined(streets, reference.samen)
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


def _joined(streets: pd.DataFrame, pairs: Sequence[tuple[str, str]]) -> pd.DataFrame:
    """The streets with every name that is gone under the one that is kept, in each town that has
    both; in a chain of pairs, in whatever order, the last. As linking joins them."""
    names = streets[["woonplaats", "straatnaam"]].fillna("").drop_duplicates()
    is_kept = names["straatnaam"].isin([kept for _, kept in pairs])
    names = pd.concat([names[~is_kept], names[is_kept]])  # of spellings, the one that is kept
    written = {(row.woonplaats, fold(row.straatnaam)): row.straatnaam for row in names.itertuples()}
    ends = {town: {} for town, _ in written}  # folded name -> the folded name of its street
    for town, name in written:
        ends[town][name] = name
    for gone, kept in pairs:
        for of_town in ends.values():
            end, was = of_town.get(fold(kept)), of_town.get(fold(gone))
            if end is not None and was is not None:
                of_town |= {name: end for name, street in of_town.items() if street == was}
    paired = {fold(name) for pair in pairs for name in pair}
    kept_names = [
        written[town, ends[town][key]] if (key := fold(name)) in paired else name
        for town, name in streets[["woonplaats", "straatnaam"]].fillna("").itertuples(index=False)
    ]
    return streets.assign(straatnaam=kept_names)


def _areas_by(frame: pd.DataFrame, keys: str | list[str]) -> dict:
    """Key -> its neighbourhoods; the keys in ascending order."""
    distinct = frame.drop_duplicates().sort_values("buurtcode")
    grouped = distinct.groupby(keys, sort=True)["buurtcode"].agg(tuple)
    return grouped.to_dict()
