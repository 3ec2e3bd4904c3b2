"""The published table `meldingen`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import TEXT, Column, Table

TABLE = Table(
    "meldingen",
    "Een rij per melding van een inwoner; status: open, afgehandeld, geannuleerd, onbekend",
    grain=("melding_sleutel",),
    columns=(
        Column("melding_sleutel", TEXT, "HMAC van het meldingnummer; het nummer zelf is weg"),
        shared.LEVERING_ID,
        shared.RIJNUMMER,
        shared.MAAND,
        Column("hoofdcategorie", TEXT, "Hoofdcategorie in het meldsysteem", nullable=True),
        Column("subcategorie", TEXT, "Subcategorie in het meldsysteem", nullable=True),
        shared.THEMA,
        Column("status", TEXT, "Status; wat die kan zijn staat bij de tabel"),
        Column("kanaal", TEXT, "Hoe de melding binnenkwam", nullable=True),
        shared.STRAAT_ID.optional(),
        shared.STRAATNAAM,
        shared.BUURTCODE.optional(),
        shared.WIJKCODE.optional(),
        shared.KOPPELMETHODE,
        shared.KOPPELSCORE,
        shared.GEBIEDSMETHODE,
        shared.TWEEDE_KEUS.optional(),
        shared.TWEEDE_KEUS_SCORE.optional(),
        shared.KRUISENDE_STRAAT_ID.optional(),
    ),
)
