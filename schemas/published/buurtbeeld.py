"""The published table `buurtbeeld`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import NUMBER, TEXT, Column, Table

TABLE = Table(
    "buurtbeeld",
    "Een rij per buurt, maand en thema: politie en MeldDesk naast elkaar, nooit opgeteld",
    grain=("buurtcode", "maand", "thema"),
    columns=(
        shared.BUURTCODE_OF_ONBEKEND,
        shared.BUURTNAAM_OF_ONBEKEND,
        shared.MAAND,
        shared.THEMA,
        shared.POLITIE_REGISTRATIES,
        shared.MELDDESK_MELDINGEN,
        shared.POLITIE_12M,
        shared.MELDDESK_12M,
        Column(
            "politie_12m_per_1000",
            NUMBER,
            "`politie_12m` per 1.000 inwoners; leeg waar de buurt of het aantal te klein is",
            "12 maanden",
            nullable=True,
        ),
        shared.MELDDESK_12M_PER_1000,
        Column(
            "politie_status",
            TEXT,
            "geteld, niet geleverd, of geen tegenhanger (de politie kent het thema niet)",
        ),
        Column(
            "melddesk_status",
            TEXT,
            "geteld, niet geleverd, of geen tegenhanger (het meldsysteem kent het thema niet)",
        ),
    ),
)
