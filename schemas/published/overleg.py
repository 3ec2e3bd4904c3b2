"""Columns that `duidingen`, `acties` and `actieversies` share: of what the team said and agreed."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import DAY, MOMENT, TEXT, Column

# What it is about: an indicator in an area, or a theme in a street.
OVER_INDICATOR = shared.INDICATOR_ID.means(
    "Vaste naam van de indicator; leeg: het gaat over een thema in een straat"
).optional()
OVER_GEBIED = shared.GEBIED_CODE.means(
    "CBS-code van het gebied, of AG- met de naam van een aandachtsgebied; leeg: het gaat over een "
    "straat"
).optional()
OVER_THEMA = shared.THEMA.means(
    "Thema van de hotspot; zie de tabel `themas`; leeg: het gaat over een indicator"
).optional()
OVER_STRAAT = shared.STRAAT_ID.means(
    "Vaste naam van de straat, of PL- met de naam van een plaats; leeg: het gaat over een gebied"
).optional()
SUBJECT = (OVER_INDICATOR, OVER_GEBIED, OVER_THEMA, OVER_STRAAT)
OVER_STRAATNAAM = Column(
    "straatnaam", TEXT, "Straat of plaats van `straat_id`; leeg als die leeg is", nullable=True
)
BESPROKEN_PERIODE = Column(
    "periode",
    TEXT,
    "Periode die is besproken: 2020-06, 2020-Q2, 2020-H1, 2020 of 2020-05--2020-06",
)
OVERLEG = Column("datum", DAY, "Dag van het overleg")
GEZEGD_OP = Column(
    "gezegd_op",
    MOMENT,
    "Wanneer deze versie werd ingevoerd, of wanneer het bestand kwam dat haar het eerst had",
    "Nederlandse tijd",
)
ACTIE_ID = Column(
    "actie_id", TEXT, "Vaste naam van de actie: dezelfde zolang onderwerp en periode dat zijn"
)
ACTIE = Column("actie", TEXT, "Wat is afgesproken")
WIE = Column(
    "wie", TEXT, "Wie het doet: een functie of team; leeg: niet afgesproken", nullable=True
)
UITERLIJK = Column(
    "uiterlijk", DAY, "Dag waarop het klaar moet zijn; leeg: niet afgesproken", nullable=True
)
ACTIESTATUS = Column("status", TEXT, "open, bezig, klaar of vervallen")
AUTEUR = Column("auteur", TEXT, "Wie deze versie schreef: een functie of team")
ACTION = (ACTIE, WIE, UITERLIJK, ACTIESTATUS, AUTEUR)
