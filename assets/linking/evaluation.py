"""Recall, precision and speed of linking, measured on a labelled list.

The unit is a mentioned street, so a text that mentions two streets counts twice. Recall is the
share of the labelled mentions that are found; precision is the share of the found mentions that
are labelled. Printing the outcome is in `pipelines`.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from assets.basis.errors import AnalystError
from assets.linking.decisions import Decisions
from assets.linking.elsewhere import ELSEWHERE, Elsewhere
from assets.linking.explanation import explained
from assets.linking.matching import AMBIGUOUS, Matcher, MatchResult
from assets.linking.names import fold
from assets.linking.rulings import text_key
from assets.linking.similarity import Candidates
from assets.linking.streets import StreetIndex
from assets.linking.suggestions import MOST, Suggestions
from assets.reference.files import read_cells, source_file
from assets.reference.tables import Reference

# Headers by which the columns are recognised where the caller names none.
TEXT_HEADERS = ("tekst", "geschreven", "adres", "stop_name", "altlabel", "variant", "text", "input")
STREET_HEADERS = (
    "straten", "straat", "straatnaam", "gold_streets", "preflabel", "streets", "street", "gold"
)  # fmt: skip
LIST_HEADERS = ("straatnaam", "openbareruimtenaam", "naam", "street", "name", "straat", "preflabel")


@dataclass(frozen=True)
class Outcome:
    """`rows`: one row per text: tekst, straten, gevonden, methode, score, aantal, and the numbers
    of mentions goed, fout, gemist; the streets that are most probable by likeness, and why the
    first is. `methods`: one row per method: methode, goed, fout, weighted by
    aantal. `links`: one row per link: methode, score, goed, fout, weighted likewise. `texts`:
    distinct texts; `streets`: streets in the list; `seconds`: for the distinct texts, without
    reading files and building the index."""

    rows: pd.DataFrame
    methods: pd.DataFrame
    links: pd.DataFrame
    texts: int
    streets: int
    seconds: float

    def total(self, verdict: str) -> int:
        """The number of mentions that are `goed`, `fout` or `gemist`, weighted by aantal."""
        return int((self.rows[verdict] * self.rows["aantal"]).sum())

    @property
    def recall(self) -> float:
        """The share of the labelled mentions that are found; 1 if there are none."""
        right = self.total("goed")
        return right / (right + self.total("gemist")) if right + self.total("gemist") else 1.0

    @property
    def precision(self) -> float:
        """The share of the found mentions that are labelled; 1 if none were found."""
        right = self.total("goed")
        return right / (right + self.total("fout")) if right + self.total("fout") else 1.0

    @property
    def speed(self) -> float:
        """Distinct texts per second."""
        return self.texts / max(self.seconds, 1e-9)


def read_labelled(
    path: Path,
    text: str | None = None,
    streets: str | None = None,
    count: str | None = None,
    only: str | None = None,
) -> pd.DataFrame:
    """One row per text of a labelled file: tekst, straten (tuple of the right names; empty for
    none), aantal (its weight: the number of rows it represents).

    `text`, `streets`, `count`: headers; by default known headers, or else the first two columns.
    `only`: `column=value`, to select rows. Raises `AnalystError` with the missing column.
    """
    table = read_cells(source_file(path))
    text = _column(table, text, TEXT_HEADERS, 0, path)
    if streets is None:
        streets = _column(table.drop(columns=text), None, STREET_HEADERS, 0, path)
    streets = _column(table, streets, (), 1, path)
    if only:
        column, _, value = only.partition("=")
        _column(table, column, (), 0, path)
        table = table[table[column].eq(value)]
    counts = pd.Series(1, index=table.index)
    if count or "aantal" in table:
        column = _column(table, count or "aantal", (), 0, path)
        counts = pd.to_numeric(table[column], errors="coerce").fillna(1).astype("int64")
    names = [
        tuple(name.strip() for name in cell.split(";") if name.strip()) for cell in table[streets]
    ]
    rows = pd.DataFrame({"tekst": table[text], "straten": names, "aantal": counts})
    return rows.reset_index(drop=True)


def labelled_by_decisions(decisions: Decisions) -> pd.DataFrame:
    """What `read_labelled` gives, of the texts that were decided: each once, by its newest
    decision."""
    streets = dict(decisions.aliases)
    streets |= {each.geschreven: each.straatnaam for each in decisions.of_texts}
    newest = {text_key(text): (text, street) for text, street in streets.items()}
    rows = [(text, (street,) if street else (), 1) for text, street in newest.values()]
    table = pd.DataFrame(rows, columns=["tekst", "straten", "aantal"])
    return table.sort_values("tekst", ignore_index=True)


def matcher_without_decisions(reference: Reference, decisions: Decisions) -> Matcher:
    """A matcher of the streets of a municipality that does not know what was decided of texts."""
    undecided = replace(decisions, aliases=(), of_texts=())
    return Matcher(StreetIndex(reference, undecided), undecided)


def right_suggestions(labelled: pd.DataFrame, suggestions: Suggestions) -> tuple[int, int, int]:
    """How often the first suggestion for a text is a right street, how often one of those that are
    shown, and of how many texts with a street."""
    named = labelled[labelled["straten"].map(len).gt(0)]
    likely = suggestions.of(named["tekst"])
    ranks = [
        next((at for at, (name, _) in enumerate(likely[text][:MOST]) if name in right), None)
        for text, right in zip(named["tekst"], named["straten"], strict=True)
    ]
    return ranks.count(0), len(ranks) - ranks.count(None), len(ranks)


def interval(right: int, of: int) -> tuple[float, float] | None:
    """Between which shares the true one is with 95 % certainty (Wilson); None out of nothing."""
    if not of:
        return None
    from scipy.stats import binomtest  # a quarter of a second to load; only an evaluation needs it

    found = binomtest(right, of).proportion_ci(method="wilson")
    return found.low, found.high


def read_streets(path: Path, column: str | None = None) -> list[str]:
    """The names of a list of streets: a column of a CSV or TSV, or one name per line."""
    table = read_cells(source_file(path))
    if column is None and len(table.columns) == 1 and table.columns[0].lower() not in LIST_HEADERS:
        return [str(table.columns[0]), *table.iloc[:, 0]]  # a list without a header
    return [name for name in table[_column(table, column, LIST_HEADERS, 0, path)] if name]


def matcher_of(names: Iterable[str], reference: Reference, decisions: Decisions) -> Matcher:
    """A matcher for `names` instead of the streets of the municipality."""
    listed = pd.DataFrame({"straatnaam": sorted({name for name in names if fold(name)})})
    streets = StreetIndex(replace(reference, straten=listed.astype("str")), decisions)
    return Matcher(streets, decisions)


def evaluate(
    labelled: pd.DataFrame, matcher: Matcher, elsewhere: Elsewhere | None = None
) -> Outcome:
    """Link every text of `labelled` (see `read_labelled`) and compare with its labels.
    `elsewhere`: what tells which texts name a place of another municipality, so have no street."""
    began = time.perf_counter()
    matched = matcher.find(labelled["tekst"])
    if elsewhere is not None:
        outside = elsewhere.decided_by(labelled[["tekst"]].set_axis(["straat"], axis=1)).ne("")
        matched |= dict.fromkeys(labelled["tekst"][outside], MatchResult((), ELSEWHERE))
    seconds = time.perf_counter() - began
    likely = matcher.streets.similarity.find(labelled["tekst"].unique())
    streets, rows, links = matcher.streets, [], []
    for text, right, count in labelled.itertuples(index=False):
        match = matched[text]
        linked = {}
        for mention in match.mentions:
            candidates = {streets.names[name].straat_id for name in mention.names}
            name = streets.name(mention)
            if len(candidates) == 1:
                linked.setdefault(fold(name), (name, mention))
        labels = {fold(name) for name in right}
        tied = match.mentions and not linked
        rows.append(
            (
                text,
                "; ".join(right),
                "; ".join(name for name, _ in linked.values()),
                ", ".join(mention.method for _, mention in linked.values())
                or (AMBIGUOUS if tied else match.why_none),
                min((mention.score for _, mention in linked.values()), default=0.0),
                count,
                len(labels & linked.keys()),
                len(linked.keys() - labels),
                len(labels - linked.keys()),
            )
        )
        links += [
            (mention.method, mention.score, count * (key in labels), count * (key not in labels))
            for key, (_, mention) in linked.items()
        ]
    columns = "tekst straten gevonden methode score aantal goed fout gemist".split()
    linked = pd.DataFrame(links, columns=["methode", "score", "goed", "fout"])
    by_method = linked.groupby("methode", as_index=False)[["goed", "fout"]].sum()
    outcome = pd.DataFrame(rows, columns=columns)
    outcome["meest_waarschijnlijk"] = [_suggested(likely.get(t), streets) for t in outcome["tekst"]]
    outcome["uitleg"] = [_explained(likely.get(text)) for text in outcome["tekst"]]
    return Outcome(
        outcome,
        by_method.sort_values("goed", ascending=False),
        linked,
        len(matched),
        len({street.straat_id for street in streets.names}),
        seconds,
    )


def _suggested(likely: Candidates | None, streets: StreetIndex) -> str:
    """The most probable streets of a text with their probability: `Markt 0.91; Marktweg 0.04`."""
    pairs = likely.suggested if likely else ()
    return "; ".join(f"{streets.names[name].straatnaam} {score:.2f}" for name, score in pairs)


def _explained(likely: Candidates | None) -> str:
    return explained(likely.evidence, likely.score, likely.runner_up_score) if likely else ""


SCORE_BANDS = (0.0, 0.5, 0.8, 0.85, 0.9, 0.95, 0.98, 1.01)


def reliability(outcome: Outcome) -> pd.DataFrame:
    """How often links are right, by band of their score: van, tot, koppelingen, gemiddelde_score,
    aandeel_juist. Where the score is a probability, the last two are alike."""
    links = outcome.links.assign(aantal=lambda row: row["goed"] + row["fout"])
    links["gewogen"] = links["score"] * links["aantal"]
    bands = pd.cut(links["score"], SCORE_BANDS, right=False)
    found = links.groupby(bands, observed=True)[["goed", "aantal", "gewogen"]].sum()
    return pd.DataFrame(
        {
            "van": [band.left for band in found.index],
            "tot": [min(band.right, 1.0) for band in found.index],
            "koppelingen": found["aantal"].to_numpy(),
            "gemiddelde_score": (found["gewogen"] / found["aantal"]).round(3).to_numpy(),
            "aandeel_juist": (found["goed"] / found["aantal"]).round(3).to_numpy(),
        }
    )


def _column(
    table: pd.DataFrame, named: str | None, known: tuple[str, ...], position: int, path: Path
) -> str:
    if named is not None:
        if named in table:
            return named
        raise AnalystError(
            f"{path.name} heeft geen kolom «{named}». De kolommen zijn: "
            f"{', '.join(map(str, table.columns))}."
        )
    lowered = {str(column).lower(): column for column in table.columns}
    for header in known:
        if header in lowered:
            return lowered[header]
    if position < len(table.columns):
        return table.columns[position]
    raise AnalystError(
        f"{path.name} moet ten minste twee kolommen hebben: de tekst en de juiste straat."
    )
