"""The published table `afkeuringen`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import TEXT, WHOLE, Column, Table

TABLE = Table(
    "afkeuringen",
    "Een rij per levering, kolom en reden waarom rijen zijn afgekeurd; geen waarden",
    grain=("levering_id", "kolom", "reden"),
    columns=(
        shared.LEVERINGSBRON,
        shared.LEVERING_ID,
        shared.KOLOM,
        Column("reden", TEXT, "Waarom de rijen niet bruikbaar zijn"),
        Column(
            "aantal",
            WHOLE,
            "Aantal rijen dat om deze reden is afgekeurd; een rij telt alleen bij haar eerste "
            "reden",
            "rijen",
        ),
    ),
)
