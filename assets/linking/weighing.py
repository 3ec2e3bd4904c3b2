"""Weighs evidence to a probability, with weights that are made by `benchmarks.train_linking`.

Trees of questions weigh a pair of a text and a name; then the best pair is set against the best of
another street. The weights are a text file; nothing that trains is needed to use them.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from assets.linking.evidence import FEATURES

WEIGHTS = Path(__file__).with_name("gewichten.csv")
NO_OTHER = -8.0  # the weight of a street that is not there
_PAIRS = 4_096  # at a time


class Weights:
    """Trees as columns of nodes; `start`: the weight without any question; `choice`: what the
    best, the lead over another street, and a constant count in the end."""

    def __init__(self, nodes: pd.DataFrame, start: float, choice: tuple[float, ...]) -> None:
        """`nodes`: boom, knoop, kenmerk (-1: none), grens, links, rechts, waarde."""
        self._start, self._choice = start, choice
        roots = np.flatnonzero(nodes["knoop"].to_numpy() == 0)
        first = np.repeat(roots, np.diff([*roots, len(nodes)]))
        at = np.arange(len(nodes))
        ends = nodes["kenmerk"].to_numpy() < 0
        self._roots = roots
        self._ends = ends
        self._asked = np.where(ends, 0, nodes["kenmerk"].to_numpy())
        self._limits = np.where(ends, np.inf, nodes["grens"].to_numpy())
        self._left = np.where(ends, at, first + nodes["links"].to_numpy())
        self._right = np.where(ends, at, first + nodes["rechts"].to_numpy())
        self._values = nodes["waarde"].to_numpy()

    def of_pairs(self, numbers: np.ndarray) -> np.ndarray:
        """The weight of each pair, as the logarithm of its odds. No pair depends on another."""
        weights = [
            self._of_some(numbers[start : start + _PAIRS])
            for start in range(0, len(numbers), _PAIRS)
        ]
        return np.concatenate(weights) if weights else np.zeros(0)

    def _of_some(self, numbers: np.ndarray) -> np.ndarray:
        rows = np.arange(len(numbers))[:, None]
        node = np.broadcast_to(self._roots, (len(numbers), len(self._roots)))
        while not self._ends[node].all():
            goes_left = numbers[rows, self._asked[node]] <= self._limits[node]
            node = np.where(goes_left, self._left[node], self._right[node])
        return self._start + np.round(self._values[node], 6).sum(axis=1)

    def probability(self, best: np.ndarray, other: np.ndarray) -> np.ndarray:
        """The probability that the best street of a text is right; `other`: the weight of the
        next street, `NO_OTHER` where there is none."""
        of_best, of_lead, constant = self._choice
        odds = of_best * best + of_lead * np.minimum(best - other, -NO_OTHER) + constant
        return 1 / (1 + np.exp(-odds))


@lru_cache(maxsize=1)
def shipped_weights() -> Weights:
    """The weights that come with the program."""
    return read_weights(WEIGHTS)


def read_weights(path: Path) -> Weights:
    """The weights in a file, as `write_weights` writes them."""
    table = pd.read_csv(path, keep_default_na=False)
    settings = table[table["boom"].eq(-1)].set_index("kenmerk")["waarde"]
    nodes = table[table["boom"].ge(0)].reset_index(drop=True)
    numbered = {name: number for number, name in enumerate(FEATURES)} | {"": -1}
    nodes["kenmerk"] = nodes["kenmerk"].map(numbered)
    for column in ("grens", "links", "rechts"):
        nodes[column] = pd.to_numeric(nodes[column]).fillna(0)
    nodes = nodes.astype({"links": "int64", "rechts": "int64"})
    choice = tuple(settings[name] for name in ("beste", "voorsprong", "constante"))
    return Weights(nodes, settings["begin"], choice)


def write_weights(
    path: Path, nodes: pd.DataFrame, start: float, choice: tuple[float, float, float]
) -> None:
    """Write weights: `nodes` as in `Weights`."""
    names = [*FEATURES]
    written = nodes.assign(kenmerk=[names[at] if at >= 0 else "" for at in nodes["kenmerk"]])
    ends = nodes["kenmerk"].lt(0)
    whole = {"links": "Int64", "rechts": "Int64"}
    written[["grens", "links", "rechts"]] = written[["grens", "links", "rechts"]].mask(ends)
    first = pd.DataFrame({"boom": -1, "knoop": 0, "kenmerk": ["begin", "beste", "voorsprong",
                          "constante"], "waarde": [start, *choice]})  # fmt: skip
    table = pd.concat([first, written.round({"grens": 4, "waarde": 6})])[[*nodes.columns]]
    table.astype(whole).to_csv(path, index=False, lineterminator="\n")
