"""The published table `raad_indicatoren`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import NUMBER, TEXT, WHOLE, Column, Maker, Table

TABLE = Table(
    "raad_indicatoren",
    "B: een rij per indicator en gebied (gemeente, wijk): het halfjaar tegen hetzelfde halfjaar "
    "van vier jaren ervoor, en wat dat zegt. Niet onderdrukt: op de factsheet staat wat "
    "openbaar is",
    grain=("indicator_id", "gebied_code"),
    columns=(
        shared.INDICATOR_THEMA,
        shared.INDICATOR_ID,
        shared.INDICATOR,
        shared.TELBRON,
        shared.GEBIED_CODE.means("CBS-code van de gemeente of de wijk"),
        shared.GEBIEDSNAAM,
        Column("gebiedsniveau", TEXT, "gemeente of wijk"),
        shared.PERIODE.means("Halfjaar van de factsheet, zoals 2020-H1"),
        Column("nu", WHOLE, "Aantal in het halfjaar", "halfjaar"),
        Column(
            "vorig_jaar",
            WHOLE,
            "Aantal in hetzelfde halfjaar een jaar eerder; leeg: niet heel geleverd, of geteld "
            "volgens een andere definitie",
            "halfjaar",
            nullable=True,
        ),
        Column(
            "twee_jaar_eerder",
            WHOLE,
            "Aantal in hetzelfde halfjaar twee jaar eerder; leeg: als `vorig_jaar`",
            "halfjaar",
            nullable=True,
        ),
        Column(
            "drie_jaar_eerder",
            WHOLE,
            "Aantal in hetzelfde halfjaar drie jaar eerder; leeg: als `vorig_jaar`",
            "halfjaar",
            nullable=True,
        ),
        Column(
            "vier_jaar_eerder",
            WHOLE,
            "Aantal in hetzelfde halfjaar vier jaar eerder; leeg: als `vorig_jaar`",
            "halfjaar",
            nullable=True,
        ),
        Column(
            "verschil",
            WHOLE,
            "`nu` min `vorig_jaar`; leeg: niet vergeleken",
            "halfjaar",
            nullable=True,
        ),
        shared.VERSCHIL_PCT,
        shared.VERHOUDING,
        shared.VERHOUDING_VAN,
        shared.VERHOUDING_TOT,
        *shared.VERDICT,
        Column(
            "twaalf_maanden",
            WHOLE,
            "Aantal in de 12 maanden tot en met het halfjaar; leeg: een ervan ontbreekt, of de "
            "definitie veranderde",
            "12 maanden",
            nullable=True,
        ),
        shared.TWAALF_MAANDEN_ERVOOR,
        shared.TWAALF_VERSCHIL_PCT,
        shared.TWAALF_SIGNAAL,
        Column(
            "twaalf_maanden_per_1000",
            NUMBER,
            "`twaalf_maanden` per 1.000 inwoners van het gebied; leeg waar het gebied of het "
            "aantal te klein is",
            "12 maanden",
            nullable=True,
        ),
        shared.OVERDISPERSIE,
        shared.REGISTRATIETYPE,
        shared.STATUS.means(
            "Status van `nu`: definitief, voorlopig (kan nog veranderen) of herzien (is veranderd)"
        ),
        shared.GEEN_VERGELIJKING,
        shared.TRENDBREUK,
        shared.DUIDING,
        shared.DUIDING_AUTEUR,
        shared.DUIDING_DATUM,
    ),
    maker=Maker.INDICATORS,
)
