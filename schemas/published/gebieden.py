"""The published table `gebieden`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import DAY, TEXT, Column, Table
from schemas.team import AREA_KINDS

TABLE = Table(
    "gebieden",
    "Een rij per gebied en tijdvak waarin de code dezelfde plaats betekent: gemeente, wijken, "
    "buurten, aandachtsgebieden, Nederland waar een cijfer daarover gaat, en wat er staat waar "
    "geen gebied is. Niet openbaar",
    grain=("gebied_code", "maand_van"),
    columns=(
        shared.GEBIED_CODE.means(
            "CBS-code van gemeente, wijk of buurt; AG- met de naam van een aandachtsgebied; NL00 "
            "(Nederland); of wat er zonder gebied staat: `onbekend` (niet in een buurt te "
            "plaatsen), `niet op straatniveau` of `te weinig gekoppeld`"
        ),
        shared.GEBIEDSNAAM,
        Column(
            "gebiedsniveau",
            TEXT,
            "gemeente, wijk, buurt, aandachtsgebied, land, onbekend, niet op straatniveau, te "
            "weinig gekoppeld, of niet in de referentie (een geleverde code die niemand kent)",
        ),
        Column(
            "soort",
            TEXT,
            f"Van een aandachtsgebied: {', '.join(AREA_KINDS[:-1])} of {AREA_KINDS[-1]}; anders "
            "leeg",
            nullable=True,
        ),
        Column("maand_van", TEXT, "Eerste maand; 0000-01: altijd al", "JJJJ-MM"),
        Column("maand_tot", TEXT, "Laatste maand; 9999-12: nog steeds", "JJJJ-MM"),
        Column("geldig_van", DAY, "Eerste dag; leeg: niet bekend, of altijd al", nullable=True),
        Column("geldig_tot", DAY, "Laatste dag; leeg: nog steeds", nullable=True),
        shared.WIJKCODE.means("CBS-code van de wijk waarin een buurt ligt; anders leeg").optional(),
        Column(
            "gemeentecode",
            TEXT,
            "CBS-code van de gemeente waarin het gebied ligt; leeg: het ligt in geen gemeente, "
            "zoals de gemeente zelf",
            nullable=True,
        ),
        shared.GEBIED_SLEUTEL,
    ),
)
