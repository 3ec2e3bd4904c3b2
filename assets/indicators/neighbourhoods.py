"""Neighbourhoods compared with each other: the confidence interval of the rank of each rate.

Counts come from `int_driehoek_buurten`; comparing two rates is in `comparison`.
"""

from __future__ import annotations

import pandas as pd

from assets.indicators.comparison import rank_interval

GROUPS = ("hic", "vvc", "overlast", "melddesk")


def with_ranks(rows: pd.DataFrame, min_inhabitants: int) -> pd.DataFrame:
    """Table `driehoek_buurten`: the rows of `int_driehoek_buurten` with `<group>_rang_van` and
    `<group>_rang_tot` (1: the highest rate). A neighbourhood with fewer than `min_inhabitants` has
    no meaningful rate, and so no rank; neither has `onbekend`.
    """
    ranked = rows.copy()
    people = rows["inwoners"].astype("Float64").fillna(0).to_numpy(dtype=float)
    people[people < min_inhabitants] = 0
    for group in GROUPS:
        counts = rows[f"{group}_12m"].to_numpy(dtype=float, na_value=float("nan"))
        ranks = rank_interval(counts, people)
        ranked[f"{group}_rang_van"] = ranks["rang_van"].to_numpy()
        ranked[f"{group}_rang_tot"] = ranks["rang_tot"].to_numpy()
    return ranked
