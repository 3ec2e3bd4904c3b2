"""The published table `buurtbeeld`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import NUMBER, Column, Table

TABLE = Table(
    "buurtbeeld",
    "Een rij per buurt, maand en thema: politie en MeldDesk naast elkaar, nooit opgeteld",
    grain=("buurtcode", "maand", "thema"),
    columns=(
        shared.BUURTCODE,
        shared.BUURTNAAM,
        shared.MAAND,
        shared.THEMA,
        shared.POLITIE_REGISTRATIES.optional(),
        shared.MELDDESK_MELDINGEN.optional(),
        shared.POLITIE_12M.optional(),
        shared.MELDDESK_12M.optional(),
        Column(
            "politie_12m_per_1000",
            NUMBER,
            "Registraties per 1.000 inwoners",
            "12 maanden",
            nullable=True,
        ),
        shared.MELDDESK_12M_PER_1000.optional(),
        shared.POLITIE_STATUS,
        shared.MELDDESK_STATUS,
    ),
)
