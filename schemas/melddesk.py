"""Contract of the export of the municipal report system (MeldDesk).

No public layout of MeldDesk exists: the headers are a default that `veiligheidsbeeld.toml`
replaces (`[melddesk.kolommen]`). Free text, reporter and staff have no field here, so that they
are never read. Parsing stands in `assets.reports`.
"""

from __future__ import annotations

import pandera.pandas as pa

from schemas.layout import Field, Layout
from schemas.police import MONTH
from schemas.staged import CASE, PLACE

SOURCE = "melddesk"

LAYOUT = Layout(
    source=SOURCE,
    system="melddesk",
    title="export van het meldsysteem (MeldDesk)",
    identity="meldingnummer",
    settable=True,
    month_field="ontvangen",
    periods="moment",
    date_formats=(
        "%d-%m-%Y %H:%M:%S",
        "%d-%m-%Y %H:%M",
        "%d-%m-%Y",
    ),
    fields=(
        Field(
            "meldingnummer",
            ("Meldingnummer",),
            "Nummer van de melding; alleen om de sleutel te maken",
            required=True,
            personal=True,
        ),
        Field(
            "ontvangen",
            ("Datum melding",),
            "Moment van de melding; bepaalt de maand",
            required=True,
        ),
        Field("hoofdcategorie", ("Hoofdcategorie",), "Hoofdcategorie", required=True),
        Field("subcategorie", ("Subcategorie",), "Subcategorie"),
        Field("straat", ("Straat",), "Straat, zoals geschreven", required=True, personal=True),
        Field("huisnummer", ("Huisnummer",), "Alleen om de buurt te vinden", personal=True),
        Field("postcode", ("Postcode",), "Alleen om de buurt te vinden", personal=True),
        Field("plaats", ("Plaats",), "Woonplaats", personal=True),
        Field("buurt", ("Buurt",), "Buurt volgens het meldsysteem"),
        Field("x", ("X",), "Coördinaat; alleen om de buurt te vinden", personal=True),
        Field("y", ("Y",), "Coördinaat; alleen om de buurt te vinden", personal=True),
        Field("status", ("Status",), "Status van de melding"),
        Field("kanaal", ("Kanaal",), "Hoe de melding binnenkwam"),
    ),
)

# Known in the default layout and never read.
KNOWN_UNREAD = (
    "Datum gereed",
    "Omschrijving",
    "Naam melder",
    "Telefoon",
    "E-mail",
    "Behandelaar",
)

# What is kept of a report.
STAGED = CASE | dict.fromkeys(("hoofdcategorie", "subcategorie", "status", "kanaal"), "str") | PLACE

# Usual ways for a report to come in, in small letters.
CHANNELS = frozenset(
    "app api balie beheer bhv brief chat e-mail email formulier gemeenteloket interswitch mail "
    "medewerker mobile overig persoonlijk post signalen telefoon telefonisch web website "
    "webformulier whatsapp wijkbezoek desktop ios android".split()
)

STATUSES = ("open", "afgehandeld", "geannuleerd", "onbekend")


def text_contract() -> pa.DataFrameSchema:
    """What comes through the door: text only, the allowed columns and no other."""
    return pa.DataFrameSchema(
        {field.name: pa.Column(str, description=field.description) for field in LAYOUT.fields},
        strict=True,
    )


def typed_contract() -> pa.DataFrameSchema:
    """A usable report before it is linked. Grain: a row of the delivery."""
    return pa.DataFrameSchema(
        {
            "meldingnummer": pa.Column(
                str,
                pa.Check.str_length(min_value=1, error="meldingnummer ontbreekt"),
                description="Nummer van de melding",
            ),
            "maand": pa.Column(
                str,
                pa.Check.str_matches(rf"^{MONTH}$", error="datum ontbreekt of bestaat niet"),
                description="Maand van de melding",
            ),
            "ontvangen": pa.Column(
                "datetime64[us]",
                pa.Check.ge("2000-01-01", error="datum van voor 2000"),
                nullable=True,
                description="Moment van de melding",
            ),
            "status": pa.Column(str, pa.Check.isin(STATUSES), description="Status, genormaliseerd"),
        },
        strict=False,
    )
