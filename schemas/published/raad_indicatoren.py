"""The published table `raad_indicatoren`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import NUMBER, TEXT, WHOLE, Column, Maker, Table

TABLE = Table(
    "raad_indicatoren",
    "B: een rij per indicator en gebied (gemeente, wijk): het halfjaar tegen hetzelfde halfjaar "
    "van vier jaren ervoor, en wat dat zegt",
    grain=("indicator_id", "gebied_code"),
    columns=(
        shared.THEMA,
        shared.INDICATOR_ID,
        shared.INDICATOR,
        shared.BRON,
        shared.GEBIED_CODE,
        shared.GEBIEDSNAAM,
        shared.GEBIEDSNIVEAU,
        shared.PERIODE,
        Column("nu", WHOLE, "Aantal in het halfjaar", "halfjaar"),
        Column(
            "vorig_jaar",
            WHOLE,
            "Aantal in hetzelfde halfjaar een jaar eerder",
            "halfjaar",
            nullable=True,
        ),
        Column(
            "twee_jaar_eerder",
            WHOLE,
            "Aantal in dezelfde periode twee jaar eerder",
            "als periode",
            nullable=True,
        ),
        Column(
            "drie_jaar_eerder",
            WHOLE,
            "Aantal in dezelfde periode drie jaar eerder",
            "als periode",
            nullable=True,
        ),
        Column(
            "vier_jaar_eerder",
            WHOLE,
            "Aantal in dezelfde periode vier jaar eerder",
            "als periode",
            nullable=True,
        ),
        Column("verschil", WHOLE, "nu min vorig_jaar", "halfjaar", nullable=True),
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
