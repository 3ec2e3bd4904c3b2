"""Whether a goal of the programme is on course, and how sure that is. No overall score: goals of
different kinds are not added up.

Which goals there are is told by the team's own file (`schemas.team`); figures come from the tables.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from assets.indicators.intervals import poisson_interval

ON_COURSE = "op koers"
UNCERTAIN = "niet vast te stellen"
OFF_COURSE = "niet op koers"
COUNTED = ("politie", "melddesk", "politie (open data)", "register")

Array = np.ndarray


def course(
    baseline: Array, baseline_year: Array, target: Array, target_year: Array, year: Array
) -> Array:
    """Where a figure would stand in `year` on a straight line from baseline to target; before the
    baseline's year the baseline, after the target's year the target. In the unit of the figure."""
    part = (year - baseline_year) / (target_year - baseline_year)
    return baseline + (target - baseline) * np.clip(part, 0, 1)


def verdict(low: Array, high: Array, course_now: Array, direction: Array) -> Array:
    """`op koers` where the whole interval of now is on the good side of the course, `niet op koers`
    where all of it is on the other side, else `niet vast te stellen`. `direction`: omlaag, omhoog.
    """
    down = direction == "omlaag"
    good = np.where(down, high <= course_now, low >= course_now)
    bad = np.where(down, low > course_now, high < course_now)
    known = ~(np.isnan(low) | np.isnan(high) | np.isnan(course_now))
    return np.select([known & good, known & bad], [ON_COURSE, OFF_COURSE], UNCERTAIN)


def council_goals(
    goals: pd.DataFrame,
    dispersion: pd.Series,
    margins: pd.DataFrame,
    reasons: Sequence[str | None],
    other: Sequence[bool],
) -> pd.DataFrame:
    """Table `raad_doelen`, a row a goal.

    In: `goals` as `int_doelen`; `dispersion`: indicator_id -> overdispersion of the municipality;
    `margins`: indicator_id, jaar, marge_onder, marge_boven of the survey (95 %, as the figure).
    `reasons`: per goal what broke between its baseline and now, or None: it is told. `other`: per
    goal whether the figure became another one (survey, definition): then nothing can be said. A
    break in how the police register is told only: the target is the council's own, and the interval
    of now is held against it, not against the baseline. The interval of a count is
    the exact 95 % one, widened by overdispersion; a survey figure without margins has none, so
    nothing can be told of it.
    """
    goals = goals.reset_index(drop=True)
    low, high = _interval(goals, dispersion, margins)
    year = goals["nu_periode"].map(_year_of).to_numpy(dtype=float, na_value=np.nan)
    aim = course(*(goals[name].to_numpy(dtype=float) for name in _LINE), year=year)
    of_another = np.array(other, dtype=bool)
    return goals.assign(
        doel_id=[f"doel_{number}" for number in goals["nummer"]],
        koers=np.round(aim, 1),
        nu_van=np.round(low, 1),
        nu_tot=np.round(high, 1),
        oordeel=verdict(
            low, high, np.where(of_another, np.nan, aim), goals["richting"].to_numpy(dtype=object)
        ),
        toelichting=[
            _note(row.toelichting, reason, pd.isna(row.nu))
            for row, reason in zip(goals.itertuples(), reasons, strict=True)
        ],
    )


def _interval(
    goals: pd.DataFrame, dispersion: pd.Series, margins: pd.DataFrame
) -> tuple[Array, Array]:
    """The 95 % interval of the figure of now of each goal; NaN where there is none: of what is no
    count, or a count of which it is not known how much it varies by itself."""
    counted = goals["bron"].isin(COUNTED).to_numpy()
    now = goals["nu"].to_numpy(dtype=float, na_value=np.nan)
    phi = goals["indicator_id"].map(dispersion).to_numpy(dtype=float, na_value=np.nan)
    whole = counted & (now >= 0) & (np.mod(now, 1) == 0) & ~np.isnan(phi)
    exact = poisson_interval(np.where(whole, now, np.nan), np.where(whole, phi, 1.0))
    surveyed = goals.assign(jaar=goals["nu_periode"].str[:4]).merge(
        margins.assign(jaar=margins["jaar"].astype("str")), on=["indicator_id", "jaar"], how="left"
    )
    low, high = (
        np.where(counted, bound, surveyed[name].to_numpy(dtype=float, na_value=np.nan))
        for bound, name in zip(exact, ("marge_onder", "marge_boven"), strict=True)
    )
    return low, high


def _note(written: str | None, reason: str | None, is_missing: bool) -> str | None:
    missing = "nog geen cijfer geleverd" if is_missing else None
    texts = [text for text in (written, reason, missing) if isinstance(text, str) and text]
    return "; ".join(texts) or None


_LINE = ("nulmeting", "nulmeting_jaar", "streefwaarde", "streefjaar")


def _year_of(period: str | None) -> float:
    """The year of a period as a point in time: a calendar year itself; twelve months by their
    last month, so that 2019-07--2020-06 is half a year past 2019."""
    if not isinstance(period, str):
        return float("nan")
    if "--" not in period:
        return float(period[:4])
    year, month = int(period[-7:-3]), int(period[-2:])
    return year - 1 + month / 12
