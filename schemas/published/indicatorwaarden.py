"""The published table `indicatorwaarden`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import NUMBER, SMALL, Column, Table

TABLE = Table(
    "indicatorwaarden",
    "Een rij per indicator, gebied en periode die heel is",
    grain=("indicator_id", "gebied_code", "periode_soort", "periode"),
    columns=(
        shared.INDICATOR_ID,
        shared.GEBIED_CODE,
        shared.PERIODE_SOORT,
        shared.PERIODE,
        Column("waarde", NUMBER, "Waarde van de indicator in de periode", "als de indicator"),
        shared.STATUS,
        shared.PEILDATUM,
        Column(
            "definitie_versie",
            SMALL,
            "Versie van de definitie waarmee is geteld: cijfers van twee versies zijn niet te "
            "vergelijken",
            "nummer",
        ),
    ),
)
