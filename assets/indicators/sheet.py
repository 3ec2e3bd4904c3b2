"""The figures of one sheet beside last year's, with the verdict on each from `oordelen`.

Counts come from the models and verdicts from `judgements`: here they are only put together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from assets.indicators.intervals import percentage_change
from assets.indicators.last_year import RATIO, beside_last_year
from assets.indicators.material import Material
from assets.indicators.months import period_ending
from assets.indicators.words import UNCERTAIN

_SEEN = ["verwacht", "reden", "sinds", "kleinste_zichtbare_op", "kleinste_zichtbare_neer"]


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
    ratio, difference in per cent and `signaal` of every pair; of the first pair verwacht, reden,
    sinds and the smallest visible changes; and overdispersie, trendbreuk, verschil and
    geen_vergelijking. `last`: the last month of the periods.

    `geen_vergelijking` of `rows` says why a count is missing; it is replaced by the reasons of all
    pairs that cannot be compared. `trendbreuk` has the flags of all periods.
    """
    rows = rows.reset_index(drop=True)
    verdicts = [material.verdicts_on(rows, f"{pair.months}m", last) for pair in pairs]
    barred, flags = zip(
        *(_comparability(material, rows, pair, last) for pair in pairs), strict=True
    )
    for pair, verdict, reasons in zip(pairs, verdicts, barred, strict=True):
        now, past = (rows[name].astype(float) for name in (pair.now, pair.past))
        compared = reasons.isna()
        now, past = now.where(compared), past.where(compared)
        part = (verdict["volledigheid_pct"] / 100).fillna(1)
        ratio = beside_last_year(now, past, verdict["overdispersie"], part)
        rows[[pair.prefix + name for name in RATIO]] = ratio
        change = percentage_change(now, past)
        rows[f"{pair.prefix}verschil_pct"] = change
        rows[f"{pair.prefix}signaal"] = verdict["uitkomst"].fillna(UNCERTAIN)
    rows[_SEEN] = verdicts[0][_SEEN]
    rows["overdispersie"] = verdicts[0]["overdispersie"]
    rows["trendbreuk"] = [_joined(", ", sum(by_pair, ())) for by_pair in zip(*flags, strict=True)]
    labelled = [
        reasons.map(pair.label.__add__, na_action="ignore")
        for pair, reasons in zip(pairs, barred, strict=True)
    ]
    rows["geen_vergelijking"] = [_joined("; ", reasons) for reasons in zip(*labelled, strict=True)]
    rows["verschil"] = (rows[pairs[0].now] - rows[pairs[0].past]).where(barred[0].isna())
    return rows


def _comparability(
    material: Material, rows: pd.DataFrame, pair: Pair, last: int
) -> tuple[pd.Series, list[tuple[str, ...]]]:
    """Why each row cannot be compared with last year (missing: it can), and its flags."""
    now, past = period_ending(last, pair.months), period_ending(last - 12, pair.months)
    by_indicator = {
        name: material.comparability(name, now, past) for name in rows["indicator_id"].unique()
    }
    comparable = [by_indicator[name] for name in rows["indicator_id"]]
    broken = pd.Series([comparability.reden for comparability in comparable], dtype=object)
    absent = rows[pair.now].isna() | rows[pair.past].isna()
    reasons = broken.where(broken.notna(), rows["geen_vergelijking"].astype(object).where(absent))
    return reasons, [comparability.vlaggen for comparability in comparable]


def _joined(separator: str, texts: Iterable[object]) -> str | None:
    """The distinct texts in order of appearance, without missing values; None where none is
    left."""
    return separator.join(dict.fromkeys(text for text in texts if isinstance(text, str))) or None


def with_interpretation(material: Material, rows: pd.DataFrame, periods: list[str]) -> pd.DataFrame:
    """`rows` with the team's interpretation of the first of `periods` that has one: duiding,
    duiding_auteur and duiding_datum, else empty."""
    return rows.join(material.interpretations(periods), on=["indicator_id", "gebied_code"])
