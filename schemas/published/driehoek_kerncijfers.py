"""The published table `driehoek_kerncijfers`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import NUMBER, TEXT, WHOLE, Column, Maker, Table

TABLE = Table(
    "driehoek_kerncijfers",
    "T1: een rij per indicator, twee maanden tegen dezelfde van vorig jaar, en wat dat zegt",
    grain=("indicator_id",),
    columns=(
        shared.INDICATOR_THEMA,
        shared.INDICATOR_ID,
        shared.INDICATOR,
        shared.INDICATOR_BRON,
        shared.UITGAVE_VAN,
        shared.UITGAVE_TOT,
        Column(
            "nu",
            WHOLE,
            "Aantal van `periode_van` tot en met `periode_tot`; leeg: een van de twee maanden "
            "ontbreekt, of de definitie veranderde",
            "2 maanden",
            nullable=True,
        ),
        Column(
            "vorig_jaar",
            WHOLE,
            "Aantal in dezelfde twee maanden een jaar eerder; leeg: een ervan ontbreekt of telt "
            "volgens een andere definitie",
            "2 maanden",
            nullable=True,
        ),
        Column(
            "verschil",
            WHOLE,
            "`nu` min `vorig_jaar`; leeg: niet vergeleken",
            "2 maanden",
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
            "Aantal in de 12 maanden tot en met `periode_tot`; leeg: een ervan ontbreekt, of de "
            "definitie veranderde",
            "12 maanden",
            nullable=True,
        ),
        shared.TWAALF_MAANDEN_ERVOOR,
        shared.TWAALF_VERSCHIL_PCT,
        Column(
            "twaalf_verhouding",
            NUMBER,
            "`twaalf_maanden` gedeeld door `twaalf_maanden_ervoor`; leeg: niet vergeleken, of "
            "`twaalf_maanden_ervoor` is 0",
            "verhouding",
            nullable=True,
        ),
        Column(
            "twaalf_verhouding_van",
            NUMBER,
            "Onderkant van het 95 %-interval van `twaalf_verhouding`",
            "verhouding",
            nullable=True,
        ),
        Column(
            "twaalf_verhouding_tot",
            NUMBER,
            "Bovenkant van het 95 %-interval van `twaalf_verhouding`; leeg: geen bovenkant, of "
            "niet vergeleken",
            "verhouding",
            nullable=True,
        ),
        shared.TWAALF_SIGNAAL,
        Column(
            "twaalf_maanden_per_1000",
            NUMBER,
            "`twaalf_maanden` per 1.000 inwoners van de gemeente; leeg waar het aantal te klein is",
            "12 maanden",
            nullable=True,
        ),
        shared.OVERDISPERSIE,
        shared.REGISTRATIETYPE,
        Column(
            "status",
            TEXT,
            "definitief, voorlopig (een van de twee maanden), deels herzien (een van de laatste 24 "
            "maanden), of voorlopig, deels herzien",
        ),
        shared.GEEN_VERGELIJKING,
        shared.TRENDBREUK,
        shared.DUIDING,
        shared.DUIDING_AUTEUR,
        shared.DUIDING_DATUM,
    ),
    maker=Maker.INDICATORS,
)
