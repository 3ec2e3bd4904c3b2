"""A delivery of call-outs -> accepted rows and faults: parse, contract, link."""

from __future__ import annotations

import pandas as pd

from assets.deliveries.batch import Batch, Rows
from assets.formats.moments import month_of, parse_moments
from assets.sources.cases import (
    CaseLinker,
    first_of_each,
    only_inside,
    place_fields,
    without_missing_words,
)
from assets.sources.contracts import reject_violations
from schemas import ambulance

_REPORTED_UNDER = {"ritnummer": "ritnummer", "maand": "moment", "urgentie": "urgentie"}


def callouts(batch: Batch, linker: CaseLinker) -> dict[str, Rows]:
    """The rows of each delivery. Accepted: `ambulance.STAGED`, one row per call-out."""
    batch.frame = without_missing_words(batch.frame)
    only_inside(batch, linker)
    frame = place_fields(batch, _parsed(batch.frame))
    usable = reject_violations(batch, ambulance.typed_contract(), frame, _REPORTED_UNDER)
    rows = first_of_each(batch, usable, "ritnummer")
    linked = linker.link(rows, "ritnummer", ambulance.SOURCE, trust_delivered=False)
    return batch.result(linked, ambulance.STAGED)


def _parsed(raw: pd.DataFrame) -> pd.DataFrame:
    moment = parse_moments(raw["moment"], ambulance.LAYOUT.date_formats)
    moment = moment.where(moment.le(raw["uiterlijk"]))
    month = month_of(moment).fillna("")
    return raw.assign(datum=moment, maand=month, leveringsmaand=month)
