"""What the invented tables of both factsheets share: code tables, intervals, a course of months.

Names of indicators are those of the code tables; every figure is drawn with a fixed seed.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.special import betaincinv

SEEDS = Path(__file__).resolve().parents[2] / "dbt_like_sql" / "seeds"
MONTHS = [f"{year}-{month:02d}" for year in (2018, 2019, 2020) for month in range(1, 13)][:30]


def seed(*parts: str) -> list[dict[str, str]]:
    """The rows of a code table."""
    with SEEDS.joinpath(*parts).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def read(text: str) -> pd.DataFrame:
    """A table written as text, with `;` between its columns."""
    return pd.read_csv(io.StringIO(text.strip()), sep=";", dtype={"hoofddoel": str})


def ratio(now: float, before: float) -> tuple[float, float, float]:
    """The ratio of two counts with its exact 95% interval."""
    low = 0.0 if now == 0 else betaincinv(now, before + 1, 0.025)
    high = 1.0 if before == 0 else betaincinv(now + 1, before, 0.975)
    return (
        now / before if before else np.nan,
        low / (1 - low),
        np.nan if high == 1 else high / (1 - high),
    )


def verdict(low: float, high: float) -> str:
    """A plausible verdict for a ratio with this interval."""
    if low > 1.1:
        return "signaal omhoog"
    if high < 0.9:
        return "signaal omlaag"
    return "niet vast te stellen" if low < 0.8 and not high < 1.25 else "binnen normale schommeling"


def indicators() -> pd.DataFrame:
    """The table `indicatoren`."""
    rows = seed("indicator_lijst.csv")
    return pd.DataFrame(rows)[
        ["indicator_id", "naam", "thema", "definitie", "bron", "richting"]
    ].assign(onderdeel_van=[row["onderdeel_van"] or None for row in rows])


def monthly(rng: np.random.Generator) -> dict[str, np.ndarray]:
    """indicator_id -> 30 monthly counts, most of which drop in the corona months."""
    counts = {}
    for row in seed("indicator_lijst.csv"):
        if row["bron"] == "register":
            continue
        size = float(np.exp(rng.uniform(0.2, 4.6))) if not row["onderdeel_van"] else 4.0
        if row["bron"] == "melddesk":
            size *= 4
        size = max(size, 2.0)
        change = rng.choice([0.55, 0.8, 1.0, 1.6], p=[0.3, 0.3, 0.25, 0.15])
        means = size * np.r_[np.ones(26), np.full(4, change)]
        counts[row["indicator_id"]] = rng.poisson(means)
    return counts


def course(counts_by_indicator: dict[str, np.ndarray]) -> pd.DataFrame:
    """The table `driehoek_verloop`: a row per indicator and month."""
    rows = []
    for indicator, counts in counts_by_indicator.items():
        for at, month in enumerate(MONTHS):
            total = float(counts[at - 11 : at + 1].sum()) if at >= 11 else np.nan
            breaks = ["samenloop"] if at == 17 and indicator == "bedreiging" else []
            breaks += ["corona"] if month >= "2020-03" else []
            rows.append(
                {
                    "indicator_id": indicator,
                    "maand": month,
                    "waarde": int(counts[at]),
                    "twaalf_maanden": total,
                    "ondergrens": max(0.0, total - 2 * np.sqrt(total)) if at >= 11 else np.nan,
                    "bovengrens": total + 2 * np.sqrt(total) if at >= 11 else np.nan,
                    "trendbreuk": ", ".join(breaks) or None,
                    "status": "definitief" if at < 28 else "voorlopig",
                }
            )
    return pd.DataFrame(rows)
