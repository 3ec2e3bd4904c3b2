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
        shared.INDICATOR_THEMA,
        Column("jaar", SMALL, "Jaar; van een cijfer over meer jaren het laatste", "jaar"),
        Column(
            "periode_tot",
            TEXT,
            "Laatste periode van het jaar waarvan er een cijfer is, zoals 2020-Q2 of 2020; een "
            "cijfer over meer jaren heeft die jaren: 2019--2020",
        ),
        Column("waarde", NUMBER, "Cijfer van `periode_tot` zelf", "als de indicator"),
        Column(
            "jaar_tot_nu",
            NUMBER,
            "Som van het jaar tot en met `periode_tot`; leeg: er ontbreekt een deel, het is een "
            "stand aan het eind van de periode, of een cijfer over meer jaren",
            "als de indicator",
            nullable=True,
        ),
        Column(
            "vorig_jaar",
            NUMBER,
            "`jaar_tot_nu` even ver in het jaar ervoor, of de stand van toen; leeg: niet bekend",
            "als de indicator",
            nullable=True,
        ),
        Column(
            "vorig_jaar_heel",
            NUMBER,
            "Som van het hele jaar ervoor; leeg: niet bekend",
            "als de indicator",
            nullable=True,
        ),
        shared.BRONVERMELDING,
        shared.MEER_JAREN,
    ),
)
