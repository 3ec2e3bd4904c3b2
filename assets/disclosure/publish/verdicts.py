"""The verdicts that are public: words of `oordelen` on figures of which all that is behind them is
public. They are part of the edition, so they stay as they stood when it was made.

What a figure means is decided in `assets.indicators`; which figures are public, elsewhere here.
"""

from __future__ import annotations

import pandas as pd

from assets.disclosure.plan.composition import CELL
from assets.disclosure.plan.periods import last_month
from assets.warehouse.derived import Tables
from schemas import published
from schemas.public import WITHOUT_VALUE

TABLE = "openbare_oordelen"
_SERIES = ["indicator_id", "gebied_code"]


def public_verdicts(connection: Tables, figures: pd.DataFrame) -> pd.DataFrame:
    """The table `openbare_oordelen` of an edition with these `figures`.

    A word on a half-year or on twelve months is public where every month of its series up to then
    is in a quarter that is public: a hidden figure cannot reach it. `connection`: the tables of a
    home.
    """
    rows = connection.execute(
        "select indicator_id, gebied_code, venster, periode, uitkomst, overdispersie from oordelen "
        "where venster in ('6m', '12m') and right(periode, 2) in ('06', '12')"
    ).df()
    behind = connection.execute(
        "select indicator_id, gebied_code, periode_soort, periode, waarde from indicatorwaarden "
        "where periode_soort in ('maand', 'kwartaal') and waarde is not null"
    ).df()
    shown = figures.loc[~figures["teken"].isin(WITHOUT_VALUE), [*CELL, "waarde"]]
    behind = behind.merge(shown.assign(is_public=True), "left", on=[*CELL, "waarde"])
    behind["maand"] = behind["periode"].map(last_month)
    parts = []
    for period, told in rows.groupby("periode"):
        is_public = _all_public(behind[behind["maand"] <= period])
        keys = pd.MultiIndex.from_frame(told[_SERIES])
        parts.append(told[is_public.reindex(keys).eq(True).to_numpy()])
    names = list(published.table(TABLE).names)
    return pd.concat(parts, ignore_index=True)[names] if parts else pd.DataFrame(columns=names)


def _all_public(behind: pd.DataFrame) -> pd.Series:
    """Whether every month of each series is in a public quarter, and every quarter is public."""
    number = behind.groupby([*_SERIES, "periode_soort"]).size().unstack(fill_value=0)
    number = number.reindex(columns=["maand", "kwartaal"], fill_value=0)
    public = behind[behind["is_public"].eq(True)].groupby(_SERIES).size()
    public = public.reindex(number.index, fill_value=0)
    return public.eq(number["kwartaal"]) & (3 * public).eq(number["maand"])
