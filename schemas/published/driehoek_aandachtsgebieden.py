"""The published table `driehoek_aandachtsgebieden`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import TEXT, WHOLE, Column, Maker, Table

TABLE = Table(
    "driehoek_aandachtsgebieden",
    "Een rij per aandachtsgebied en indicator: twee maanden en twaalf maanden, met het oordeel. "
    "Gebieden mogen overlappen: nooit optellen",
    grain=("gebied_code", "indicator_id"),
    columns=(
        shared.GEBIED_CODE.means("AG- met de naam van het aandachtsgebied"),
        shared.GEBIEDSNAAM,
        Column("soort", TEXT, "Soort aandachtsgebied, zoals het team het noemt", nullable=True),
        shared.INDICATOR_THEMA,
        shared.INDICATOR_ID,
        shared.INDICATOR,
        shared.TELBRON,
        shared.UITGAVE_VAN,
        shared.UITGAVE_TOT,
        Column("nu", WHOLE, "Aantal van `periode_van` tot en met `periode_tot`", "2 maanden"),
        *shared.VERDICT,
        Column(
            "vorig_jaar",
            WHOLE,
            "Aantal in dezelfde twee maanden een jaar eerder; leeg: niet geheel bekend, of niet te "
            "vergelijken",
            "2 maanden",
            nullable=True,
        ),
        Column(
            "twaalf_maanden",
            WHOLE,
            "Aantal in de 12 maanden tot en met `periode_tot`; leeg: een ervan is niet bekend",
            "12 maanden",
            nullable=True,
        ),
        shared.TWAALF_SIGNAAL,
    ),
    maker=Maker.INDICATORS,
)
