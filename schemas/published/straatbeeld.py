"""The published table `straatbeeld`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import TEXT, Column, Table

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
        Column(
            "politie_status",
            TEXT,
            "geteld, niet geleverd, geen tegenhanger (de politie kent het thema niet), of te "
            "weinig gekoppeld",
        ),
        Column(
            "melddesk_status",
            TEXT,
            "geteld, niet geleverd, geen tegenhanger (het meldsysteem kent het thema niet), of te "
            "weinig gekoppeld",
        ),
    ),
)
