"""The published table `indicatoren`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import NUMBER, SMALL, TEXT, Column, Table

TABLE = Table(
    "indicatoren",
    "Een rij per indicator",
    grain=("indicator_id",),
    columns=(
        shared.INDICATOR_ID,
        shared.NAAM,
        shared.INDICATOR_THEMA,
        shared.DEFINITIE,
        shared.INDICATOR_BRON,
        shared.REGISTRATIETYPE,
        shared.RICHTING,
        Column(
            "nulmeting",
            NUMBER,
            "Waarde waarmee het programma begon; leeg: geen",
            "als de indicator",
            nullable=True,
        ),
        Column(
            "streefwaarde",
            NUMBER,
            "Doel van het programma; leeg: geen",
            "als de indicator",
            nullable=True,
        ),
        shared.ONDERDEEL_VAN,
        Column(
            "zelfde_als",
            TEXT,
            "Indicator van de politie-export met precies dezelfde incidentcodes; de twee staan "
            "naast elkaar en worden nooit opgeteld; leeg: geen",
            nullable=True,
        ),
        shared.VOLGORDE,
        Column(
            "codes",
            TEXT,
            "Incidentcodes of thema's die de indicator volgens de nieuwste definitie telt; leeg: "
            "het cijfer is als cijfer geleverd (register, Veiligheidsmonitor, open data)",
            nullable=True,
        ),
        Column(
            "definitie_versie",
            SMALL,
            "Nieuwste versie van de definitie: cijfers van twee versies zijn niet te vergelijken",
            "nummer",
        ),
        shared.DEFINITIE_SINDS,
        Column(
            "eenheid",
            TEXT,
            "Eenheid van de indicator: aantal, %, score of rapportcijfer; leeg: niet bekend",
            nullable=True,
        ),
    ),
)
