"""The one thing that this room gives: rows with an address in, street and neighbourhood out."""

from __future__ import annotations

import pandas as pd

from assets.linking.areas import AreaIndex
from assets.linking.streets import StreetIndex, match_streets
from assets.reference.tables import Reference, load_reference
from schemas.configuration import Configuration

COLUMNS = (
    "straat_id",
    "straatnaam",
    "koppelmethode",
    "koppelscore",
    "buurtcode",
    "wijkcode",
    "gebiedsmethode",
)


class Linker:
    """Links rows to one reference. Made once a run; deterministic."""

    def __init__(self, reference: Reference) -> None:
        self.reference = reference
        self.streets = StreetIndex(reference)
        self.areas = AreaIndex(reference)

    def link(
        self, rows: pd.DataFrame, trust_delivered: bool, point_first: bool = False
    ) -> pd.DataFrame:
        """`COLUMNS` for each of `rows`, on their index; never more rows or fewer.

        `rows`: straat, plaats, huisnummer, postcode, buurt (text), x, y (RD metres or missing).
        """
        streets = match_streets(self.streets, rows["straat"], rows["plaats"])
        areas = self.areas.locate(
            rows.assign(straat_id=streets["straat_id"]), trust_delivered, point_first
        )
        return streets.join(areas)[list(COLUMNS)]


_linkers: dict[str, Linker] = {}


def linker_for(configuration: Configuration) -> Linker:
    """The linker of a municipality; the same one as long as its reference stays the same."""
    reference = load_reference(configuration)
    if reference.versie not in _linkers:
        _linkers.clear()
        _linkers[reference.versie] = Linker(reference)
    return _linkers[reference.versie]
