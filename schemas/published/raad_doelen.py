"""The published table `raad_doelen`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import NUMBER, SMALL, TEXT, Column, Maker, Table

TABLE = Table(
    "raad_doelen",
    "A: een rij per doel van het meerjarenprogramma; geen totaalscore. Niet onderdrukt: op de "
    "factsheet staat wat openbaar is",
    grain=("doel_id",),
    columns=(
        Column("doel_id", TEXT, "Doel, genummerd in de volgorde van het bestand met doelen"),
        Column("hoofddoel", TEXT, "Hoofddoel van het programma waar het doel bij hoort"),
        Column("doel", TEXT, "Doel van het meerjarenprogramma, in woorden"),
        shared.INDICATOR_ID,
        shared.INDICATOR,
        Column("nulmeting", NUMBER, "Waarde waarmee het programma begon", "als de indicator"),
        Column("nulmeting_jaar", SMALL, "Jaar van `nulmeting`", "jaar"),
        Column("streefwaarde", NUMBER, "Waarde die het doel is", "als de indicator"),
        Column("streefjaar", SMALL, "Jaar waarin `streefwaarde` bereikt moet zijn", "jaar"),
        Column("richting", TEXT, "Welke kant het cijfer op moet: omlaag of omhoog"),
        Column(
            "koers",
            NUMBER,
            "Waar het cijfer in `nu_periode` zou staan op een rechte lijn van `nulmeting` naar "
            "`streefwaarde`; leeg: nog geen cijfer",
            "als de indicator",
            nullable=True,
        ),
        Column(
            "nu",
            NUMBER,
            "Cijfer van de hele gemeente over `nu_periode`; leeg: nog geen cijfer",
            "als de indicator",
            nullable=True,
        ),
        Column(
            "nu_van",
            NUMBER,
            "Onderkant van het 95 %-interval van `nu`; leeg: niet bekend",
            "als de indicator",
            nullable=True,
        ),
        Column(
            "nu_tot",
            NUMBER,
            "Bovenkant van het 95 %-interval van `nu`; leeg: niet bekend",
            "als de indicator",
            nullable=True,
        ),
        Column(
            "nu_periode",
            TEXT,
            "Periode van `nu`: van aantallen van politie en meldsysteem de 12 maanden tot en met "
            "het halfjaar van de factsheet, anders het laatste jaar; van een afgesloten doel het "
            "streefjaar, of het laatste jaar van het programma; leeg: nog geen cijfer",
            nullable=True,
        ),
        Column(
            "oordeel",
            TEXT,
            "op koers of niet op koers (het hele interval van `nu` ligt aan de goede of de "
            "verkeerde kant van `koers`), niet vast te stellen, of afgesloten: het programma is "
            "voorbij en het doel wordt niet meer beoordeeld",
        ),
        Column(
            "toelichting",
            TEXT,
            "Toelichting van het team, en of er sinds `nulmeting` een trendbreuk of andere "
            "definitie is of het cijfer nog ontbreekt; leeg: niets van dat alles",
            nullable=True,
        ),
        Column(
            "programma",
            TEXT,
            "Programma waar het doel van is; leeg: het bestand noemt geen programma",
            nullable=True,
        ),
        Column(
            "programma_van",
            SMALL,
            "Eerste jaar van `programma`; leeg: niet bekend",
            "jaar",
            nullable=True,
        ),
        Column(
            "programma_tot",
            SMALL,
            "Laatste jaar van `programma`; daarna geldt het doel niet meer; leeg: niet bekend",
            "jaar",
            nullable=True,
        ),
        Column(
            "inzet",
            TEXT,
            "Registers van wat voor het doel is gedaan: `indicator_id`, met | ertussen; leeg: geen "
            "genoemd",
            nullable=True,
        ),
    ),
    maker=Maker.INDICATORS,
)
