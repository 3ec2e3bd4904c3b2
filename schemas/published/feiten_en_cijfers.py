"""The published table `feiten_en_cijfers`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import WHOLE, Column, Table

TABLE = Table(
    "feiten_en_cijfers",
    "Een rij per indicator en periode van de hele gemeente, zoals op de site Feiten & cijfers",
    grain=("indicator_id", "periode"),
    columns=(
        shared.INDICATOR_THEMA,
        shared.INDICATOR_OP_SITE,
        shared.PERIODE_OP_SITE,
        Column("waarde", WHOLE, "Aantal in de periode", "als de indicator"),
        shared.INDICATOR_ID,
        shared.PERIODE_SOORT_OP_SITE,
        shared.STATUS,
        shared.REGISTRATIETYPE,
        shared.PEILDATUM,
    ),
)
