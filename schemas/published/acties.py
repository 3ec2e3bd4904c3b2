"""The published table `acties`, and the columns of an action."""

from __future__ import annotations

from schemas.published.contract import DAY, TEXT, YES_NO, Column, Table
from schemas.published.duidingen import PERIODE, SUBJECT

ACTIE_ID = Column(
    "actie_id", TEXT, "Vaste naam van de actie: dezelfde zolang onderwerp en periode dat zijn"
)
ACTIE_PERIODE = PERIODE.means(f"Periode waarvan de cijfers zijn besproken: {PERIODE.meaning}")
ACTION = (
    Column("actie", TEXT, "Wat is afgesproken"),
    Column("wie", TEXT, "Wie het doet: een functie of team; leeg: niet afgesproken", nullable=True),
    Column(
        "uiterlijk", DAY, "Dag waarop het klaar moet zijn; leeg: niet afgesproken", nullable=True
    ),
    Column("status", TEXT, "open, bezig, klaar of vervallen"),
)
AUTEUR = Column("auteur", TEXT, "Wie deze versie schreef: een functie of team")

TABLE = Table(
    "acties",
    "Een rij per actie die het team afsprak en die nu geldt: een onderwerp en een periode; ook "
    "acties die klaar of vervallen zijn",
    grain=("actie_id",),
    columns=(
        ACTIE_ID,
        Column("onderwerp", TEXT, "Naam van de indicator of van het thema"),
        *SUBJECT,
        Column("gebiedsnaam", TEXT, "Naam van het gebied, de straat of de plaats"),
        ACTIE_PERIODE,
        *ACTION,
        AUTEUR,
        Column("afgesproken_op", DAY, "Dag van het overleg waarin de actie het eerst stond"),
        Column("bijgewerkt_op", DAY, "Dag waarop de versie kwam die nu geldt"),
        Column("is_open", YES_NO, "Is de actie nog niet klaar en niet vervallen"),
        Column(
            "duiding",
            TEXT,
            "Wat het team over dit onderwerp en deze periode schreef; leeg: niets",
            nullable=True,
        ),
    ),
)
