"""A delivery of a report system -> accepted reports and faults: text contract, parse, typed
contract, link.

In memory only are the number, the house number, the postcode and the point. Text of the report,
reporter and staff are not in the layout, so they never come here. What differs between systems
stands in `systems`.
"""

from __future__ import annotations

import pandas as pd

from assets.basis.personal import personal_mask, pseudonyms
from assets.deliveries.batch import FIELD, Batch, Rows
from assets.formats.moments import month_of, parse_moments
from assets.linking.door import address_keys, first_of_each, given, hold, place_fields, require
from assets.linking.linking import Linker
from assets.sources.melddesk.categories import known_words
from assets.sources.melddesk.systems import (
    by_system,
    counted_once,
    normal_statuses,
    numbered_by,
    one_address,
    point_first,
    points_in_rd,
)
from schemas import melddesk
from schemas.configuration import MeldDesk

_MANY = 100  # rows of a delivery in which a word of a list stands more than once
_LONGEST = 80  # a category or channel that is longer is free text


def reports(batch: Batch, settings: MeldDesk, linker: Linker, key: bytes) -> dict[str, Rows]:
    """The rows of each delivery of a batch. Accepted: `melddesk.STAGED`, a row a report.

    A row is refused where its number or its date cannot be used, where its number stands in the
    file before, or where another row tells of the same report; any other unusable field becomes
    missing and is a field fault.
    """
    batch.frame = one_address(batch.frame)
    require(melddesk.text_contract(), batch.frame[list(melddesk.text_contract().columns)])
    frame = _parsed(batch, settings)
    usable = hold(batch, melddesk.typed_contract(), frame, _REPORTED_UNDER)
    rows = counted_once(batch, first_of_each(batch, usable, "meldingnummer"))
    linked = by_system(
        rows,
        lambda part, system: linker.link(
            part, settings.buurt_is_cbs, point_first(system, settings)
        ),
    )
    accepted = rows.join(linked).assign(
        sleutel=by_system(
            rows,
            lambda part, system: pseudonyms(part["meldingnummer"], key, numbered_by(system)),
        ),
        leveringsmaand=rows["maand"],
        adres_sleutel=address_keys(rows, linked, key),
    )
    return batch.result(accepted, melddesk.STAGED)


# In this order a row gets its reason; and the field that the analyst looks up.
_REPORTED_UNDER = {
    "meldingnummer": "meldingnummer",
    "ontvangen": "ontvangen",
    "maand": "ontvangen",
}


def _parsed(batch: Batch, settings: MeldDesk) -> pd.DataFrame:
    """The frame with types; fields that cannot be used are emptied and noted."""
    raw = batch.frame
    received = parse_moments(raw["ontvangen"], settings.layout.date_formats)
    received = received.where(received.le(raw["uiterlijk"]))
    frame = raw.assign(
        ontvangen=received,
        datum=received,
        maand=month_of(received).fillna(""),
        status=normal_statuses(raw, settings),
        **points_in_rd(raw, settings),
    )
    unknown = frame["status"].eq("onbekend") & given(raw["status"])
    batch.fault(unknown, "status", "status onbekend", FIELD)
    words = known_words(settings)
    for field, known in (
        ("hoofdcategorie", words),
        ("subcategorie", words),
        ("kanaal", melddesk.CHANNELS),
    ):
        suspect = personal_mask(raw[field]) | raw[field].str.len().gt(_LONGEST)
        suspect |= _stands_alone(raw, field, known)
        batch.fault(suspect, field, "tekst die iemand kan noemen, of vrije tekst", FIELD)
        frame[field] = raw[field].where(given(raw[field]) & ~suspect)
    return place_fields(batch, frame)


def _stands_alone(raw: pd.DataFrame, field: str, known: frozenset[str]) -> pd.Series:
    """Where a text stands once among many rows of its delivery and is no word that is known: that
    is not a word of a list, and can be a name."""
    words = raw[field].str.casefold()
    rows = raw.groupby("levering_id")["levering_id"].transform("size")
    times = words.groupby([raw["levering_id"], words]).transform("size")
    return given(words) & ~words.isin(known) & times.eq(1) & rows.ge(_MANY)
