"""The published table `openbare_herzieningen`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import NUMBER, TEXT, Column, Maker, Table

TABLE = Table(
    "openbare_herzieningen",
    "Een rij per cijfer dat in een uitgave anders is dan in de uitgave ervoor; soort: herzien, "
    "status, alsnog geheim, alsnog openbaar of vervallen",
    grain=("indicator_id", "gebied_code", "periode_soort", "periode", "uitgave"),
    columns=(
        shared.INDICATOR_ID,
        shared.OPENBAAR_GEBIED,
        shared.PERIODE_SOORT,
        shared.PERIODE,
        shared.UITGAVE,
        shared.PUBLICATIEDATUM,
        Column(
            "oude_waarde",
            NUMBER,
            "Waarde in de uitgave ervoor; leeg: zie `oud_teken`",
            "als de indicator",
            nullable=True,
        ),
        Column("oud_teken", TEXT, "Teken in de uitgave ervoor", nullable=True),
        Column(
            "nieuwe_waarde",
            NUMBER,
            "Waarde in deze uitgave; leeg: vervallen, of zie `nieuw_teken`",
            "als de indicator",
            nullable=True,
        ),
        Column("nieuw_teken", TEXT, "Teken in deze uitgave", nullable=True),
        Column(
            "soort",
            TEXT,
            "Wat er anders is: herzien, status, alsnog geheim, alsnog openbaar of vervallen",
        ),
    ),
    maker=Maker.DISCLOSURE,
    public_name="herzieningen",
)
