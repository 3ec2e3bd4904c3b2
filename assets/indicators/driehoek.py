"""The tables of the Driehoek's factsheet that need statistics: key figures, signals, the course of
each indicator and neighbourhoods (T1, T2 and T4). Those of places are in `hotspot_tables`.

Tables are only assembled here; each judgement has a module of its own.
"""

from __future__ import annotations

import pandas as pd

from assets.indicators.comparison import DOWN, UP
from assets.indicators.course import rolling
from assets.indicators.material import Material, empty_table
from assets.indicators.months import month_name, period_ending
from assets.indicators.neighbourhoods import with_ranks
from assets.indicators.sheet import Pair, history_until, with_interpretation, with_verdicts
from assets.indicators.surveillance import signals

_PAIRS = (
    Pair("nu", "vorig_jaar", "", 2),
    Pair("twaalf_maanden", "twaalf_maanden_ervoor", "twaalf_", 12, "12 maanden: "),
)
_ISSUE = "select van_nummer, tot_nummer from int_driehoek_periode"
_LEVELS = {"gemeente": 0, "wijk": 1, "buurt": 2}


def key_figures(material: Material) -> pd.DataFrame:
    """Table `driehoek_kerncijfers`."""
    rows = material.ask("select * from int_driehoek_vergelijking")
    if rows.empty:
        return empty_table("driehoek_kerncijfers")
    _, last = issue(material)
    rows["gebied_code"] = material.city
    verdicts = with_verdicts(material, rows, _PAIRS, last)
    return with_interpretation(material, verdicts, _periods(last))


def deviations(material: Material) -> pd.DataFrame:
    """Table `driehoek_signalen`: every indicator and area that exceeds its threshold."""
    first, last = issue(material)
    if last is None:
        return empty_table("driehoek_signalen")
    months = material.months
    rows = signals(
        months[months["maandnummer"] <= last],
        first,
        last,
        material.completeness,
        material.cuts,
        material.flagged(last),
    )
    rows = rows[rows["signaal"].isin([UP, DOWN])]
    rows = rows.join(material.indicators[["naam", "thema", "bron", "volgorde"]], on="indicator_id")
    rows = rows.merge(material.areas, on="gebied_code", how="left")
    rows = rows.join(_status(months, first, last), on=["indicator_id", "gebied_code"])
    rows = rows.join(_completeness(material, first, last), on="indicator_id")
    rows = rows.assign(
        indicator=rows["naam"],
        periode_van=month_name(first),
        periode_tot=month_name(last),
        sinds_maand=[month_name(int(number)) for number in rows["sinds_maandnummer"]],
        trendbreuk=[_flags(material, name, last) for name in rows["indicator_id"]],
        niveau=rows["gebiedsniveau"].map(_LEVELS),
        overdispersie=rows["overdispersie"].round(2),
        verwacht=rows["verwacht"].round(1),
        grens=rows["grens"].round(1),
    )
    return with_interpretation(material, rows, _periods(last)).sort_values(
        ["niveau", "p_waarde", "volgorde", "gebied_code"], ignore_index=True
    )


def course(material: Material) -> pd.DataFrame:
    """Table `driehoek_verloop`: the months and twelve-month sums of each indicator of T1."""
    _, last = issue(material)
    if last is None:
        return empty_table("driehoek_verloop")
    shown = material.ask("select indicator_id from int_driehoek_vergelijking")["indicator_id"]
    months = material.months
    months = months[
        months["gebied_code"].eq(material.city)
        & months["maandnummer"].le(last)
        & months["indicator_id"].isin(shown)
    ]
    phi = material.dispersion(history_until(last))["overdispersie"].droplevel("gebied_code")
    return rolling(material, months, phi)


def neighbourhoods(material: Material) -> pd.DataFrame:
    """Table `driehoek_buurten`."""
    rows = material.ask("select * from int_driehoek_buurten")
    return with_ranks(rows, material.settings.minimum_inwoners)


def issue(material: Material) -> tuple[int | None, int | None]:
    """First and last month number of the issue; None, None where there is no issue because its two
    months were not delivered."""
    row = material.ask(_ISSUE)
    return (int(row.iloc[0, 0]), int(row.iloc[0, 1])) if len(row) else (None, None)


def _periods(last: int) -> list[str]:
    """The periods whose interpretation fits the issue, best first."""
    first = month_name(last - 1)
    return [f"{first}--{month_name(last)}", month_name(last), first]


def _status(months: pd.DataFrame, first: int, last: int) -> pd.Series:
    """`status` by indicator_id and gebied_code: provisional where a month of the issue is."""
    of_issue = months[months["maandnummer"].between(first, last)]
    return of_issue.groupby(["indicator_id", "gebied_code"])["status"].agg(
        lambda texts: "voorlopig" if "voorlopig" in set(texts) else texts.iloc[-1]
    )


def _completeness(material: Material, first: int, last: int) -> pd.Series:
    """`volledigheid_pct` by indicator_id: the expected part of the issue that has been reported;
    only indicators for which that is not everything."""
    parts = material.completeness
    by_indicator = parts[parts["maandnummer"].between(first, last)].groupby("indicator_id")["deel"]
    incomplete = by_indicator.min() < 1
    months = last - first + 1
    reported = 100 * (by_indicator.sum() + months - by_indicator.count()) / months
    percentages = reported[incomplete].map(lambda percentage: round(percentage, 1))
    return percentages.rename("volledigheid_pct")


def _flags(material: Material, indicator: str, last: int) -> str | None:
    """The flags on the issue or on the same months a year earlier."""
    now, past = period_ending(last, 2), period_ending(last - 12, 2)
    return ", ".join(material.comparability(indicator, now, past).vlaggen) or None
