"""The published table `straatmomenten`."""

from __future__ import annotations

from schemas.published import shared, week
from schemas.published.contract import Table

TABLE = Table(
    "straatmomenten",
    "Een rij per straat, thema en deel van de week waarin iets gebeurde, over twaalf maanden: "
    "politie en MeldDesk naast elkaar, nooit opgeteld. Een deel zonder rij heeft er geen",
    grain=("straat_id", "thema", "weekdag", "dagdeel"),
    columns=(
        shared.STRAAT_ID.means("Vaste naam van de straat, of een van de andere van `straatbeeld`"),
        shared.STRAATNAAM.means("Straat of plaats; zonder beide: als `straat_id`"),
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
