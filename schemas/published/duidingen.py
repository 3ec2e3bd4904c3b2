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
        Column("gebied_code", TEXT, "CBS-code van het gebied waarover de duiding gaat"),
        Column(
            "periode",
            TEXT,
            "Periode waarover de duiding gaat: 2020-06, 2020-Q2, 2020-H1, 2020 of 2020-05--2020-06",
        ),
        Column("duiding", TEXT, "Tekst van de duiding"),
        Column("auteur", TEXT, "Wie de duiding schreef: een functie of team"),
        Column("datum", DAY, "Dag van het overleg"),
        Column(
            "nieuw_niveau",
            YES_NO,
            "Aanvaardt het team wat er veranderde als het nieuwe niveau? Dan is dat, vanaf de "
            "laatste maand van `periode`, waarmee wordt vergeleken",
        ),
        Column("versie_nummer", SMALL, "Hoeveelste versie van de duiding", "nummer"),
        Column("is_nieuwste", YES_NO, "Is dit de versie die nu geldt en bij het cijfer staat"),
    ),
)
