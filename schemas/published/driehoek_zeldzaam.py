"""The published table `driehoek_zeldzaam`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import NUMBER, TEXT, WHOLE, Column, Maker, Table

TABLE = Table(
    "driehoek_zeldzaam",
    "Zeldzame, ernstige feiten in de hele gemeente: 12 en 36 maanden, hoe lang het laatste feit "
    "geleden is, en wat gebruikelijk is",
    grain=("indicator_id",),
    columns=(
        shared.INDICATOR_ID,
        shared.INDICATOR,
        shared.TELBRON,
        Column("periode_tot", TEXT, "Laatste maand die is geteld", "JJJJ-MM"),
        Column(
            "laatste_maand",
            TEXT,
            "Maand van het laatste feit; leeg: geen in alle maanden die er zijn",
            "JJJJ-MM",
            nullable=True,
        ),
        Column(
            "maanden_sinds_laatste",
            WHOLE,
            "Maanden sinds het laatste feit; 0: in `periode_tot`; leeg: geen feit",
            "maanden",
            nullable=True,
        ),
        Column(
            "maanden_ertussen",
            NUMBER,
            "Maanden die er gewoonlijk tussen twee feiten zitten: alle maanden vóór de laatste 12, "
            "gedeeld door de feiten daarin; leeg: geen feit daarin",
            "maanden",
            nullable=True,
        ),
        Column(
            "twaalf_maanden",
            WHOLE,
            "Aantal in 12 maanden; leeg: een ervan ontbreekt",
            "12 maanden",
            nullable=True,
        ),
        Column(
            "twaalf_verwacht",
            NUMBER,
            "Aantal dat in 12 maanden te verwachten was, uit `oordelen`; leeg: niet te zeggen",
            "12 maanden",
            nullable=True,
        ),
        shared.TWAALF_SIGNAAL,
        Column(
            "twaalf_kleinste_zichtbare_op",
            NUMBER,
            "Kleinste stijging die in 12 maanden met 80 % kans een signaal had gegeven; leeg: geen",
            "factor",
            nullable=True,
        ),
        Column(
            "zesendertig_maanden",
            WHOLE,
            "Aantal in 36 maanden; leeg: een ervan ontbreekt",
            "36 maanden",
            nullable=True,
        ),
        Column(
            "zesendertig_verwacht",
            NUMBER,
            "Aantal dat in 36 maanden te verwachten was, uit `oordelen`; leeg: niet te zeggen",
            "36 maanden",
            nullable=True,
        ),
        Column(
            "zesendertig_signaal",
            TEXT,
            "Oordeel over `zesendertig_maanden` tegen wat te verwachten was, uit `oordelen`",
        ),
        shared.ONGEWOON_SINDS,
        shared.REDEN.means("Waarom `twaalf_signaal` niet vast te stellen is; leeg: dat is het"),
    ),
    maker=Maker.INDICATORS,
)
