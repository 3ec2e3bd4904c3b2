"""Contract of a register: the tidy layout for any figures that are counted elsewhere.

Such as demonstrations, or call-outs of the fire brigade. Grain: indicator x area x period. A
register has counts only: a table with addresses or persons is refused.
"""

from __future__ import annotations

import pandera.pandas as pa

from schemas.layout import Field, Layout, fold_header
from schemas.staged import IDENTITY

SOURCE = "registers"

# 2018, 2018-H1, 2018-Q1, 2018-01, and 2019--2020 for a figure of several whole years together.
PERIOD = r"\d{4}(-(0[1-9]|1[0-2])|-Q[1-4]|-H[12]|--\d{4})?"

_ADDRESS = (
    *("straat", "straatnaam", "adres", "huisnummer", "huisnr", "huisletter", "postcode", "pc6"),
    *("nummeraanduiding", "verblijfsobject", "verblijfsobject_id", "pand", "pand_id", "BAG_id"),
    *("vbo_id", "kadastrale aanduiding", "perceel", "x-coördinaat", "y-coördinaat", "latitude"),
    *("longitude", "lat", "lon", "eigenaar", "bewoner", "bewoners", "BSN", "geboortedatum"),
)

LAYOUT = Layout(
    source=SOURCE,
    title="register",
    month_field="periode",
    periods="register",
    fields=(
        Field(
            "indicator",
            ("Indicator", "Indicator_id", "Naam", "Onderwerp", "Register", "Soort", "Tabel"),
            "Naam of id van de indicator",
            required=True,
        ),
        Field(
            "periode",
            ("Periode", "Perioden", "Jaar", "Maand", "Kwartaal", "Tijdvak"),
            "2018, 2018-H1, 2018-Q1, 2018-01, of 2019--2020 voor twee jaar samen",
            required=True,
        ),
        Field(
            "gebied",
            (
                *("Gebied_code", "Gebiedscode", "Buurtcode", "Wijkcode"),
                *("Gebied", "Gebiedsnaam", "Buurt", "Wijk", "Gemeente"),
            ),
            "CBS-code of naam van het gebied; leeg: de gemeente",
        ),
        Field("waarde", ("Waarde", "Aantal", "Getal", "Totaal"), "Het getal", required=True),
        Field("bron", ("Bron", "Bronvermelding"), "Waar het cijfer staat; kort, geen namen"),
    ),
    wide=True,
    forbidden=frozenset(map(fold_header, _ADDRESS)),
    advice="Een register op adres of persoon wordt niet gelezen. Tel eerst per buurt, en lever "
    "indicator, periode, gebied (de code van de buurt) en waarde.",
    suspect=r"leegsta|spookbewon|vastgoed",
)

KNOWN_UNREAD = ("toelichting", "opmerking")

# The stored columns of a figure.
STAGED = IDENTITY | {
    "indicator_id": "str",
    "naam": "str",
    "gebied_code": "str",
    "periode": "str",
    "waarde": "float64",
    "bronvermelding": "str",
}


def typed_contract() -> pa.DataFrameSchema:
    """A usable figure. Grain: indicator x area x period."""
    return pa.DataFrameSchema(
        {
            "indicator_id": pa.Column(
                str,
                pa.Check.str_matches(r"^[a-z0-9_]+$", error="indicator zonder bruikbare naam"),
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
