"""How well breaks of street keys are seen, and what they do to classes and ranks: false alarms,
keys renamed in a real city and in the sample, and what is called `afnemend` out of lost keys.

Prints aggregates only. Seeds are fixed. `python -m benchmarks.street_keys [home with the sample;
by default one is made]`
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd

from assets.indicators import hotspots, ranking
from assets.indicators.keys import follow, replaced
from assets.indicators.places import SOURCES
from benchmarks.hotspots import SAMPLE_END, SHARED, read_thefts, with_the_sample

SHARES = (0.05, 0.1, 0.15, 0.2, 1 / 3, 0.5, 1.0)
TRIES = 60


def renamed(counts: np.ndarray, share: float, month: int, rng: np.random.Generator) -> np.ndarray:
    """Counts [street, month] of which a share of the streets has another key from `month` on."""
    moved = rng.permutation(len(counts)) < round(share * len(counts))
    old, new = counts.copy(), np.zeros_like(counts[moved])
    old[moved, month:], new[:, month:] = 0, counts[moved, month:]
    return np.vstack([old, new])


def by_street(place_months: pd.DataFrame, source: str) -> np.ndarray:
    """The nuisance counts [street, month] of a source."""
    column = SOURCES[source]
    table = place_months.pivot_table(
        index="straat_id", columns="maandnummer", values=column, aggfunc="sum"
    )
    return table.fillna(0).to_numpy(dtype=float)


def power(name: str, counts: np.ndarray) -> None:
    """How often keys that change from a random month on are found, and in that month."""
    calm = np.zeros(counts.shape[1], dtype=bool)
    print(
        f"{name}: {len(counts)} streets, {counts.sum() / counts.shape[1]:.0f} rows a month; "
        f"breaks without a change: {follow(counts, calm).broken.sum()}"
    )
    rng = np.random.default_rng(1)
    for share in SHARES:
        found = exact = 0
        for _ in range(TRIES):
            month = int(rng.integers(6, counts.shape[1]))
            keys = follow(renamed(counts, share, month, rng), calm)
            found += bool(keys.broken.any())
            exact += bool(keys.broken[month] and keys.era[-1] == month)
        print(
            f"  {share:5.0%} of the streets: found {found / TRIES:5.0%}, "
            f"on time {exact / TRIES:5.0%}"
        )


def false_alarms(months: int = 36, cities: int = 100) -> None:
    """Simulated cities in which nothing happens."""
    print(
        f"simulated cities of {months} months in which nothing happens: breaks per 100 cities, "
        "and streets per 10,000 whose key seems taken over"
    )
    calm = np.zeros(months, dtype=bool)
    season = 1 + 0.4 * np.sin(np.arange(months) / 6 * np.pi)
    for streets, rows, phi, sigma in (
        (300, 60, 1.0, 1.5),
        (300, 200, 1.0, 1.5),
        (300, 400, 4.6, 1.5),
        (1000, 300, 1.6, 2.0),
        (5000, 150, 1.0, 1.0),
        (5000, 2000, 2.5, 1.5),
    ):
        breaks = taken = 0
        for number in range(cities):
            rng = np.random.default_rng([number, streets, rows])
            rates = rng.lognormal(0, sigma, streets)
            means = (rates / rates.sum() * rows)[:, None] * season
            counts = rng.poisson(
                means if phi == 1 else means * rng.gamma(1 / (phi - 1), phi - 1, means.shape)
            )
            keys = follow(counts.astype(float), calm)
            breaks += bool(keys.broken.any())
            taken += (replaced(counts, keys.usable) >= 0).sum()
        print(
            f"  {streets:5} streets, {rows:5} rows, phi {phi}, sigma {sigma}: "
            f"{100 * breaks / cities:4.0f} {10_000 * taken / cities / streets:6.1f}"
        )


def with_other_keys(
    table: pd.DataFrame, share: float, back: int, seed: int
) -> tuple[pd.DataFrame, set[str]]:
    """The sample with other keys for a share of the streets in its last `back` months, and the
    streets that lost theirs."""
    rng = np.random.default_rng([seed, back])
    streets = table["straat_id"].unique()
    lost = set(rng.choice(streets, round(share * len(streets)), replace=False))
    part, later = table["straat_id"].isin(lost), table["maandnummer"] > SAMPLE_END - back
    parts = [table[~part]]
    for is_new in (False, True):
        own = table[part].copy()
        for column in SOURCES.values():
            own[column] = own[column].where(later[part] == is_new, own[column] * 0)
        if is_new:
            for column in ("plek_id", "straat_id"):
                own[column] = "nieuw-" + own[column]
        parts.append(own)
    return pd.concat(parts, ignore_index=True), lost


def lost_keys(table: pd.DataFrame) -> None:
    """Classes and ranks of places that lost their key, in copies of the sample."""
    print(
        "the sample with other keys in its last months: classes of places that lost theirs, and "
        "their share in the top 5 % of the list"
    )
    usual = hotspots.classify(table, SAMPLE_END).set_index(["plek_id", "thema"])["klasse"]
    for share in (0.05, 0.1, 0.2, 1 / 3, 1.0):
        classes: Counter[str] = Counter()
        top = []
        for seed in range(3):
            for back in (1, 2, 3, 6, 9, 12, 13, 18, 24):
                changed, lost = with_other_keys(table, share, back, seed)
                rows = hotspots.classify(changed, SAMPLE_END)
                dead = rows[rows["straat_id"].isin(lost)]
                before = usual.reindex(pd.MultiIndex.from_frame(dead[["plek_id", "thema"]]))
                ended = dead["klasse"].isin(["afnemend", "voorbij"]).to_numpy()
                own = before.isin(["afnemend", "voorbij"]).to_numpy()
                classes.update(dead["klasse"][ended & ~own])
                ranked = ranking.rank(changed, SAMPLE_END, ranking.chosen(changed, SAMPLE_END))
                top.append(ranked.head(len(usual) // 20)["straat_id"].isin(lost).mean())
        print(
            f"  {share:5.0%} of the streets: out of lost keys {dict(classes)}, "
            f"in the top {np.mean(top):.1%}"
        )


def main(home: Path) -> None:
    """Print every table."""
    table = pd.read_parquet(home / "tables" / "int_plek_maand.parquet")
    false_alarms()
    thefts = read_thefts(SHARED / "police_bvh_groningen")
    if thefts is not None:
        power("bicycle thefts of a real city", thefts)
    for source in SOURCES:
        power(f"the sample, {source}", by_street(table, source))
    lost_keys(table)


if __name__ == "__main__":
    with_the_sample(main)
