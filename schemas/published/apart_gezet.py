"""The published table `apart_gezet`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import TEXT, Column, Table

TABLE = Table(
    "apart_gezet",
    "Een rij per bestand in de inbox dat niet kon worden ingenomen",
    grain=("sha256",),
    columns=(
        Column(
            "bestandsnaam",
            TEXT,
            "Naam van het bestand in de inbox, met de map waarin het staat; kan zij iemand noemen, "
            "dan haar vorm",
        ),
        shared.SHA256,
        Column("melding", TEXT, "Waarom het bestand niet kon worden ingenomen, en wat te doen"),
    ),
)
