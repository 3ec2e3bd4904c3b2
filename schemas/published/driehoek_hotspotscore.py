"""The published table `driehoek_hotspotscore`."""

from __future__ import annotations

from schemas.published.contract import NUMBER, TEXT, WHOLE, YES_NO, Column, Maker, Table

TABLE = Table(
    "driehoek_hotspotscore",
    "Een rij per bron, eerdere lijst, top en methode: hoe goed die lijst het volgende kwartaal "
    "voorzag; een plek is hier een straat (of deel ervan) met een overlastthema",
    grain=("bron", "lijst_tot", "top", "methode"),
    columns=(
        Column("bron", TEXT, "Bron van wat is verwacht en geteld: politie of melddesk"),
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
        Column("top", TEXT, "Welk deel van de plekken de lijst beslaat: 1 % of 5 %"),
        Column("plekken", WHOLE, "Plekken op de lijst", "straat (of deel) met thema"),
        Column("plekken_totaal", WHOLE, "Plekken waaruit is gekozen", "straat (of deel) met thema"),
        Column(
            "gebeurtenissen",
            WHOLE,
            "Wat er in het kwartaal op alle plekken samen was",
            "registraties of meldingen",
        ),
        Column(
            "raak", WHOLE, "Wat daarvan op de plekken van de lijst was", "registraties of meldingen"
        ),
        Column(
            "trefkans_pct",
            NUMBER,
            "Deel van de gebeurtenissen dat op de plekken van de lijst was; leeg: er was niets",
            "procent",
            nullable=True,
        ),
        Column(
            "pai",
            NUMBER,
            "Prediction accuracy index: aandeel van de lijst in de gebeurtenissen, gedeeld door "
            "haar aandeel in de plekken; leeg: er was niets",
            "verhouding",
            nullable=True,
        ),
        Column(
            "pei",
            NUMBER,
            "Prediction efficiency index: `raak` gedeeld door het hoogste dat met zoveel plekken "
            "kon; leeg: er was niets",
            "0 tot 1",
            nullable=True,
        ),
        Column(
            "gebleven_pct",
            NUMBER,
            "Deel van de lijst dat in het kwartaal zelf ook bij de top hoorde; leeg: er was niets",
            "procent",
            nullable=True,
        ),
        Column(
            "methode",
            TEXT,
            "Waarmee de plekken op volgorde zijn gezet: verwachting, of een eenvoudige maat: som "
            "van 12 maanden, som van 3 maanden, of gewogen som (gewicht halveert elke 3 maanden)",
        ),
        Column(
            "gebruikt",
            YES_NO,
            "Is de lijst van dat moment met deze methode gemaakt: die met de hoogste `pei` op "
            "hoogstens 8 lijsten van daarvoor; bij gelijke stand, of met minder dan 4 lijsten, de "
            "eenvoudigste",
        ),
    ),
    maker=Maker.INDICATORS,
)
