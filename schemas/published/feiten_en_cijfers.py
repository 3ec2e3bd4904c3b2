"""The published table `feiten_en_cijfers`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import WHOLE, Column, Table

TABLE = Table(
    "feiten_en_cijfers",
    "Een rij per indicator en periode van de hele gemeente, met de indeling van de site Feiten & "
    "cijfers. Niet onderdrukt: op de site staat alleen wat openbaar is",
    grain=("indicator_id", "periode"),
    columns=(
        shared.INDICATOR_THEMA,
        shared.INDICATOR_OP_SITE,
        shared.PERIODE.means("2020-Q2, 2020-H1 of 2020"),
        Column("waarde", WHOLE, "Aantal in de periode", "als de indicator"),
        shared.INDICATOR_ID,
        shared.PERIODE_SOORT.means("kwartaal, halfjaar of jaar"),
        shared.STATUS,
        shared.REGISTRATIETYPE,
        shared.PEILDATUM,
    ),
)
