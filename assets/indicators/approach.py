"""The list of the hotspot approach beside the hotspots: where one is under way, since when.

The list itself is a delivery of the team (`assets.sources.team`). Whether an approach helped is not
told from it (`effects` says why).
"""

from __future__ import annotations

import pandas as pd

from assets.linking.names import fold


def by_street(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of the list (straatnaam, thema, status, sinds) as `add_approach` reads them:
    `sleutel` (the folded name of the street), `thema`, `aanpak_status`, `aanpak_sinds`."""
    return pd.DataFrame(
        {
            "sleutel": [fold(street) for street in rows["straatnaam"]],
            "thema": rows["thema"].fillna("").to_numpy(),
            "aanpak_status": rows["status"].to_numpy(),
            "aanpak_sinds": rows["sinds"].to_numpy(),
        },
        dtype="str",
    )


def add_approach(hotspots: pd.DataFrame, approach: pd.DataFrame) -> pd.DataFrame:
    """`hotspots` (with `straatnaam` and `thema`) with `aanpak_status` and `aanpak_sinds`, empty
    where the list has nothing. A row for the theme itself goes before one for the whole street."""
    told = {(row.sleutel, row.thema): row for row in approach.itertuples()}
    keys = [fold(street) for street in hotspots["straatnaam"]]
    found = [
        told.get((key, theme)) or told.get((key, ""))
        for key, theme in zip(keys, hotspots["thema"], strict=True)
    ]
    columns = {
        name: pd.array([getattr(row, name) if row else None for row in found], dtype="str")
        for name in ("aanpak_status", "aanpak_sinds")
    }
    return hotspots.assign(**columns)
