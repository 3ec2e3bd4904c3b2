"""Contract of the export of the municipal report system (MeldDesk).

No layout of MeldDesk is public: the headers are defaults, which `veiligheidsbeeld.toml` extends
(`[melddesk.kolommen]`). Free text, reporter and staff have no field, so they are never read.
Parsing is in `assets.sources.melddesk`; other report systems are in `schemas.report_systems`.
"""

from __future__ import annotations

import pandera.pandas as pa

from schemas.layout import Field, Layout
from schemas.staged import CASE, MOMENT, MONTH, PLACE

SOURCE = "melddesk"

LAYOUT = Layout(
    source=SOURCE,
    system="melddesk",
    title="export van het meldsysteem (MeldDesk)",
    identity="meldingnummer",
    settable=True,
    month_field="ontvangen",
    periods="moment",
    more_moments=("voorval_begin", "voorval_einde"),
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
        Field(
            "voorval_begin",
            ("Datum overlast",),
            "Moment van wat wordt gemeld; zonder dit telt het moment van de melding voor de delen "
            "van de week",
        ),
        Field("voorval_einde", ("Einde overlast",), "Einde van wat wordt gemeld"),
        Field("hoofdcategorie", ("Hoofdcategorie",), "Hoofdcategorie", required=True),
        Field("subcategorie", ("Subcategorie",), "Subcategorie"),
        Field("straat", ("Straat",), "Straat, zoals geschreven", required=True, personal=True),
        Field("huisnummer", ("Huisnummer",), "Alleen om de buurt te vinden", personal=True),
        Field("postcode", ("Postcode",), "Alleen om de buurt te vinden", personal=True),
        Field("plaats", ("Plaats",), "Woonplaats", personal=True),
        Field("buurt", ("Buurt",), "Buurt volgens het meldsysteem"),
        Field("x", ("X", "geometry.x"), "Coördinaat; alleen om de buurt te vinden", personal=True),
        Field("y", ("Y", "geometry.y"), "Coördinaat; alleen om de buurt te vinden", personal=True),
        Field("status", ("Status",), "Status van de melding"),
        Field("kanaal", ("Kanaal",), "Hoe de melding binnenkwam"),
    ),
)

# Columns of the default export that are never read.
KNOWN_UNREAD = (
    "Datum gereed",
    "Omschrijving",
    "Naam melder",
    "Telefoon",
    "E-mail",
    "Behandelaar",
)

# The stored columns of a report.
STAGED = (
    CASE
    | dict.fromkeys(("hoofdcategorie", "subcategorie", "status", "kanaal"), "str")
    | MOMENT
    | PLACE
)

# Usual channels of a report, in lower case.
CHANNELS = frozenset(
    "app api balie beheer bhv brief chat e-mail email formulier gemeenteloket interswitch mail "
    "medewerker mobile overig persoonlijk post signalen telefoon telefonisch web website "
    "webformulier whatsapp wijkbezoek desktop ios android".split()
)

UNKNOWN = "onbekend"  # of a category or channel that no list has

STATUSES = ("open", "afgehandeld", "geannuleerd", "onbekend")


def text_contract() -> pa.DataFrameSchema:
    """Rows as read, before parsing: see `Layout.text_contract`."""
    return LAYOUT.text_contract()


def typed_contract() -> pa.DataFrameSchema:
    """A usable report before linking. Grain: a row of the delivery."""
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
