"""An edition beside the one before it: its number, since when a figure is as it is, what changed.

Frames have the columns of `openbare_cijfers`; `before` is the frame of the previous edition, None
for the first. What is suppressed does not belong here.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from assets.disclosure.plan.composition import CELL
from schemas import public, published

_SHOWN = ["waarde", "teken", "status", "marge_onder", "marge_boven"]


def next_number(quarter: str, numbers: list[str]) -> str:
    """The number of the next edition of a quarter: 2020-Q2, then 2020-Q2.2, and so on.

    `numbers`: of all earlier editions.
    """
    split = [number.partition(".") for number in numbers]
    of_quarter = [int(suffix or 1) for start, _, suffix in split if start == quarter]
    return f"{quarter}.{max(of_quarter) + 1}" if of_quarter else quarter


def with_versions(
    figures: pd.DataFrame, before: pd.DataFrame | None, number: str, day: date
) -> pd.DataFrame:
    """`figures` with versie and publicatiedatum: of the edition since which each is unchanged."""
    figures = figures.assign(versie=number, publicatiedatum=pd.Timestamp(day))
    if before is None:
        return figures
    old = figures[CELL].merge(before, how="left", on=CELL)
    secret = figures["teken"].eq(public.SECRET).to_numpy() & old["teken"].eq(public.SECRET)
    is_equal = _equal(figures[_SHOWN], old[_SHOWN]).all(axis=1)
    is_unchanged = old["versie"].notna() & (secret | is_equal)
    for name in ("versie", "publicatiedatum"):
        figures[name] = figures[name].mask(is_unchanged.to_numpy(), old[name].to_numpy())
    return figures


def revisions_of(
    figures: pd.DataFrame, before: pd.DataFrame | None, number: str, day: date
) -> pd.DataFrame:
    """The rows of `openbare_herzieningen` for this edition: what changed since `before`.

    Years that the new edition no longer covers are not `vervallen`.
    """
    columns = list(published.table("openbare_herzieningen").names)
    if before is None:
        return pd.DataFrame(columns=columns)
    both = before.merge(figures, how="left", on=CELL, suffixes=("_oud", ""), indicator="waar")
    is_gone = both["waar"].eq("left_only")
    both = both[~is_gone | (both["periode"].str[:4] >= figures["periode"].str[:4].min())]
    is_gone = both["waar"].eq("left_only")
    was_secret, is_secret = both["teken_oud"].eq(public.SECRET), both["teken"].eq(public.SECRET)
    new_value = ~_equal(both["waarde"], both["waarde_oud"])
    new_status = ~(_equal(both["teken"], both["teken_oud"]) & both["status"].eq(both["status_oud"]))
    kind = np.select(
        [
            is_gone,
            was_secret & ~is_secret,
            is_secret & ~was_secret,
            new_value & ~is_secret,
            new_status & ~is_secret,
        ],
        ["vervallen", "alsnog openbaar", "alsnog geheim", "herzien", "status"],
        default="",
    )
    rows = both.assign(
        soort=kind,
        uitgave=number,
        publicatiedatum=pd.Timestamp(day),
        oude_waarde=both["waarde_oud"],
        oud_teken=both["teken_oud"],
        nieuwe_waarde=both["waarde"],
        nieuw_teken=both["teken"],
    )
    return rows.loc[rows["soort"].ne(""), columns].reset_index(drop=True)


def count_added(figures: pd.DataFrame, before: pd.DataFrame | None) -> int:
    """How many of `figures` are not in the previous edition."""
    if before is None:
        return len(figures)
    present = pd.MultiIndex.from_frame(before[CELL])
    return int((~pd.MultiIndex.from_frame(figures[CELL]).isin(present)).sum())


def _equal(
    left: pd.DataFrame | pd.Series, right: pd.DataFrame | pd.Series
) -> pd.DataFrame | pd.Series:
    """Elementwise equality by position; missing equals missing."""
    right = right.set_axis(left.index) if len(left) == len(right) else right
    return (left == right) | (left.isna() & right.isna())
