"""Whether a goal of the safety programme is on track, and how certain that is. No overall score:
goals of different kinds are not added up.

The goals themselves are in the team's own file (`schemas.team`); figures come from the tables.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from assets.indicators.intervals import poisson_interval
from assets.sources.registry import SOURCES

ON_COURSE = "op koers"
UNCERTAIN = "niet vast te stellen"
OFF_COURSE = "niet op koers"
CLOSED = "afgesloten"
COUNTED = tuple(source.indicator_source for source in SOURCES if source.counts)
_PATH = ("nulmeting", "nulmeting_jaar", "streefwaarde", "streefjaar")

Array = np.ndarray


def target_path(
    baseline: Array, baseline_year: Array, target: Array, target_year: Array, year: Array
) -> Array:
    """The value in `year` on the straight line from baseline to target, in the unit of the figure;
    before the baseline year the baseline, after the target year the target."""
    part = (year - baseline_year) / (target_year - baseline_year)
    return baseline + (target - baseline) * np.clip(part, 0, 1)


def verdict(low: Array, high: Array, path: Array, direction: Array) -> Array:
    """`op koers` where the whole interval of the current figure is on the good side of the target
    path, `niet op koers` where all of it is on the other side, else `niet vast te stellen`.
    `direction`: omlaag or omhoog, the good one.
    """
    down = direction == "omlaag"
    good = np.where(down, high <= path, low >= path)
    bad = np.where(down, low > path, high < path)
    known = ~(np.isnan(low) | np.isnan(high) | np.isnan(path))
    return np.select([known & good, known & bad], [ON_COURSE, OFF_COURSE], UNCERTAIN)


def council_goals(
    goals: pd.DataFrame,
    dispersion: pd.Series,
    margins: pd.DataFrame,
    reasons: Sequence[str | None],
    incomparable: Sequence[bool],
) -> pd.DataFrame:
    """Table `raad_doelen`, a row for each goal.

    In: `goals` as `int_doelen`, with `waarom_leeg` if figures were left out; `dispersion`:
    indicator_id -> overdispersion of the municipality;
    `margins`: indicator_id, jaar, marge_onder, marge_boven of the survey (95 %, in the unit of the
    figure); `reasons`: for each goal which break lies between its baseline and now, or None, shown
    as a note; `incomparable`: for each goal whether the figure itself changed (survey question,
    definition), so that nothing can be concluded.

    A break in the police register does not make a goal incomparable: the target is the council's
    own, and the current interval is compared with the target, not with the baseline. Counts have
    the exact 95 % interval, widened by overdispersion; a survey figure without margins has no
    interval, so its goal is uncertain. A goal of a programme that ended is not judged.
    """
    goals = goals.reset_index(drop=True)
    low, high = _interval(goals, dispersion, margins)
    year = goals["nu_periode"].map(year_of).to_numpy(dtype=float, na_value=np.nan)
    path = target_path(*(goals[name].to_numpy(dtype=float) for name in _PATH), year=year)
    judged = verdict(
        low,
        high,
        np.where(np.array(incomparable, dtype=bool), np.nan, path),
        goals["richting"].to_numpy(dtype=object),
    )
    is_closed = goals["stand"].eq(CLOSED).to_numpy()
    return goals.assign(
        doel_id=[f"doel_{number}" for number in goals["nummer"]],
        koers=np.round(path, 1),
        nu_van=np.round(low, 1),
        nu_tot=np.round(high, 1),
        oordeel=np.where(is_closed, CLOSED, judged),
        toelichting=[
            _note(row.toelichting, reason, _why_missing(row))
            for row, reason in zip(goals.itertuples(), reasons, strict=True)
        ],
    )


def _interval(
    goals: pd.DataFrame, dispersion: pd.Series, margins: pd.DataFrame
) -> tuple[Array, Array]:
    """The 95 % interval of the current figure of each goal; NaN for a register figure that is not a
    count, and for a count whose overdispersion is not known."""
    counted = goals["bron"].isin(COUNTED).to_numpy()
    now = goals["nu"].to_numpy(dtype=float, na_value=np.nan)
    phi = goals["indicator_id"].map(dispersion).to_numpy(dtype=float, na_value=np.nan)
    usable = counted & (now >= 0) & (np.mod(now, 1) == 0) & ~np.isnan(phi)
    exact = poisson_interval(np.where(usable, now, np.nan), np.where(usable, phi, 1.0))
    surveyed = goals.assign(jaar=goals["nu_periode"].str[:4]).merge(
        margins.assign(jaar=margins["jaar"].astype("str")), on=["indicator_id", "jaar"], how="left"
    )
    low, high = (
        np.where(counted, bound, surveyed[name].to_numpy(dtype=float, na_value=np.nan))
        for bound, name in zip(exact, ("marge_onder", "marge_boven"), strict=True)
    )
    return low, high


def _note(*parts: object) -> str | None:
    return "; ".join(text for text in parts if isinstance(text, str) and text) or None


def _why_missing(goal: NamedTuple) -> str | None:
    """Why the current figure is missing; None if it is there."""
    if not pd.isna(goal.nu):
        return None
    why = getattr(goal, "waarom_leeg", None)
    if isinstance(why, str):
        return why
    return "geen cijfer over het streefjaar" if goal.stand == CLOSED else "nog geen cijfer geleverd"


def year_of(period: str | None) -> float:
    """The year of a period as a point in time: a calendar year itself, a twelve-month period by its
    last month, so that 2019-07--2020-06 is half a year past 2019."""
    if not isinstance(period, str):
        return float("nan")
    if "--" not in period:
        return float(period[:4])
    year, month = int(period[-7:-3]), int(period[-2:])
    return year - 1 + month / 12
