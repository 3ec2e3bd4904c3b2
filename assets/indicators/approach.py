"""The status of the hotspot approach next to the hotspots: where it is under way, and since when.

The list is a delivery of the team (`assets.sources.team`). It does not show whether an approach
worked; see `effects`.
"""

from __future__ import annotations

import pandas as pd

from assets.linking.names import fold

_STATUS = ["aanpak_status", "aanpak_sinds"]


def by_street(rows: pd.DataFrame) -> pd.DataFrame:
    """The list (straatnaam, thema, status, sinds) as `add_approach` expects it: `sleutel` (the
    folded street name), `thema` ('' for the whole street), `aanpak_status`, `aanpak_sinds`."""
    return pd.DataFrame(
        {
            "sleutel": rows["straatnaam"].map(fold),
            "thema": rows["thema"].fillna(""),
            "aanpak_status": rows["status"],
            "aanpak_sinds": rows["sinds"],
        },
        dtype="str",
    )


def add_approach(hotspots: pd.DataFrame, approach: pd.DataFrame) -> pd.DataFrame:
    """`hotspots` (with `straatnaam` and `thema`) with `aanpak_status` and `aanpak_sinds` added,
    empty where no approach is listed. A row for the theme takes precedence over one for the whole
    street; of two equal rows the last counts."""
    keys = pd.DataFrame(
        {"sleutel": hotspots["straatnaam"].map(fold), "thema": hotspots["thema"]}, dtype="str"
    )
    listed = approach.drop_duplicates(["sleutel", "thema"], keep="last")
    of_theme = keys.merge(listed, on=["sleutel", "thema"], how="left")
    whole_street = listed[listed["thema"] == ""].drop(columns="thema")
    of_street = keys.merge(whole_street, on="sleutel", how="left")
    has_own = keys.merge(listed[["sleutel", "thema"]], how="left", indicator="_row")["_row"]
    status = of_theme[_STATUS].where(has_own == "both", of_street[_STATUS])
    return hotspots.assign(**{name: status[name].to_numpy() for name in _STATUS})
