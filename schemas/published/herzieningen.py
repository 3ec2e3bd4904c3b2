"""The published table `herzieningen`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import NUMBER, Column, Table

TABLE = Table(
    "herzieningen",
    "Een rij per indicator, gebied, periode en levering die een heel cijfer veranderde",
    grain=("indicator_id", "gebied_code", "periode_soort", "periode", "levering_id"),
    columns=(
        shared.INDICATOR_ID,
        shared.GEBIED_CODE,
        shared.PERIODE_SOORT,
        shared.PERIODE,
        Column("oude_waarde", NUMBER, "Waarde voor de herziening", "als de indicator"),
        Column("nieuwe_waarde", NUMBER, "Waarde na de herziening", "als de indicator"),
        shared.LEVERING_ID,
        shared.SINDS,
    ),
)
