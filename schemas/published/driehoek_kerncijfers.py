"""The published table `driehoek_kerncijfers`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import NUMBER, TEXT, WHOLE, Column, Maker, Table

TABLE = Table(
    "driehoek_kerncijfers",
    "T1: een rij per indicator, twee maanden tegen dezelfde van vorig jaar, en wat dat zegt",
    grain=("indicator_id",),
    columns=(
        shared.THEMA,
        shared.INDICATOR_ID,
        shared.INDICATOR,
        shared.BRON,
        shared.PERIODE_VAN,
        shared.PERIODE_TOT,
        Column("nu", WHOLE, "Aantal in de laatste twee maanden", "2 maanden", nullable=True),
        Column(
            "vorig_jaar",
            WHOLE,
            "Aantal in dezelfde twee maanden een jaar eerder",
            "2 maanden",
            nullable=True,
        ),
        Column("verschil", WHOLE, "nu min vorig_jaar", "2 maanden", nullable=True),
        Column(
            "verschil_pct",
            NUMBER,
            "Verschil met vorig jaar; alleen vanaf 50 gebeurtenissen toen",
            "procent",
            nullable=True,
        ),
        Column("verhouding", NUMBER, "nu gedeeld door vorig_jaar", "verhouding", nullable=True),
        Column(
            "verhouding_van",
            NUMBER,
            "Onderkant van het interval van de verhouding",
            "verhouding",
            nullable=True,
        ),
        Column(
            "verhouding_tot",
            NUMBER,
            "Bovenkant van het interval van de verhouding; leeg: geen bovenkant",
            "verhouding",
            nullable=True,
        ),
        shared.SIGNAAL,
        Column(
            "twaalf_maanden", WHOLE, "Aantal in de laatste 12 maanden", "12 maanden", nullable=True
        ),
        shared.TWAALF_MAANDEN_ERVOOR.optional(),
        shared.TWAALF_VERSCHIL_PCT.optional(),
        Column(
            "twaalf_verhouding",
            NUMBER,
            "twaalf_maanden gedeeld door twaalf_maanden_ervoor",
            "verhouding",
            nullable=True,
        ),
        Column(
            "twaalf_verhouding_van",
            NUMBER,
            "Onderkant van het interval van twaalf_verhouding",
            "verhouding",
            nullable=True,
        ),
        Column(
            "twaalf_verhouding_tot",
            NUMBER,
            "Bovenkant van het interval van twaalf_verhouding; leeg: geen bovenkant",
            "verhouding",
            nullable=True,
        ),
        shared.TWAALF_SIGNAAL,
        shared.TWAALF_MAANDEN_PER_1000.optional(),
        Column(
            "overdispersie",
            NUMBER,
            "Hoeveel meer de maandcijfers schommelen dan toeval alleen (1: niet meer)",
            "verhouding",
            nullable=True,
        ),
        shared.REGISTRATIETYPE,
        Column("status", TEXT, "Status; wat die kan zijn staat bij de tabel"),
        shared.GEEN_VERGELIJKING.optional(),
        Column(
            "trendbreuk", TEXT, "Breuken en vlaggen die de vergeleken perioden raken", nullable=True
        ),
        shared.DUIDING.optional(),
        shared.DUIDING_AUTEUR.optional(),
        shared.DUIDING_DATUM.optional(),
    ),
    maker=Maker.INDICATORS,
)
