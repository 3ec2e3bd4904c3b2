"""A delivery of call-outs -> accepted rows and faults: parse, contract, link."""

from __future__ import annotations

import pandas as pd

from assets.basis.personal import pseudonyms
from assets.deliveries.batch import Batch, Rows
from assets.formats.moments import month_of, parse_moments
from assets.linking.door import address_keys, first_of_each, hold, place_fields
from assets.linking.linking import Linker
from schemas import ambulance


def callouts(batch: Batch, linker: Linker, key: bytes) -> dict[str, Rows]:
    """The rows of each delivery. Accepted: `ambulance.STAGED`, a row a call-out."""
    frame = place_fields(batch, _parsed(batch.frame))
    usable = hold(batch, ambulance.typed_contract(), frame, _REPORTED_UNDER)
    rows = first_of_each(batch, usable, "ritnummer")
    linked = linker.link(rows, trust_delivered=False)
    accepted = rows.join(linked).assign(
        sleutel=pseudonyms(rows["ritnummer"], key, ambulance.SOURCE),
        leveringsmaand=rows["maand"],
        adres_sleutel=address_keys(rows, linked, key),
    )
    return batch.result(accepted, ambulance.STAGED)


_REPORTED_UNDER = {"ritnummer": "ritnummer", "maand": "moment", "urgentie": "urgentie"}


def _parsed(raw: pd.DataFrame) -> pd.DataFrame:
    moment = parse_moments(raw["moment"], ambulance.LAYOUT.date_formats)
    moment = moment.where(moment.le(raw["uiterlijk"]))
    return raw.assign(datum=moment, maand=month_of(moment).fillna(""))
