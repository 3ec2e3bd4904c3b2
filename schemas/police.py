"""Contract of the police incident export (BVH/INP): its layout, and what a usable row is.

Parsing is in `assets.sources.politie`, code tables are in `dbt_like_sql/seeds`.

Source of the layout: a real export of 33 columns to a municipality, with sheets `Incidenten` and
`Informatie`.
"""

from __future__ import annotations

import pandera.pandas as pa

from schemas.layout import Field, Layout
from schemas.staged import CASE, MOMENT, MONTH, PLACE

SOURCE = "politie"

# First letters of the classes (theft, damage) of which victims find out later: their begin is not
# when it happened.
FOUND_LATER = ("A", "C")
# Why a row is rejected for its code.
UNKNOWN_CLASS = "onbekende maatschappelijke klasse"
MORE_CLASSES = "woorden die bij meer dan één maatschappelijke klasse horen"

LAYOUT = Layout(
    source=SOURCE,
    title="politie-export (BVH/INP)",
    identity="incidentnummer",
    settable=True,
    month_field="kennisname",
    periods="moment",
    more_moments=("pleegmoment", "pleegeinde"),
    date_formats=(
        "%d-%m-%Y %H:%M:%S",
        "%d-%m-%Y %H:%M",
        "%d/%m/%Y %H:%M:%S",
        "%d/%m/%Y %H:%M",
        "%d-%m-%Y",
        "%d/%m/%Y",
    ),
    fields=(
        Field(
            "incidentnummer",
            ("Incident Identificatie",),
            "Nummer van de registratie; alleen om de sleutel te maken",
            required=True,
            personal=True,
        ),
        Field(
            "mk_code",
            (
                "Incidentsoort code",
                "MK code",
                "MK",
                "MaatKlasse code",
                "Maatschappelijke klasse code",
                "Code maatschappelijke klasse",
                "Maatschappelijke klasse",
            ),
            "Maatschappelijke klasse; ook een code van het CBS (1.2.3)",
            required=True,
            or_else="mk_omschrijving",
        ),
        Field(
            "mk_omschrijving",
            (
                "Incidentsoort",
                "MaatKlasse oms",
                "MK omschrijving",
                "Omschrijving maatschappelijke klasse",
                "Delict",
                "Soort delict",
                "Soort misdrijf",
                "Misdrijf",
            ),
            "Naam van de klasse of het misdrijf; alleen om een code te vinden waar die ontbreekt",
            personal=True,
        ),
        Field(
            "straat",
            ("Pleegstraatnaam",),
            "Straat van het incident, zoals geschreven",
            required=True,
            personal=True,
        ),
        Field(
            "huisnummer",
            ("Pleeghuisnummer met toev.", "Pleeghuisnummer"),
            "Huisnummer; alleen om de buurt te vinden",
            personal=True,
        ),
        Field(
            "postcode", ("Pleegpostcode",), "Postcode; alleen om de buurt te vinden", personal=True
        ),
        Field(
            "gemeente",
            ("Pleeggemeente",),
            "Gemeente van het incident; alleen om rijen van elders apart te houden",
            personal=True,
        ),
        Field("plaats", ("Pleegplaats",), "Woonplaats van het incident", personal=True),
        Field("buurt", ("Pleegbuurt",), "Buurt volgens de politie (vaak een oude indeling)"),
        Field("pleegmoment", ("Begin-pleegdatum/tijd",), "Begin van het feit"),
        Field(
            "pleegeinde",
            ("Eind-pleegdatum/tijd",),
            "Einde van het feit; met het begin bepaalt het de delen van de week",
        ),
        Field(
            "kennisname",
            ("Kennisnamedatum/tijd",),
            "Moment waarop de politie het vernam; bepaalt de maand",
            required=True,
        ),
        Field("aangifte", ("Aangifte",), "Is er aangifte gedaan (J/N)"),
        Field("poging", ("Poging",), "Was het een poging (J/N)"),
        Field("x", ("X",), "RD-coördinaat; alleen om de buurt te vinden", personal=True),
        Field("y", ("Y",), "RD-coördinaat; alleen om de buurt te vinden", personal=True),
    ),
)

# Columns of the real export that are never read: free text, counts of suspects, weather, derived
# names of days.
KNOWN_UNREAD = (
    "Bronregistratie",
    "Pleegprovincie",
    "Pleegwijk",
    "Pleegsubbuurt",
    "Begin-pleegdag v/d week",
    "Begin-pleegdagdeel",
    "Eind-pleegdag v/d week",
    "Eind-pleegdagdeel",
    "Kennisnamedag v/d week",
    "Kennisnamedagdeel",
    "Verdachten",
    "Aanhoudingen",
    "Opgehelderd",
    "Object",
    "Project(en)",
    "Temperatuur",
    "Weer",
    "Basisteam",
    "Modus operandi",
)

# The stored columns of a registration.
STAGED = (
    CASE
    | dict.fromkeys(("kennisname_maand", "pleegmaand", "mk_code", "aangifte", "poging"), "str")
    | MOMENT
    | PLACE
)


def text_contract() -> pa.DataFrameSchema:
    """Rows as read, before parsing: see `Layout.text_contract`."""
    return LAYOUT.text_contract()


def typed_contract(known_codes: frozenset[str]) -> pa.DataFrameSchema:
    """A usable registration before linking: number, code and month are valid.

    Grain: a row of the delivery. The error of a check is the reason shown to the analyst.
    """
    return pa.DataFrameSchema(
        {
            "incidentnummer": pa.Column(
                str,
                pa.Check.str_length(min_value=1, error="incidentnummer ontbreekt"),
                description="Nummer van de registratie",
            ),
            "kennisname": pa.Column(
                "datetime64[us]",
                pa.Check.ge("2000-01-01", error="datum van voor 2000"),
                nullable=True,
                description="Kennisname",
            ),
            "leveringsmaand": pa.Column(
                str,
                pa.Check.str_matches(rf"^{MONTH}$", error="datum ontbreekt of bestaat niet"),
                description="Maand waaronder de levering de rij dekt",
            ),
            "maand": pa.Column(
                str,
                pa.Check.str_matches(rf"^{MONTH}$", error="datum ontbreekt of bestaat niet"),
                description="Maand waarin de rij telt",
            ),
            "mk_code": pa.Column(
                str,
                pa.Check.isin(known_codes, error=UNKNOWN_CLASS),
                description="Maatschappelijke klasse",
            ),
        },
        strict=False,
    )
