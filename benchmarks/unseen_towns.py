"""How well linking does in a town that it has not seen, and what it wrongly links.

Haarlem and Den Haag, each with 1,500 street names of elsewhere in its list, by what is wrong with
the text; names of elsewhere (as they are, as if no list of the country had them, and misspelled),
persons called as a street, and places outside, against a list the size of a municipality; and a
reliability table of the score. Each half of the names of elsewhere has its own use: the model is
trained on the one, measured on the other.

Run with `python -m benchmarks.unseen_towns`; the weights of the program have seen both towns, so
`python -m benchmarks.train_linking --toets` tells how a town fares that they have not.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pandas as pd
from rapidfuzz.distance import OSA

from assets.linking.decisions import Decisions, load_decisions
from assets.linking.evaluation import (
    Outcome,
    evaluate,
    matcher_of,
    read_labelled,
    read_streets,
    reliability,
)
from assets.linking.linking import Linker
from assets.linking.matching import Matcher
from assets.linking.names import fold
from assets.linking.nationwide import shipped_names
from assets.linking.spelling import kind_of, readings
from assets.linking.weighing import Weights
from assets.reference.tables import Reference, load_reference
from benchmarks.written_names import written
from schemas.configuration import Configuration

VARIANTS = Path(__file__).resolve().parents[2] / "shared" / "data" / "street_variants"
TOWNS = {"haarlem": ("altlabel", "preflabel"), "den_haag": ("straat", "preflabel")}
LIST_SIZE, ELSEWHERE_SIZE, ALONGSIDE = 1_750, 5_000, 1_500
_FIRST_NAMES = "Jan Piet Willem Anna Marie Ahmed Fatima Sophie Thomas Bram".split()


def labelled_town(town: str) -> pd.DataFrame:
    """The labelled texts of a town, as `read_labelled` gives them."""
    return read_labelled(VARIANTS / f"{town}.csv", *TOWNS[town])


def official_names(labelled: pd.DataFrame) -> list[str]:
    """The right names in a labelled set."""
    return sorted({name for right in labelled["straten"] for name in right})


def names_of_elsewhere(seen: bool) -> list[str]:
    """One half of the Dutch street names: those to train on (`seen`), or those to measure with."""
    names = read_streets(VARIANTS / "bag_names_sample.txt")
    return [name for name in names if (_digest(name) % 2 == 0) == seen]


def _digest(name: str) -> int:
    return hashlib.sha256(fold(name).encode()).digest()[0]


def kind_of_difference(text: str, right: tuple[str, ...]) -> str:
    """What is wrong with a text, in the classes of the review; of several streets the first."""
    if not right:
        return "geen straat"
    name = right[0]
    if fold(text) == fold(name):
        return "gelijk"
    written, official = readings(text)[0] if readings(text) else (), readings(name)[0]
    joined, whole = "".join(written), "".join(official)
    if set(written) < set(official) or (
        len(written) < len(official) and len(joined) + 4 <= len(whole)
    ):
        return "woord weggelaten"
    if kind_of(joined) != kind_of(whole):
        return "soort straat"
    if len(written) > 1 and len(official) > 1 and written[-1] == official[-1]:
        return "voornaam of tussenvoegsel"
    if len(whole) - len(kind_of(whole)) <= 4:
        return "korte naam"
    edits = OSA.distance(joined, whole)
    if edits <= 3:
        return "1 letter" if edits <= 1 else "2-3 letters"
    alike = OSA.normalized_similarity(joined, whole) >= 0.55
    return "meer letters, gelijkend" if alike else "hernoemd"


def town_outcome(
    town: str, reference: Reference, decisions: Decisions, weights: Weights | None = None
) -> Outcome:
    """The outcome for one town, with names of elsewhere in its list; `weights`: others than those
    of the program."""
    labelled = labelled_town(town)
    alongside = random.Random(1).sample(names_of_elsewhere(seen=False), ALONGSIDE)
    matcher = matcher_of([*official_names(labelled), *alongside], reference, decisions)
    if weights:
        matcher.streets.similarity.weights = weights
    return evaluate(labelled, matcher)


def by_class(outcome: Outcome) -> pd.DataFrame:
    """Recall and precision for each kind of difference."""
    rows = outcome.rows.assign(
        soort=[
            kind_of_difference(text, tuple(filter(None, right.split("; "))))
            for text, right in zip(outcome.rows["tekst"], outcome.rows["straten"], strict=True)
        ]
    )
    return rows.groupby("soort")[["goed", "fout", "gemist"]].sum()


def told(town: str, outcome: Outcome) -> None:
    """Print the outcome for a town: in all, by class, and by how sure the links say they are."""
    print(
        f"{town:<12} R {100 * outcome.recall:5.1f}  P {100 * outcome.precision:5.1f}  "
        f"{outcome.speed:,.0f} texts/s"
    )
    print(by_class(outcome).to_string())
    print(reliability(outcome).to_string(index=False))


def measured_list() -> tuple[list[str], list[str]]:
    """A list the size of a municipality, and names that are not in it."""
    names = names_of_elsewhere(seen=False)
    random.Random(2).shuffle(names)
    listed = names[:LIST_SIZE]
    known = set(map(fold, listed))
    return listed, [name for name in names[LIST_SIZE:] if fold(name) not in known][:ELSEWHERE_SIZE]


def persons(listed: Iterable[str]) -> list[str]:
    """Names of persons after whom streets of the list are called, and of persons with a surname
    that is a street; none with a word of place beside it."""
    chance = random.Random(3)
    texts: dict[str, None] = {}
    for name in listed:
        kind = kind_of(fold(name).replace("ij", "y"))
        bare = name[: len(name) - len(kind)].strip(" -") if kind else ""
        if len(bare) < 5 or fold(bare) == fold(name) or fold(name)[-1] in "0123456789":
            continue
        surname = bare.split(" ")[-1].removesuffix("s") if " " in bare else bare
        texts |= {bare: None} if " " in bare else {}
        texts[f"{chance.choice(_FIRST_NAMES)} {surname}"] = None
        texts[f"{chance.choice('ABCDEFGHJKLMP')}. {surname}"] = None
        texts[f"{chance.choice(('dhr.', 'mw.', 'fam.', 'mevrouw'))} {surname}"] = None
    bare = [name for name in listed if not kind_of(fold(name).replace("ij", "y"))][:300]
    texts |= {f"{chance.choice(_FIRST_NAMES)} {name}": None for name in bare}
    exact = set(map(fold, listed))
    return [text for text in texts if fold(text) not in exact]


def outside_addresses(listed: list[str], decisions: Decisions) -> list[str]:
    """Addresses in other municipalities, with the name of a street of the list."""
    chance = random.Random(4)
    ours = {fold(decisions.municipality)} | decisions.towns
    places = [
        place.naam
        for place in decisions.known_places
        if not place.is_word and not {fold(place.naam), fold(place.gemeente)} & ours
    ]
    forms = ("{} 12 {}", "{} {}", "{}, {}", "{} 3a, {}", "{} ({})", "{} 7 te {}")
    return [
        chance.choice(forms).format(chance.choice(listed), place)
        for place in places
        for _ in (1, 2)
    ]


def linked_share(matcher: Matcher, texts: list[str]) -> tuple[float, list[str]]:
    """The share of `texts` that is linked to one street, and those texts with their street."""
    found = matcher.find(texts)
    linked = [
        f"{text} → {matcher.streets.name(mention)}"
        for text in texts
        for mention in found[text].mentions[:1]
        if len({matcher.streets.names[n].straat_id for n in mention.names}) == 1
    ]
    return len(linked) / len(texts), linked


def never(reference: Reference, decisions: Decisions, most: int = 12) -> None:
    """Print what is linked of what should not be."""
    listed, elsewhere = measured_list()
    matcher = matcher_of(listed, reference, decisions)
    unaware = matcher_of(listed, reference, decisions)
    unaware.streets.similarity.nationwide = shipped_names().without(elsewhere)
    chance = random.Random(5)
    misspelled = [written(name, chance) for name in elsewhere]
    for what, by, texts in (
        ("names of elsewhere", matcher, elsewhere),
        ("the same, unheard of", unaware, elsewhere),
        ("the same, misspelled", matcher, misspelled),
        ("persons", matcher, persons(listed)),
    ):
        share, linked = linked_share(by, texts)
        print(f"{what:<24} {len(linked):>4} of {len(texts):>5,} linked ({100 * share:.2f} %)")
        print("   ", "; ".join(linked[:most]))
    frame = pd.DataFrame({"straatnaam": listed}, dtype="str")
    texts = outside_addresses(listed, decisions)
    found = Linker(replace(reference, straten=frame), decisions).link(
        pd.DataFrame({"straat": texts}), True
    )
    linked = found["straat_id"].notna()
    print(f"{'places outside':<24} {int(linked.sum()):>4} of {len(texts):>5,} linked")
    print("   ", "; ".join(pd.Series(texts)[linked.to_numpy()][:most]))


def main() -> None:
    """Run and print every measurement; says so where the labelled sets are absent."""
    if not VARIANTS.is_dir():
        print("public labelled sets: not here")
        return
    configuration = Configuration()
    reference, decisions = load_reference(configuration), load_decisions(configuration)
    for town in TOWNS:
        told(town, town_outcome(town, reference, decisions))
    never(reference, decisions)


if __name__ == "__main__":
    main()
