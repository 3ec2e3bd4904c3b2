"""The published table `evenementen`."""

from __future__ import annotations

from schemas.published.contract import DAY, TEXT, Column, Table
from schemas.team import EVENT_KINDS

TABLE = Table(
    "evenementen",
    "Een rij per evenement of maatregel die bekend was, uit het bestand van het team. Verklaart op "
    "zichzelf niets en wordt nooit uit een cijfer gehaald",
    grain=("evenement_id",),
    columns=(
        Column("evenement_id", TEXT, "Evenement, genummerd naar de eerste dag"),
        Column("naam", TEXT, "Naam van het evenement"),
        Column("soort", TEXT, ", ".join(EVENT_KINDS[:-1]) + f" of {EVENT_KINDS[-1]}"),
        Column("van", DAY, "Eerste dag"),
        Column("tot", DAY, "Laatste dag; bij een dag dezelfde als `van`"),
        Column("maand_van", TEXT, "Eerste maand die het raakt", "JJJJ-MM"),
        Column("maand_tot", TEXT, "Laatste maand die het raakt", "JJJJ-MM"),
        Column("gebied_soort", TEXT, "Waar het was: gemeente, wijk, buurt, straat of plaats"),
        Column("gebied", TEXT, "CBS-code van het gebied, of naam van de straat of plaats"),
        Column(
            "buurten",
            TEXT,
            "CBS-codes van de buurten waarin de straat of plaats ligt, met | ertussen; leeg: het "
            "is een gebied, of niet bekend",
            nullable=True,
        ),
        Column("toelichting", TEXT, "Wat het team erbij schreef; leeg: niets", nullable=True),
    ),
)
