"""An attack on the open data by one who has nothing but the files: quarters within half-years and
years, neighbourhoods within districts within the municipality, parts within totals.

It shares the linear program with the pipeline, and nothing of how that knows figures to hang
together.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix

from assets.disclosure.solve.attack import attack

_QUARTERS = {"kwartaal": None, "H1": (1, 2), "H2": (3, 4), "jaar": (1, 2, 3, 4)}
_CELL = ["indicator_id", "gebied_code", "periode_soort", "periode"]


def figures_of(folder: Path) -> pd.DataFrame:
    """The counts by quarter, half-year and year of all themes, as they stand in the files."""
    text = dict.fromkeys([*_CELL, "teken"], str)
    files = [pd.read_csv(path, dtype=text) for path in sorted(folder.glob("cijfers-*.csv"))]
    figures = pd.concat(files, ignore_index=True)
    counts = figures["eenheid"].eq("aantal") & figures["teken"].ne(".")
    return figures[counts & figures["periode_soort"].isin(["kwartaal", "halfjaar", "jaar"])]


def found_by_reader(
    folder: Path, figures: pd.DataFrame, most: int = 6
) -> tuple[int, list[tuple[str, ...]]]:
    """How many of `figures` are hidden, and those of them that come out; of the `most` totals with
    the most hidden figures."""
    areas = pd.read_csv(folder / "gebieden.csv", dtype=str)
    indicators = pd.read_csv(folder / "indicatoren.csv", dtype=str)
    parts = indicators.groupby("onderdeel_van")["indicator_id"].agg(list).to_dict()
    totals = indicators.loc[indicators["onderdeel_van"].isna(), "indicator_id"]
    secret = figures["indicator_id"].where(figures["teken"].eq("x"))
    totals = secret[secret.isin(totals)].value_counts().index[:most]
    hidden, out = 0, []
    for total in totals:
        below = parts.get(total, [])
        rows = figures[figures["indicator_id"].isin([total, *below])].reset_index(drop=True)
        if not rows["periode_soort"].eq("kwartaal").any() or not rows["teken"].eq("x").any():
            continue
        if below and not _adds_up(rows, total, below):
            below, rows = [], rows[rows["indicator_id"].eq(total)].reset_index(drop=True)
        found = _attack(rows, {total: below or [total]}, areas)
        hidden += len(found)
        out += rows.loc[found.loc[found["recovered"], "cell"], _CELL].itertuples(index=False)
    return hidden, [tuple(each) for each in out]


def _attack(rows: pd.DataFrame, parts: dict[str, list[str]], areas: pd.DataFrame) -> pd.DataFrame:
    unknowns: dict[tuple[str, str, str], int] = {}
    inside = [
        [
            unknowns.setdefault((part, place, quarter), len(unknowns))
            for part in parts.get(row.indicator_id, [row.indicator_id])
            for place in _places(row.gebied_code, areas)
            for quarter in _quarters(row.periode_soort, row.periode)
        ]
        for row in rows.itertuples()
    ]
    sums = csr_matrix(
        (
            np.ones(sum(map(len, inside))),
            np.concatenate(inside),
            np.cumsum([0, *map(len, inside)]),
        ),
        shape=(len(rows), len(unknowns)),
    )
    public = rows["teken"].ne("x").to_numpy()
    # A 0 is shown, but where it tells that all of a total is of one part: of a total, x is no 0.
    least = rows["indicator_id"].isin(parts).to_numpy(dtype=float)
    return attack(sums, public, rows["waarde"].to_numpy(), ~public, np.zeros(len(rows)), least)


def _adds_up(rows: pd.DataFrame, total: str, parts: list[str]) -> bool:
    wide = rows.pivot_table(
        index=["gebied_code", "periode_soort", "periode"], columns="indicator_id", values="waarde"
    )
    if not {total, *parts} <= set(wide):
        return False
    shown = wide[[total, *parts]].dropna()
    return len(shown) > 0 and np.allclose(shown[parts].sum(axis=1), shown[total])


def _places(area: str, areas: pd.DataFrame) -> list[str]:
    lowest = areas[areas["gebiedsniveau"].isin(["buurt", "onbekend"])]
    city = areas.loc[areas["gebiedsniveau"].eq("gemeente"), "gebied_code"].iloc[0]
    if area != city:
        lowest = lowest[lowest["gebied_code"].eq(area) | lowest["hoort_bij"].eq(area)]
    return lowest["gebied_code"].tolist()


def _quarters(kind: str, period: str) -> list[str]:
    within = _QUARTERS[period[-2:] if kind == "halfjaar" else kind]
    return [f"{period[:4]}-Q{quarter}" for quarter in within] if within else [period]
