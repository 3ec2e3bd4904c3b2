"""The published table `driehoek_verloop`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import NUMBER, TEXT, WHOLE, Column, Maker, Table

TABLE = Table(
    "driehoek_verloop",
    "Een rij per indicator van T1 en maand: twaalf maanden voortschrijdend, met interval",
    grain=("indicator_id", "maand"),
    columns=(
        shared.INDICATOR_ID,
        shared.MAAND,
        Column("waarde", NUMBER, "Waarde van de indicator", "als de indicator", nullable=True),
        Column(
            "twaalf_maanden", WHOLE, "Aantal in de laatste 12 maanden", "12 maanden", nullable=True
        ),
        Column(
            "ondergrens",
            NUMBER,
            "Onderkant van het 95 %-interval van de twaalf maanden",
            "12 maanden",
            nullable=True,
        ),
        Column(
            "bovengrens",
            NUMBER,
            "Bovenkant van het 95 %-interval van de twaalf maanden",
            "12 maanden",
            nullable=True,
        ),
        Column(
            "trendbreuk", TEXT, "Breuken en vlaggen die de vergeleken perioden raken", nullable=True
        ),
        Column("status", TEXT, "Status; wat die kan zijn staat bij de tabel"),
    ),
    maker=Maker.INDICATORS,
)
