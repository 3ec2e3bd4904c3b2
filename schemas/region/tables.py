"""The tables of regio.duckdb: each with its grain and the meaning of its columns.

Filling them is the work of `assets.region`.
"""

from __future__ import annotations

from schemas.published.contract import DAY, NUMBER, SMALL, TEXT, WHOLE, Column, Table

_CODE = Column("gemeentecode", TEXT, "CBS-code van de gemeente")
_INDICATOR = Column("indicator_id", TEXT, "Vaste naam van de indicator")
_YEAR = Column("jaar", SMALL, "Jaar", "JJJJ")
_OUTCOME = Column("uitkomst", TEXT, "meer, minder, geen duidelijk verschil of niet te vergelijken")
MORE, LESS, ALIKE, UNKNOWN = "meer", "minder", "geen duidelijk verschil", "niet te vergelijken"

TABLES = {
    table.name: table
    for table in (
        Table(
            "gemeenten",
            "Een rij per gemeente: waar haar cijfers vandaan komen en hoe nieuw zij zijn",
            ("gemeentecode",),
            (
                _CODE,
                Column("gemeentenaam", TEXT, "Naam van de gemeente"),
                Column("herkomst", TEXT, "gemeente (haar openbare cijfers) of open data"),
                Column("uitgave", TEXT, "Laatste openbare uitgave van de gemeente", nullable=True),
                Column("publicatiedatum", DAY, "Dag waarop die uitkwam", nullable=True),
                Column("peildatum", DAY, "Zoals bekend op deze dag", nullable=True),
            ),
        ),
        Table(
            "indicatoren",
            "Een rij per indicator die van ten minste één gemeente openbaar is",
            ("indicator_id",),
            (
                _INDICATOR,
                Column("naam", TEXT, "Naam van de indicator"),
                Column("thema", TEXT, "Thema van de indicator"),
                Column("bron", TEXT, "Bron van de indicator"),
                Column("eenheid", TEXT, "Eenheid van de waarde"),
                Column("volgorde", SMALL, "Volgorde op de bladen"),
            ),
        ),
        Table(
            "inwoners",
            "Een rij per gemeente en jaar: inwoners volgens het CBS",
            ("gemeentecode", "jaar"),
            (_CODE, _YEAR, Column("inwoners", WHOLE, "Inwoners", "inwoners")),
        ),
        Table(
            "cijfers",
            "Een rij per gemeente, indicator en periode: wat daar openbaar is",
            ("gemeentecode", "indicator_id", "periode_soort", "periode"),
            (
                _CODE,
                _INDICATOR,
                Column("periode_soort", TEXT, "kwartaal, halfjaar of jaar"),
                Column("periode", TEXT, "2020-Q2, 2020-H1 of 2020"),
                Column("waarde", NUMBER, "Waarde; leeg: zie `teken`", "eenheid", nullable=True),
                Column("teken", TEXT, "x geheim, . onbekend, * voorlopig", nullable=True),
                Column("status", TEXT, "definitief, voorlopig of herzien"),
            ),
        ),
        Table(
            "vergelijking",
            "Een rij per indicator, gemeente en jaar: het cijfer per 1.000 inwoners met zijn "
            "interval en rang, naast de regio",
            ("indicator_id", "gemeentecode", "jaar"),
            (
                _INDICATOR,
                _CODE,
                _YEAR,
                Column("aantal", WHOLE, "Aantal in het jaar"),
                Column("inwoners", WHOLE, "Inwoners van dat jaar, of van het naaste jaar"),
                Column("per_1000", NUMBER, "Aantal per 1.000 inwoners"),
                Column("onder", NUMBER, "Ondergrens van het 95 %-interval van `per_1000`"),
                Column("boven", NUMBER, "Bovengrens van het 95 %-interval van `per_1000`"),
                Column("rang_van", SMALL, "Hoogste plaats die past bij het cijfer (1: het meest)"),
                Column("rang_tot", SMALL, "Laagste plaats die past bij het cijfer"),
                Column("gemeenten", SMALL, "Aantal gemeenten waarmee is vergeleken"),
                Column("regio_per_1000", NUMBER, "Van alle gemeenten met een openbaar cijfer"),
                _OUTCOME,
            ),
        ),
        Table(
            "ontwikkeling",
            "Een rij per indicator, gemeente en jaar: de verandering naast die van de rest",
            ("indicator_id", "gemeentecode", "jaar"),
            (
                _INDICATOR,
                _CODE,
                _YEAR,
                Column("verhouding", NUMBER, "Aantal gedeeld door dat van het jaar ervoor"),
                Column("onder", NUMBER, "Ondergrens van het 95 %-interval"),
                Column("boven", NUMBER, "Bovengrens van het 95 %-interval", nullable=True),
                Column("rest_verhouding", NUMBER, "Dezelfde van de andere gemeenten", "", True),
                Column("uitkomst", TEXT, "stijging, daling of geen duidelijk verschil"),
                Column(
                    "naast_rest",
                    TEXT,
                    "meer, minder, geen duidelijk verschil of niet te vergelijken: de verandering "
                    "naast die van de andere gemeenten",
                ),
            ),
        ),
        Table(
            "vergelijkbaar",
            "Een rij per gemeente en gemeente die ernaast staat",
            ("gemeentecode", "andere_gemeente"),
            (
                _CODE,
                Column("andere_gemeente", TEXT, "CBS-code van de gemeente die ernaast staat"),
                Column("waarom", TEXT, "keuze of inwoners"),
                Column("volgorde", SMALL, "Volgorde op het blad"),
            ),
        ),
        Table(
            "verschillen",
            "Een rij per indicator, gemeente en gemeente die ernaast staat, in het nieuwste jaar "
            "dat beide hebben",
            ("indicator_id", "gemeentecode", "andere_gemeente"),
            (
                _INDICATOR,
                _CODE,
                Column("andere_gemeente", TEXT, "CBS-code van de gemeente die ernaast staat"),
                _YEAR,
                Column(
                    "verhouding",
                    NUMBER,
                    "Cijfer per inwoner gedeeld door dat van de andere",
                    "",
                    True,
                ),
                Column("onder", NUMBER, "Ondergrens van het 95 %-interval"),
                Column("boven", NUMBER, "Bovengrens van het 95 %-interval", "", True),
                _OUTCOME,
            ),
        ),
        Table(
            "leveringen",
            "Een rij per levering voor allen samen: rijen = rijen van elke gemeente + rijen van "
            "geen",
            ("sha256",),
            (
                Column("sha256", TEXT, "SHA-256 van het bestand zoals geleverd"),
                Column("bron", TEXT, "Bron van de levering"),
                Column("ontvangen_op", DAY, "Dag van ontvangst"),
                Column("rijen", WHOLE, "Rijen in de levering"),
                Column("verdeeld", WHOLE, "Rijen van precies één gemeente van de regio"),
                Column("gedeeld", WHOLE, "Rijen die van elk zijn, zoals die van Nederland"),
                Column("buiten_de_regio", WHOLE, "Rijen van een andere gemeente"),
                Column("geen_gemeente", WHOLE, "Rijen zonder een gemeente die te bepalen is"),
                Column("onbruikbaar", WHOLE, "Rijen met een ander aantal velden dan de kop"),
            ),
        ),
        Table(
            "delen",
            "Een rij per levering en gemeente: het deel dat naar haar ging",
            ("sha256", "gemeentecode"),
            (
                Column("sha256", TEXT, "SHA-256 van de hele levering"),
                _CODE,
                Column("rijen", WHOLE, "Rijen van de gemeente"),
            ),
        ),
    )
}
