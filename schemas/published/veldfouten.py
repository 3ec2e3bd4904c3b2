"""The published table `veldfouten`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import TEXT, WHOLE, Column, Table

TABLE = Table(
    "veldfouten",
    "Een rij per levering, kolom en reden waarom een veld van een bruikbare rij is geleegd",
    grain=("levering_id", "kolom", "reden"),
    columns=(
        shared.LEVERINGSBRON,
        shared.LEVERING_ID,
        shared.KOLOM,
        Column("reden", TEXT, "Waarom het veld niet bruikbaar is; de rij zelf telt mee"),
        Column("aantal", WHOLE, "Aantal velden dat om deze reden is geleegd", "velden"),
    ),
)
