"""The published table `openbare_gebieden`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import SMALL, TEXT, Column, Maker, Table

TABLE = Table(
    "openbare_gebieden",
    "Een rij per gebied; gebiedsniveau: gemeente, wijk, buurt of onbekend",
    grain=("gebied_code",),
    columns=(
        shared.OPENBAAR_GEBIED,
        shared.GEBIEDSNAAM,
        Column("gebiedsniveau", TEXT, "gemeente, wijk, buurt of onbekend (niet te plaatsen)"),
        Column(
            "hoort_bij",
            TEXT,
            "Gebied waar dit gebied in ligt: buurt in wijk, wijk in gemeente; leeg: de gemeente",
            nullable=True,
        ),
        Column("volgorde", SMALL, "Volgorde van de gebieden: gemeente, wijken, buurten"),
    ),
    maker=Maker.DISCLOSURE,
    public_name="gebieden",
)
