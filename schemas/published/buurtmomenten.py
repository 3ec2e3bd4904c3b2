"""The published table `buurtmomenten`."""

from __future__ import annotations

from schemas.published import shared, week
from schemas.published.contract import Table

TABLE = Table(
    "buurtmomenten",
    "Een rij per buurt, thema en deel van de week waarin iets gebeurde, over twaalf maanden: "
    "politie en MeldDesk naast elkaar, nooit opgeteld. Een deel zonder rij heeft er geen",
    grain=("buurtcode", "thema", "weekdag", "dagdeel"),
    columns=(
        shared.BUURTCODE_OF_ONBEKEND,
        shared.BUURTNAAM_OF_ONBEKEND,
        shared.LAATSTE_VAN_12,
        shared.THEMA,
        week.WEEKDAG,
        week.DAGDEEL,
        week.POLITIE_WEEK_12M,
        week.MELDDESK_WEEK_12M,
        week.MELDDESK_VOORVAL,
        week.MELDDESK_MOMENTBRON,
    ),
)
