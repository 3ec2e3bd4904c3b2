"""The published table `raad_prestaties`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import NUMBER, TEXT, WHOLE, Column, Maker, Table

TABLE = Table(
    "raad_prestaties",
    "D en E: een rij per indicator van een register en periode, naast de periode ervoor; inzet "
    "(activiteit), geen uitkomst",
    grain=("indicator_id", "periode"),
    columns=(
        shared.INDICATOR_ID,
        shared.INDICATOR,
        shared.THEMA,
        shared.PERIODE,
        shared.PERIODE_SOORT,
        Column("waarde", NUMBER, "Waarde van de indicator", "als de indicator"),
        shared.EENHEID.optional(),
        Column("vorige_periode", TEXT, "Periode waarmee is vergeleken", nullable=True),
        Column(
            "vorige_waarde",
            NUMBER,
            "Waarde van de periode of meting ervoor",
            "als de waarde",
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
        Column(
            "overdispersie",
            NUMBER,
            "Hoeveel meer de maandcijfers schommelen dan toeval alleen (1: niet meer)",
            "verhouding",
            nullable=True,
        ),
        shared.SIGNAAL,
        shared.BRONVERMELDING.optional(),
        Column("toelichting", TEXT, "Wat een lezer erbij moet weten", nullable=True),
    ),
    maker=Maker.INDICATORS,
)
