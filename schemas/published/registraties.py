"""The published table `registraties`."""

from __future__ import annotations

from schemas.published import linked, shared
from schemas.published.contract import TEXT, Column, Table

TABLE = Table(
    "registraties",
    "Een rij per registratie van de politie die nu meetelt",
    grain=("registratie_sleutel",),
    columns=(
        Column("registratie_sleutel", TEXT, "HMAC van het incidentnummer; het nummer zelf is weg"),
        shared.LEVERING_ID.means(
            "Levering waar de registratie in staat: bron en begin van de SHA-256 van het bestand"
        ),
        shared.RIJNUMMER,
        shared.MAAND.means("Maand waarin de registratie telt"),
        Column(
            "kennisname_maand",
            TEXT,
            "Maand waarin de politie het vernam; leeg: niet bekend",
            "JJJJ-MM",
            nullable=True,
        ),
        Column(
            "pleegmaand",
            TEXT,
            "Maand waarin het feit begon; leeg: niet bekend",
            "JJJJ-MM",
            nullable=True,
        ),
        Column(
            "mk_code",
            TEXT,
            "Maatschappelijke klasse (incidentcode van de politie); leeg: de levering of de "
            "instellingen geven alleen een ruimere code of een thema",
            nullable=True,
        ),
        Column(
            "telt_als",
            TEXT,
            "Waaronder de registratie telt: haar maatschappelijke klasse, of een code van het CBS, "
            "een indicator of een thema",
        ),
        Column(
            "soort_misdrijf",
            TEXT,
            "Misdrijfcode van het CBS; leeg: telt niet als misdrijf",
            nullable=True,
        ),
        shared.THEMA,
        Column(
            "aangifte",
            TEXT,
            "Is er aangifte gedaan; leeg: niet bekend",
            "J of N",
            nullable=True,
        ),
        Column("poging", TEXT, "Was het een poging; leeg: niet bekend", "J of N", nullable=True),
        shared.STRAAT_ID_VAN_RIJ,
        shared.STRAATNAAM_VAN_RIJ,
        linked.PLAATSNAAM,
        shared.BUURTCODE_VAN_RIJ,
        shared.WIJKCODE_VAN_RIJ,
        linked.KOPPELMETHODE,
        linked.KOPPELSCORE,
        linked.GEBIEDSMETHODE,
        linked.GEBIEDSSCORE,
        linked.GEBIEDSCONFLICT,
        linked.TWEEDE_KEUS,
        linked.TWEEDE_KEUS_SCORE,
        linked.KRUISENDE_STRAAT_ID,
        linked.OP_STRAATNIVEAU,
        shared.UUR,
    ),
)
