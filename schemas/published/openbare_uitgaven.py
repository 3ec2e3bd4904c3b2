"""The published table `openbare_uitgaven`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import TEXT, WHOLE, Column, Maker, Table

TABLE = Table(
    "openbare_uitgaven",
    "Een rij per uitgave van de openbare cijfers: hoeveel cijfers, hoeveel geheim, en hoeveel "
    "daarvan uit alles wat openbaar is zijn terug te rekenen (moet 0 zijn)",
    grain=("uitgave",),
    columns=(
        shared.UITGAVE,
        Column("kwartaal", TEXT, "Laatste kwartaal van de uitgave, zoals 2020-Q2"),
        shared.PUBLICATIEDATUM,
        shared.PEILDATUM,
        Column("cijfers", WHOLE, "Aantal cijfers in de uitgave", "cijfers"),
        Column("geheim", WHOLE, "Cijfers die geheim zijn (teken x)", "cijfers"),
        Column(
            "herleidbaar",
            WHOLE,
            "Geheime cijfers die uit alles wat openbaar is zijn terug te rekenen",
            "cijfers",
        ),
        Column("nieuw", WHOLE, "Cijfers die er in de uitgave ervoor nog niet waren", "cijfers"),
        Column("gewijzigd", WHOLE, "Cijfers die anders zijn dan in de uitgave ervoor", "cijfers"),
        Column(
            "vervallen", WHOLE, "Cijfers van de uitgave ervoor die er niet meer zijn", "cijfers"
        ),
    ),
    maker=Maker.DISCLOSURE,
    public_name="uitgaven",
)
