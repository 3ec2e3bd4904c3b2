"""What analysts decided about written names and streets: rows of a file named in [referentie]
aliassen, and the versions of such a file that a home keeps.

A row of only a name and a street is an alias: it means the street wherever it stands in a text. A
row with a `besluit` or a period is about one whole text, as the review list shows it. Which text a
decision is about, and what it does to a row, is in `assets.linking`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from functools import lru_cache
from pathlib import Path

import pandas as pd

from assets.basis.atomic import replacing
from assets.basis.errors import AnalystError
from assets.reference.files import VERSIONS, SourceFile, newest_version, read_text, source_file
from schemas.layout import fold_header

ALIAS, STREET, NO_STREET = "", "straat", "geen straat"
ONE_STREET, TWO_STREETS = "één straat", "twee straten"
KINDS = (ALIAS, STREET, NO_STREET, ONE_STREET, TWO_STREETS)
_DAYS = ("geldig_van", "geldig_tot", "besloten_op")


@dataclass(frozen=True)
class Decision:
    """What `geschreven` means: a street of the list, none, or the street `straatnaam` itself.

    `besluit`: one of `KINDS`. `gemeente`: the municipality that decided, as its code or name;
    empty: any. `geldig_van`, `geldig_tot`: the first and last day (YYYY-MM-DD, or empty) of the
    rows that it is about. `besloten_op`: the day of the decision; of two about the same, the newest
    counts.
    """

    geschreven: str
    straatnaam: str = ""
    besluit: str = ALIAS
    gemeente: str = ""
    geldig_van: str = ""
    geldig_tot: str = ""
    besloten_op: str = ""

    @property
    def is_alias(self) -> bool:
        """Whether it means its street wherever it stands."""
        return self.besluit == ALIAS and not (self.geldig_van or self.geldig_tot)

    @property
    def is_of_text(self) -> bool:
        """Whether it is about a whole text."""
        return self.besluit in (STREET, NO_STREET) or (self.besluit == ALIAS and not self.is_alias)

    def is_of(self, code: str, name: str) -> bool:
        """Whether it is a decision of this municipality."""
        own = fold_header(self.gemeente)
        return not own or own in (fold_header(code), fold_header(name))

    def holds_on(self, day: pd.Timestamp | None) -> bool:
        """Whether it is about a row of `day`. A row without a day counts as one of now."""
        if day is None or pd.isna(day):
            return not self.geldig_tot
        text = f"{day:%Y-%m-%d}"
        return (self.geldig_van or text) <= text <= (self.geldig_tot or text)


COLUMNS = tuple(field.name for field in fields(Decision))


def read_decisions(file: SourceFile) -> tuple[Decision, ...]:
    """The decisions of every municipality in a file, in the order of the file.

    Only `geschreven` and `straatnaam` are required, so a table of aliases is a file of decisions.
    Raises `AnalystError` with the file, the column and the row.
    """
    return _read(file)


@lru_cache(maxsize=16)
def _read(file: SourceFile) -> tuple[Decision, ...]:
    table = read_text(file, ("geschreven", "straatnaam"), True).reindex(columns=[*COLUMNS])
    table = table.astype("str").fillna("")
    kinds = {fold_header(kind): kind for kind in KINDS}
    table["besluit"] = table["besluit"].map(lambda text: kinds.get(fold_header(text), "?"))
    _refuse(file, "besluit", table["besluit"].eq("?"), f"Kies uit: {', '.join(KINDS[1:])}.")
    for column in _DAYS:
        wrong = table[column].ne("") & ~table[column].map(is_day).astype("bool")
        _refuse(file, column, wrong, "Schrijf een dag als 2019-01-01, of laat de cel leeg.")
    begin, end = table["geldig_van"], table["geldig_tot"]
    _refuse(
        file,
        "geldig_tot",
        begin.ne("") & end.ne("") & end.lt(begin),
        "De laatste dag ligt voor de eerste.",
    )
    no_street = table["besluit"].eq(NO_STREET)
    _refuse(
        file,
        "straatnaam",
        no_street & table["straatnaam"].ne(""),
        f"Bij «{NO_STREET}» blijft deze cel leeg.",
    )
    filled = table["geschreven"].ne("") & (table["straatnaam"].ne("") | no_street)
    _refuse(file, "straatnaam", ~filled & table["besluit"].ne(ALIAS), "Vul een straat in.")
    return tuple(Decision(**row) for row in table[filled].to_dict("records"))


def _refuse(file: SourceFile, column: str, wrong: pd.Series, advice: str) -> None:
    if wrong.any():
        row = int(wrong.to_numpy().argmax()) + 2  # as a spreadsheet counts, with its heading
        raise AnalystError(f"{file.label}, rij {row}, kolom {column}: dit kan niet. {advice}")


def is_day(text: str) -> bool:
    """Whether a text is a day as 2019-01-01."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def in_order(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Decisions from old to new: the last one that holds counts."""
    return tuple(sorted(decisions, key=lambda decision: decision.besloten_op))


# -- what a home keeps -------------------------------------------------------------------------


def kept_decisions(folder: Path) -> tuple[Decision, ...]:
    """The decisions of the newest version in `folder`; none if there is no version yet."""
    newest = newest_version(folder)
    return read_decisions(source_file(newest, "aliassen")) if newest else ()


def keep(folder: Path, added: Sequence[Decision]) -> Path:
    """Write a new version in `folder`: the newest one with `added` behind it.

    A version is never changed, so that what was decided on a day stays known. The caller sees to it
    that nobody else writes one meanwhile.
    """
    newest = newest_version(folder)
    number = int(newest.stem.rpartition("-")[2]) + 1 if newest else 1
    path = folder / f"{VERSIONS}-{number:04}.csv"
    write_decisions(path, (*kept_decisions(folder), *added))
    return path


def write_decisions(path: Path, decisions: Iterable[Decision]) -> None:
    """Write a file of decisions at once."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (
        replacing(path, durable=True) as temporary,
        temporary.open("w", encoding="utf-8", newline="") as file,
    ):
        writer = csv.DictWriter(file, COLUMNS, delimiter=";", lineterminator="\n")
        writer.writeheader()
        writer.writerows(map(asdict, decisions))
