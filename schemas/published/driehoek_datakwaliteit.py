"""The published table `driehoek_datakwaliteit`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import MOMENT, NUMBER, TEXT, WHOLE, Column, Table

TABLE = Table(
    "driehoek_datakwaliteit",
    "T6: een rij per bron en maand, van de eerste geleverde maand tot de laatste",
    grain=("bron", "maand"),
    columns=(
        Column("bron", TEXT, "Bron van de leveringen, zoals politie of melddesk"),
        shared.MAAND,
        Column(
            "status",
            TEXT,
            "geleverd, herzien (een latere levering bevat de maand opnieuw; van open data: een "
            "cijfer veranderde) of ontbreekt",
        ),
        Column("versies", WHOLE, "Hoe vaak deze maand is geleverd", "leveringen"),
        Column(
            "levering_id",
            TEXT,
            "Nieuwste levering die deze maand dekt; leeg: de maand ontbreekt",
            nullable=True,
        ),
        Column(
            "ontvangen_op",
            MOMENT,
            "Wanneer de levering van `levering_id` kwam",
            "Nederlandse tijd",
            nullable=True,
        ),
        Column(
            "levering_rijen",
            WHOLE,
            "Rijen van die hele levering (alle maanden ervan)",
            "rijen",
            nullable=True,
        ),
        Column(
            "levering_afgekeurd",
            WHOLE,
            "Afgekeurde rijen van die hele levering, zonder de rijen van een andere gemeente",
            "rijen",
            nullable=True,
        ),
        Column(
            "levering_veldfouten",
            WHOLE,
            "Onbruikbare velden in die hele levering",
            "velden",
            nullable=True,
        ),
        Column(
            "geteld",
            WHOLE,
            "Rijen van deze maand die nu meetellen, van welke levering ook; van open data: cijfers "
            "van de maand en van haar jaar",
            "rijen",
        ),
        Column(
            "alleen_thema",
            WHOLE,
            "Getelde rijen die alleen onder een thema tellen, en in geen indicator: van hun "
            "maatschappelijke klasse is niets bekend",
            "rijen",
        ),
        Column(
            "straat_gekoppeld",
            WHOLE,
            "Getelde rijen die aan een straat zijn gekoppeld; van open data: 0",
            "rijen",
        ),
        Column(
            "straat_opgegeven",
            WHOLE,
            "Getelde rijen waarin een straat was ingevuld; van open data: 0",
            "rijen",
        ),
        Column(
            "buurt_gekoppeld",
            WHOLE,
            "Getelde rijen die in een buurt zijn geplaatst; van open data: 0",
            "rijen",
        ),
        Column(
            "straat_gekoppeld_pct",
            NUMBER,
            "Deel van de getelde rijen met een straat; leeg: geen rijen, of open data",
            "procent",
            nullable=True,
        ),
        Column(
            "buurt_gekoppeld_pct",
            NUMBER,
            "Deel van de getelde rijen met een buurt; leeg: geen rijen, of open data",
            "procent",
            nullable=True,
        ),
        Column(
            "straat_van_opgegeven_pct",
            NUMBER,
            "Deel van de rijen met een ingevulde straat dat aan een straat is gekoppeld; leeg: "
            "geen zulke rijen, of open data",
            "procent",
            nullable=True,
        ),
        Column(
            "koppeling_oordeel",
            TEXT,
            "in orde, waarschuwing, of onder minimum: dan geen cijfers per straat; leeg: geen "
            "rijen, of open data",
            nullable=True,
        ),
        Column("volledigheid", TEXT, "compleet, voorlopig (er kan nog bij komen) of ontbreekt"),
        Column(
            "verwachte_volledigheid_pct",
            NUMBER,
            "Welk deel van wat ten slotte telt, er in eerdere maanden op deze leeftijd was "
            "(mediaan); leeg: compleet, of van minder dan zes maanden bekend; boven 100: er gaan "
            "rijen af",
            "procent",
            nullable=True,
        ),
    ),
)
