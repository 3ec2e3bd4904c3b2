"""The published table `themas`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import SMALL, TEXT, YES_NO, Column, Table

TABLE = Table(
    "themas",
    "Een rij per thema waarin politie en MeldDesk naast elkaar staan",
    grain=("thema",),
    columns=(
        shared.THEMA.means("Vaste naam van het thema"),
        shared.THEMANAAM,
        Column("is_overlast", YES_NO, "Hoort het thema bij overlast"),
        Column("telt_politie", YES_NO, "Kent de politie dit thema"),
        Column("telt_melddesk", YES_NO, "Kent het meldsysteem dit thema"),
        Column("volgorde", SMALL, "Volgorde van de thema's op de producten"),
        Column(
            "onder",
            TEXT,
            "Thema waar dit eigen thema een deel van is; leeg: een thema op zichzelf. Elke rij "
            "staat onder één thema: tel de delen bij het geheel op, nooit dubbel",
            nullable=True,
        ),
    ),
)
