"""The published table `buurten`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import DAY, SMALL, TEXT, Column, Table

TABLE = Table(
    "buurten",
    "Een rij per buurt en periode waarin code, naam en wijk gelijk zijn, met haar laatst bekende "
    "inwonertal; een code kan later een andere buurt zijn: koppel ook op de periode",
    grain=("buurtcode", "geldig_van"),
    columns=(
        shared.BUURTCODE,
        shared.BUURTNAAM,
        shared.WIJKCODE,
        Column("wijknaam", TEXT, "Naam van de wijk volgens het CBS"),
        shared.INWONERS,
        Column(
            "inwoners_jaar",
            SMALL,
            "Jaar waarvan het inwonertal is; leeg: inwonertal niet bekend",
            "jaar",
            nullable=True,
        ),
        Column(
            "geldig_van",
            DAY,
            "Eerste dag waarop de code deze buurt is; leeg: niet bekend, of altijd al",
            nullable=True,
        ),
        Column(
            "geldig_tot",
            DAY,
            "Laatste dag waarop de code deze buurt is; leeg: nog steeds",
            nullable=True,
        ),
    ),
)
