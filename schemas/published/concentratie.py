"""The published table `concentratie`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import NUMBER, TEXT, WHOLE, Column, Table

_OF_ADDRESSES = (
    "Welk deel van de rijen met een adres van {} komt; welke dat zijn, staat nergens; leeg: zie "
    "`reden`"
)

TABLE = Table(
    "concentratie",
    "Een rij per indicator, gebied en twaalf maanden, tot en met de uitgave van de Driehoek en elk "
    "half jaar daarvoor: welk deel van weinig adressen komt. Alleen voor intern gebruik",
    grain=("indicator_id", "gebied_code", "maand_tot"),
    columns=(
        shared.INDICATOR_ID,
        shared.INDICATOR,
        shared.TELBRON,
        shared.GEBIED_VAN_GEMEENTE,
        shared.GEBIEDSNAAM,
        shared.NIVEAU_IN_GEMEENTE,
        shared.LAATSTE_VAN_12,
        Column("aantal", WHOLE, "Rijen die in de indicator tellen", "12 maanden"),
        Column("met_adres", WHOLE, "Rijen daarvan waarvan het adres bekend is", "12 maanden"),
        Column("adressen", WHOLE, "Verschillende adressen van die rijen"),
        Column(
            "top1_pct", NUMBER, _OF_ADDRESSES.format("het ene adres met de meeste"), "procent", True
        ),
        Column(
            "top3_pct",
            NUMBER,
            _OF_ADDRESSES.format("de drie adressen met de meeste"),
            "procent",
            True,
        ),
        Column(
            "top10_pct",
            NUMBER,
            _OF_ADDRESSES.format("de tien adressen met de meeste"),
            "procent",
            True,
        ),
        Column(
            "reden",
            TEXT,
            "Waarom een aandeel er niet staat: te weinig rijen met een adres of te weinig adressen "
            "om iets te zeggen; leeg: alle drie staan er",
            nullable=True,
        ),
    ),
)
