"""The published table `openbare_feiten_en_cijfers`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import WHOLE, Column, Maker, Table

TABLE = Table(
    "openbare_feiten_en_cijfers",
    "Een rij per indicator en periode van de hele gemeente, zoals op de site Feiten & cijfers",
    grain=("indicator_id", "periode_soort", "periode"),
    columns=(
        shared.INDICATOR_THEMA,
        shared.INDICATOR_OP_SITE,
        shared.PERIODE,
        Column(
            "waarde",
            WHOLE,
            "Aantal in de periode; leeg: zie `teken`",
            "als de indicator",
            nullable=True,
        ),
        shared.TEKEN,
        shared.INDICATOR_ID,
        shared.PERIODE_SOORT,
        shared.STATUS,
        shared.REGISTRATIETYPE,
        shared.PEILDATUM,
    ),
    maker=Maker.DISCLOSURE,
    public_name="feiten_en_cijfers",
)
