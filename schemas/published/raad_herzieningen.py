"""The published table `raad_herzieningen`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import NUMBER, TEXT, Column, Table

TABLE = Table(
    "raad_herzieningen",
    "F: een rij per cijfer van de hele gemeente (halfjaar of langer) dat is veranderd sinds de "
    "vorige factsheet van de raad",
    grain=("indicator_id", "periode", "levering_id"),
    columns=(
        shared.INDICATOR_ID,
        shared.INDICATOR,
        shared.INDICATOR_THEMA,
        shared.PERIODE_SOORT.means("halfjaar, jaar of meerjarig (hele jaren samen)"),
        shared.PERIODE.means("2020-H1, 2020 of 2019--2020"),
        shared.OUDE_WAARDE,
        shared.NIEUWE_WAARDE,
        Column("verschil", NUMBER, "`nieuwe_waarde` min `oude_waarde`", "als de indicator"),
        shared.SINDS,
        shared.LEVERING_DIE_VERANDERDE,
        Column(
            "reden",
            TEXT,
            "Waarom het cijfer veranderde: maand opnieuw geleverd, verlate rijen, register "
            "herzien, open data opnieuw gepubliceerd of Veiligheidsmonitor opnieuw geleverd",
            nullable=True,
        ),
    ),
)
