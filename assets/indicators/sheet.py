"""The verdict on the rows of one sheet: each comparison of each row, corrected for all of them.

Counts come from the models; how two counts are compared is the work of `comparison`.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from assets.indicators.comparison import compare
from assets.indicators.material import Material, span

_MEASURES = ("verhouding", "verhouding_van", "verhouding_tot", "verschil_pct", "signaal")


@dataclass(frozen=True)
class Pair:
    """A comparison on a sheet: the columns of its two counts, what stands before the names of its
    outcome, and how long a period is (months); the past ends twelve months earlier. `told`: what
    stands before its reason why there is no comparison."""

    now: str
    past: str
    prefix: str
    months: int
    told: str = ""


def judged(
    material: Material, rows: pd.DataFrame, pairs: tuple[Pair, ...], last: int
) -> pd.DataFrame:
    """`rows` (at least one, with indicator_id, gebied_code and the counts of `pairs`) with the
    outcome of every pair, `overdispersie`, `trendbreuk` and `geen_vergelijking`. `last`: the last
    month of the periods.

    All pairs of all rows are one family for the correction for their number. `geen_vergelijking`
    of `rows` says why a count is missing; it becomes the reasons of the pairs that cannot be
    compared. Marks of both periods go into `trendbreuk`; `verschil` is that of the first pair.
    """
    rows = rows.reset_index(drop=True)
    kinds = tuple(sorted(rows["gebied_code"].str[:2].unique()))
    known = material.dispersion(history_until(last), kinds)
    keys = pd.MultiIndex.from_frame(rows[["indicator_id", "gebied_code"]])
    spread = known.reindex(keys).reset_index(drop=True)
    found, reasons, marks = [], [], []
    for pair in pairs:
        told = {
            name: material.comparability(
                name, span(last, pair.months), span(last - 12, pair.months)
            )
            for name in rows["indicator_id"].unique()
        }
        broken = rows["indicator_id"].map({name: one.reden for name, one in told.items()})
        absent = rows[pair.now].isna() | rows[pair.past].isna()
        reason = broken.where(broken.notna(), rows["geen_vergelijking"].where(absent))
        marks.append({name: one.vlaggen for name, one in told.items()})
        reasons.append([pair.told + text if isinstance(text, str) else None for text in reason])
        found.append(
            pd.DataFrame(
                {
                    "nu": rows[pair.now],
                    "vorig": rows[pair.past],
                    "overdispersie": spread["overdispersie"],
                    "vrijheidsgraden": spread["vrijheidsgraden"],
                    "geen_vergelijking": reason,
                }
            )
        )
    outcome = compare(pd.concat(found, ignore_index=True))
    for number, pair in enumerate(pairs):
        own = outcome.iloc[number * len(rows) : (number + 1) * len(rows)].reset_index(drop=True)
        rows[[pair.prefix + measure for measure in _MEASURES]] = own[list(_MEASURES)]
    rows["overdispersie"] = spread["overdispersie"].round(2)
    rows["trendbreuk"] = [
        ", ".join(dict.fromkeys(mark for told in marks for mark in told[name])) or None
        for name in rows["indicator_id"]
    ]
    rows["geen_vergelijking"] = [
        "; ".join(dict.fromkeys(text for text in texts if isinstance(text, str))) or None
        for texts in zip(*reasons, strict=True)
    ]
    compared = found[0]["geen_vergelijking"].isna()
    rows["verschil"] = (rows[pairs[0].now] - rows[pairs[0].past]).where(compared)
    return rows


def history_until(last: int) -> int:
    """The month before which the history ends by which the periods up to `last` are judged: the
    longest of them, twelve months, is no measure of itself."""
    return last - 11


def with_interpretation(material: Material, rows: pd.DataFrame, periods: list[str]) -> pd.DataFrame:
    """`rows` with what the team wrote of one of `periods`: duiding, duiding_auteur and
    duiding_datum, empty where it wrote nothing."""
    return rows.join(material.interpretations(periods), on=["indicator_id", "gebied_code"])
