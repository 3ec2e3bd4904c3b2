"""The published table `driehoek_hotspotscore`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import NUMBER, TEXT, WHOLE, Column, Maker, Table

TABLE = Table(
    "driehoek_hotspotscore",
    "Een rij per bron, eerdere lijst en top: hoe goed die lijst het volgende kwartaal voorzag",
    grain=("bron", "lijst_tot", "top"),
    columns=(
        shared.BRON,
        Column(
            "lijst_tot", TEXT, "Laatste maand die bekend was toen de lijst werd gemaakt", "JJJJ-MM"
        ),
        Column(
            "kwartaal_van",
            TEXT,
            "Eerste maand van het kwartaal waaraan de lijst is getoetst",
            "JJJJ-MM",
        ),
        Column(
            "kwartaal_tot",
            TEXT,
            "Laatste maand van het kwartaal waaraan de lijst is getoetst",
            "JJJJ-MM",
        ),
        Column("top", TEXT, "Welk deel van de plekken de lijst beslaat"),
        Column("plekken", WHOLE, "Plekken op de lijst", "straten of delen ervan"),
        Column("plekken_totaal", WHOLE, "Plekken waaruit is gekozen", "straten of delen ervan"),
        Column(
            "gebeurtenissen",
            WHOLE,
            "Wat er in het kwartaal in totaal was",
            "registraties of meldingen",
        ),
        Column(
            "raak", WHOLE, "Wat daarvan op de plekken van de lijst was", "registraties of meldingen"
        ),
        Column(
            "trefkans_pct",
            NUMBER,
            "Deel van de gebeurtenissen dat op de plekken van de lijst was",
            "procent",
            nullable=True,
        ),
        Column(
            "pai",
            NUMBER,
            "Predictive accuracy index: aandeel gebeurtenissen gedeeld door aandeel plekken",
            "verhouding",
            nullable=True,
        ),
        Column(
            "pei",
            NUMBER,
            "Predictive efficiency index: pai gedeeld door de hoogste die met zoveel plekken kon",
            "0 tot 1",
            nullable=True,
        ),
        Column(
            "gebleven_pct",
            NUMBER,
            "Deel van de lijst dat in het kwartaal opnieuw bij de top hoorde",
            "procent",
            nullable=True,
        ),
    ),
    maker=Maker.INDICATORS,
)
