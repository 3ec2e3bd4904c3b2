"""The published table `actieversies`."""

from __future__ import annotations

from schemas.published import overleg
from schemas.published.contract import SMALL, YES_NO, Column, Table

TABLE = Table(
    "actieversies",
    "Een rij per actie en versie ervan: het verloop, ook van acties die in geen bestand meer staan",
    grain=("actie_id", "versie_nummer"),
    columns=(
        overleg.ACTIE_ID,
        *overleg.SUBJECT,
        overleg.OVER_STRAATNAAM,
        overleg.BESPROKEN_PERIODE,
        *overleg.ACTION,
        overleg.OVERLEG,
        overleg.GEZEGD_OP,
        Column("versie_nummer", SMALL, "Hoeveelste versie van de actie", "nummer"),
        Column("is_nieuwste", YES_NO, "Is dit de versie die nu geldt"),
    ),
)
