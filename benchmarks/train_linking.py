"""Trains the weights by which linking weighs evidence, and writes them as a text file.

Texts are made from Dutch street names by the faults in `written_names`, in towns drawn at random
from one half of the names of elsewhere; in each town part of the texts mean a street that its list
lacks, and some of those names are as if no street of the country had them. The labelled towns are
added. The order of the evidence is held: more that speaks for a street never makes it less
probable. Needs `pip install -e .[train]` and the public sets in `../shared/data`. Run with
`python -m benchmarks.train_linking`; `--zonder haarlem` leaves a town out, `--naar` names another
file, `--toets` trains without each town in turn and measures it.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from assets.linking.decisions import load_decisions
from assets.linking.evaluation import matcher_of
from assets.linking.evidence import FEATURES
from assets.linking.names import fold
from assets.linking.nationwide import NationwideNames, shipped_names
from assets.linking.weighing import NO_OTHER, WEIGHTS, Weights, read_weights, write_weights
from assets.reference.tables import load_reference
from benchmarks.unseen_towns import (
    TOWNS,
    VARIANTS,
    labelled_town,
    names_of_elsewhere,
    official_names,
    told,
    town_outcome,
)
from benchmarks.written_names import written
from schemas.configuration import Configuration

_SIZES = (220, 400, 800, 1_200, 1_750, 2_500) * 2
_MEANT, _NOT_LISTED, _NEITHER = 3_000, 5_000, 500  # texts a town
_UNKNOWN = 10  # of so many names of elsewhere one is as if no list had it
_REAL = 4  # how often a labelled text counts
_PARTS = 3  # for weights of pairs that were not trained on
_EVEN = 0.25


class Lesson(NamedTuple):
    """Pairs of texts and names: `numbers` of evidence, whether `right`, the `text` and the street
    of each, and how much it `counts`."""

    numbers: np.ndarray
    right: np.ndarray
    text: np.ndarray
    street: np.ndarray
    counts: np.ndarray


def lesson_of(
    names: list[str],
    texts: list[tuple[str, str]],
    counts: float,
    first: int,
    nationwide: NationwideNames | None = None,
) -> Lesson:
    """The pairs of texts with their meaning (empty: no street of the list), in a list of `names`;
    texts that equal a name are no lesson. `nationwide`: others than those of the program."""
    configuration = Configuration()
    decisions = load_decisions(configuration)
    matcher = matcher_of(names, load_reference(configuration), decisions)
    streets = matcher.streets
    streets.similarity.nationwide = nationwide
    asked = [pair for pair in dict.fromkeys(texts) if not streets.spelled(pair[0])]
    pairs = streets.similarity.compare([text for text, _ in asked])
    street = np.array(
        [fold(streets.names[n].straatnaam) for n in streets.similarity.numbers(pairs.position)]
    )
    meant = np.array([fold(name) for _, name in asked])[pairs.text]
    return Lesson(
        pairs.numbers,
        street == meant,
        pairs.text + first,
        street,
        np.full(len(street), counts),
    )


def invented_towns(seed: int) -> list[Lesson]:
    """Towns drawn at random, of several sizes."""
    chance = random.Random(seed)
    names = names_of_elsewhere(seen=True)
    nationwide = shipped_names().without(names[::_UNKNOWN])
    lessons = []
    for number, size in enumerate(_SIZES):
        drawn = chance.sample(names, len(names))
        listed, elsewhere = drawn[:size], drawn[size:]
        texts = [(written(name, chance), name) for name in chance.choices(listed, k=_MEANT)]
        texts += [(name, "") for name in chance.sample(elsewhere, _NOT_LISTED)]
        texts += [(written(name, chance), "") for name in chance.sample(elsewhere, _NEITHER)]
        known = set(map(fold, listed))
        texts = [pair for pair in texts if pair[1] or fold(pair[0]) not in known]
        lessons.append(lesson_of(listed, texts, 1.0, number * 1_000_000, nationwide))
    return lessons


def labelled_lesson(town: str, first: int) -> Lesson:
    """A labelled town, with names of elsewhere in its list."""
    labelled = labelled_town(town)
    alongside = random.Random(7).sample(names_of_elsewhere(seen=True), 1_500)
    texts = [
        (text, right[0])
        for text, right in zip(labelled["tekst"], labelled["straten"], strict=True)
        if right
    ]
    return lesson_of([*official_names(labelled), *alongside], texts, _REAL, first)


def joined(lessons: list[Lesson]) -> Lesson:
    """Lessons as one."""
    return Lesson(*(np.concatenate(part) for part in zip(*lessons, strict=True)))


def trees_of(lesson: Lesson) -> tuple[pd.DataFrame, float]:
    """The nodes of the trees that weigh a pair, and the weight without any question."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    model = HistGradientBoostingClassifier(
        max_iter=120,
        learning_rate=0.1,
        max_leaf_nodes=12,
        min_samples_leaf=40,
        l2_regularization=5.0,
        monotonic_cst=list(FEATURES.values()),
        random_state=0,
        early_stopping=False,
    )
    model.fit(lesson.numbers, lesson.right, sample_weight=lesson.counts)
    nodes = []
    for tree, (predictor,) in enumerate(model._predictors):
        for at, node in enumerate(predictor.nodes):
            asked = -1 if node["is_leaf"] else int(node["feature_idx"])
            nodes.append(
                (tree, at, asked, node["num_threshold"], node["left"], node["right"], node["value"])
            )
    columns = "boom knoop kenmerk grens links rechts waarde".split()
    frame = pd.DataFrame(nodes, columns=columns)
    frame["waarde"] = frame["waarde"].where(frame["kenmerk"].lt(0), 0.0).round(6)
    frame["grens"] = frame["grens"].round(4)
    start = round(float(model._baseline_prediction.ravel()[0]), 6)
    return frame.astype({"links": "int64", "rechts": "int64"}), start


def choices_of(lesson: Lesson, value: np.ndarray) -> pd.DataFrame:
    """For each text the weight of its best street, of the next one, and whether the best is right;
    without texts that are a tie."""
    pairs = pd.DataFrame(
        {"text": lesson.text, "street": lesson.street, "value": value, "right": lesson.right,
         "counts": lesson.counts}
    )  # fmt: skip
    pairs = pairs.sort_values(["text", "value"], ascending=[True, False])
    pairs = pairs.drop_duplicates(["text", "street"])
    best = pairs.drop_duplicates("text").set_index("text")
    rest = pairs[pairs.duplicated("text")].drop_duplicates("text").set_index("text")["value"]
    choices = best.assign(other=rest.reindex(best.index).fillna(NO_OTHER))
    return choices[choices["value"] - choices["other"] > _EVEN]


def choice_of(choices: pd.DataFrame) -> tuple[float, float, float]:
    """What the best, its lead and a constant count, so that the outcome is a probability."""
    from sklearn.linear_model import LogisticRegression

    lead = np.minimum(choices["value"] - choices["other"], -NO_OTHER)
    model = LogisticRegression(C=100.0)
    model.fit(np.column_stack([choices["value"], lead]), choices["right"], choices["counts"])
    of_best, of_lead = model.coef_[0]
    return round(float(of_best), 6), round(float(of_lead), 6), round(float(model.intercept_[0]), 6)


def train(without: str | None, path: Path) -> None:
    """Train on every town but one, and write the weights to `path`."""
    lessons = invented_towns(seed=11)
    lessons += [
        labelled_lesson(town, 100_000_000 * (number + 1))
        for number, town in enumerate(TOWNS)
        if town != without
    ]
    whole = joined(lessons)
    part = whole.text % _PARTS
    value = np.zeros(len(part))
    for left_out in range(_PARTS):
        kept = part != left_out
        nodes, start = trees_of(Lesson(*(column[kept] for column in whole)))
        weights = Weights(nodes, start, (1.0, 0.0, 0.0))
        value[~kept] = weights.of_pairs(whole.numbers[~kept])
    choice = choice_of(choices_of(whole, value))
    nodes, start = trees_of(whole)
    write_weights(path, nodes, start, choice)
    print(f"{len(whole.right):,} pairs, {len(nodes):,} nodes, choice {choice}, written to {path}")


def tested() -> None:
    """Each town with weights that have not seen it."""
    configuration = Configuration()
    reference, decisions = load_reference(configuration), load_decisions(configuration)
    with tempfile.TemporaryDirectory() as folder:
        for town in TOWNS:
            path = Path(folder) / f"{town}.csv"
            train(town, path)
            told(town, town_outcome(town, reference, decisions, read_weights(path)))


def main() -> int:
    """Read the arguments and train; says so where the data are absent."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--zonder", choices=[*TOWNS])
    parser.add_argument("--naar", type=Path, default=WEIGHTS)
    parser.add_argument("--toets", action="store_true")
    given = parser.parse_args()
    if not VARIANTS.is_dir():
        print(f"{VARIANTS.name}: the public labelled sets are not here, so nothing was trained")
        return 1
    if given.toets:
        tested()
    else:
        train(given.zonder, given.naar)
    return 0


if __name__ == "__main__":
    sys.exit(main())
