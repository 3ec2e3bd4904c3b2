"""Recall, precision, speed and memory of linking addresses to streets.

Quality on the answer key of the sample, and on public labelled sets if they are present. Speed and
memory with lists the size of a municipality and of a province. Speed is in distinct texts per
second of CPU, beside a lower bound measured in the same run: folding and looking up each text
(abbreviated texts), or computing its edit distance to every name once (misspelled texts).
Run with `python -m benchmarks.linking`.
"""

from __future__ import annotations

import random
import resource
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
from rapidfuzz import process
from rapidfuzz.distance import OSA

from assets.basis.garbage import look_seldom
from assets.linking.decisions import Decisions, load_decisions
from assets.linking.evaluation import Outcome, evaluate, matcher_of, read_labelled, read_streets
from assets.linking.linking import Linker, linker_for
from assets.linking.matching import Matcher
from assets.linking.names import fold
from assets.reference.tables import SEEDS, load_reference
from schemas.configuration import Configuration

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "data"
_KINDS = "straat weg laan plein hof singel kade steeg pad dreef".split()
_FIRST = ("", "", "", "Oude ", "Nieuwe ", "Sint ", "Burgemeester ", "Prins ", "Van der ", "Doctor ")
_SHORT = {"straat": "str", "weg": "wg", "laan": "ln", "plein": "pln", "Burgemeester": "Burg."}


def invented_names(count: int, seed: int = 1) -> list[str]:
    """Invented but plausible street names: word, linking letters, kind; the same for each seed."""
    words = list(pd.read_csv(SEEDS / "koppelen" / "gangbare_namen.csv")["naam"])
    chance = random.Random(seed)
    names: dict[str, None] = {}
    while len(names) < count:
        stem = chance.choice(words) + chance.choice(("", "", "en", "s", chance.choice(words)))
        names[f"{chance.choice(_FIRST)}{stem.title()}{chance.choice(_KINDS)}"] = None
    return list(names)


def written_out(name: str, chance: random.Random) -> str:
    """A name as a source system writes it: abbreviated, in capitals, with a house number."""
    for full, short in _SHORT.items():
        name = name.replace(full, short) if chance.random() < 0.5 else name
    name = name.upper() if chance.random() < 0.3 else name
    return f"{name} {chance.randint(1, 400)}" if chance.random() < 0.5 else name


def misspelled(name: str, chance: random.Random) -> str:
    """A name with one typing error."""
    place = chance.randrange(1, len(name) - 1)
    slips: tuple[Callable[[], str], ...] = (
        lambda: name[:place] + name[place + 1] + name[place] + name[place + 2 :],
        lambda: name[:place] + name[place + 1 :],
        lambda: name[:place] + name[place] + name[place:],
    )
    return chance.choice(slips)()


def seconds(work: Callable[[], object]) -> float:
    """The CPU time of `work`, in seconds."""
    began = time.process_time()
    work()
    return time.process_time() - began


def report(what: str, outcome: Outcome) -> None:
    """Print one line for an evaluation."""
    print(
        f"{what:<46} R {100 * outcome.recall:6.2f}  P {100 * outcome.precision:6.2f}  "
        f"{outcome.texts:>6,} texts {outcome.speed:>8,.0f}/s"
    )


def quality() -> None:
    """Recall and precision on every labelled set that is present."""
    configuration = Configuration()
    reference, decisions = load_reference(configuration), load_decisions(configuration)
    sample = read_labelled(ROOT / "sample_data" / "waarheid" / "straatnamen.csv")
    listed = linker_for(configuration).matcher
    report("sample, all rows, list of Maastricht", evaluate(sample, listed))
    if not SHARED.is_dir():
        print("public labelled sets: not here")
        return
    streets = SHARED / "streets_maastricht"
    stops = read_labelled(streets / "maastricht_stop_name_gold.csv", only="uncertain=False")
    own = [name for right in stops["straten"] for name in right]
    listed = read_streets(streets / "maastricht_addr_streets.tsv")
    region = pd.read_csv(streets / "osm_region_street_names.tsv", sep="\t", dtype="str")
    regional = [*region.loc[region["in_bag_national_list"].eq("1"), "name"], "Campagne"]
    haarlem = read_labelled(SHARED / "street_variants" / "haarlem.csv", "altlabel", "preflabel")
    official = [name for right in haarlem["straten"] for name in right]
    for what, labelled, names in (
        ("bus stops, list of Maastricht", stops, [*listed, *own]),
        ("bus stops, names of the region", stops, regional),
        ("Haarlem, its own streets", haarlem, official),
        ("Haarlem, with the names of the region", haarlem, [*official, *regional]),
    ):
        report(what, evaluate(labelled, matcher_of(names, reference, decisions)))
    aliased = tuple(
        (text, right[0])
        for text, right in zip(haarlem["tekst"], haarlem["straten"], strict=True)
        if right
    )
    decided = replace(decisions, aliases=aliased)
    outcome = evaluate(haarlem, matcher_of(official, reference, decided))
    report("Haarlem, each text once decided by hand", outcome)


def compare_with_each(texts: list[str], names: list[str]) -> None:
    """The lower bound for finding misspelled names: all edit distances, discarded."""
    for start in range(0, len(texts), 50):
        process.cdist(texts[start : start + 50], names, scorer=OSA.distance, dtype=np.uint8)


def speed(matcher: Matcher, names: list[str], decisions: Decisions) -> None:
    """Texts per second of CPU: written out, with a house number, misspelled, and mixed as in a
    month; and the ratio of the first and the last but one to the lower bound."""
    chance = random.Random(2)

    def number() -> int:
        return chance.randint(1, 400)

    clean = list(dict.fromkeys(written_out(chance.choice(names), chance) for _ in range(20_000)))
    exact = list(dict.fromkeys(f"{chance.choice(names)} {number()}" for _ in range(20_000)))
    slips = list(dict.fromkeys(misspelled(chance.choice(names), chance) for _ in range(8_000)))
    both = list(dict.fromkeys(f"{misspelled(chance.choice(names), chance)} {number()}"
                              for _ in range(8_000)))  # fmt: skip
    mixed = [*clean[:9_000], *both[:500]]
    keys = {fold(name): name for name in names}
    least = seconds(lambda: [keys.get(fold(text)) for text in clean])
    compared = seconds(lambda: compare_with_each(slips, names))
    for what, texts, bound in (
        ("written out", clean, f"{least / len(clean):.1e} s a text to fold"),
        ("with a house number", exact, ""),
        ("misspelled", slips, f"{compared / len(slips):.1e} s to compare with each"),
        ("misspelled, with number", both, ""),
        ("mixed (5 % misspelled)", mixed, ""),
    ):
        new = Matcher(matcher.streets, decisions)  # it has matched nothing yet
        took = seconds(lambda new=new, texts=texts: new.find(texts))
        print(f"  {what:<24} {len(texts) / took:>9,.0f} texts a CPU second   {bound}")


def month(linker: Linker, names: list[str]) -> None:
    """The duration of linking a month of 5,000 rows to street and neighbourhood."""
    chance = random.Random(3)
    chosen = chance.choices(names, weights=[1 / (n + 1) for n in range(len(names))], k=5_000)
    texts = [written_out(name, chance) if chance.random() < 0.15 else name for name in chosen]
    rows = pd.DataFrame({"straat": texts}, dtype="str").assign(
        plaats="", huisnummer="", postcode="", buurt="", x=float("nan"), y=float("nan")
    )
    print(f"  a month of 5,000 rows  {seconds(lambda: linker.link(rows, True)):.2f} s")


def main() -> None:
    """Run and print every benchmark, with garbage looked for as seldom as in a run."""
    look_seldom()
    quality()
    configuration = Configuration()
    reference, decisions = load_reference(configuration), load_decisions(configuration)
    for count in (1_750, 40_000):
        names = invented_names(count)
        frame = pd.DataFrame({"straatnaam": names}, dtype="str")
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        began = time.perf_counter()
        linker = Linker(replace(reference, straten=frame), decisions)
        print(f"{count:,} streets, index in {time.perf_counter() - began:.1f} s")
        speed(linker.matcher, names, decisions)
        month(linker, names)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(f"  memory of the process {peak / 1024:,.0f} MB (before: {before / 1024:,.0f} MB)")


if __name__ == "__main__":
    main()
