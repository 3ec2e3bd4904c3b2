"""The published table `duidingen`."""

from __future__ import annotations

from schemas.published import overleg
from schemas.published.contract import SMALL, TEXT, YES_NO, Column, Table

TABLE = Table(
    "duidingen",
    "Een rij per onderwerp (indicator en gebied, of thema en straat), periode en versie van wat "
    "het team erover schreef",
    grain=("onderwerp_id", "versie_nummer"),
    columns=(
        *overleg.SUBJECT,
        overleg.OVER_STRAATNAAM,
        overleg.BESPROKEN_PERIODE,
        Column("duiding", TEXT, "Tekst van de duiding"),
        Column("auteur", TEXT, "Wie de duiding schreef: een functie of team"),
        overleg.OVERLEG,
        Column(
            "nieuw_niveau",
            YES_NO,
            "Aanvaardt het team wat er veranderde als het nieuwe niveau? Dan is dat, vanaf de "
            "laatste maand van `periode`, waarmee wordt vergeleken",
        ),
        overleg.GEZEGD_OP,
        Column("versie_nummer", SMALL, "Hoeveelste versie van de duiding", "nummer"),
        Column("is_nieuwste", YES_NO, "Is dit de versie die nu geldt en bij het cijfer staat"),
        Column(
            "onderwerp_id",
            TEXT,
            "Vaste naam van onderwerp en periode samen; de actie erover heeft dezelfde",
        ),
    ),
)
