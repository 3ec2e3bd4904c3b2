"""The published table `openbare_oordelen`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import TEXT, Column, Maker, Table

TABLE = Table(
    "openbare_oordelen",
    "Het oordeel over een halfjaar of twaalf maanden, waar alle cijfers erachter openbaar zijn, "
    "zoals het was toen de uitgave werd gemaakt",
    grain=("indicator_id", "gebied_code", "venster", "periode"),
    columns=(
        shared.INDICATOR_ID,
        shared.GEBIED_CODE.means("CBS-code van gemeente of wijk"),
        Column("venster", TEXT, "6m: het halfjaar; 12m: twaalf maanden", "maanden"),
        shared.VENSTER_TOT,
        Column(
            "uitkomst",
            TEXT,
            "signaal omhoog, signaal omlaag, binnen normale schommeling of niet vast te stellen",
        ),
        shared.OVERDISPERSIE.means(
            "Hoeveel meer de maandcijfers schommelen dan toeval alleen (1: niet meer); verbreedt "
            "het interval van een vergelijking"
        ),
    ),
    maker=Maker.DISCLOSURE,
    public_name="oordelen",
)
