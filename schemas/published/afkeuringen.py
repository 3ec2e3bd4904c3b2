"""The published table `afkeuringen`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import TEXT, WHOLE, Column, Table

TABLE = Table(
    "afkeuringen",
    "Een rij per levering, kolom en reden waarom rijen zijn afgekeurd; geen waarden",
    grain=("levering_id", "kolom", "reden"),
    columns=(
        shared.BRON,
        shared.LEVERING_ID,
        shared.KOLOM,
        Column("reden", TEXT, "Waarom de rij of het veld niet bruikbaar is"),
        Column("aantal", WHOLE, "Aantal keer dat de reden voorkomt", "rijen of velden"),
    ),
)
