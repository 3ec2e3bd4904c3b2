"""The published table `publicatie`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import DAY, TEXT, Column, Maker, Table

_EMPTY = "leeg zolang het niet is ingevuld, en in openbaar.duckdb"

TABLE = Table(
    "publicatie",
    "Een rij: waaruit en hoe deze publicatie is gemaakt",
    grain=("vingerafdruk",),
    columns=(
        Column(
            "vingerafdruk",
            TEXT,
            "Merk van alles waaruit de tabellen zijn gemaakt; in openbaar.duckdb: van wat in de "
            "uitgave te lezen is",
        ),
        Column("gemeentecode", TEXT, "CBS-code van de gemeente"),
        shared.PEILDATUM,
        Column(
            "versie",
            TEXT,
            "Versie van veiligheidsbeeld, en na de + het begin van de vingerafdruk van programma "
            "en regels (code, modellen, codetabellen, bibliotheken)",
        ),
        Column("opslagversie", TEXT, "DuckDB-versie vanaf welke dit bestand leesbaar is"),
        Column(
            "doelbinding_grondslag",
            TEXT,
            f"Doel en wettelijke grondslag van de verwerking; {_EMPTY}",
            nullable=True,
        ),
        Column("doelbinding_dpia", TEXT, f"Kenmerk van de DPIA; {_EMPTY}", nullable=True),
        Column(
            "doelbinding_functionaris",
            TEXT,
            f"Functie van wie ervoor tekende; {_EMPTY}",
            nullable=True,
        ),
        Column("doelbinding_datum", DAY, f"Dag van het besluit; {_EMPTY}", nullable=True),
        Column(
            "doelbinding_geldig_tot",
            DAY,
            f"Laatste dag waarop het besluit geldt; {_EMPTY}",
            nullable=True,
        ),
    ),
    maker=Maker.PUBLICATION,
    public_name="publicatie",
)
