"""The published table `leveringscontroles`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import DAY, NUMBER, TEXT, Column, Table

TABLE = Table(
    "leveringscontroles",
    "Een rij per levering en controle: wat is gemeten, tegen welke grens, en wat volgde",
    grain=("levering_id", "controle"),
    columns=(
        shared.LEVERING_ID,
        shared.LEVERINGSBRON,
        Column("controle", TEXT, "Naam van de controle; de instelling heet bij_ en deze naam"),
        Column(
            "uitkomst",
            TEXT,
            "in orde, waarschuwing, vastgehouden, geaccepteerd (was vastgehouden) of niet "
            "vergeleken",
        ),
        Column(
            "gemeten",
            NUMBER,
            "Wat de controle mat; leeg: niet te vergelijken",
            "als grens",
            nullable=True,
        ),
        Column(
            "grens",
            NUMBER,
            "Grens waaraan de controle `gemeten` houdt; leeg: niet te vergelijken",
            "aandeel, verhouding of aantal",
            nullable=True,
        ),
        Column("melding", TEXT, "Wat er aan de levering opvalt; leeg: niets", nullable=True),
        Column(
            "geaccepteerd_op",
            DAY,
            "Dag waarop de analist de levering heeft geaccepteerd; leeg: deze controle hield haar "
            "niet vast, of zij is niet geaccepteerd",
            nullable=True,
        ),
        Column(
            "acceptatie_reden",
            TEXT,
            "Waarom de analist de levering heeft geaccepteerd; leeg als `geaccepteerd_op`",
            nullable=True,
        ),
    ),
)
