"""The tables of the council's factsheet that need statistics: indicators and goals (A and B).

Only put together here; each judgement is made in a module of its own.
"""

from __future__ import annotations

import pandas as pd

from assets.indicators.goals import council_goals
from assets.indicators.material import Material
from assets.indicators.sheet import Pair, history_until, judged, with_interpretation

_PAIRS = (
    Pair("nu", "vorig_jaar", "", 6),
    Pair("twaalf_maanden", "twaalf_maanden_ervoor", "twaalf_", 12),
)


def indicators(material: Material) -> pd.DataFrame:
    """Table `raad_indicatoren`."""
    rows = material.ask("select * from int_raad_vergelijking")
    last = int(rows["laatste_maandnummer"].iloc[0]) if len(rows) else 0
    found = judged(material, rows, _PAIRS, last)
    found["verschil"] = found["nu"] - found["vorig_jaar"]
    half_year = str(rows["periode"].iloc[0]) if len(rows) else ""
    return with_interpretation(material, found, [half_year, half_year[:4]])


def goals(material: Material) -> pd.DataFrame:
    """Table `raad_doelen`."""
    period = material.ask("select laatste_maandnummer from int_raad_periode")
    last = int(period.iloc[0, 0]) if len(period) else 0
    city = material.ask("select gemeentecode from stg_instellingen")["gemeentecode"].iloc[0]
    phi = material.dispersion(history_until(last))["overdispersie"].droplevel("gebied_code")
    margins = material.ask(
        "select indicator_id, jaar, marge_onder, marge_boven from raad_veiligheidsmonitor "
        f"where gebied_code = '{city}'"
    )
    rows = material.ask("select * from int_doelen")
    reasons = [
        material.comparability(
            row.indicator_id, _months_of(row.nu_periode), _months_of(str(row.nulmeting_jaar))
        ).reden
        if isinstance(row.nu_periode, str)
        else None
        for row in rows.itertuples()
    ]
    return council_goals(rows, phi, margins, reasons)


def _months_of(period: str) -> tuple[str, str]:
    """First and last month of a year (2018) or of twelve months (2019-07--2020-06)."""
    first, _, last = period.partition("--")
    return (first, last) if last else (f"{period}-01", f"{period}-12")
