"""The published table `driehoek_registers`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import NUMBER, SMALL, TEXT, Column, Table

TABLE = Table(
    "driehoek_registers",
    "T5: een rij per indicator van een register en jaar; dit is inzet (activiteit), geen uitkomst",
    grain=("indicator_id", "jaar"),
    columns=(
        shared.INDICATOR_ID,
        shared.INDICATOR,
        shared.THEMA,
        Column("jaar", SMALL, "Jaar", "jaar"),
        Column("periode_tot", TEXT, "Laatste periode van het jaar waarvan er een getal is"),
        Column("waarde", NUMBER, "Waarde van de indicator", "als de indicator"),
        Column(
            "jaar_tot_nu",
            NUMBER,
            "Som van het jaar tot en met periode_tot; leeg: er ontbreekt een deel",
            "als de indicator",
            nullable=True,
        ),
        Column(
            "vorig_jaar", NUMBER, "Even ver in het jaar ervoor", "als de indicator", nullable=True
        ),
        Column(
            "vorig_jaar_heel",
            NUMBER,
            "Het hele jaar ervoor; leeg: niet bekend",
            "als de indicator",
            nullable=True,
        ),
        shared.BRONVERMELDING.optional(),
        Column("toelichting", TEXT, "Wat een lezer erbij moet weten", nullable=True),
    ),
)
