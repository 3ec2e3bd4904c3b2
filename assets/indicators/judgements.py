"""Table `oordelen`: the verdicts in words, with the names of breaks and beside last year's figure.

How a verdict is reached is in `verdicts`; each product reads its words here and adds none.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from assets.indicators.known_events import with_known_events
from assets.indicators.last_year import beside_last_year
from assets.indicators.material import Material, empty_table
from assets.indicators.months import month_name, period_ending
from assets.indicators.verdicts import Context, verdicts
from assets.indicators.windows import BROKEN, TOO_LONG, TOO_YOUNG

_CITY_MONTHS = 24
_OLDEST = 480  # months back of which a name is needed: no figures are older
_ISSUES = 6  # of two months each, of which smaller areas are judged
_KEYS = ["indicator_id", "gebied_code"]


def judgements(material: Material) -> pd.DataFrame:
    """Table `oordelen`."""
    months = material.all_months
    if material.requested is not None:  # an issue is as it was when its months were the last
        months = months[months["maandnummer"] <= material.requested]
    if months.empty:
        return empty_table("oordelen")
    last = int(months["maandnummer"].max())
    rows = verdicts(
        months,
        _judged(material, last),
        Context(material.cuts, material.flagged(last), material.accepted, material.completeness),
    )
    rows = _beside_last_year(material, rows, months)
    by_window = rows.groupby(["indicator_id", "maandnummer", "maanden"], sort=False)
    words = by_window.size().reset_index()[["indicator_id", "maandnummer", "maanden"]]
    words[["break", "vlaggen"]] = [_breaks(material, row) for row in words.itertuples()]
    rows = rows.merge(words, on=["indicator_id", "maandnummer", "maanden"])
    names = {number: month_name(number) for number in range(last - _OLDEST, last + 1)}
    starts = rows["maandnummer"] - rows["maanden"] + 1
    rows = rows.assign(
        venster=rows["maanden"].map("{}m".format),
        periode=rows["maandnummer"].map(names),
        periode_van=starts.map(names),
        sinds=rows["sinds_nummer"].map(names),
        sinds_maanden=rows["maandnummer"] - rows["sinds_nummer"] + 1,
        niveau_sinds=rows["niveau_nummer"].map(names),
        reden=_reasons(material, rows, names),
        volledigheid_pct=(100 * rows["deel"]).round(1).where(rows["deel"] < 1),
        trendbreuk=rows["vlaggen"],
        **{
            name: rows[name].round(digits)
            for name, digits in (
                ("verwacht", 1),
                ("sinds_verwacht", 1),
                ("niveau_verhouding", 2),
                ("overdispersie", 2),
                ("kleinste_zichtbare_op", 2),
                ("kleinste_zichtbare_neer", 2),
            )
        },
    )
    return with_known_events(material, rows, "bekend", "periode_van", "periode")


def _judged(material: Material, last: int) -> dict[str, set[int]]:
    """The months that are judged, by kind of area: of the municipality the last two years; of
    smaller areas those that end one of the latest issues; and those of the sheets."""
    sheets = set(material.ends)
    end = max((month for month in sheets if month <= last), default=last)
    issues = {*range(end - 2 * (_ISSUES - 1), end + 1, 2)} | sheets
    return {
        "GM": {*range(last - _CITY_MONTHS + 1, last + 1)} | sheets,
        **dict.fromkeys(("WK", "BU", "AG"), issues),
    }


def _beside_last_year(material: Material, rows: pd.DataFrame, months: pd.DataFrame) -> pd.DataFrame:
    """`rows` with vorig_jaar (the count of the same months a year earlier, NaN where one of them is
    not known or may not be compared), verhouding, verhouding_van and verhouding_tot (the ratio to
    it of what is to be expected once all has been reported, with its 95 % interval)."""
    before = rows.assign(maandnummer=rows["maandnummer"] - 12)
    past = _sums(months, before)
    periods = rows[["indicator_id", "maandnummer", "maanden"]].drop_duplicates()
    reasons = {
        (row.indicator_id, row.maandnummer, row.maanden): material.incomparable(
            row.indicator_id,
            period_ending(row.maandnummer, row.maanden),
            period_ending(row.maandnummer - 12, row.maanden),
        )
        for row in periods.itertuples()
    }
    keys = pd.MultiIndex.from_frame(rows[["indicator_id", "maandnummer", "maanden"]])
    barred = pd.Series(reasons).reindex(keys).notna().to_numpy()
    past = np.where(barred, np.nan, past)
    ratio = beside_last_year(rows["nu"], past, rows["overdispersie"].round(2), rows["deel"])
    return rows.assign(vorig_jaar=past, **ratio)


def _sums(months: pd.DataFrame, rows: pd.DataFrame) -> np.ndarray:
    """The count of each window of `rows`; NaN where one of its months is not known."""
    wide = months.pivot(index=_KEYS, columns="maandnummer", values="waarde")
    first, last = int(wide.columns.min()), int(wide.columns.max())
    wide = wide.reindex(columns=range(first, last + 1)).astype(float)
    known = np.cumsum(np.pad(wide.notna().to_numpy(), ((0, 0), (1, 0))), axis=1)
    total = np.cumsum(np.pad(wide.fillna(0).to_numpy(), ((0, 0), (1, 0))), axis=1)
    row = wide.index.get_indexer(pd.MultiIndex.from_frame(rows[_KEYS]))
    end = rows["maandnummer"].to_numpy() - first + 1
    start = end - rows["maanden"].to_numpy()
    inside = (start >= 0) & (end < total.shape[1])
    start, end = np.clip(start, 0, None), np.clip(end, 0, total.shape[1] - 1)
    whole = inside & (known[row, end] - known[row, start] == rows["maanden"].to_numpy())
    return np.where(whole, total[row, end] - total[row, start], np.nan)


def _breaks(material: Material, window: tuple) -> tuple[str | None, str | None]:
    """The break inside a window, and the flags on it or on the same months a year earlier."""
    now = period_ending(window.maandnummer, window.maanden)
    past = period_ending(window.maandnummer - 12, window.maanden)
    inside = material.incomparable(window.indicator_id, now, now)
    flags = material.comparability(window.indicator_id, now, past).vlaggen
    return inside, ", ".join(flags) or None


def _reasons(material: Material, rows: pd.DataFrame, names: dict[int, str]) -> pd.Series:
    """`reden`: with the name of the break, the month of a new level, or since when the months
    count."""
    reasons = rows["reden"].copy()
    broken = reasons.eq(BROKEN)
    reasons[broken] = rows.loc[broken, "break"].fillna(BROKEN)
    settled = broken & (rows["niveau_nummer"] > rows["maandnummer"] - rows["maanden"])
    reasons[settled] = "nieuw niveau sinds " + rows.loc[settled, "niveau_nummer"].map(names)
    young = reasons.isin([TOO_YOUNG, TOO_LONG])
    periods = rows.loc[young, ["indicator_id", "maandnummer"]].drop_duplicates()
    periods["start"] = [
        max(
            (cut for cut in material.cuts[row.indicator_id] if cut <= row.maandnummer), default=None
        )
        for row in periods.itertuples()
    ]
    starts = rows.loc[young, ["indicator_id", "maandnummer"]].merge(periods, "left")["start"]
    since = starts.set_axis(rows.index[young]).astype("float64").map(names)
    reasons[young] += ("; zij tellen vanaf de trendbreuk van " + since).fillna("")
    cut = rows["afgebroken_nummer"].notna() & reasons.notna()
    direction, since = rows.loc[cut, "afgebroken"], rows.loc[cut, "afgebroken_nummer"].map(names)
    reasons[cut] += "; voor de trendbreuk liep een " + direction + " sinds " + since
    return reasons
