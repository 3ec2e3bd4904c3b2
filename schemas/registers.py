"""Contract of a register: the one tidy layout for figures that come as a number a period.

Demonstrations, call-outs of the fire brigade and whatever comes. Grain: indicator x area x period.
"""

from __future__ import annotations

import pandera.pandas as pa

from schemas.layout import Field, Layout

SOURCE = "registers"

PERIOD = r"\d{4}(-(0[1-9]|1[0-2])|-Q[1-4]|-H[12])?"

LAYOUT = Layout(
    source=SOURCE,
    title="register",
    month_field="periode",
    fields=(
        Field("indicator", ("indicator",), "Naam of id van de indicator", required=True),
        Field("periode", ("periode",), "2018, 2018-H1, 2018-Q1 of 2018-01", required=True),
        Field("gebied", ("gebied", "gebied_code"), "CBS-code van het gebied"),
        Field("waarde", ("waarde",), "Het getal", required=True),
    ),
)

KNOWN_UNREAD = ("bron", "toelichting")


def text_contract() -> pa.DataFrameSchema:
    """What comes through the door: text only, the allowed columns and no other."""
    return pa.DataFrameSchema(
        {field.name: pa.Column(str, description=field.description) for field in LAYOUT.fields},
        strict=True,
    )


def typed_contract(known_indicators: frozenset[str]) -> pa.DataFrameSchema:
    """A usable figure of a register. Grain: indicator x area x period."""
    return pa.DataFrameSchema(
        {
            "indicator_id": pa.Column(
                str, pa.Check.isin(known_indicators, error="onbekende indicator")
            ),
            "periode": pa.Column(
                str, pa.Check.str_matches(rf"^{PERIOD}$", error="periode niet leesbaar")
            ),
            "gebied_code": pa.Column(
                str,
                pa.Check.str_matches(
                    r"^(NL00|GM\w{4}|WK\w{6}|BU\w{8})$", error="gebied is geen CBS-code"
                ),
            ),
            "waarde": pa.Column(float, nullable=False),
        },
        strict=False,
    )
