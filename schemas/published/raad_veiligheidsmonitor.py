"""The published table `raad_veiligheidsmonitor`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import NUMBER, SMALL, TEXT, WHOLE, Column, Table

TABLE = Table(
    "raad_veiligheidsmonitor",
    "C: een rij per indicator van de Veiligheidsmonitor, gebied en jaar, naast de meting ervoor "
    "in dezelfde reeks",
    grain=("indicator_id", "gebied_code", "jaar"),
    columns=(
        shared.INDICATOR_ID,
        shared.INDICATOR,
        shared.THEMA,
        shared.EENHEID,
        shared.GEBIED_CODE,
        shared.GEBIEDSNAAM,
        shared.GEBIEDSNIVEAU,
        Column("jaar", SMALL, "Jaar", "jaar"),
        Column("waarde", NUMBER, "Waarde van de indicator", "als de indicator"),
        Column(
            "marge_onder",
            NUMBER,
            "Ondergrens van het 95 %-interval",
            "als de waarde",
            nullable=True,
        ),
        Column(
            "marge_boven",
            NUMBER,
            "Bovengrens van het 95 %-interval",
            "als de waarde",
            nullable=True,
        ),
        Column(
            "marge_bron",
            TEXT,
            "opgegeven, of berekend (Wilson, uit het aantal respondenten; in werkelijkheid "
            "breder); leeg: geen marges",
            nullable=True,
        ),
        Column("respondenten", WHOLE, "Aantal mensen dat antwoordde", "personen", nullable=True),
        Column(
            "vorig_jaar",
            SMALL,
            "Jaar van de meting ervoor in dezelfde reeks; leeg: de eerste",
            "jaar",
            nullable=True,
        ),
        Column(
            "vorige_waarde",
            NUMBER,
            "Waarde van de periode of meting ervoor",
            "als de waarde",
            nullable=True,
        ),
        Column("verschil", NUMBER, "waarde min vorige_waarde", "als de waarde", nullable=True),
        shared.SIGNAAL,
        Column("reeks", TEXT, "tot en met 2019 of vanaf 2021: over de breuk wordt niet vergeleken"),
        shared.BRONVERMELDING.optional(),
    ),
)
