"""A police delivery -> accepted registrations and faults: text contract, parse, typed contract,
link. In memory only are the number, the house number, the postcode and the point.
"""

from __future__ import annotations

import pandas as pd

from assets.basis.personal import pseudonyms
from assets.deliveries.batch import FIELD, Batch, Rows
from assets.formats.moments import month_of, parse_moments
from assets.linking.door import (
    address_keys,
    first_of_each,
    given,
    hold,
    place_fields,
    points,
    require,
)
from assets.linking.linking import Linker
from schemas import police
from schemas.configuration import Police


def registrations(
    batch: Batch,
    settings: Police,
    known_codes: frozenset[str],
    linker: Linker,
    key: bytes,
) -> dict[str, Rows]:
    """The rows of each delivery of a batch. Accepted: `police.STAGED`, a row a registration.

    A row is refused where its number, its date or its code cannot be used, or where its number
    stands in the file before; any other unusable field becomes missing and is a field fault.
    """
    require(police.text_contract(), batch.frame[list(police.text_contract().columns)])
    frame = _parsed(batch, settings)
    usable = hold(batch, police.typed_contract(known_codes), frame, _reported_under(settings))
    rows = first_of_each(batch, usable, "incidentnummer")
    linked = linker.link(rows, settings.buurt_is_cbs)
    accepted = rows.join(linked).assign(
        sleutel=pseudonyms(rows["incidentnummer"], key, police.SOURCE),
        kennisname_maand=month_of(rows["kennisname"]),
        pleegmaand=month_of(rows["pleegmoment"]),
        adres_sleutel=address_keys(rows, linked, key),
    )
    return batch.result(accepted, police.STAGED)


def _reported_under(settings: Police) -> dict[str, str]:
    """In this order a row gets its reason; and the field that the analyst looks up."""
    return {
        "incidentnummer": "incidentnummer",
        "maand": "pleegmoment" if settings.maand == "pleegdatum" else "kennisname",
        "kennisname": "kennisname",
        "leveringsmaand": "kennisname",
        "mk_code": "mk_code",
    }


def _parsed(batch: Batch, settings: Police) -> pd.DataFrame:
    """The frame with types; fields that cannot be used are emptied and noted."""
    raw = batch.frame
    formats, decimal = settings.layout.date_formats, settings.layout.decimal
    known = parse_moments(raw["kennisname"], formats)
    known = known.where(known.le(raw["uiterlijk"]))  # a registration cannot be known before it is
    began = parse_moments(raw["pleegmoment"], formats)
    began = began.where(began.le(raw["uiterlijk"]))
    by_offence = raw["basis"].eq("pleegdatum") & given(raw["pleegmoment"])
    known_month, offence_month = month_of(known).fillna(""), month_of(began).fillna("")
    frame = raw.assign(
        mk_code=raw["mk_code"].str.upper().str.replace(" ", ""),
        kennisname=known,
        pleegmoment=began,
        leveringsmaand=known_month.where(~by_offence, offence_month),
        maand=offence_month if settings.maand == "pleegdatum" else known_month,
        datum=began if settings.maand == "pleegdatum" else known,
        **points(raw, decimal),
    )
    unreadable = began.isna() & given(raw["pleegmoment"])
    batch.fault(unreadable, "pleegmoment", "datum niet leesbaar", FIELD)
    for field in ("aangifte", "poging"):
        value = raw[field].str.upper().str[:1]
        usable = value.isin(["J", "N"])
        batch.fault(given(raw[field]) & ~usable, field, "geen J of N", FIELD)
        frame[field] = value.where(usable)
    return place_fields(batch, frame)
