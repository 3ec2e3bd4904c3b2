"""The published table `straatbeeld`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import Table

TABLE = Table(
    "straatbeeld",
    "Een rij per straat, maand en thema: politie en MeldDesk naast elkaar, nooit opgeteld",
    grain=("straat_id", "maand", "thema"),
    columns=(
        shared.STRAAT_ID,
        shared.STRAATNAAM,
        shared.MAAND,
        shared.THEMA,
        shared.POLITIE_REGISTRATIES.optional(),
        shared.MELDDESK_MELDINGEN.optional(),
        shared.POLITIE_12M.optional(),
        shared.MELDDESK_12M.optional(),
        shared.POLITIE_STATUS,
        shared.MELDDESK_STATUS,
    ),
)
