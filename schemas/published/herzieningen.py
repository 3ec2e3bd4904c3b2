"""The published table `herzieningen`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import Table

TABLE = Table(
    "herzieningen",
    "Een rij per indicator, gebied, periode en levering die een heel cijfer veranderde",
    grain=("indicator_id", "gebied_code", "periode_soort", "periode", "levering_id"),
    columns=(
        shared.INDICATOR_ID,
        shared.GEBIED_CODE,
        shared.PERIODE_SOORT,
        shared.PERIODE,
        shared.OUDE_WAARDE,
        shared.NIEUWE_WAARDE,
        shared.LEVERING_DIE_VERANDERDE,
        shared.SINDS,
    ),
)
