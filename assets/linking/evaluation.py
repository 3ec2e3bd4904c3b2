"""How well texts are linked to streets, measured on a list of which the right answer is known.

A street mentioned counts, so a text that names two streets counts twice. Recall: mentions found of
those that are right; precision: mentions right of those found. Measuring only; what is shown of it
stands in `pipelines`.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from assets.basis.errors import AnalystError
from assets.linking.decisions import Decisions
from assets.linking.matching import AMBIGUOUS, Matcher
from assets.linking.names import fold
from assets.linking.streets import StreetIndex
from assets.reference.files import named, read_cells
from assets.reference.tables import Reference

# Headers by which the columns are known where none are named.
TEXT_HEADERS = ("tekst", "geschreven", "adres", "stop_name", "altlabel", "variant", "text", "input")
STREET_HEADERS = (
    "straten", "straat", "straatnaam", "gold_streets", "preflabel", "streets", "street", "gold"
)  # fmt: skip
LIST_HEADERS = ("straatnaam", "openbareruimtenaam", "naam", "street", "name", "straat", "preflabel")


@dataclass(frozen=True)
class Outcome:
    """`rows`: a row a text: tekst, straten, gevonden, methode, score, aantal, goed, fout, gemist
    (mentions). `methods`: a row a method: methode, goed, fout (mentions of all rows). `seconds`:
    for the distinct texts, without reading files and making the index."""

    rows: pd.DataFrame
    methods: pd.DataFrame
    texts: int
    streets: int
    seconds: float

    def total(self, what: str) -> int:
        """Mentions that are `goed`, `fout` or `gemist`, each text counted as often as it stands."""
        return int((self.rows[what] * self.rows["aantal"]).sum())

    @property
    def recall(self) -> float:
        """Right mentions found, of all right mentions; 1 where there are none."""
        right = self.total("goed")
        return right / (right + self.total("gemist")) if right + self.total("gemist") else 1.0

    @property
    def precision(self) -> float:
        """Right mentions, of all found; 1 where none were found."""
        right = self.total("goed")
        return right / (right + self.total("fout")) if right + self.total("fout") else 1.0

    @property
    def speed(self) -> float:
        """Distinct texts a second."""
        return self.texts / max(self.seconds, 1e-9)


def read_labelled(
    path: Path,
    text: str | None = None,
    streets: str | None = None,
    count: str | None = None,
    only: str | None = None,
) -> pd.DataFrame:
    """A labelled file: tekst, straten (tuple of right names; empty for none), aantal (rows that it
    stands for). `text`, `streets`, `count`: headers, else known ones, else the first two
    columns. `only`: `column=value`, to take some of the rows.

    Raises `AnalystError` naming the column that is not there.
    """
    table = read_cells(named(path))
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


def read_streets(path: Path, column: str | None = None) -> list[str]:
    """The names of a list of streets: a column of a CSV or TSV, or a name a line."""
    table = read_cells(named(path))
    if column is None and len(table.columns) == 1 and table.columns[0].lower() not in LIST_HEADERS:
        return [str(table.columns[0]), *table.iloc[:, 0]]  # a list without a header
    return [name for name in table[_column(table, column, LIST_HEADERS, 0, path)] if name]


def matcher_of(names: Iterable[str], reference: Reference, decisions: Decisions) -> Matcher:
    """A matcher to other names than those of the municipality."""
    listed = pd.DataFrame({"straatnaam": sorted({name for name in names if fold(name)})})
    streets = StreetIndex(replace(reference, straten=listed.astype("str")), decisions)
    return Matcher(streets, decisions)


def evaluate(labelled: pd.DataFrame, matcher: Matcher) -> Outcome:
    """Link every text of `labelled` and hold what was found against what is right."""
    began = time.perf_counter()
    found = matcher.find(labelled["tekst"])
    seconds = time.perf_counter() - began
    streets, rows, methods = matcher.streets, [], []
    for text, right, count in labelled.itertuples(index=False):
        answer = found[text]
        named = {}
        for mention in answer.mentions:
            possible = {streets.names[name].straat_id for name in mention.names}
            name = streets.name(mention)
            if len(possible) == 1:
                named.setdefault(fold(name), (name, mention))
        wanted = {fold(name) for name in right}
        tied = answer.mentions and not named
        rows.append(
            (
                text,
                "; ".join(right),
                "; ".join(name for name, _ in named.values()),
                ", ".join(mention.method for _, mention in named.values())
                or (AMBIGUOUS if tied else answer.why_none),
                min((mention.score for _, mention in named.values()), default=0.0),
                count,
                len(wanted & named.keys()),
                len(named.keys() - wanted),
                len(wanted - named.keys()),
            )
        )
        methods += [
            (mention.method, count * (key in wanted), count * (key not in wanted))
            for key, (_, mention) in named.items()
        ]
    columns = "tekst straten gevonden methode score aantal goed fout gemist".split()
    by_method = pd.DataFrame(methods, columns=["methode", "goed", "fout"])
    return Outcome(
        pd.DataFrame(rows, columns=columns),
        by_method.groupby("methode", as_index=False).sum().sort_values("goed", ascending=False),
        len(found),
        len({street.straat_id for street in streets.names}),
        seconds,
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
