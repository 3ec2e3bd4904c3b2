"""The published table `leveringen`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import TEXT, WHOLE, Column, Table

TABLE = Table(
    "leveringen",
    "Een rij per levering: wat er kwam, wanneer, en wat ervan meetelt; status: ingenomen, "
    "vastgehouden (telt niet mee) of geaccepteerd (was vastgehouden)",
    grain=("levering_id",),
    columns=(
        shared.LEVERING_ID,
        shared.BRON,
        shared.BESTANDSNAAM,
        shared.SHA256,
        shared.ONTVANGEN_OP,
        Column("ontvangen_volgens", TEXT, "Waaruit dat blijkt: export, map of gezien"),
        Column("maand_van", TEXT, "Eerste maand", "JJJJ-MM", nullable=True),
        Column("maand_tot", TEXT, "Laatste maand", "JJJJ-MM", nullable=True),
        Column("rijen", WHOLE, "Rijen in het bestand", "rijen"),
        Column("geaccepteerd", WHOLE, "Rijen die bruikbaar zijn", "rijen"),
        Column(
            "afgekeurd", WHOLE, "Rijen die niet bruikbaar zijn en in quarantaine staan", "rijen"
        ),
        Column(
            "geteld",
            WHOLE,
            "Rijen die nu meetellen; de andere zijn door een latere levering vervangen",
            "rijen",
            nullable=True,
        ),
        Column(
            "vervangt",
            TEXT,
            "Leveringen waarvan deze maanden overneemt",
            "levering_id's",
            nullable=True,
        ),
        Column("status", TEXT, "Status; wat die kan zijn staat bij de tabel"),
        Column("reden_vastgehouden", TEXT, "Waarom de levering is vastgehouden", nullable=True),
        Column(
            "meldsysteem",
            TEXT,
            "Meldsysteem van de levering: melddesk, signalen, open311 of fixmystreet; leeg: "
            "geen levering van een meldsysteem",
            nullable=True,
        ),
    ),
)
