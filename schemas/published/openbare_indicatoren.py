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
        Column("naam", TEXT, "Naam van de indicator"),
        shared.THEMA,
        Column("pagina", TEXT, "Pagina van de site waar de indicator op staat"),
        shared.BRON,
        shared.REGISTRATIETYPE,
        Column("richting", TEXT, "Welke kant beter is: omlaag, omhoog of geen"),
        shared.DEFINITIE,
        shared.EENHEID,
        shared.ONDERDEEL_VAN.optional(),
        Column("volgorde", SMALL, "Volgorde op de producten"),
        shared.DEFINITIE_VERSIE,
        shared.DEFINITIE_SINDS.optional(),
    ),
    maker=Maker.DISCLOSURE,
    public_name="indicatoren",
)
