"""The published table `controlelijst`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import TEXT, WHOLE, Column, Table

TABLE = Table(
    "controlelijst",
    "Een rij per bron, tekst en reden: wat er stond en de analist kan nakijken, het meeste "
    "eerst; een tekst die iemand kan noemen, wordt niet getoond",
    grain=("bron", "tekst", "koppelmethode"),
    columns=(
        shared.BRON,
        Column("tekst", TEXT, "Wat er als straat stond, zonder nummers"),
        shared.KOPPELMETHODE,
        Column("aantal", WHOLE, "Aantal keer dat de reden voorkomt", "rijen of velden"),
        shared.STRAATNAAM.optional(),
        shared.KOPPELSCORE,
        shared.TWEEDE_KEUS.optional(),
        shared.TWEEDE_KEUS_SCORE.optional(),
        Column("maand_van", TEXT, "Eerste maand", "JJJJ-MM"),
        Column("maand_tot", TEXT, "Laatste maand", "JJJJ-MM"),
    ),
)
