"""The published table `openbare_cijfers`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import DAY, NUMBER, TEXT, Column, Maker, Table

TABLE = Table(
    "openbare_cijfers",
    "Een rij per indicator, gebied en periode: wat openbaar is; status: definitief, voorlopig of "
    "herzien; versie: de uitgave waarin het cijfer voor het eerst zo stond",
    grain=("indicator_id", "gebied_code", "periode_soort", "periode"),
    columns=(
        shared.INDICATOR_THEMA,
        shared.INDICATOR_ID,
        shared.OPENBAAR_GEBIED,
        shared.PERIODE_SOORT,
        shared.PERIODE,
        Column(
            "waarde",
            NUMBER,
            "Waarde van de indicator in de periode; leeg: zie `teken`",
            "zie `eenheid`",
            nullable=True,
        ),
        shared.TEKEN,
        shared.OPENBARE_EENHEID,
        shared.STATUS,
        Column("versie", TEXT, "Nummer van de uitgave waarin het cijfer voor het eerst zo stond"),
        Column("publicatiedatum", DAY, "Dag waarop die uitgave uitkwam"),
        Column(
            "marge_onder",
            NUMBER,
            "Ondergrens van het 95 %-interval van `waarde`; leeg: geen, of zie `teken`",
            "als `waarde`",
            nullable=True,
        ),
        Column(
            "marge_boven",
            NUMBER,
            "Bovengrens van het 95 %-interval van `waarde`; leeg: geen, of zie `teken`",
            "als `waarde`",
            nullable=True,
        ),
    ),
    maker=Maker.DISCLOSURE,
    public_name="cijfers",
)
