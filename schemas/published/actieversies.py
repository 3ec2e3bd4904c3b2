"""The published table `actieversies`."""

from __future__ import annotations

from schemas.published.acties import ACTIE_ID, ACTIE_PERIODE, ACTION, AUTEUR
from schemas.published.contract import DAY, SMALL, YES_NO, Column, Table
from schemas.published.duidingen import GEZEGD_OP, STRAATNAAM, SUBJECT

TABLE = Table(
    "actieversies",
    "Een rij per actie en versie ervan: het verloop, ook van acties die in geen bestand meer staan",
    grain=("actie_id", "versie_nummer"),
    columns=(
        ACTIE_ID,
        *SUBJECT,
        STRAATNAAM,
        ACTIE_PERIODE,
        *ACTION,
        AUTEUR,
        Column("datum", DAY, "Dag van het overleg"),
        GEZEGD_OP,
        Column("versie_nummer", SMALL, "Hoeveelste versie van de actie", "nummer"),
        Column(
            "is_nieuwste", YES_NO, "Is dit de versie die nu geldt; geen: de actie geldt niet meer"
        ),
    ),
)
