"""Events that were known -> accepted rows and faults.

They explain nothing by themselves and are never taken out of a figure: the team reads them beside
it. What they touch is decided in `dbt_like_sql`.
"""

from __future__ import annotations

import pandas as pd

from assets.deliveries.batch import Batch, Rows
from assets.sources.team.usable import checked, days, one_line, outcome, usable_rows
from assets.sources.team.whereabouts import Whereabouts
from schemas import team


def events(batch: Batch, known: Whereabouts) -> dict[str, Rows]:
    """The events of each delivery. Accepted: `team.STAGED["evenementen"]`, one row per event."""
    raw = batch.frame
    first = days(raw["van"], team.EVENTS.date_formats)
    last = days(raw["tot"], team.EVENTS.date_formats)
    located = pd.DataFrame(
        [known.located(text) for text in one_line(raw["gebied"])],
        columns=["gebied_soort", "gebied", "buurten"],
        index=raw.index,
        dtype="str",
    )
    frame = raw[["levering_id", "rijnummer"]].assign(
        naam=one_line(raw["naam"]),
        soort=one_line(raw["soort"]).str.casefold().astype("str"),
        van=first,
        tot=last.where(one_line(raw["tot"]).ne(""), first),
        toelichting=one_line(raw["toelichting"]),
        **located,
    )
    frame["duur"] = (frame["tot"] - frame["van"]).dt.days.astype("float64")
    usable = usable_rows(batch, team.event_contract(), frame, checked("naam toelichting"))
    return outcome(batch, "evenementen", usable, ["naam", "van", "gebied"])
