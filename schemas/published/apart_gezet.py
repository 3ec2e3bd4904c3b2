"""The published table `apart_gezet`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import TEXT, Column, Table

TABLE = Table(
    "apart_gezet",
    "Een rij per bestand in de inbox dat niet kon worden ingenomen",
    grain=("sha256",),
    columns=(
        shared.BESTANDSNAAM,
        shared.SHA256,
        Column("melding", TEXT, "Wat er met het bestand of de levering is"),
    ),
)
