"""The published table `openbare_gebieden`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import TEXT, Column, Maker, Table

TABLE = Table(
    "openbare_gebieden",
    "Een rij per gebied; gebiedsniveau: gemeente, wijk, buurt of onbekend",
    grain=("gebied_code",),
    columns=(
        shared.GEBIED_CODE,
        shared.GEBIEDSNAAM,
        shared.GEBIEDSNIVEAU,
        Column(
            "hoort_bij",
            TEXT,
            "Gebied waar dit gebied in ligt: buurt in wijk, wijk in gemeente",
            nullable=True,
        ),
        shared.VOLGORDE,
    ),
    maker=Maker.DISCLOSURE,
    public_name="gebieden",
)
