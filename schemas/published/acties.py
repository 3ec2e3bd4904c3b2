"""The published table `acties`."""

from __future__ import annotations

from schemas.published import overleg
from schemas.published.contract import DAY, TEXT, YES_NO, Column, Table

TABLE = Table(
    "acties",
    "Een rij per actie die het team afsprak en die nu geldt: een onderwerp en een periode; ook "
    "acties die klaar of vervallen zijn",
    grain=("actie_id",),
    columns=(
        overleg.ACTIE_ID,
        Column("onderwerp", TEXT, "Naam van de indicator of van het thema"),
        *overleg.SUBJECT,
        Column("gebiedsnaam", TEXT, "Naam van het gebied, de straat of de plaats"),
        overleg.BESPROKEN_PERIODE,
        *overleg.ACTION,
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
