"""The published table `feiten_en_cijfers`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import TEXT, WHOLE, Column, Table

TABLE = Table(
    "feiten_en_cijfers",
    "Een rij per indicator en periode, zoals op de site Feiten & cijfers",
    grain=("indicator_id", "periode"),
    columns=(
        shared.THEMA,
        shared.INDICATOR,
        shared.PERIODE,
        Column("waarde", WHOLE, "Waarde van de indicator", "als de indicator"),
        shared.INDICATOR_ID,
        shared.PERIODE_SOORT,
        Column("status", TEXT, "Status; wat die kan zijn staat bij de tabel"),
        shared.REGISTRATIETYPE,
        shared.PEILDATUM,
    ),
)
