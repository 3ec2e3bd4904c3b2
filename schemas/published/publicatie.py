"""The published table `publicatie`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import TEXT, Column, Maker, Table

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
        Column("versie", TEXT, "Versie van veiligheidsbeeld"),
        Column("opslagversie", TEXT, "DuckDB-versie vanaf welke dit bestand leesbaar is"),
    ),
    maker=Maker.PUBLICATION,
    public_name="publicatie",
)
