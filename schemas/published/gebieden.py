"""The published table `gebieden`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import DAY, TEXT, Column, Table
from schemas.team import AREA_KINDS

TABLE = Table(
    "gebieden",
    "Een rij per gebied en tijdvak waarin de code dezelfde plaats betekent: gemeente, wijken, "
    "buurten, aandachtsgebieden en onbekend. Niet openbaar",
    grain=("gebied_code", "maand_van"),
    columns=(
        shared.GEBIED_CODE.means(
            "CBS-code van gemeente, wijk of buurt; AG- met de naam van een aandachtsgebied; of "
            "`onbekend` (niet in een buurt te plaatsen)"
        ),
        shared.GEBIEDSNAAM,
        Column("gebiedsniveau", TEXT, "gemeente, wijk, buurt, aandachtsgebied of onbekend"),
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
            "gemeentecode", TEXT, "CBS-code van de gemeente waarin het gebied ligt", nullable=True
        ),
    ),
)
