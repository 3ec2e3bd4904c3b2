"""The published table `openbare_indicatoren`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import SMALL, TEXT, Column, Maker, Table

TABLE = Table(
    "openbare_indicatoren",
    "Een rij per indicator waarvan cijfers openbaar zijn",
    grain=("indicator_id",),
    columns=(
        shared.INDICATOR_ID,
        shared.NAAM,
        shared.INDICATOR_THEMA,
        Column(
            "pagina",
            TEXT,
            "Thema's van het veiligheidsprogramma die bij elkaar horen, als korte naam; de site "
            "deelt in naar de woorden van bewoners",
        ),
        shared.INDICATOR_BRON,
        shared.REGISTRATIETYPE,
        shared.RICHTING,
        shared.DEFINITIE,
        shared.OPENBARE_EENHEID,
        shared.ONDERDEEL_VAN,
        shared.VOLGORDE,
        Column(
            "definitie_versie",
            SMALL,
            "Versie van de definitie: cijfers van twee versies zijn niet te vergelijken",
            "nummer",
        ),
        shared.DEFINITIE_SINDS,
    ),
    maker=Maker.DISCLOSURE,
    public_name="indicatoren",
)
