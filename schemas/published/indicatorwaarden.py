"""The published table `indicatorwaarden`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import Table

TABLE = Table(
    "indicatorwaarden",
    "Een rij per indicator, gebied en periode die heel is",
    grain=("indicator_id", "gebied_code", "periode_soort", "periode"),
    columns=(
        shared.INDICATOR_ID,
        shared.GEBIED_CODE,
        shared.PERIODE_SOORT,
        shared.PERIODE,
        shared.WAARDE,
        shared.STATUS,
        shared.PEILDATUM,
        shared.DEFINITIE_VERSIE,
    ),
)
