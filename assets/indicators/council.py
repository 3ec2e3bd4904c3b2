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

_PAIRS = (
    Pair("nu", "vorig_jaar", "", 6),
    Pair("twaalf_maanden", "twaalf_maanden_ervoor", "twaalf_", 12),
)


def indicators(material: Material) -> pd.DataFrame:
    """Table `raad_indicatoren`."""
    rows = material.ask("select * from int_raad_vergelijking")
    if rows.empty:
        return nothing("raad_indicatoren")
    last = int(rows["laatste_maandnummer"].iloc[0])
    found = judged(material, rows, _PAIRS, last)
    found["verschil"] = found["nu"] - found["vorig_jaar"]
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
    reasons = [
        material.comparability(
            row.indicator_id, _months_of(row.nu_periode), _months_of(str(row.nulmeting_jaar))
        ).reden
        if isinstance(row.nu_periode, str)
        else None
        for row in rows.itertuples()
    ]
    return council_goals(rows, phi, margins, reasons)


def performance(material: Material) -> pd.DataFrame:
    """Table `raad_prestaties`: counts of registers, each beside the period before it.

    A register has no months to learn from, so how much a count varies by itself is read from the
    periods before the two that are compared (`between_periods`); of fewer than two of them nothing
    is known, and nothing is said.
    """
    rows = material.ask("select * from int_raad_prestaties").reset_index(drop=True)
    history = rows.set_index(["indicator_id", "periode_soort", "periode"])["waarde"]
    spread = [
        between_periods(history.xs((row.indicator_id, row.periode_soort)), row.periode)
        for row in rows.itertuples()
    ]
    whole = rows["waarde"].mod(1).eq(0) & rows["vorige_waarde"].mod(1).eq(0)
    pairs = pd.DataFrame(
        {
            "nu": rows["waarde"],
            "vorig": rows["vorige_waarde"],
            "overdispersie": pd.Series(spread, dtype="float64"),
            "geen_vergelijking": whole.map({True: None, False: "geen aantal"}),
        }
    )
    told = compare(pairs)
    return rows.assign(
        overdispersie=pairs["overdispersie"].round(2),
        **{name: told[name] for name in ("verhouding", "verhouding_van", "verhouding_tot")},
        signaal=told["signaal"],
    )


def between_periods(values: pd.Series, period: str) -> float:
    """How much more a count varies from period to period than by chance alone, at least 1: the
    variance over the mean of all periods before `period`. NaN of fewer than three of them, as one
    of those three is compared itself, or where nothing was counted.
    """
    before = values[values.index < period]
    if len(before) < 3 or before.mean() <= 0:
        return float("nan")
    return max(float(before.var(ddof=1) / before.mean()), 1.0)


def _months_of(period: str) -> tuple[str, str]:
    """First and last month of a year (2018) or of twelve months (2019-07--2020-06)."""
    first, _, last = period.partition("--")
    return (first, last) if last else (f"{period}-01", f"{period}-12")
