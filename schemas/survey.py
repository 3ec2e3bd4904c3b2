"""Contract of the Veiligheidsmonitor: its layout, and what a usable figure is.

Grain: indicator x area x year. It comes as a table of statistics (StatLine, OData: 81877NED until
2019, 85146NED from 2021) or as a table of the municipality itself, long or with a column per year.
`schemas.statistics` has the words that the former is recognised by; `assets.formats` turns both
into rows.
"""

from __future__ import annotations

import pandera.pandas as pa

from schemas.layout import AreaLayout, Field
from schemas.staged import IDENTITY

SOURCE = "veiligheidsmonitor"

YEAR = r"(19|20)\d{2}"
COUNTRY = "NL00"
GIVEN, COMPUTED = "opgegeven", "berekend"  # where a margin comes from

FIELDS = (
    Field("thema", ("Thema",), "Thema waaronder de indicator wordt getoond"),
    Field(
        "indicator",
        ("Indicator", "Indicator_nl", "Indicator_en", "Onderwerp", "Vraag", "Stelling", "Naam"),
        "Naam van de indicator",
        required=True,
    ),
    Field("eenheid", ("Eenheid", "Unit"), "%, score of rapportcijfer"),
    Field(
        "gebied",
        (
            *("Gebied_code", "Gebiedscode", "GWB-code", "Buurtcode", "Wijkcode"),
            *("Gebied", "Regio's", "Regio", "Gebiedsnaam", "Buurt", "Wijk", "Gemeente"),
        ),
        "CBS-code of naam van het gebied; leeg: de gemeente",
    ),
    Field("gebied_soort", ("Soort regio", "Gebiedsniveau"), "Gemeente, Wijk of Buurt"),
    Field("jaar", ("Jaar", "Periode", "Perioden", "Meting"), "Jaar van de meting", required=True),
    Field(
        "waarde",
        ("Waarde", "Percentage", "Score", "Uitkomst", "Resultaat", "Gemiddelde"),
        "De uitkomst",
        required=True,
    ),
    Field(
        "ondergrens",
        (
            *("Ondergrens", "Betrouwbaarheidsmarge ondergrens", "Marge_onder", "Onder"),
            *("Ondergrens 95%", "Ondergrens 95%-interval", "Ondergrens betrouwbaarheidsinterval"),
        ),
        "Ondergrens van het 95 %-interval",
    ),
    Field(
        "bovengrens",
        (
            *("Bovengrens", "Betrouwbaarheidsmarge bovengrens", "Marge_boven", "Boven"),
            *("Bovengrens 95%", "Bovengrens 95%-interval", "Bovengrens betrouwbaarheidsinterval"),
        ),
        "Bovengrens van het 95 %-interval",
    ),
    Field(
        "marge",
        ("Marge", "Betrouwbaarheidsmarge", "Foutmarge", "Marge 95%"),
        "Halve breedte van het 95 %-interval",
    ),
    Field(
        "respondenten",
        ("Respondenten", "Aantal respondenten", "N", "Respons", "Aantal respondenten (n)"),
        "Aantal mensen dat antwoordde",
    ),
    Field("bron", ("Bron", "Bronvermelding"), "Waar het cijfer staat"),
)

KNOWN_UNREAD = ("toelichting", "opmerking")


def layout(code: str = "", name: str = "") -> AreaLayout:
    """The layout for the municipality with this code and name."""
    return AreaLayout(
        source=SOURCE,
        title="tabel van de Veiligheidsmonitor",
        month_field="jaar",
        periods="statistics",
        fields=FIELDS,
        marks=("ondergrens", "bovengrens", "marge", "respondenten"),
        sign=r"veiligheidsmonitor|^\(?%\)?$|^(schaal)?score$|^rapportcijfer$|^procent(en)?$",
        wide=True,
        gemeentecode=code,
        gemeentenaam=name,
        statistics="survey",
        country_code=COUNTRY,
        flat=True,
    )


LAYOUT = layout()

# The stored columns of a figure.
STAGED = IDENTITY | {
    "indicator_id": "str",
    "naam": "str",
    "thema": "str",
    "eenheid": "str",
    "gebied_code": "str",
    "periode": "str",
    "waarde": "float64",
    "ondergrens": "float64",
    "bovengrens": "float64",
    "marge_bron": "str",
    "respondenten": "float64",
    "voorlopig": "str",
    "bronvermelding": "str",
}


def typed_contract() -> pa.DataFrameSchema:
    """A usable figure. Grain: indicator x area x year. Empty `waarde`: unknown."""
    return pa.DataFrameSchema(
        {
            "indicator_id": pa.Column(
                str,
                pa.Check.str_matches(r"^vm_[a-z0-9_]+$", error="indicator zonder bruikbare naam"),
            ),
            "naam": pa.Column(str),
            "gebied_code": pa.Column(
                str,
                pa.Check.str_matches(r"^(NL00|GM\w{4}|WK\w{6}|BU\w{8})$", error="geen CBS-code"),
            ),
            "periode": pa.Column(
                str, pa.Check.str_matches(rf"^{YEAR}$", error="periode is geen jaar")
            ),
            "waarde": pa.Column(float, nullable=True),
            "ondergrens": pa.Column(float, nullable=True),
            "bovengrens": pa.Column(float, nullable=True),
            "respondenten": pa.Column(float, pa.Check.ge(0), nullable=True),
        },
        strict=False,
    )
