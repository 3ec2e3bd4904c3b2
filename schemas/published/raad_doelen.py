"""The published table `raad_doelen`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import NUMBER, SMALL, TEXT, Column, Maker, Table

TABLE = Table(
    "raad_doelen",
    "A: een rij per doel van het meerjarenprogramma; geen totaalscore",
    grain=("doel_id",),
    columns=(
        Column("doel_id", TEXT, "Vaste naam van het doel"),
        Column("hoofddoel", TEXT, "Hoofddoel van het programma waar het doel bij hoort"),
        Column("doel", TEXT, "Doel van het meerjarenprogramma"),
        shared.INDICATOR_ID,
        shared.INDICATOR,
        Column("nulmeting", NUMBER, "Waarde waarmee het programma begon", "als de indicator"),
        Column("nulmeting_jaar", SMALL, "Jaar van de nulmeting", "jaar"),
        Column("streefwaarde", NUMBER, "Doel van het programma", "als de indicator"),
        Column("streefjaar", SMALL, "Jaar waarin de streefwaarde bereikt moet zijn", "jaar"),
        Column("richting", TEXT, "Welke kant beter is: omlaag, omhoog of geen"),
        Column(
            "koers",
            NUMBER,
            "Waar het cijfer nu zou staan op een rechte lijn van nulmeting naar streefwaarde",
            "als de indicator",
            nullable=True,
        ),
        Column("nu", NUMBER, "Waarde van nu", "als de indicator", nullable=True),
        Column(
            "nu_van",
            NUMBER,
            "Onderkant van het 95 %-interval van nu",
            "als de indicator",
            nullable=True,
        ),
        Column(
            "nu_tot",
            NUMBER,
            "Bovenkant van het 95 %-interval van nu",
            "als de indicator",
            nullable=True,
        ),
        Column("nu_periode", TEXT, "Periode van het cijfer van nu", nullable=True),
        Column("oordeel", TEXT, "op koers, niet vast te stellen, of niet op koers"),
        Column("toelichting", TEXT, "Wat een lezer erbij moet weten", nullable=True),
    ),
    maker=Maker.INDICATORS,
)
