"""The published table `driehoek_signalen`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import NUMBER, TEXT, WHOLE, Column, Maker, Table

TABLE = Table(
    "driehoek_signalen",
    "T2: een rij per indicator en gebied waar meer of minder was dan te verwachten",
    grain=("indicator_id", "gebied_code"),
    columns=(
        shared.INDICATOR_ID,
        shared.INDICATOR,
        shared.THEMA,
        shared.BRON,
        shared.GEBIED_CODE,
        shared.GEBIEDSNAAM,
        shared.GEBIEDSNIVEAU,
        shared.PERIODE_VAN,
        shared.PERIODE_TOT,
        Column("waargenomen", WHOLE, "Wat er was", "als de indicator"),
        Column(
            "verwacht", NUMBER, "Wat te verwachten was, met seizoen en trend", "als de indicator"
        ),
        Column(
            "grens", NUMBER, "Grens waaraan de controle het houdt", "aandeel, verhouding of aantal"
        ),
        Column("richting", TEXT, "Welke kant beter is: omlaag, omhoog of geen"),
        Column(
            "sinds_maand",
            TEXT,
            "Eerste maand van de onafgebroken reeks voorbij de grens",
            "JJJJ-MM",
        ),
        Column(
            "overdispersie",
            NUMBER,
            "Hoeveel meer de maandcijfers schommelen dan toeval alleen (1: niet meer)",
            "verhouding",
            nullable=True,
        ),
        Column(
            "volledigheid_pct",
            NUMBER,
            "Welk deel er naar verwachting al is; verwacht en grens zijn daarop verlaagd",
            "procent",
            nullable=True,
        ),
        Column("status", TEXT, "Status; wat die kan zijn staat bij de tabel"),
        Column(
            "trendbreuk", TEXT, "Breuken en vlaggen die de vergeleken perioden raken", nullable=True
        ),
        shared.DUIDING.optional(),
        shared.DUIDING_AUTEUR.optional(),
        shared.DUIDING_DATUM.optional(),
    ),
    maker=Maker.INDICATORS,
)
