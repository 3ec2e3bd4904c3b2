"""The tables of the Driehoek's factsheet that need statistics: key figures, signals, focus areas,
rare crimes, the course of each indicator and neighbourhoods (T1, T2 and T4). Those of places are in
`hotspot_tables`.

Tables are only assembled here; each judgement has a module of its own.
"""

from __future__ import annotations

import pandas as pd

from assets.indicators import focus_areas
from assets.indicators.course import rolling
from assets.indicators.known_events import with_known_events
from assets.indicators.material import Material, empty_table
from assets.indicators.months import month_name
from assets.indicators.neighbourhoods import with_ranks
from assets.indicators.series import KEYS
from assets.indicators.sheet import Pair, with_interpretation, with_verdicts
from assets.indicators.words import DOWN, UNCERTAIN, UP

_PAIRS = (
    Pair("nu", "vorig_jaar", "", 2),
    Pair("twaalf_maanden", "twaalf_maanden_ervoor", "twaalf_", 12, "12 maanden: "),
)
_ISSUE = "select van_nummer, tot_nummer from int_driehoek_periode"
_YEAR = 12
_VISIBLE = ("kleinste_zichtbare_op", "kleinste_zichtbare_neer")
_LEVELS = {"gemeente": 0, "wijk": 1, "buurt": 2, "aandachtsgebied": 3}


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
    """Table `driehoek_signalen`: every indicator and area with a signal, in the shortest window
    that has one."""
    _, last = issue(material)
    if last is None:
        return empty_table("driehoek_signalen")
    rows = material.verdicts.reset_index()
    rows = rows[rows["periode"].eq(month_name(last)) & rows["uitkomst"].isin([UP, DOWN])]
    rows = rows.assign(maanden=rows["venster"].str.removesuffix("m").astype(int))
    rows = rows.sort_values("maanden", kind="stable").drop_duplicates(KEYS)
    rows = rows.join(material.indicators[["naam", "thema", "bron", "volgorde"]], on="indicator_id")
    rows = rows.merge(material.areas, on="gebied_code", how="left")
    rows = rows.join(_status(material.all_months, last - 1, last), on=KEYS)
    rises = rows["uitkomst"].eq(UP)
    limit = rows["boven"].where(rises, rows["onder"])
    rows = rows.assign(
        indicator=rows["naam"],
        periode_tot=month_name(last),
        waargenomen=rows["nu"],
        grens=limit,
        richting=rises.map({True: "omhoog", False: "omlaag"}),
        sinds_maand=rows["sinds"],
        niveau=rows["gebiedsniveau"].map(_LEVELS),
        # How far beyond the limit, in units of the distance to it.
        mate=(rows["nu"] - rows["verwacht"]).abs() / (limit - rows["verwacht"]).abs().clip(lower=1),
    )
    rows = with_known_events(material, rows, "evenementen")
    rows = with_interpretation(material, rows, _periods(last))
    return rows.sort_values(
        ["niveau", "mate", "volgorde", "gebied_code"],
        ascending=[True, False, True, True],
        ignore_index=True,
    )


def focus(material: Material) -> pd.DataFrame:
    """Table `driehoek_aandachtsgebieden`: the figures of the areas that the team follows."""
    first, last = issue(material)
    if last is None:
        return empty_table("driehoek_aandachtsgebieden")
    rows = focus_areas.counted(material, first, last)
    rows = rows.join(material.indicators[["naam", "thema", "bron"]], on="indicator_id")
    two, twelve = (material.verdicts_on(rows, window, last) for window in ("2m", "12m"))
    return rows.reset_index(drop=True).assign(
        indicator=rows["naam"].to_numpy(),
        periode_van=month_name(first),
        periode_tot=month_name(last),
        nu=rows["aantal"].to_numpy(),
        signaal=two["uitkomst"].fillna(UNCERTAIN),
        twaalf_maanden=twelve["nu"],
        twaalf_signaal=twelve["uitkomst"].fillna(UNCERTAIN),
        **{name: two[name] for name in ("verwacht", "reden", "sinds", *_VISIBLE, "vorig_jaar")},
    )


def rare(material: Material) -> pd.DataFrame:
    """Table `driehoek_zeldzaam`."""
    _, last = issue(material)
    rows = material.ask("select * from int_ernstige_indicatoren order by volgorde")
    if last is None or rows.empty:
        return empty_table("driehoek_zeldzaam")
    months = material.months
    known = months[months["gebied_code"].eq(material.city) & months["maandnummer"].le(last)]
    known = known[known["waarde"].notna()]
    seen = known[known["waarde"] > 0].groupby("indicator_id")["maandnummer"].max()
    earlier = known[known["maandnummer"] <= last - _YEAR].groupby("indicator_id")["waarde"]
    between = earlier.count() / earlier.sum().where(earlier.sum() > 0)
    rows = rows[rows["indicator_id"].isin(known["indicator_id"])].reset_index(drop=True)
    latest = rows["indicator_id"].map(seen).astype(float)
    rows = rows.assign(
        gebied_code=material.city,
        periode_tot=month_name(last),
        laatste_maand=[None if pd.isna(month) else month_name(int(month)) for month in latest],
        maanden_sinds_laatste=last - latest,
        maanden_ertussen=rows["indicator_id"].map(between).round(1),
    )
    for length, prefix in ((_YEAR, "twaalf"), (3 * _YEAR, "zesendertig")):
        found = material.verdicts_on(rows, f"{length}m", last)
        rows[f"{prefix}_maanden"] = found["nu"]
        rows[f"{prefix}_verwacht"] = found["verwacht"]
        rows[f"{prefix}_signaal"] = found["uitkomst"].fillna(UNCERTAIN)
        if length == _YEAR:
            rows["twaalf_kleinste_zichtbare_op"] = found["kleinste_zichtbare_op"]
            rows[["sinds", "reden"]] = found[["sinds", "reden"]]
    return rows


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
    return rolling(material, months, material.overdispersion(last))


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
