"""The published table `indicatoren`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import NUMBER, SMALL, TEXT, Column, Table

TABLE = Table(
    "indicatoren",
    "Een rij per indicator",
    grain=("indicator_id",),
    columns=(
        shared.INDICATOR_ID,
        Column("naam", TEXT, "Naam van de indicator"),
        shared.THEMA,
        shared.DEFINITIE,
        shared.BRON,
        shared.REGISTRATIETYPE,
        Column("richting", TEXT, "Welke kant beter is: omlaag, omhoog of geen"),
        Column(
            "nulmeting",
            NUMBER,
            "Waarde waarmee het programma begon",
            "als de indicator",
            nullable=True,
        ),
        Column("streefwaarde", NUMBER, "Doel van het programma", "als de indicator", nullable=True),
        shared.ONDERDEEL_VAN.optional(),
        Column(
            "zelfde_als",
            TEXT,
            "Indicator van de politie-export met precies dezelfde incidentcodes; de twee staan "
            "naast elkaar en worden nooit opgeteld",
            nullable=True,
        ),
        Column("volgorde", SMALL, "Volgorde op de producten"),
        Column(
            "codes",
            TEXT,
            "Incidentcodes of thema's die de indicator nu telt; leeg: register",
            nullable=True,
        ),
        shared.DEFINITIE_VERSIE,
        shared.DEFINITIE_SINDS.optional(),
        shared.EENHEID.optional(),
    ),
)
