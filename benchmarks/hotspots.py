"""How well hotspots are detected and ranked: in a real city with known outcomes, with the planted
hotspots of the sample, and in samples without hotspots. Street keys that break: `street_keys`.

Prints aggregates only: the real export contains locations of crimes. Seeds are fixed.
`python -m benchmarks.hotspots [home with the sample; by default one is made]`
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
from assets.indicators.months import month_name
from assets.indicators.places import SOURCES, Series
from assets.indicators.scores import score

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "data"
SAMPLE_END = 2020 * 12 + 5
FIRST, QUARTERS, TUNED_ON = 2013 * 12, range(12, 48, 3), 8  # 2014-2015, then 2016
TOPS = (0.01, 0.05)
_PLANTED = 0.02  # of a theme: four times the share of a street if all were equal


# -- 1. a real city ---------------------------------------------------------------------------


def read_thefts(folder: Path) -> np.ndarray | None:
    """Bicycle thefts [street, month 2013-2016] from the export in `folder`; None without one.
    Streets are sorted by name."""
    exports = sorted(folder.glob("*.xlsx"))
    if not exports:
        return None
    header, *rows = CalamineWorkbook.from_path(str(exports[0])).get_sheet_by_index(0).to_python()
    table = pd.DataFrame(rows, columns=header)
    table = table[["Begin-pleegdatum/tijd", "Pleegstraatnaam"]].set_axis(
        ["begin", "straat"], axis=1
    )
    begin = pd.to_datetime(table["begin"])
    table["maand"] = begin.dt.year * 12 + begin.dt.month - 1 - FIRST
    table = table[table["maand"].between(0, 47)]
    counts = table.groupby(["straat", "maand"]).size().unstack(fill_value=0)
    return counts.reindex(columns=range(48), fill_value=0).sort_index().to_numpy(dtype=float)


def ours(history: np.ndarray) -> np.ndarray:
    """Our forecast after `history` [street, month from 2013-01]."""
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
    "weighted, half-life 3": lambda history: (
        history @ 0.5 ** (np.arange(history.shape[1])[::-1] / 3)
    ),
    "ours": ours,
}


def scores_of(counts: np.ndarray, rule: Callable, share: float) -> pd.DataFrame:
    """The score of a rule in each quarter."""
    rows = []
    for months in QUARTERS:
        history, happened = counts[:, :months], counts[:, months : months + 3].sum(axis=1)
        result = score(rule(history), happened, share)
        rows.append((result.pai, result.pei, result.stayed, result.hits, result.events))
    return pd.DataFrame(rows, columns=["pai", "pei", "stayed", "hits", "events"])


def a_real_city(counts: np.ndarray) -> None:
    """Simple rules, our ranking, and the other settings that were tried."""
    print(f"{counts.sum():,.0f} thefts, {len(counts):,} streets, 12 quarters of 2014-2016")
    print("mean over the quarters (lowest-highest); PEI also for 2014-2015 and 2016 separately")
    heads = f"{'PAI':<17} {'PEI':>5} {'2014-15':>8} {'2016':>6} {'stayed':>7}"
    print(f"{'top':>4} {'history':<20} {heads}")
    for share in TOPS:
        for name, rule in RULES.items():
            scores = scores_of(counts, rule, share)
            pai = f"{scores.pai.mean():.1f} ({scores.pai.min():.1f}-{scores.pai.max():.1f})"
            parts = scores.pei[:TUNED_ON].mean(), scores.pei[TUNED_ON:].mean()
            print(
                f"{round(share * len(counts)):>4} {name:<20} {pai:<17} {scores.pei.mean():5.3f} "
                f"{parts[0]:8.3f} {parts[1]:6.3f} {scores.stayed.mean():7.2f}"
            )
    print(
        "\nother settings of ours: PEI in 2014-2015 (top 1 %, top 5 %), then in 2016 (seen as well)"
    )
    for name in choices():
        by_top = [scores_of(counts, ours, share).pei for share in TOPS]
        tuned = " ".join(f"{pei[:TUNED_ON].mean():.3f}" for pei in by_top)
        test = " ".join(f"{pei[TUNED_ON:].mean():.3f}" for pei in by_top)
        print(f"  {name:<58} {tuned}   {test}")
    the_method_that_is_used(counts)
    regression_to_the_mean(counts)


def the_method_that_is_used(counts: np.ndarray) -> None:
    """The method of each list, chosen on earlier lists alone, and what it gives."""
    table = place_table({"thefts": {"politie": counts.astype(int)}}, FIRST + 47)
    scores = ranking.score_lists(table, FIRST + 47, most=12)
    by_method = scores.pivot_table(index="methode", columns="top", values="pei")
    print("\nmean PEI of the lists of 12 quarters, over streets seen so far; and of what is used")
    print(by_method.round(3).to_string())
    used = scores[scores["gebruikt"]]
    print("used", used.groupby("top")["pei"].mean().round(3).to_dict())
    print("  ", dict(zip(used["lijst_tot"], used["methode"], strict=True)))


def regression_to_the_mean(counts: np.ndarray) -> None:
    """The top 5 % of one year in the next, when nothing was done."""
    before, after = counts[:, 24:36].sum(axis=1), counts[:, 36:48].sum(axis=1)
    print("\nregression to the mean: the top 5 % of 2015 in 2016, when nothing was done")
    chosen = np.zeros(len(counts), dtype=bool)
    chosen[np.argsort(-before, kind="stable")[: round(0.05 * len(counts))]] = True
    change = after[~chosen].sum() / before[~chosen].sum()
    others = before[~chosen] * change
    phi = ((after[~chosen] - others) ** 2).sum() / (after[~chosen] + others * change).sum()
    expected, error = expected_without_measure(before, chosen, change, max(1.0, phi))
    print(
        f"  the other streets {change:.2f} x 2015; the top went from {before[chosen].sum():.0f} to "
        f"{after[chosen].sum():.0f}, expected {expected:.0f} (standard error {error:.0f}, "
        f"phi {phi:.1f})"
    )


def choices() -> Iterator[str]:
    """The names of the settings that were tried; each is in force until the next is asked for."""
    names = "LASTING", "CHANGED", "PRIOR_CHANGED", "SEASON_BOOST"
    current = tuple(getattr(forecast, name) for name in names)
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
        for settings in tries:
            for name, value in zip(names, settings, strict=True):
                setattr(forecast, name, value)
            lasting, _, changed, season = settings
            chosen = "  <- ours" if settings == current else ""
            yield (
                f"{lasting.fast:.0f} and {lasting.slow:.0f} months ({lasting.share_fast:.1f} fast)"
                f"{', may change' if changed > 0.01 else ''}{', season' if season else ''}{chosen}"
            )
    finally:
        for name, value in zip(names, current, strict=True):
            setattr(forecast, name, value)


# -- 2. the planted hotspots of the sample ------------------------------------------------------


def read_sample(home: Path) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Place months, concentration, and the truth: the share of a theme planted in each street."""
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
            codes = set(str(text).split("; " if column != "mk_codes" else " "))
            part = sizes[sizes.index.get_level_values(1).isin(codes)].groupby("thema").sum()
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
    """Precision and recall of `hardnekkig`, and the class of each kind of planted hotspot."""
    place_months, concentration, truth = read_sample(home)
    start = time.perf_counter()
    classes = hotspots.classify(place_months, SAMPLE_END, concentration)
    took = time.perf_counter() - start
    print(f"{len(classes):,} places and themes with a count, classified in {took:.1f} s")
    print("a street that is split has the class of its most serious part")
    by_street = classes.groupby(["straatnaam", "thema"])["klasse"].agg(
        lambda parts: min(parts, key=hotspots.CLASSES.index)
    )
    truth = truth.join(by_street, on=["straatnaam", "thema"]).fillna({"klasse": "-"})
    precision_and_recall(by_street, truth)
    strong = truth[truth["aandeel"] >= _PLANTED]
    print(f"\nclass of planted hotspots (at least {_PLANTED:.0%} of the theme)")
    print(pd.crosstab(strong["soort"], strong["klasse"]).to_string())
    changes_in_time(place_months, strong[strong["soort"].ne("blijvend")])
    print("\nearlier lists, scored on the quarter after them (mean)")
    scores = ranking.score_lists(place_months, SAMPLE_END)
    columns = ["gebeurtenissen", "trefkans_pct", "pai", "pei", "gebleven_pct"]
    print(scores.groupby(["bron", "top", "methode"])[columns].mean().round(3).to_string())
    print("as made:", scores[scores["gebruikt"]].groupby(["bron", "top"])["pei"].mean().to_dict())
    print("now:", ranking.chosen(place_months, SAMPLE_END))


def precision_and_recall(by_street: pd.Series, truth: pd.DataFrame) -> None:
    """Of `hardnekkig`. `by_street`: the class by street and theme; `truth`: planted hotspots with
    their class."""
    lasting = truth["soort"].ne("verdwenen")
    keys = pd.MultiIndex.from_frame(truth[["straatnaam", "thema"]])
    named = by_street.index[by_street == "hardnekkig"]
    right, gone = named.isin(keys[lasting]).sum(), named.isin(keys[~lasting]).sum()
    print(
        f"hardnekkig: {len(named)} streets and themes, of which planted and lasting {right}, "
        f"planted and vanished {gone}: precision {right / len(named):.3f}"
    )
    print("recall, by the share of the theme that is planted in the street (1 / 222 is average):")
    for least in (0.01, _PLANTED, 0.03, 0.05, 0.1):
        at_least = truth[lasting & (truth["aandeel"] >= least)]
        hits = (at_least["klasse"] == "hardnekkig").sum()
        print(
            f"  at least {least:4.0%}: {hits:>3} of {len(at_least):>3} = {hits / len(at_least):.3f}"
        )


def changes_in_time(place_months: pd.DataFrame, changing: pd.DataFrame) -> None:
    """The class of hotspots that came and went, in the list of each quarter."""
    print("\nplanted hotspots that came and went, in the list of each quarter")
    for month in range(2018 * 12 + 11, SAMPLE_END + 1, 3):
        classes = hotspots.classify(place_months, month)
        by_street = classes.groupby(["straatnaam", "thema"])["klasse"].first()
        listed = changing[["straatnaam", "thema"]].join(by_street, on=["straatnaam", "thema"])
        listed = listed[listed["klasse"].notna() & listed["klasse"].ne("sporadisch")]
        texts = [f"{row.straatnaam} ({row.thema}): {row.klasse}" for row in listed.itertuples()]
        print(f"  {month_name(month)}  {'; '.join(texts)}")


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
            counted = by_source.get(source)
            values = pd.NA if counted is None else counted.ravel()
            frame[column] = pd.array(np.broadcast_to(values, len(frame)), dtype="Int64")
        frames.append(frame)
    return pd.concat(frames, ignore_index=True)


NULLS: dict[str, Callable[[np.random.Generator, int], np.ndarray]] = {
    "all equal": lambda rng, size: np.ones(size),
    "gamma, shape 2": lambda rng, size: rng.gamma(2, 1 / 2, size),
    "gamma, shape 1": lambda rng, size: rng.gamma(1, 1, size),
    "gamma, shape 0.5": lambda rng, size: rng.gamma(0.5, 2, size),
    "lognormal, sigma 0.7": lambda rng, size: rng.lognormal(-0.245, 0.7, size),
    "lognormal and a centre of 6 x": lambda rng, size: (
        rng.lognormal(-0.245, 0.7, size) * np.where(rng.random(size) < 0.3, 2.4, 0.4)
    ),
}


def nothing_planted(themes: int = 30, places: int = 222, months: int = 24) -> None:
    """The proportion of places that get a class where no place is a hotspot."""
    print(f"{themes} themes x {places} places, {months} months with a season, two sources alike")
    print("places out of 1,000 with each class (none is a hotspot)")
    print(
        f"{'places':<30} {'mean':>5} {'phi':>4}", *(f"{name:>11}" for name in hotspots.CLASSES[:5])
    )
    season = 1 + 0.4 * np.sin(np.arange(months) / 12 * 2 * np.pi)
    totals = []
    for number, (name, rates) in enumerate(NULLS.items()):
        for mean in (0.1, 0.5, 3.0):
            for phi in (1.0, 1.6):
                rng = np.random.default_rng([20, number, int(10 * mean), int(10 * phi)])
                counts = {}
                for theme in range(themes):
                    rate = rates(rng, places)[:, None] * season * mean
                    counts[f"thema {theme:02}"] = {
                        source: _drawn(rng, rate, phi) for source in SOURCES
                    }
                rows = hotspots.classify(place_table(counts, SAMPLE_END), SAMPLE_END)
                share = rows["klasse"].value_counts() / (themes * places) * 1000
                row = [share.get(klasse, 0.0) for klasse in hotspots.CLASSES[:5]]
                totals.append(row)
                print(f"{name:<30} {mean:>5} {phi:>4}", *(f"{value:>11.2f}" for value in row))
    print(f"{'highest':<41}", *(f"{value:>11.2f}" for value in np.max(totals, axis=0)))


def _drawn(rng: np.random.Generator, mean: np.ndarray, phi: float) -> np.ndarray:
    if phi == 1:
        return rng.poisson(mean)
    return rng.negative_binomial(np.maximum(mean, 1e-9) / (phi - 1), 1 / phi)


# -- 4. a large city -----------------------------------------------------------------------------


def a_large_city(places: int = 5000, themes: int = 10, months: int = 36) -> None:
    """Time in seconds for a city of 5,000 streets."""
    rng = np.random.default_rng(6)
    counts = {}
    for theme in range(themes):
        rate = rng.lognormal(-2.0, 1.2, places)[:, None] * np.ones(months)
        counts[f"thema {theme}"] = {source: rng.poisson(rate) for source in SOURCES}
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
    print("\n== 4. a city of 5,000 streets ==")
    a_large_city()


def with_the_sample(work: Callable[[Path], None]) -> None:
    """Do the work on the home that was given, or on a new one with the sample."""
    if len(sys.argv) > 1:
        work(Path(sys.argv[1]))
        return
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", "from pipelines.cli import start; start()", "run"]
        inbox = ["--inbox", str(ROOT / "sample_data" / "inbox"), "--home", folder]
        subprocess.run([*command, *inbox], check=True, stdout=subprocess.DEVNULL)
        work(Path(folder))


if __name__ == "__main__":
    with_the_sample(main)
