"""The verdicts of one sheet: each comparison of each row, corrected for multiple testing.

Counts come from the models; how two counts are compared is in `comparison`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from assets.indicators.comparison import compare
from assets.indicators.material import Material
from assets.indicators.months import period_ending

_MEASURES = ["verhouding", "verhouding_van", "verhouding_tot", "verschil_pct", "signaal"]


@dataclass(frozen=True)
class Pair:
    """A comparison on a sheet. `now`, `past`: the columns of its counts; `prefix`: of the names of
    its result columns; `months`: length of the periods, of which the past ends twelve months
    earlier; `label`: put before its reason why there is no comparison."""

    now: str
    past: str
    prefix: str
    months: int
    label: str = ""


def with_verdicts(
    material: Material, rows: pd.DataFrame, pairs: tuple[Pair, ...], last: int
) -> pd.DataFrame:
    """`rows` (at least one, with indicator_id, gebied_code and the counts of `pairs`) with the
    result columns of every pair, `overdispersie`, `trendbreuk`, `verschil` and `geen_vergelijking`
    added. `last`: the last month of the periods.

    All pairs of all rows are one family of hypotheses. `geen_vergelijking` of `rows` says why a
    count is missing; it is replaced by the reasons of all pairs that cannot be compared.
    `trendbreuk` has the flags of all periods; `verschil` is the difference of the first pair.
    """
    rows = rows.reset_index(drop=True)
    kinds = tuple(sorted(rows["gebied_code"].str[:2].unique()))
    known = material.dispersion(history_until(last), kinds)
    keys = pd.MultiIndex.from_frame(rows[["indicator_id", "gebied_code"]])
    spread = known.reindex(keys).reset_index(drop=True)
    comparisons = [_comparison(material, rows, spread, pair, last) for pair in pairs]
    verdicts = compare(pd.concat(comparisons, keys=range(len(pairs))))
    for number, pair in enumerate(pairs):
        rows[[pair.prefix + measure for measure in _MEASURES]] = verdicts.loc[number, _MEASURES]
    rows["overdispersie"] = spread["overdispersie"].round(2)
    flags = [comparison["vlaggen"] for comparison in comparisons]
    rows["trendbreuk"] = [_joined(", ", sum(by_pair, ())) for by_pair in zip(*flags, strict=True)]
    labelled = [
        comparison["geen_vergelijking"].map(pair.label.__add__, na_action="ignore")
        for pair, comparison in zip(pairs, comparisons, strict=True)
    ]
    rows["geen_vergelijking"] = [_joined("; ", reasons) for reasons in zip(*labelled, strict=True)]
    compared = comparisons[0]["geen_vergelijking"].isna()
    rows["verschil"] = (rows[pairs[0].now] - rows[pairs[0].past]).where(compared)
    return rows


def _comparison(
    material: Material, rows: pd.DataFrame, spread: pd.DataFrame, pair: Pair, last: int
) -> pd.DataFrame:
    """The input of `compare` for one pair, and `vlaggen` (a tuple)."""
    now, past = period_ending(last, pair.months), period_ending(last - 12, pair.months)
    by_indicator = {
        name: material.comparability(name, now, past) for name in rows["indicator_id"].unique()
    }
    comparable = [by_indicator[name] for name in rows["indicator_id"]]
    broken = pd.Series([comparability.reden for comparability in comparable], dtype=object)
    absent = rows[pair.now].isna() | rows[pair.past].isna()
    return spread.assign(
        nu=rows[pair.now],
        vorig=rows[pair.past],
        geen_vergelijking=broken.where(
            broken.notna(), rows["geen_vergelijking"].astype(object).where(absent)
        ),
        vlaggen=[comparability.vlaggen for comparability in comparable],
    )


def _joined(separator: str, texts: Iterable[object]) -> str | None:
    """The distinct texts in order of appearance, without missing values; None where none is
    left."""
    return separator.join(dict.fromkeys(text for text in texts if isinstance(text, str))) or None


def history_until(last: int) -> int:
    """The first month after the history from which overdispersion is estimated, for periods that
    end with `last`: the longest of them, twelve months, must not contribute to its own baseline."""
    return last - 11


def with_interpretation(material: Material, rows: pd.DataFrame, periods: list[str]) -> pd.DataFrame:
    """`rows` with the team's interpretation of the first of `periods` that has one: duiding,
    duiding_auteur and duiding_datum, else empty."""
    return rows.join(material.interpretations(periods), on=["indicator_id", "gebied_code"])
