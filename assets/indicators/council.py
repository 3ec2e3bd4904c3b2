"""The tables of the council's factsheet that need statistics: goals, indicators and the counts of
registers (A, B, D and E).

Only put together here; each judgement is made in a module of its own.
"""

from __future__ import annotations

import pandas as pd

from assets.indicators.comparison import compare
from assets.indicators.goals import council_goals
from assets.indicators.material import Material, nothing
from assets.indicators.sheet import Pair, history_until, judged, with_interpretation

_SURVEY = "veiligheidsmonitor"
_PAIRS = (
    Pair("nu", "vorig_jaar", "", 6),
    Pair("twaalf_maanden", "twaalf_maanden_ervoor", "twaalf_", 12, "12 maanden: "),
)


def indicators(material: Material) -> pd.DataFrame:
    """Table `raad_indicatoren`."""
    rows = material.ask("select * from int_raad_vergelijking")
    if rows.empty:
        return nothing("raad_indicatoren")
    last = int(rows["laatste_maandnummer"].iloc[0])
    found = judged(material, rows, _PAIRS, last)
    half_year = str(rows["periode"].iloc[0])
    return with_interpretation(material, found, [half_year, half_year[:4]])


def goals(material: Material) -> pd.DataFrame:
    """Table `raad_doelen`."""
    rows = material.ask("select * from int_doelen")
    period = material.ask("select laatste_maandnummer from int_raad_periode")
    if rows.empty:
        return nothing("raad_doelen")
    phi = pd.Series(dtype="float64")
    if len(period):
        known = material.dispersion(history_until(int(period.iloc[0, 0])))
        phi = known["overdispersie"].droplevel("gebied_code")
    margins = material.ask(
        "select indicator_id, jaar, marge_onder, marge_boven from raad_veiligheidsmonitor "
        f"where gebied_code = '{material.city}'"
    )
    phi = pd.concat([phi, _spread_of_registers(material, rows)])
    reasons, other = [], []
    for row in rows.itertuples():
        reason, changed = None, False
        if isinstance(row.nu_periode, str):
            now, past = _months_of(row.nu_periode), _months_of(str(row.nulmeting_jaar))
            reason = material.comparability(row.indicator_id, now, past).reden
            changed = material.is_redefined(row.indicator_id, past, now)
        reasons.append("; ".join(filter(None, (reason, "definitie veranderd" * changed))) or None)
        other.append(changed or (row.bron == _SURVEY and reason is not None))
    return council_goals(rows, phi, margins, reasons, other)


def _spread_of_registers(material: Material, goals: pd.DataFrame) -> pd.Series:
    """indicator_id -> overdispersion of the registers that have a goal, from their years before."""
    years = material.ask(
        "select indicator_id, periode, waarde from indicatorwaarden inner join indicatoren "
        "using (indicator_id) where indicatoren.bron = 'register' and periode_soort = 'jaar' "
        f"and gebied_code = '{material.city}' order by indicator_id, periode"
    ).set_index(["indicator_id", "periode"])["waarde"]
    known = goals.loc[goals["bron"].eq("register") & goals["nu_periode"].notna()]
    found = {
        row.indicator_id: spread(years.xs(row.indicator_id), row.nu_periode)[0]
        for row in known.itertuples()
    }
    return pd.Series(found, dtype="float64")


def performance(material: Material) -> pd.DataFrame:
    """Table `raad_prestaties`: counts of registers, each beside the period before it.

    A register has no months to learn from, so how much a count varies by itself is read from its
    earlier periods (`spread`), and how unsurely that is known is part of the interval.
    """
    rows = material.ask("select * from int_raad_prestaties").reset_index(drop=True)
    history = rows.set_index(["indicator_id", "periode_soort", "periode"])["waarde"].sort_index()
    known = [
        spread(history.xs((row.indicator_id, row.periode_soort)), row.periode)
        for row in rows.itertuples()
    ]
    whole = _is_count(rows["waarde"]) & _is_count(rows["vorige_waarde"])
    pairs = pd.DataFrame(
        {
            "nu": rows["waarde"],
            "vorig": rows["vorige_waarde"],
            "overdispersie": pd.Series([phi for phi, _ in known], dtype="float64"),
            "vrijheidsgraden": pd.Series([df for _, df in known], dtype="float64"),
            "geen_vergelijking": whole.map({True: None, False: "geen aantal"}),
        }
    )
    told = compare(pairs)
    return rows.assign(
        overdispersie=pairs["overdispersie"].round(2),
        **{name: told[name] for name in ("verhouding", "verhouding_van", "verhouding_tot")},
        signaal=told["signaal"],
    )


def spread(values: pd.Series, period: str) -> tuple[float, float]:
    """How much more a count varies from period to period than by chance alone (variance over mean
    of the periods before `period`, at least 1), and on how many degrees of freedom that rests.
    NaN and 0 of fewer than three of them, or where nothing was counted: then nothing is known.
    """
    before = values[values.index < period]
    if len(before) < 3 or before.min() < 0 or before.mean() <= 0:
        return float("nan"), 0.0
    return max(float(before.var(ddof=1) / before.mean()), 1.0), float(len(before) - 1)


def _is_count(values: pd.Series) -> pd.Series:
    return values.mod(1).eq(0) & values.ge(0)


def _months_of(period: str) -> tuple[str, str]:
    """First and last month of a year (2018) or of twelve months (2019-07--2020-06)."""
    first, _, last = period.partition("--")
    return (first, last) if last else (f"{period}-01", f"{period}-12")
