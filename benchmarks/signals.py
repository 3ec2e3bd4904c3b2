"""False positive rate and power of the verdicts on a sheet, by simulation, next to simple rules in
common use. phi is estimated from a simulated history, as in production.

Counts are seasonal negative binomial, drawn with fixed seeds. Prints tables:
`python -m benchmarks.signals` (about two minutes on one core).
"""

from __future__ import annotations

import itertools
import time

import numpy as np
import pandas as pd
from assets.indicators.dispersion import Baseline, baseline, overdispersion
from assets.indicators.surveillance import signals

from assets.indicators.comparison import DOWN, UP, compare
from assets.indicators.intervals import ratio_p_value
from assets.indicators.series import Series

MEANS = (2, 5, 10, 20, 50, 100, 200, 400)
BASES = (5, 10, 20, 50, 100, 200)
FIRST = 2015 * 12
PAIRS = 10  # pairs of counts judged with each estimated phi, to save time

Array = np.ndarray


class Draw:
    """The random numbers of one table."""

    def __init__(self, seed: int) -> None:
        self.rng = np.random.default_rng(seed)

    def counts(self, mean: Array, phi: Array | float) -> Array:
        """Negative binomial counts with variance phi * mean."""
        mean, phi = np.broadcast_arrays(mean, np.asarray(phi, dtype=float))
        spread = np.maximum(phi - 1, 1e-9)
        rate = np.where(phi > 1, self.rng.gamma(np.maximum(mean, 1e-9) / spread, spread), mean)
        return self.rng.poisson(rate).astype(float)

    def months(self, means: Array, phi: Array, months: int, effect: float = 1.0) -> Array:
        """Counts (series x months) with a seasonality of 25 %; the last two months have expected
        sum `means` times `effect`.
        """
        top = self.rng.uniform(0, 12, (len(means), 1))
        season = np.exp(0.25 * np.cos(2 * np.pi * (np.arange(months) - top) / 12))
        mean = means[:, None] * season / season[:, -2:].sum(axis=1, keepdims=True)
        mean[:, -2:] *= effect
        return self.counts(mean, phi[:, None])

    def learned(self, means: Array, phi: Array, months: int) -> Baseline:
        """The baseline of a sheet of these series, estimated from a history of `months`."""
        counts = self.months(means, phi, months)
        keys = pd.DataFrame(
            {"indicator_id": [f"{row:04}" for row in range(len(means))], "gebied_code": "GM0001"}
        )
        series = Series(keys, np.arange(FIRST, FIRST + months), counts)
        return baseline(series, series.usable())


def rules(now: Array, past: Array, phi: Array) -> dict[str, Array]:
    """The verdicts of rules in common use; the exact ones know the true phi."""
    with np.errstate(divide="ignore", invalid="ignore"):
        change = np.abs(now / past - 1)
    exact = ratio_p_value(now, past, phi)
    return {
        "20 %": (change >= 0.2) & (now != past),
        "2-root 3": np.abs(2 * (np.sqrt(now) - np.sqrt(past))) > 3,
        "exact 95": exact < 0.05,
        "exact 99": exact < 0.01,
        "exact 99, phi 1": ratio_p_value(now, past) < 0.01,
    }


def judged(now: Array, past: Array, learned: Baseline) -> dict[str, Array]:
    """Our own verdict: of the row on its own, and on the sheet."""
    verdict = compare(
        pd.DataFrame(
            {
                "nu": now,
                "vorig": past,
                "overdispersie": learned.phi,
                "vrijheidsgraden": learned.df,
                "geen_vergelijking": None,
            }
        )
    )
    return {
        "ours, row": (verdict["p_waarde"] < 0.01).to_numpy(),
        "ours, sheet": verdict["signaal"].isin([UP, DOWN]).to_numpy(),
    }


def shares(phis: tuple[float, ...], months: int, effect: float, means, sheets: int, seed: int):
    """Proportion of rows flagged, by true phi and mean; 64 rows a sheet, phi drawn from `phis`."""
    draw, results = Draw(seed), []
    for _ in range(sheets):
        mean = np.resize(np.array(means, dtype=float), 64)
        phi = draw.rng.choice(phis, 64)
        learned = draw.learned(mean, phi, months)
        for _ in range(PAIRS):
            past, now = draw.counts(mean, phi), draw.counts(mean * effect, phi)
            verdicts = rules(now, past, phi) | judged(now, past, learned)
            results.append(pd.DataFrame({"phi": phi, "mean": mean, **verdicts}))
    return pd.concat(results).groupby(["phi", "mean"]).mean()


def sheet_of(rows: int, changed: int, months: int, sheets: int, seed: int) -> dict[str, float]:
    """Performance on a sheet where `changed` rows, on a base of 50 to 400, rose by half; phi 1 to
    1.6."""
    draw, results = Draw(seed), []
    for _ in range(sheets):
        mean = np.resize(np.array(MEANS, dtype=float), rows)
        mean[:changed] = np.resize([50.0, 100.0, 200.0, 400.0], changed)
        phi = draw.rng.choice([1.0, 1.3, 1.6], rows)
        learned = draw.learned(mean, phi, months)
        real = np.arange(rows) < changed
        for _ in range(PAIRS):
            now, past = draw.counts(mean * np.where(real, 1.5, 1), phi), draw.counts(mean, phi)
            flags = judged(now, past, learned)
            for name, flag in {**flags, "exact 99": rules(now, past, phi)["exact 99"]}.items():
                false, true = (flag & ~real).sum(), (flag & real).sum()
                results.append(
                    (name, false / (~real).sum(), false > 0, true, false / max(flag.sum(), 1))
                )
    table = pd.DataFrame(
        results, columns=["rule", "false rows", "sheets with", "seen", "false part"]
    )
    table["seen"] /= max(changed, 1)
    return table.groupby("rule").mean()


def expected(months: int, phi: float, effect: float, sheets: int, seed: int) -> pd.DataFrame:
    """Proportion of rows flagged, of 64 cities compared with their expected counts, by mean."""
    draw, results = Draw(seed), []
    mean = np.resize(np.array(BASES, dtype=float), 64)
    span = np.arange(FIRST, FIRST + months + 2)
    for _ in range(sheets):
        counts = draw.months(mean, np.full(64, phi), months + 2, effect)
        frame = pd.DataFrame(
            {
                "indicator_id": np.repeat([f"{row:04}" for row in range(64)], len(span)),
                "gebied_code": "GM0001",
                "maandnummer": np.tile(span, 64),
                "waarde": counts.ravel(),
            }
        )
        verdict = signals(frame, int(span[-2]), int(span[-1]))
        results.append(
            pd.DataFrame(
                {
                    "mean": mean,
                    "row": verdict["p_waarde"] < 0.01,
                    "sheet": verdict["signaal"].isin([UP, DOWN]),
                }
            )
        )
    return pd.concat(results).groupby("mean").mean()


def outbreaks(factor: float, months: int, sheets: int, seed: int) -> dict[str, float]:
    """Performance where one row in ten changes by `factor` in the two months of the issue: a city,
    7 districts and 44 neighbourhoods for 20 indicators, phi = 1 + 0.22 * sqrt(monthly mean), as in
    Groningen.
    """
    draw, results = Draw(seed), []
    parts = np.concatenate([np.full(44, 1 / 44), [1], np.full(7, 1 / 7)])
    areas = [*(f"BU0001{n:04}" for n in range(44)), "GM0001", *(f"WK0001{n:02}" for n in range(7))]
    city = np.geomspace(10, 500, 20)  # a month
    keys = pd.DataFrame(
        list(itertools.product((f"{row:02}" for row in range(20)), areas)),
        columns=["indicator_id", "gebied_code"],
    )
    span = np.arange(FIRST, FIRST + months + 2)
    for _ in range(sheets):
        size = (city[:, None] * parts * draw.rng.gamma(4, 1 / 4, (20, 52))).ravel()
        top = np.repeat(draw.rng.uniform(0, 12, 20), 52)[:, None]
        slope = draw.rng.normal(0, 0.05, len(size))[:, None]
        mean = size[:, None] * np.exp(
            0.25 * np.cos(2 * np.pi * (span - top) / 12) + slope * (span - span[-1]) / 12
        )
        real = draw.rng.random(len(size)) < 0.1
        mean[real, -2:] *= factor
        counts = draw.counts(mean, 1 + 0.22 * np.sqrt(mean))
        frame = keys.loc[keys.index.repeat(len(span))].assign(
            maandnummer=np.tile(span, len(keys)), waarde=counts.ravel()
        )
        verdict = signals(frame, int(span[-2]), int(span[-1]))
        results.append(
            pd.DataFrame(
                {
                    "real": real,
                    "flag": (verdict["signaal"] == UP)
                    if factor > 1
                    else verdict["signaal"] == DOWN,
                    "any": verdict["signaal"].isin([UP, DOWN]),
                    "row": verdict["p_waarde"] < 0.01,
                    "able": verdict["signaal"] != "niet vast te stellen",
                    "base": 2 * size,
                }
            )
        )
    rows = pd.concat(results)
    true, null = rows[rows["real"]], rows[~rows["real"]]
    answer = {
        "FPR": null["any"].mean(),
        "FPR of rows able to": null[null["able"]]["any"].mean(),
        "FPR, row by itself": null[null["able"]]["row"].mean(),
        "PPV": rows[rows["any"]]["real"].mean(),
        "POD": true["flag"].mean(),
    }
    for low, high in ((2, 10), (10, 30), (30, 75), (75, 200), (200, 2000)):
        inside = true[(true["base"] >= low) & (true["base"] < high)]
        answer[f"POD {low}-{high}"] = inside["flag"].mean()
    return answer


def council(quarters: int, phi: float, effect: float, sheets: int, seed: int) -> dict[str, float]:
    """Performance of the council's sheet: half-years of 60 indicators, five of which (of more than
    15 a month) rose by `effect`; phi estimated from public quarters, 1 to 4 of which are hidden."""
    draw, rows = Draw(seed), 60
    names, flagged, seen, estimates = [f"{row:02}" for row in range(rows)], [], [], []
    last = FIRST + 3 * quarters - 1
    for _ in range(sheets):
        size = np.exp(draw.rng.uniform(0, np.log(300), rows))
        season = np.exp(draw.rng.normal(0, 0.15, (rows, 12)))
        mean = size[:, None] * season[:, np.arange(3 * quarters) % 12]
        changed = draw.rng.choice(np.flatnonzero(size > 15), 5, replace=False)
        mean[changed, -6:] *= effect
        counts = draw.counts(mean, phi)
        parts = counts.reshape(rows, -1, 3).sum(axis=2)
        public = pd.DataFrame(np.where((parts > 0) & (parts <= 4), np.nan, parts), index=names)
        public.columns = np.arange(FIRST + 2, last + 1, 3)
        long = (
            public.rename_axis("indicator_id")
            .reset_index()
            .melt("indicator_id", var_name="maandnummer", value_name="waarde")
        )
        known = overdispersion(long.assign(gebied_code="GM0001"), until=last - 11, least=4)
        known = known.set_index("indicator_id").reindex(names).reset_index(drop=True)
        halves = counts.reshape(rows, -1, 6).sum(axis=2)
        years = halves[:, 1:] + halves[:, :-1]
        pairs = [(halves[:, -1], halves[:, -3]), (years[:, -1], years[:, -3])]
        verdicts = compare(
            pd.concat(
                [known.assign(nu=now, vorig=past, geen_vergelijking=None) for now, past in pairs],
                ignore_index=True,
            )
        )["signaal"].isin([UP, DOWN])
        is_changed = np.isin(np.arange(2 * rows) % rows, changed)
        flagged.append(verdicts[~is_changed].mean())
        seen.append(verdicts[:rows][is_changed[:rows]].mean())
        estimates.append(known["overdispersie"].median())
    return {"FPR": np.mean(flagged), "seen": np.mean(seen), "phi": np.median(estimates)}


def print_table(title: str, table: pd.DataFrame) -> None:
    """Print a table under its title."""
    print(f"\n{title}\n{table.to_string(float_format=lambda value: f'{value:.4f}')}")


def main() -> None:
    """Print all tables."""
    began = time.perf_counter()
    for months, phi in itertools.product((28, 36), (1.0, 1.3, 1.6, 4.6)):
        table = shares((phi,), months, 1.0, MEANS, 50, seed=1)
        print_table(f"Nothing changed: share of rows flagged; history of {months} months", table)
    mixed = shares((1.0, 1.3, 1.6, 4.6), 36, 1.0, MEANS, 100, seed=2)
    print_table("Nothing changed, unlike phi on one sheet; 36 months", mixed)
    for effect, phi in itertools.product((1.5, 2.0, 0.7), (1.0, 1.6)):
        table = shares((phi,), 36, effect, BASES, 40, seed=3)
        print_table(f"Share seen of a true ratio of {effect}; 36 months", table)
    several = {
        (rows, changed): sheet_of(rows, changed, 36, 60, seed=4)
        for rows, changed in ((25, 0), (60, 0), (25, 1), (25, 5), (60, 1), (60, 12))
    }
    print_table("Whole sheets (rows, of which went up by half)", pd.concat(several))
    for effect in (1.0, 1.5):
        several = {
            (months, phi): expected(months, phi, effect, 25, seed=7)
            for months, phi in itertools.product((28, 36, 60), (1.0, 1.6))
        }
        print_table(
            f"Signals of a city, true ratio {effect} (months of history, phi)",
            pd.concat(several, axis=1),
        )
    performance = {
        (months, factor): outbreaks(factor, months, 6, seed=5)
        for months, factor in itertools.product((28, 48), (1.5, 2.0, 3.0, 0.5))
    }
    print_table(
        "Signals: 1,040 series, one in ten changed (months of history, factor)",
        pd.DataFrame(performance),
    )
    null = {months: outbreaks(1.0, months, 6, seed=6)["FPR"] for months in (14, 28, 48)}
    print_table(
        "Signals: nothing changed, share flagged by months of history", pd.DataFrame([null])
    )
    papers = {
        (quarters, phi, effect): council(quarters, phi, effect, 40, seed=8)
        for quarters, phi in itertools.product((10, 20), (1.0, 1.3, 1.6, 2.5))
        for effect in (1.0, 1.5)
    }
    print_table(
        "Half-years of the council (public quarters, phi, true ratio of 5 of 60 rows)",
        pd.DataFrame(papers).T,
    )
    print(f"\n{time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
