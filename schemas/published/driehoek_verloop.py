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
        Column("waarde", NUMBER, "Aantal in de maand; leeg: niet geleverd", "maand", nullable=True),
        Column(
            "twaalf_maanden",
            WHOLE,
            "Aantal in de 12 maanden tot en met `maand`; leeg: een ervan ontbreekt, of er ligt een "
            "trendbreuk of andere definitie tussen",
            "12 maanden",
            nullable=True,
        ),
        Column(
            "ondergrens",
            NUMBER,
            "Onderkant van het 95 %-interval van `twaalf_maanden`; leeg: niet bekend",
            "12 maanden",
            nullable=True,
        ),
        Column(
            "bovengrens",
            NUMBER,
            "Bovenkant van het 95 %-interval van `twaalf_maanden`; leeg: niet bekend",
            "12 maanden",
            nullable=True,
        ),
        Column(
            "trendbreuk",
            TEXT,
            "Trendbreuk tussen deze maand en de maand ervoor, en vlaggen op een van beide, zoals "
            "corona",
            nullable=True,
        ),
        Column("status", TEXT, "definitief, voorlopig, herzien of niet geleverd"),
    ),
    maker=Maker.INDICATORS,
)
