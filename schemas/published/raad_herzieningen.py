"""The published table `raad_herzieningen`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import NUMBER, TEXT, Column, Table

TABLE = Table(
    "raad_herzieningen",
    "F: een rij per cijfer van de hele gemeente (halfjaar of langer) dat is veranderd sinds de "
    "vorige factsheet van de raad",
    grain=("indicator_id", "periode", "levering_id"),
    columns=(
        shared.INDICATOR_ID,
        shared.INDICATOR,
        shared.THEMA,
        shared.PERIODE_SOORT,
        shared.PERIODE,
        Column("oude_waarde", NUMBER, "Waarde voor de herziening", "als de indicator"),
        Column("nieuwe_waarde", NUMBER, "Waarde na de herziening", "als de indicator"),
        Column("verschil", NUMBER, "nieuwe_waarde min oude_waarde", "als de indicator"),
        shared.SINDS,
        shared.LEVERING_ID,
        Column(
            "reden",
            TEXT,
            "maand opnieuw geleverd, verlate rijen, register herzien, open data opnieuw "
            "gepubliceerd of Veiligheidsmonitor opnieuw geleverd",
            nullable=True,
        ),
    ),
)
