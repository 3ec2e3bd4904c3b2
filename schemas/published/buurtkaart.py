"""The published table `buurtkaart`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import SMALL, TEXT, Column, Table

TABLE = Table(
    "buurtkaart",
    "Een rij per buurt van de nieuwste indeling: waar zij op een kaart staat",
    grain=("buurtcode",),
    columns=(
        shared.BUURTCODE,
        Column("rij", SMALL, "Rij van haar tegel, van noord naar zuid, vanaf 1"),
        Column("kolom", SMALL, "Kolom van haar tegel, van west naar oost, vanaf 1"),
        Column(
            "omtrek",
            TEXT,
            "Haar omtrek als GeoJSON, in hele meters van het Rijksdriehoekstelsel (EPSG:28992), "
            "iets vereenvoudigd; leeg: de referentie heeft geen omtrekken",
            nullable=True,
        ),
    ),
)
