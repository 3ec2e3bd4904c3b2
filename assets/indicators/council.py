"""The tables of the council's factsheet that need statistics: goals, indicators and the counts of
registers (A, B, D and E).

Tables are only assembled here; each judgement has a module of its own.
"""

from __future__ import annotations

import pandas as pd

from assets.indicators.comparison import compare
from assets.indicators.course import COURSE, rolling
from assets.indicators.goals import council_goals
from assets.indicators.material import Material, empty_table
from assets.indicators.months import Period
from assets.indicators.sheet import Pair, with_interpretation, with_verdicts

_SURVEY = "veiligheidsmonitor"
_PAIRS = (
    Pair("nu", "vorig_jaar", "", 6),
    Pair("twaalf_maanden", "twaalf_maanden_ervoor", "twaalf_", 12, "12 maanden: "),
)


def indicators(material: Material) -> pd.DataFrame:
    """Table `raad_indicatoren`."""
    rows = material.ask("select * from int_raad_vergelijking")
    if rows.empty:
        return empty_table("raad_indicatoren")
    last = int(rows["laatste_maandnummer"].iloc[0])
    verdicts = with_verdicts(material, rows, _PAIRS, last)
    half_year = str(rows["periode"].iloc[0])
    return with_interpretation(material, verdicts, [half_year, half_year[:4]])


def goals(material: Material) -> pd.DataFrame:
    """Table `raad_doelen`."""
    rows = material.ask("select * from int_doelen")
    if rows.empty:
        return empty_table("raad_doelen")
    margins = material.ask(
        "select indicator_id, jaar, marge_onder, marge_boven from raad_veiligheidsmonitor "
        f"where gebied_code = '{material.city}'"
    )
    phi = pd.concat([_dispersion_of_months(material), _dispersion_of_registers(material, rows)])
    reasons, incomparable = [], []
    for row in rows.itertuples():
        reason, redefined = None, False
        if isinstance(row.nu_periode, str):
            now, past = _months_of(row.nu_periode), _months_of(str(row.nulmeting_jaar))
            reason = material.comparability(row.indicator_id, now, past).reden
            redefined = material.is_redefined(row.indicator_id, past, now)
        texts = (reason, "definitie veranderd" if redefined else None)
        reasons.append("; ".join(filter(None, texts)) or None)
        incomparable.append(redefined or (row.bron == _SURVEY and reason is not None))
    return council_goals(rows, phi, margins, reasons, incomparable)


def course(material: Material) -> pd.DataFrame:
    """The figures of the whole municipality through time, up to the end of the half-year. Columns
    as `driehoek_verloop`; a row for each indicator and period of `material`."""
    period = material.ask("select laatste_maandnummer from int_raad_periode")
    if period.empty:
        return empty_table(COURSE)
    counts = material.months
    is_shown = counts["gebied_code"].eq(material.city)
    is_shown &= counts["maandnummer"].le(int(period.iloc[0, 0]))
    return rolling(material, counts[is_shown], _dispersion_of_months(material))


def _dispersion_of_months(material: Material) -> pd.Series:
    """indicator_id -> overdispersion of the municipality; empty where there is no half-year."""
    period = material.ask("select laatste_maandnummer from int_raad_periode")
    if period.empty:
        return pd.Series(dtype="float64")
    return material.overdispersion(int(period.iloc[0, 0]))


def _dispersion_of_registers(material: Material, goals: pd.DataFrame) -> pd.Series:
    """indicator_id -> overdispersion of the registers with a goal, from their earlier years."""
    years = material.ask(
        "select indicator_id, periode, waarde from indicatorwaarden inner join indicatoren "
        "using (indicator_id) where indicatoren.bron = 'register' and periode_soort = 'jaar' "
        f"and gebied_code = '{material.city}' order by indicator_id, periode"
    ).set_index(["indicator_id", "periode"])["waarde"]
    registers = goals.loc[goals["bron"].eq("register") & goals["nu_periode"].notna()]
    phi = {
        row.indicator_id: index_of_dispersion(years.xs(row.indicator_id), row.nu_periode)[0]
        for row in registers.itertuples()
    }
    return pd.Series(phi, dtype="float64")


def performance(material: Material) -> pd.DataFrame:
    """Table `raad_prestaties`: counts of registers, each compared with the period before it.

    A register has no monthly history, so overdispersion is estimated from its earlier periods
    (`index_of_dispersion`); the few degrees of freedom widen the interval.
    """
    rows = material.ask("select * from int_raad_prestaties").reset_index(drop=True)
    history = rows.set_index(["indicator_id", "periode_soort", "periode"])["waarde"].sort_index()
    dispersions = [
        index_of_dispersion(history.xs((row.indicator_id, row.periode_soort)), row.periode)
        for row in rows.itertuples()
    ]
    are_counts = _is_count(rows["waarde"]) & _is_count(rows["vorige_waarde"])
    pairs = pd.DataFrame(
        {
            "nu": rows["waarde"],
            "vorig": rows["vorige_waarde"],
            "overdispersie": pd.Series([phi for phi, _ in dispersions], dtype="float64"),
            "vrijheidsgraden": pd.Series([df for _, df in dispersions], dtype="float64"),
            "geen_vergelijking": are_counts.map({True: None, False: "geen aantal"}),
        }
    )
    verdicts = compare(pairs)[["verhouding", "verhouding_van", "verhouding_tot", "signaal"]]
    return rows.assign(overdispersie=pairs["overdispersie"].round(2), **verdicts)


def index_of_dispersion(values: pd.Series, period: str) -> tuple[float, float]:
    """Variance over mean of the counts before `period` (at least 1), and its degrees of freedom.

    `values`: period -> count, NaN: not known. NaN and 0 with fewer than three earlier periods, a
    negative value, or no events.
    """
    before = values[values.index < period].dropna()
    if len(before) < 3 or before.min() < 0 or before.mean() <= 0:
        return float("nan"), 0.0
    return max(float(before.var(ddof=1) / before.mean()), 1.0), float(len(before) - 1)


def _is_count(values: pd.Series) -> pd.Series:
    return values.mod(1).eq(0) & values.ge(0)


def _months_of(period: str) -> Period:
    """First and last month of a year (2018) or of twelve months (2019-07--2020-06)."""
    first, _, last = period.partition("--")
    return (first, last) if last else (f"{period}-01", f"{period}-12")
