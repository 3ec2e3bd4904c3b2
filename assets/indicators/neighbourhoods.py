"""The neighbourhoods beside each other: between which ranks the rate of each may lie.

The counts come from `int_driehoek_buurten`; whether one rate is surely higher than another is the
work of `comparison`.
"""

from __future__ import annotations

import pandas as pd

from assets.indicators.comparison import rank_interval

GROUPS = ("hic", "vvc", "overlast", "melddesk")


def ranked(rows: pd.DataFrame, least_people: int) -> pd.DataFrame:
    """Table `driehoek_buurten`: the rows of `int_driehoek_buurten` with `<group>_rang_van` and
    `_rang_tot` (1: the highest rate). A neighbourhood with fewer than `least_people` inhabitants
    has no rate that says anything, and so no rank; `onbekend` is no place.
    """
    found = rows.copy()
    people = rows["inwoners"].astype("Float64").fillna(0).to_numpy(dtype=float)
    people[people < least_people] = 0
    for group in GROUPS:
        counts = rows[f"{group}_12m"].to_numpy(dtype=float, na_value=float("nan"))
        ranks = rank_interval(counts, people)
        found[f"{group}_rang_van"] = ranks["rang_van"].to_numpy()
        found[f"{group}_rang_tot"] = ranks["rang_tot"].to_numpy()
    return found
