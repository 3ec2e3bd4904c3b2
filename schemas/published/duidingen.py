"""The published table `duidingen`, and the columns of what the team said or agreed."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import DAY, MOMENT, SMALL, TEXT, YES_NO, Column, Table

# What it is about: an indicator in an area, or a theme in a street.
SUBJECT = (
    shared.INDICATOR_ID.means(
        "Vaste naam van de indicator; leeg: het gaat over een thema in een straat"
    ).optional(),
    shared.GEBIED_CODE.means(
        "CBS-code van het gebied, of AG- met de naam van een aandachtsgebied; leeg: het gaat over "
        "een straat"
    ).optional(),
    shared.THEMA.means(
        "Thema van de hotspot; zie de tabel `themas`; leeg: het gaat over een indicator"
    ).optional(),
    shared.STRAAT_ID.means(
        "Vaste naam van de straat, of PL- met de naam van een plaats; leeg: het gaat over een "
        "gebied"
    ).optional(),
)
KEY = (*(column.name for column in SUBJECT), "periode")
STRAATNAAM = Column(
    "straatnaam", TEXT, "Straat of plaats van `straat_id`; leeg als die leeg is", nullable=True
)
PERIODE = Column("periode", TEXT, "2020-06, 2020-Q2, 2020-H1, 2020 of 2020-05--2020-06")
GEZEGD_OP = Column(
    "gezegd_op",
    MOMENT,
    "Wanneer deze versie werd ingevoerd, of wanneer het bestand kwam dat haar het eerst had",
    "Nederlandse tijd",
)

TABLE = Table(
    "duidingen",
    "Een rij per onderwerp (indicator en gebied, of thema en straat), periode en versie van wat "
    "het team erover schreef",
    grain=(*KEY, "versie_nummer"),
    columns=(
        *SUBJECT,
        STRAATNAAM,
        PERIODE.means(f"Periode waarover de duiding gaat: {PERIODE.meaning}"),
        Column("duiding", TEXT, "Tekst van de duiding"),
        Column("auteur", TEXT, "Wie de duiding schreef: een functie of team"),
        Column("datum", DAY, "Dag van het overleg"),
        Column(
            "nieuw_niveau",
            YES_NO,
            "Aanvaardt het team wat er veranderde als het nieuwe niveau? Dan is dat, vanaf de "
            "laatste maand van `periode`, waarmee wordt vergeleken",
        ),
        GEZEGD_OP,
        Column("versie_nummer", SMALL, "Hoeveelste versie van de duiding", "nummer"),
        Column("is_nieuwste", YES_NO, "Is dit de versie die nu geldt en bij het cijfer staat"),
    ),
)
