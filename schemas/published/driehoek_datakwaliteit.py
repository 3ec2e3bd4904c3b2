"""The published table `driehoek_datakwaliteit`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import NUMBER, TEXT, WHOLE, Column, Table

TABLE = Table(
    "driehoek_datakwaliteit",
    "T6: een rij per bron en maand; status: geleverd, herzien of ontbreekt",
    grain=("bron", "maand"),
    columns=(
        shared.BRON,
        shared.MAAND,
        Column("status", TEXT, "Status; wat die kan zijn staat bij de tabel"),
        Column("versies", WHOLE, "Hoe vaak deze maand is geleverd", "leveringen"),
        shared.LEVERING_ID.optional(),
        shared.ONTVANGEN_OP.optional(),
        Column(
            "levering_rijen",
            WHOLE,
            "Rijen van de hele levering (alle maanden ervan)",
            "rijen",
            nullable=True,
        ),
        Column(
            "levering_afgekeurd",
            WHOLE,
            "Afgekeurde rijen van de hele levering",
            "rijen",
            nullable=True,
        ),
        Column(
            "levering_veldfouten",
            WHOLE,
            "Onbruikbare velden in de hele levering",
            "velden",
            nullable=True,
        ),
        Column(
            "geteld",
            WHOLE,
            "Rijen die nu meetellen; de andere zijn door een latere levering vervangen",
            "rijen",
        ),
        Column(
            "straat_gekoppeld", WHOLE, "Getelde rijen die aan een straat zijn gekoppeld", "rijen"
        ),
        Column("straat_opgegeven", WHOLE, "Getelde rijen waarin een straat was ingevuld", "rijen"),
        Column("buurt_gekoppeld", WHOLE, "Getelde rijen die in een buurt zijn geplaatst", "rijen"),
        Column(
            "straat_gekoppeld_pct",
            NUMBER,
            "Deel van de getelde rijen met een straat",
            "procent",
            nullable=True,
        ),
        Column(
            "buurt_gekoppeld_pct",
            NUMBER,
            "Deel van de getelde rijen met een buurt",
            "procent",
            nullable=True,
        ),
        Column(
            "straat_van_opgegeven_pct",
            NUMBER,
            "Deel van de rijen met een ingevulde straat dat is gekoppeld",
            "procent",
            nullable=True,
        ),
        Column(
            "koppeling_oordeel",
            TEXT,
            "in orde, waarschuwing, of onder minimum: dan geen cijfers per straat",
            nullable=True,
        ),
        Column("volledigheid", TEXT, "compleet, voorlopig (er kan nog bij komen) of ontbreekt"),
        Column(
            "verwachte_volledigheid_pct",
            NUMBER,
            "Welk deel van wat ten slotte telt, er in eerdere maanden op deze leeftijd was "
            "(mediaan); leeg: compleet, of van minder dan zes maanden bekend; boven 100: er "
            "gaan rijen af",
            "procent",
            nullable=True,
        ),
    ),
)
