"""The published table `straten`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import TEXT, YES_NO, Column, Table

TABLE = Table(
    "straten",
    "Een rij per straat",
    grain=("straat_id",),
    columns=(
        shared.STRAAT_ID,
        shared.STRAATNAAM,
        Column(
            "woonplaats",
            TEXT,
            "Woonplaats; van een straat die niet in de lijst staat: de naam van de gemeente",
        ),
        Column("geverifieerd", YES_NO, "Staat de straat in de lijst van de gemeente"),
    ),
)
