"""Contract of the police open data (StatLine and OData): its layout, and what a usable figure is.

Grain: crime or nuisance code x area x period. `schemas.statistics` has the words that such a table
is recognised by, `assets.formats` turns it into rows, `dbt_like_sql/seeds` has codes and names.

Source of the layout: tables 47013NED, 47018NED, 47021NED, 47022NED and 47024NED of
dataderden.cbs.nl (catalog "Politie", CC BY 4.0), and StatLine downloads of 2019, 2023 and 2026.
"""

from __future__ import annotations

import pandera.pandas as pa

from schemas.layout import AreaLayout, Field
from schemas.staged import IDENTITY

SOURCE = "politie_open_data"

CRIME, NUISANCE = "misdrijf", "overlast"
PERIOD = r"\d{4}(-(0[1-9]|1[0-2])|-Q[1-4]|-H[12])?"

FIELDS = (
    Field("domein", ("Soort tabel",), "misdrijf of overlast"),
    Field(
        "onderwerp",
        ("Soort misdrijf", "Overlast", "Soort overlast", "crime_type_code"),
        "Code of naam van het misdrijf of de overlast",
        required=True,
    ),
    Field("onderwerp_naam", ("Soort misdrijf: naam",), "Naam volgens de codelijst"),
    Field(
        "gebied",
        ("Regio's", "Wijken en buurten", "Regio", "Gebied"),
        "Code of naam van het gebied",
        required=True,
    ),
    Field("gebied_soort", ("Soort regio",), "Gemeente, Wijk of Buurt"),
    Field("indeling", ("Indeling",), "gemeenten, of wijken en buurten"),
    Field("periode", ("Perioden", "Periode", "date"), "Periode zoals geschreven", required=True),
    Field("periode_status", ("Perioden: status",), "Definitief of voorlopig, volgens de codelijst"),
    Field(
        "waarde",
        ("Geregistreerde misdrijven", "Geregistreerde overlast"),
        "Aantal registraties",
        required=True,
    ),
    Field("tabel", ("Tabel",), "Nummer van de tabel, zoals 47022NED"),
)


def layout(code: str = "", name: str = "") -> AreaLayout:
    """The layout for the municipality with this code and name."""
    return AreaLayout(
        source=SOURCE,
        title="tabel met open data van de politie",
        month_field="periode",
        periods="statistics",
        fields=FIELDS,
        gemeentecode=code,
        gemeentenaam=name,
        statistics="counts",
    )


LAYOUT = layout()

# The stored columns of a figure.
STAGED = IDENTITY | {
    "indicator_id": "str",
    "domein": "str",
    "code": "str",
    "naam": "str",
    "gebied_code": "str",
    "periode": "str",
    "waarde": "float64",
    "voorlopig": "str",
    "tabel": "str",
}


def text_contract() -> pa.DataFrameSchema:
    """Rows as read, before parsing: see `Layout.text_contract`."""
    return LAYOUT.text_contract()


def typed_contract() -> pa.DataFrameSchema:
    """A usable figure. Grain: domain x code x area x period. Empty `waarde`: unknown."""
    return pa.DataFrameSchema(
        {
            "code": pa.Column(
                str, pa.Check.str_length(min_value=1, error="naam zonder bekende code")
            ),
            "gebied_code": pa.Column(
                str, pa.Check.str_matches(r"^(GM\w{4}|WK\w{6}|BU\w{8})$", error="geen CBS-code")
            ),
            "periode": pa.Column(
                str, pa.Check.str_matches(rf"^{PERIOD}$", error="periode niet leesbaar")
            ),
            "waarde": pa.Column(float, pa.Check.ge(0), nullable=True),
        },
        strict=False,
    )
