"""Contract of the call-outs of the ambulance service, an invented source: layout and contracts."""

from __future__ import annotations

import pandera.pandas as pa

from schemas.layout import Field, Layout
from schemas.staged import CASE, MONTH, PLACE

SOURCE = "ambulance"
URGENCIES = ("A1", "A2", "B")

LAYOUT = Layout(
    source=SOURCE,
    title="lijst van ritten van de ambulancedienst",
    identity="ritnummer",
    month_field="moment",
    date_formats=("%d-%m-%Y %H:%M",),
    fields=(
        Field("ritnummer", ("Ritnummer",), "Nummer van de rit", required=True, personal=True),
        Field("moment", ("Moment melding",), "Moment; bepaalt de maand", required=True),
        Field("urgentie", ("Urgentie",), "A1, A2 of B", required=True),
        Field("straat", ("Adres",), "Straat en huisnummer", required=True, personal=True),
        Field("postcode", ("Postcode",), "Alleen om de buurt te vinden", personal=True),
    ),
)

# The stored columns of a call-out.
STAGED = CASE | {"urgentie": "str"} | PLACE


def typed_contract() -> pa.DataFrameSchema:
    """A usable call-out before linking. Grain: a row of the delivery."""
    return pa.DataFrameSchema(
        {
            "ritnummer": pa.Column(
                str, pa.Check.str_length(min_value=1, error="ritnummer ontbreekt")
            ),
            "maand": pa.Column(
                str, pa.Check.str_matches(rf"^{MONTH}$", error="datum ontbreekt of bestaat niet")
            ),
            "urgentie": pa.Column(str, pa.Check.isin(URGENCIES, error="onbekende urgentie")),
        },
        strict=False,
    )
