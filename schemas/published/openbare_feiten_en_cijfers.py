"""The published table `openbare_feiten_en_cijfers`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import TEXT, WHOLE, Column, Maker, Table

TABLE = Table(
    "openbare_feiten_en_cijfers",
    "Een rij per indicator en periode van de hele gemeente, zoals op de site Feiten & cijfers",
    grain=("indicator_id", "periode_soort", "periode"),
    columns=(
        shared.THEMA,
        shared.INDICATOR,
        shared.PERIODE,
        Column("waarde", WHOLE, "Waarde van de indicator", "als de indicator", nullable=True),
        shared.TEKEN.optional(),
        shared.INDICATOR_ID,
        shared.PERIODE_SOORT,
        Column("status", TEXT, "Status; wat die kan zijn staat bij de tabel"),
        shared.REGISTRATIETYPE,
        shared.PEILDATUM,
    ),
    maker=Maker.DISCLOSURE,
    public_name="feiten_en_cijfers",
)
