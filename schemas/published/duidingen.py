"""The published table `duidingen`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import DAY, SMALL, TEXT, YES_NO, Column, Table

TABLE = Table(
    "duidingen",
    "Een rij per indicator, gebied, periode en versie van wat het team erover schreef",
    grain=("indicator_id", "gebied_code", "periode", "versie_nummer"),
    columns=(
        shared.INDICATOR_ID,
        shared.GEBIED_CODE,
        shared.PERIODE,
        shared.DUIDING,
        Column("auteur", TEXT, "Wie de duiding schreef: een functie of team"),
        Column("datum", DAY, "Dag van het overleg"),
        Column("versie_nummer", SMALL, "Hoeveelste versie van de tekst", "nummer"),
        Column("is_nieuwste", YES_NO, "Is dit de versie die nu bij het cijfer staat"),
    ),
)
