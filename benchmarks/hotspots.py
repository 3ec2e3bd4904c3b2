"""How well hotspots are found and ranked: a real city of which the outcome is known, the planted
hotspots of the sample, samples in which nothing is planted, and keys of streets that break.

Only aggregates are printed: the real export holds places of crimes. All chance is seeded.
`python -m benchmarks.hotspots [home of the sample, else it is made]`
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from python_calamine import CalamineWorkbook

from assets.indicators import forecast, hotspots, ranking
from assets.indicators.effects import expected_without_measure
from assets.indicators.forecast import Memory, expected_quarter
from assets.indicators.places import SOURCES, Panel, Series
from assets.indicators.scores import score

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "data"
SAMPLE_END = 2020 * 12 + 5
FIRST, QUARTERS, CHOSEN_ON = 2013 * 12, range(12, 48, 3), 8  # 2014-2015, then 2016
TOPS = (0.01, 0.05)
_PLANTED = 0.02  # of a theme: four times what a street would have if all were alike


# -- 1. a real city ---------------------------------------------------------------------------


def read_thefts(folder: Path) -> np.ndarray | None:
    """Bicycle thefts [street by name, month 2013-2016] of the export in `folder`; None without."""
    found = sorted(folder.glob("*.xlsx"))
    if not found:
        return None
    header, *rows = CalamineWorkbook.from_path(str(found[0])).get_sheet_by_index(0).to_python()
    columns = [header.index("Begin-pleegdatum/tijd"), header.index("Pleegstraatnaam")]
    table = pd.DataFrame([[row[at] for at in columns] for row in rows], columns=["begin", "straat"])
    begin = pd.to_datetime(table["begin"])
    table["maand"] = begin.dt.year * 12 + begin.dt.month - 1 - FIRST
    table = table[table["maand"].between(0, 47)]
    counts = table.groupby(["straat", "maand"]).size().unstack(fill_value=0)
    return counts.reindex(columns=range(48), fill_value=0).sort_index().to_numpy(dtype=float)


def ours(history: np.ndarray) -> np.ndarray:
    """What our forecast expects after `history` [street, month from 2013-01]."""
    months = history.shape[1]
    series = Series(history, np.ones(months, dtype=bool))
    return expected_quarter(series, FIRST + months - 1)


RULES: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "last month": lambda history: history[:, -1],
    "3 months": lambda history: history[:, -3:].sum(axis=1),
    "12 months": lambda history: history[:, -12:].sum(axis=1),
    "months active of 12": lambda history: (
        (history[:, -12:] > 0).sum(axis=1) + history[:, -12:].sum(axis=1) / 1e6
    ),
    "all history": lambda history: history.sum(axis=1),
    "ours": ours,
}


def scores_of(counts: np.ndarray, rule: Callable, share: float) -> pd.DataFrame:
    """The score of a rule in each quarter, with test/history of its top relative to the whole."""
    rows = []
    for months in QUARTERS:
        history, happened = counts[:, :months], counts[:, months : months + 3].sum(axis=1)
        found = score(rule(history), happened, share)
        rows.append((found.pai, found.pei, found.stayed, found.hits, found.events))
    return pd.DataFrame(rows, columns=["pai", "pei", "stayed", "hits", "events"])


def a_real_city(counts: np.ndarray) -> None:
    """The baseline table, our ranking below it, and the other settings that were tried."""
    print(f"{counts.sum():,.0f} thefts, {len(counts):,} streets, 12 quarters of 2014-2016")
    print("mean over the quarters (lowest-highest); PEI also of 2014-2015 and of 2016 apart")
    heads = f"{'PAI':<17} {'PEI':>5} {'2014-15':>8} {'2016':>6} {'stayed':>7}"
    print(f"{'top':>4} {'history':<20} {heads}")
    for share in TOPS:
        for name, rule in RULES.items():
            found = scores_of(counts, rule, share)
            pai = f"{found.pai.mean():.1f} ({found.pai.min():.1f}-{found.pai.max():.1f})"
            parts = found.pei[:CHOSEN_ON].mean(), found.pei[CHOSEN_ON:].mean()
            print(
                f"{round(share * len(counts)):>4} {name:<20} {pai:<17} {found.pei.mean():5.3f} "
                f"{parts[0]:8.3f} {parts[1]:6.3f} {found.stayed.mean():7.2f}"
            )
    print(
        "\nother settings of ours: PEI in 2014-2015 (top 1 %, top 5 %), then in 2016 (seen as well)"
    )
    for name in choices():
        mean = [scores_of(counts, ours, share).pei for share in TOPS]
        chose = " ".join(f"{one[:CHOSEN_ON].mean():.3f}" for one in mean)
        test = " ".join(f"{one[CHOSEN_ON:].mean():.3f}" for one in mean)
        print(f"  {name:<58} {chose}   {test}")
    before, after = counts[:, 24:36].sum(axis=1), counts[:, 36:48].sum(axis=1)
    print("\nregression to the mean: the top 5 % of 2015 in 2016, when nothing was done")
    chosen = np.zeros(len(counts), dtype=bool)
    chosen[np.argsort(-before, kind="stable")[: round(0.05 * len(counts))]] = True
    change = after[~chosen].sum() / before[~chosen].sum()
    usual = before[~chosen] * change
    phi = ((after[~chosen] - usual) ** 2).sum() / (after[~chosen] + usual * change).sum()
    expected, error = expected_without_measure(before, chosen, change, max(1.0, phi))
    print(
        f"  the other streets {change:.2f} x 2015; the top went from {before[chosen].sum():.0f} to "
        f"{after[chosen].sum():.0f}, expected {expected:.0f} (standard error {error:.0f}, "
        f"phi {phi:.1f})"
    )


def choices() -> Iterator[str]:
    """The ways of weighing the past that were tried; each is in force while it is looked at."""
    kept = forecast.LASTING, forecast.CHANGED, forecast.CHANGED_BEFOREHAND, forecast.SAME_SEASON
    tries = [
        (Memory(fast, slow, share), Memory(3, 3, 0), changed, season)
        for fast, slow, share in (
            (2, 12, 0.3),
            (2, 24, 0.3),
            (2, 60, 0),
            (2, 60, 0.3),
            (3, 60, 0.3),
        )
        for changed, season in ((1e-9, 0.0), (1e-9, 0.5), (0.1, 0.5))
    ]
    try:
        for one in tries:
            forecast.LASTING, forecast.CHANGED = one[:2]
            forecast.CHANGED_BEFOREHAND, forecast.SAME_SEASON = one[2:]
            lasting = one[0]
            chosen = "  <- ours" if one == kept else ""
            yield (
                f"{lasting.fast:.0f} and {lasting.slow:.0f} months ({lasting.share_fast:.1f} fast)"
                f"{', may change' if one[2] > 0.01 else ''}{', season' if one[3] else ''}{chosen}"
            )
    finally:
        forecast.LASTING, forecast.CHANGED = kept[:2]
        forecast.CHANGED_BEFOREHAND, forecast.SAME_SEASON = kept[2:]


# -- 2. the planted hotspots of the sample ------------------------------------------------------


def read_sample(home: Path) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Place months, concentration and the truth: what share of a theme is planted in a street."""
    tables = home / "tables"
    place_months = pd.read_parquet(tables / "int_plek_maand.parquet")
    concentration = pd.read_parquet(tables / "int_plek_concentratie.parquet")
    kinds = {
        "mk_codes": pd.read_parquet(tables / "stg_politie.parquet")
        .query("op_straatniveau")
        .groupby(["thema", "mk_code"])
        .size(),
        "melddesk_subcategorieen": pd.read_parquet(tables / "stg_meldingen.parquet")
        .query("op_straatniveau")
        .groupby(["thema", "subcategorie"])
        .size(),
    }
    truth = []
    for planted in pd.read_csv(ROOT / "sample_data/waarheid/hotspots.csv").itertuples():
        for column, sizes in kinds.items():
            text = getattr(planted, column)
            own = set(str(text).split("; " if column != "mk_codes" else " "))
            part = sizes[sizes.index.get_level_values(1).isin(own)].groupby("thema").sum()
            whole = sizes.groupby("thema").sum()
            for theme, share in (part / whole).dropna().items():
                row = (planted.straatnaam, theme, planted.soort, column)
                truth.append((*row, share * planted.aandeel_van_groep, planted.van))
    columns = ["straatnaam", "thema", "soort", "bron", "aandeel", "van"]
    table = pd.DataFrame(truth, columns=columns).groupby(columns[:4], as_index=False)
    table = table.agg({"aandeel": "sum", "van": "first"})
    table = table.sort_values("aandeel").groupby(["straatnaam", "thema"], as_index=False).last()
    nuisance = set(place_months["thema"])
    return place_months, concentration, table[table["thema"].isin(nuisance)]


def the_sample(home: Path) -> None:
    """Precision and recall of `hardnekkig`, and which class each kind of planted hotspot gets."""
    place_months, concentration, truth = read_sample(home)
    until = SAMPLE_END
    start = time.perf_counter()
    found = hotspots.classify(place_months, until, concentration)
    took = time.perf_counter() - start
    streets = found.groupby(["straatnaam", "thema"])["klasse"].agg(
        lambda classes: min(classes, key=hotspots.CLASSES.index)
    )
    truth = truth.assign(
        klasse=[streets.get(key, "-") for key in truth.iloc[:, :2].itertuples(index=False)]
    )
    lasting = truth["soort"].ne("verdwenen")
    print(f"{len(found):,} places and themes with a count, classified in {took:.1f} s")
    print("a street that is split has the class of its gravest part")
    named = {key for key, klasse in streets.items() if klasse == "hardnekkig"}
    planted = set(map(tuple, truth.loc[lasting, ["straatnaam", "thema"]].to_numpy()))
    gone = set(map(tuple, truth.loc[~lasting, ["straatnaam", "thema"]].to_numpy()))
    print(
        f"hardnekkig: {len(named)} streets and themes, of which planted and lasting "
        f"{len(named & planted)}, planted and vanished {len(named & gone)}: precision "
        f"{len(named & planted) / len(named):.3f}"
    )
    print("recall, by the share of the theme that is planted in the street (1 / 222 is average):")
    for least in (0.01, _PLANTED, 0.03, 0.05, 0.1):
        at_least = truth[lasting & (truth["aandeel"] >= least)]
        hits = (at_least["klasse"] == "hardnekkig").sum()
        print(
            f"  at least {least:4.0%}: {hits:>3} of {len(at_least):>3} = {hits / len(at_least):.3f}"
        )
    print(f"\nclass of what is planted (at least {_PLANTED:.0%} of the theme)")
    strong = truth[truth["aandeel"] >= _PLANTED]
    print(pd.crosstab(strong["soort"], strong["klasse"]).to_string())
    changing = truth[truth["soort"].ne("blijvend") & (truth["aandeel"] >= _PLANTED)]
    print("\nwhat came and went, as each list would have told it")
    for month in range(2018 * 12 + 11, until + 1, 3):
        then = (
            hotspots.classify(place_months, month)
            .groupby(["straatnaam", "thema"])["klasse"]
            .first()
        )
        told = [
            f"{row.straatnaam} ({row.thema}): {then.get((row.straatnaam, row.thema), '-')}"
            for row in changing.itertuples()
            if then.get((row.straatnaam, row.thema), "-") not in ("-", "sporadisch")
        ]
        print(f"  {month // 12}-{month % 12 + 1:02}  {'; '.join(told)}")
    print("\nearlier lists, held against the quarter after them (mean)")
    scores = ranking.score_lists(place_months, until)
    print(
        scores.groupby(["bron", "top"])[["plekken", "gebeurtenissen", "trefkans_pct", "pai", "pei"]]
        .mean()
        .assign(gebleven_pct=scores.groupby(["bron", "top"])["gebleven_pct"].mean())
        .round(3)
        .to_string()
    )


# -- 3. nothing planted ---------------------------------------------------------------------------


def place_table(counts: dict[str, dict[str, np.ndarray]], until: int) -> pd.DataFrame:
    """`int_plek_maand` of theme -> source -> counts [place, month]; the last month is `until`."""
    frames = []
    for theme, by_source in counts.items():
        shape = next(iter(by_source.values())).shape
        place, month = (axis.ravel() for axis in np.indices(shape))
        street = pd.Series(place).map("S{:04}".format)
        frame = pd.DataFrame(
            {"plek_id": street, "straat_id": street, "straatnaam": street, "buurtcode": None}
        )
        frame = frame.assign(buurtnaam=None, plek_soort="straat", thema=theme, soort=theme)
        frame["maandnummer"] = month + until - shape[1] + 1
        for source, column in SOURCES.items():
            own = by_source.get(source)
            values = pd.NA if own is None else own.ravel()
            frame[column] = pd.array(np.broadcast_to(values, len(frame)), dtype="Int64")
        frames.append(frame)
    return pd.concat(frames, ignore_index=True)


NULLS: dict[str, Callable[[np.random.Generator, int], np.ndarray]] = {
    "all equal": lambda chance, size: np.ones(size),
    "gamma, shape 2": lambda chance, size: chance.gamma(2, 1 / 2, size),
    "gamma, shape 1": lambda chance, size: chance.gamma(1, 1, size),
    "gamma, shape 0.5": lambda chance, size: chance.gamma(0.5, 2, size),
    "lognormal, sigma 0.7": lambda chance, size: chance.lognormal(-0.245, 0.7, size),
    "lognormal and a centre of 6 x": lambda chance, size: (
        chance.lognormal(-0.245, 0.7, size) * np.where(chance.random(size) < 0.3, 2.4, 0.4)
    ),
}


def nothing_planted(themes: int = 30, places: int = 222, months: int = 24) -> None:
    """The share of places that are called something where no place is a hotspot."""
    print(f"{themes} themes x {places} places, {months} months with a season, two sources alike")
    print("places of 1,000 that are called so (none is a hotspot)")
    print(
        f"{'places':<30} {'mean':>5} {'phi':>4}", *(f"{name:>11}" for name in hotspots.CLASSES[:5])
    )
    season = 1 + 0.4 * np.sin(np.arange(months) / 12 * 2 * np.pi)
    totals = []
    for number, (name, rates) in enumerate(NULLS.items()):
        for mean in (0.1, 0.5, 3.0):
            for phi in (1.0, 1.6):
                chance = np.random.default_rng([20, number, int(10 * mean), int(10 * phi)])
                counts = {}
                for theme in range(themes):
                    rate = rates(chance, places)[:, None] * season * mean
                    counts[f"thema {theme:02}"] = {
                        source: _drawn(chance, rate, phi) for source in SOURCES
                    }
                found = hotspots.classify(place_table(counts, SAMPLE_END), SAMPLE_END)
                share = found["klasse"].value_counts() / (themes * places) * 1000
                row = [share.get(one, 0.0) for one in hotspots.CLASSES[:5]]
                totals.append(row)
                print(f"{name:<30} {mean:>5} {phi:>4}", *(f"{one:>11.2f}" for one in row))
    print(f"{'highest':<41}", *(f"{one:>11.2f}" for one in np.max(totals, axis=0)))


def _drawn(chance: np.random.Generator, mean: np.ndarray, phi: float) -> np.ndarray:
    if phi == 1:
        return chance.poisson(mean)
    return chance.negative_binomial(np.maximum(mean, 1e-9) / (phi - 1), 1 / phi)


# -- 4. keys that break ---------------------------------------------------------------------------


def keys_that_break(home: Path) -> None:
    """One month of one source with other keys for a part of the streets: is the list refused?"""
    whole = pd.read_parquet(home / "tables" / "int_plek_maand.parquet")
    chance = np.random.default_rng(4)
    streets = whole["straat_id"].unique()
    print(
        f"{'streets with another key':<26} {'broken months':>13}   classes of the reports' themes"
    )
    for share in (0.0, 0.1, 0.2, 0.4, 0.6, 1.0):
        other = set(chance.choice(streets, round(share * len(streets)), replace=False))
        hit = (whole["maandnummer"] == SAMPLE_END - 3) & whole["straat_id"].isin(other)
        moved = whole[hit].copy()
        for column in ("plek_id", "straat_id"):
            moved[column] = "nieuw-" + moved[column]
        stays = whole[hit].assign(melddesk_meldingen=whole["melddesk_meldingen"][hit] * 0)
        moved["politie_registraties"] = moved["politie_registraties"] * 0
        table = pd.concat([whole[~hit], stays, moved], ignore_index=True)
        found = hotspots.classify(table, SAMPLE_END)
        broken = Panel(table, SAMPLE_END).broken("melddesk").sum()
        classes = found["klasse"].value_counts().to_dict()
        told = ", ".join(f"{name} {number}" for name, number in classes.items())
        print(f"{share:<26.0%} {broken:>13}   {told}")


# -- speed ----------------------------------------------------------------------------------------


def a_large_city(places: int = 5000, themes: int = 10, months: int = 36) -> None:
    """Seconds for a city of 5,000 streets."""
    chance = np.random.default_rng(6)
    counts = {}
    for theme in range(themes):
        rate = chance.lognormal(-2.0, 1.2, places)[:, None] * np.ones(months)
        counts[f"thema {theme}"] = {source: chance.poisson(rate) for source in SOURCES}
    table = place_table(counts, SAMPLE_END)
    for name, work in (
        ("classify", lambda: hotspots.classify(table, SAMPLE_END)),
        ("rank", lambda: ranking.rank(table, SAMPLE_END)),
        ("score_lists", lambda: ranking.score_lists(table, SAMPLE_END)),
    ):
        start = time.perf_counter()
        work()
        print(f"  {name:<12} {time.perf_counter() - start:6.2f} s   ({len(table):,} rows)")


def main(home: Path) -> None:
    """Print every table."""
    print("== 1. a real city ==")
    counts = read_thefts(SHARED / "police_bvh_groningen")
    if counts is None:
        print("skipped: the export is not there")
    else:
        a_real_city(counts)
    print("\n== 2. the planted hotspots of the sample ==")
    the_sample(home)
    print("\n== 3. nothing planted ==")
    nothing_planted()
    print("\n== 4. keys that break, in one month of the last twelve ==")
    keys_that_break(home)
    print("\n== 5. a city of 5,000 streets ==")
    a_large_city()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, "-c", "from pipelines.cli import main; main()", "run"]
            inbox = ["--inbox", str(ROOT / "sample_data" / "inbox"), "--home", folder]
            subprocess.run([*command, *inbox], check=True, stdout=subprocess.DEVNULL)
            main(Path(folder))
