"""The published table `indicatorwaarden`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import NUMBER, TEXT, Column, Table

TABLE = Table(
    "indicatorwaarden",
    "Een rij per indicator, gebied en periode; status: definitief, voorlopig of herzien",
    grain=("indicator_id", "gebied_code", "periode_soort", "periode"),
    columns=(
        shared.INDICATOR_ID,
        shared.GEBIED_CODE,
        shared.PERIODE_SOORT,
        shared.PERIODE,
        Column("waarde", NUMBER, "Waarde van de indicator", "als de indicator"),
        Column("status", TEXT, "Status; wat die kan zijn staat bij de tabel"),
        shared.PEILDATUM,
        shared.DEFINITIE_VERSIE,
    ),
)
