"""The published table `straten`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import TEXT, YES_NO, Column, Table

TABLE = Table(
    "straten",
    "Een rij per straat, per plaats die geen straat is, en voor wat er staat waar geen straat is",
    grain=("straat_id",),
    columns=(
        shared.STRAAT_ID.means(
            "Vaste naam van de straat; PL- met de naam van een plaats die geen straat is; of "
            "`onbekend`, `niet op straatniveau` of `te weinig gekoppeld`"
        ),
        shared.STRAATNAAM,
        Column(
            "woonplaats",
            TEXT,
            "Woonplaats; van een straat die niet in de lijst staat: de naam van de gemeente",
        ),
        Column("geverifieerd", YES_NO, "Staat de straat in de lijst van de gemeente"),
        Column("soort", TEXT, "straat, plaats of geen straat"),
        shared.BUURTCODE_VAN_STRAAT,
        shared.BUURTNAAM_VAN_STRAAT,
        Column("in_meer_buurten", YES_NO, "Zijn er rijen van de straat in meer dan één buurt"),
        Column(
            "lijkt_op",
            TEXT,
            "Straat van de lijst die in dezelfde woonplaats gelijk klinkt en misschien dezelfde "
            "is; zij staat bij de eerste naar het alfabet; leeg: geen",
            nullable=True,
        ),
    ),
)
