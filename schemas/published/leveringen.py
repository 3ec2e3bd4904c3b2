"""The published table `leveringen`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import TEXT, WHOLE, Column, Table

TABLE = Table(
    "leveringen",
    "Een rij per levering: wat er kwam, wanneer, en wat ervan meetelt",
    grain=("levering_id",),
    columns=(
        shared.LEVERING_ID,
        shared.LEVERINGSBRON,
        Column("bestandsnaam", TEXT, "Naam van het bestand; kan zij iemand noemen, dan haar vorm"),
        shared.SHA256,
        shared.ONTVANGEN_OP,
        Column(
            "ontvangen_volgens",
            TEXT,
            "Waaruit `ontvangen_op` blijkt: export (staat in het bestand), map (naam van de map in "
            "de inbox) of gezien (wanneer het programma het bestand vond)",
        ),
        Column(
            "maand_van",
            TEXT,
            "Eerste maand die de levering dekt; leeg: zij dekt geen maanden",
            "JJJJ-MM",
            nullable=True,
        ),
        Column(
            "maand_tot",
            TEXT,
            "Laatste maand die de levering dekt; leeg: zij dekt geen maanden",
            "JJJJ-MM",
            nullable=True,
        ),
        Column("rijen", WHOLE, "Rijen in het bestand", "rijen"),
        Column("geaccepteerd", WHOLE, "Rijen die bruikbaar zijn", "rijen"),
        Column(
            "afgekeurd", WHOLE, "Rijen die niet bruikbaar zijn en in quarantaine staan", "rijen"
        ),
        Column(
            "geteld",
            WHOLE,
            "Rijen die nu meetellen; de andere zijn vervangen, afgekeurd of vastgehouden; leeg: "
            "een levering van cijfers of teksten",
            "rijen",
            nullable=True,
        ),
        Column(
            "vervangt",
            TEXT,
            "Leveringen waarvan deze maanden overneemt; leeg: geen",
            "levering_id's, met een komma ertussen",
            nullable=True,
        ),
        Column(
            "status",
            TEXT,
            "ingenomen, vastgehouden (telt niet mee) of geaccepteerd (was vastgehouden)",
        ),
        Column(
            "reden_vastgehouden",
            TEXT,
            "Waarom de levering is of was vastgehouden; leeg: nooit vastgehouden",
            nullable=True,
        ),
        Column(
            "meldsysteem",
            TEXT,
            "Meldsysteem van de levering: melddesk, signalen, open311 of fixmystreet; leeg: geen "
            "levering van een meldsysteem",
            nullable=True,
        ),
    ),
)
