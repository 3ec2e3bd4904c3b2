"""The published table `kalender`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import SMALL, TEXT, Column, Table

TABLE = Table(
    "kalender",
    "Een rij per periode van elke soort, van het eerste tot en met het laatste jaar waarover een "
    "tabel gaat, ook waar geen cijfer is; en elke andere periode waarover het team schreef",
    grain=("periode",),
    columns=(
        shared.PERIODE.means(
            "Sleutel: 2020-06, 2020-Q2, 2020-H1, 2020, 2019--2020 of 2019-07--2020-06"
        ),
        shared.PERIODE_SOORT.means(
            "maand, 2m (zoals een uitgave van de Driehoek), kwartaal, halfjaar, jaar, "
            "meerjarig (hele jaren samen) of 12m; van een duiding ook een ander aantal maanden (5m)"
        ),
        Column("periodenaam", TEXT, "Zoals men haar noemt: juni 2020, 2e kwartaal 2020"),
        shared.EERSTE_DAG,
        shared.LAATSTE_DAG,
        Column("maanden", SMALL, "Hoeveel maanden de periode duurt", "maanden"),
        Column("jaar", SMALL, "Jaar waarin zij begint", "jaar"),
    ),
)
