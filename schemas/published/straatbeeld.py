"""The published table `straatbeeld`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import Table

TABLE = Table(
    "straatbeeld",
    "Een rij per straat, maand en thema: politie en MeldDesk naast elkaar, nooit opgeteld",
    grain=("straat_id", "maand", "thema"),
    columns=(
        shared.STRAAT_ID.means(
            "Vaste naam van de straat; of PL- met de naam van een plaats die geen straat is, "
            "`onbekend` (niet gekoppeld), `niet op straatniveau` (een "
            "thema dat nooit per straat wordt getoond) of `te weinig gekoppeld` (een maand zonder "
            "cijfers per straat)"
        ),
        shared.STRAATNAAM.means(
            "Straat, zoals de gemeente haar schrijft, of plaats; zonder beide: als `straat_id`"
        ),
        shared.MAAND,
        shared.THEMA,
        shared.POLITIE_REGISTRATIES,
        shared.MELDDESK_MELDINGEN,
        shared.POLITIE_12M,
        shared.MELDDESK_12M,
        shared.POLITIE_STATUS,
        shared.MELDDESK_STATUS,
        shared.THEMANAAM,
        shared.BUURTCODE_VAN_STRAAT,
        shared.BUURTNAAM_VAN_STRAAT,
    ),
)
