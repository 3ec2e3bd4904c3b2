"""The published table `registraties`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import TEXT, Column, Table

TABLE = Table(
    "registraties",
    "Een rij per registratie van de politie",
    grain=("registratie_sleutel",),
    columns=(
        Column("registratie_sleutel", TEXT, "HMAC van het incidentnummer; het nummer zelf is weg"),
        shared.LEVERING_ID,
        shared.RIJNUMMER,
        shared.MAAND,
        Column(
            "kennisname_maand", TEXT, "Maand waarin de politie het vernam", "JJJJ-MM", nullable=True
        ),
        Column(
            "pleegmaand",
            TEXT,
            "Maand waarin het feit begon; leeg: niet bekend",
            "JJJJ-MM",
            nullable=True,
        ),
        Column("mk_code", TEXT, "Maatschappelijke klasse (incidentcode van de politie)"),
        Column(
            "soort_misdrijf",
            TEXT,
            "Misdrijfcode van het CBS; leeg: telt niet als misdrijf",
            nullable=True,
        ),
        shared.THEMA,
        Column("aangifte", TEXT, "Is er aangifte gedaan", "J of N", nullable=True),
        Column("poging", TEXT, "Was het een poging", "J of N", nullable=True),
        shared.STRAAT_ID.optional(),
        shared.STRAATNAAM,
        shared.BUURTCODE.optional(),
        shared.WIJKCODE.optional(),
        shared.KOPPELMETHODE,
        shared.KOPPELSCORE,
        shared.GEBIEDSMETHODE,
        shared.TWEEDE_KEUS.optional(),
        shared.TWEEDE_KEUS_SCORE.optional(),
        shared.KRUISENDE_STRAAT_ID.optional(),
    ),
)
