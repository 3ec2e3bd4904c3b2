"""Rows of a publication, of a table or the answer to a named question, that meet filters.

A filter names a column, or what the column is about (`buurt`), and a value: a code or a name.
Values go to DuckDB as parameters, never as SQL. How rows are written belongs to whoever asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import duckdb
import pandas as pd

from assets.basis.errors import AnalystError
from assets.warehouse.models import questions
from schemas import published
from schemas.published.contract import Column, Kind, Table
from schemas.published.questions import QUESTIONS

_FILTER = re.compile(r"\s*(\w+)\s*(>=|<=|=)(.*)", re.DOTALL)
_FOLDED = "lower(strip_accents({}))"
_NUMBERS = (Kind.WHOLE, Kind.SMALL, Kind.NUMBER)
_NEAR = 60  # of 100: how much a name must be like what was typed to be offered


@dataclass(frozen=True)
class _Subject:
    """What a column is about: the columns that hold its code or its name, in any table, and the
    table that has both."""

    columns: tuple[str, ...]
    table: str
    code: str
    name: str


_SUBJECTS = {
    "thema": _Subject(("thema", "themanaam"), "themas", "thema", "themanaam"),
    "buurt": _Subject(("buurtcode", "buurtnaam"), "buurten", "buurtcode", "buurtnaam"),
    "wijk": _Subject(("wijkcode", "wijknaam"), "buurten", "wijkcode", "wijknaam"),
    "gebied": _Subject(("gebied_code", "gebiedsnaam"), "gebieden", "gebied_code", "gebiedsnaam"),
    "indicator": _Subject(("indicator_id", "indicator"), "indicatoren", "indicator_id", "naam"),
    "straat": _Subject(("straat_id", "straatnaam"), "straten", "straat_id", "straatnaam"),
    "levering": _Subject(("levering_id",), "leveringen", "levering_id", "bestandsnaam"),
}


@dataclass(frozen=True)
class Filter:
    """A filter as it was typed: a column or subject, `=`, `>=` or `<=`, and a value."""

    column: str
    sign: str
    value: str

    @classmethod
    def of(cls, text: str) -> Filter:
        """The filter in `text`. Raises `AnalystError` if it has another form."""
        parts = _FILTER.fullmatch(text)
        if not parts:
            raise AnalystError(
                "Een filter is kolom=waarde, kolom>=waarde of kolom<=waarde, zoals "
                '--waar buurt=Wyck of --waar "maand>=2020-01".'
            )
        return cls(parts[1].lower(), parts[2], parts[3].strip())

    @property
    def words(self) -> str:
        """As it stands on a page."""
        return f"{self.column} {self.sign} {self.value or '(leeg)'}"


def contract(name: str) -> Table:
    """The table, view or question with that name, in which `-` and `_` are one. Raises
    `AnalystError` with the names that are like it."""
    wanted = name.strip().lower().replace("-", "_")
    if wanted in QUESTIONS:
        return QUESTIONS[wanted].answer
    names = (*(each.name for each in QUESTIONS.values()), *published.INTERN, *published.VIEWS)
    if wanted in names:
        return published.table(wanted)
    raise AnalystError(
        f"«{name}» is geen tabel en geen vraag.{_meant(wanted, names)} Alle namen: "
        "veiligheidsbeeld export."
    )


def select(
    database: duckdb.DuckDBPyConnection, wanted: Table, filters: Sequence[Filter], most: int
) -> pd.DataFrame:
    """The rows of `wanted` that meet all filters; of `=` filters on one subject, any of them.

    Whole numbers are whole, also beside empty cells. Raises `AnalystError` for a column that is not
    there, for a value that no row has, and for more than `most` rows.
    """
    question = QUESTIONS.get(wanted.name)
    if question and question.needs and not _asks(filters, question.needs[0], wanted):
        column, example = question.needs
        raise AnalystError(
            f"Zeg van welke {column}: --waar {column}=NAAM, zoals --waar {column}={example}."
        )
    source = f"({questions()[wanted.name].sql})" if question else wanted.name
    conditions, values = [], []
    for columns, group in _grouped(wanted, filters):
        parts = [_condition(database, wanted, columns, each) for each in group]
        conditions.append("(" + " or ".join(text for text, _ in parts) + ")")
        values += [value for _, own in parts for value in own]
    where = f" where {' and '.join(conditions)}" if conditions else ""
    found = database.execute(f"select count(*) from {source}{where}", values).fetchone()[0]
    if not found:
        raise AnalystError(_nothing(database, wanted, filters))
    if found > most:
        raise AnalystError(
            f"Dit zijn {found} rijen; meer dan {most} passen niet op een blad van Excel. Kies er "
            "een deel van met --waar, of schrijf een .csv."
        )
    names = ", ".join(wanted.names)
    frame = database.execute(f"select {names} from {source}{where}", values).df()
    whole = {c.name: "Int64" for c in wanted.columns if c.kind in (Kind.WHOLE, Kind.SMALL)}
    return frame.astype(whole)


def _columns(wanted: Table, name: str) -> tuple[Column, ...]:
    """The columns that a filter on `name` is about. Raises `AnalystError` if there are none."""
    subject = _subject(name)
    about = subject.columns if subject else (name,)
    found = tuple(wanted.column(column) for column in about if column in wanted.names)
    if not found:
        raise AnalystError(
            f"«{_typed_name(wanted)}» heeft geen kolom «{name}».{_meant(name, wanted.names)} "
            f"De kolommen: {', '.join(wanted.names)}."
        )
    return found


def _subject(name: str) -> _Subject | None:
    return next((s for key, s in _SUBJECTS.items() if name == key or name in s.columns), None)


def _grouped(
    wanted: Table, filters: Iterable[Filter]
) -> list[tuple[tuple[Column, ...], list[Filter]]]:
    """The filters of which a row must meet one, with the columns that they are about."""
    groups: dict[object, tuple[tuple[Column, ...], list[Filter]]] = {}
    for place, each in enumerate(filters):
        columns = _columns(wanted, each.column)
        key = columns if each.sign == "=" else place
        groups.setdefault(key, (columns, []))[1].append(each)
    return list(groups.values())


def _condition(
    database: duckdb.DuckDBPyConnection, wanted: Table, columns: Sequence[Column], each: Filter
) -> tuple[str, list[object]]:
    """A condition in SQL, and its values."""
    if each.sign != "=":
        column = wanted.column(each.column) if each.column in wanted.names else columns[0]
        return f"{column.name} {each.sign} ?", [_typed(column, each.value)]
    if not each.value:
        return " and ".join(f"{column.name} is null" for column in columns), []
    if columns[0].kind is not Kind.TEXT:
        return f"{columns[0].name} = ?", [_typed(columns[0], each.value)]
    same = _synonyms(database, each)
    marks = ", ".join(_FOLDED.format("?") for _ in same)
    parts = [f"{_FOLDED.format(column.name)} in ({marks})" for column in columns]
    return " or ".join(parts), same * len(columns)


def _synonyms(database: duckdb.DuckDBPyConnection, each: Filter) -> list[str]:
    """The value, with the codes of that name and the names of that code."""
    subject = _subject(each.column)
    if subject is None:
        return [each.value]
    same = _FOLDED.format("?")
    rows = database.execute(
        f"select {subject.code}, {subject.name} from {subject.table} "
        f"where {_FOLDED.format(subject.code)} = {same} or {_FOLDED.format(subject.name)} = {same}",
        [each.value] * 2,
    ).fetchall()
    by_name = [code for code, name in rows if code.casefold() != each.value.casefold()]
    by_code = [name for code, name in rows if code.casefold() == each.value.casefold()]
    return list(dict.fromkeys([each.value, *by_name, *by_code]))


def _typed(column: Column, value: str) -> object:
    """A value as the column has it. Raises `AnalystError` if it cannot be one."""
    if column.kind in _NUMBERS:
        try:
            return float(value.replace(".", "").replace(",", ".") if "," in value else value)
        except ValueError:
            raise AnalystError(f"«{column.name}» is een getal, zoals 12 of 1,5.") from None
    if column.kind in (Kind.DAY, Kind.MOMENT):
        return _day(column, value)
    if column.kind is Kind.YES_NO:
        if value.lower() not in ("ja", "nee"):
            raise AnalystError(f"«{column.name}» is ja of nee.")
        return value.lower() == "ja"
    return value


def _day(column: Column, value: str) -> date:
    for form in ("%Y-%m-%d", "%d-%m-%Y"):
        try:
            return datetime.strptime(value, form).date()
        except ValueError:
            continue
    raise AnalystError(f"«{column.name}» is een dag, zoals 2020-06-30 of 30-06-2020.")


def _asks(filters: Sequence[Filter], needed: str, wanted: Table) -> bool:
    columns = _columns(wanted, needed)
    return any(each.value and _columns(wanted, each.column) == columns for each in filters)


def _nothing(database: duckdb.DuckDBPyConnection, wanted: Table, filters: Sequence[Filter]) -> str:
    """That no row is left, with names that are like what was typed."""
    if not filters:
        return f"«{_typed_name(wanted)}» heeft geen rijen."
    told = (
        f"Geen rij van «{_typed_name(wanted)}» voldoet aan {', '.join(f.words for f in filters)}."
    )
    for each in filters:
        subject = _subject(each.column)
        if subject and each.value and len(_synonyms(database, each)) == 1:
            rows = database.execute(f"select distinct {subject.name} from {subject.table}")
            told += _meant(each.value, [name for (name,) in rows.fetchall() if name])
    return told


def _typed_name(wanted: Table) -> str:
    return QUESTIONS[wanted.name].name if wanted.name in QUESTIONS else wanted.name


def _meant(text: str, names: Iterable[str]) -> str:
    """` Bedoelt u: a, b?`, or nothing if no name is like `text`."""
    from rapidfuzz import process, utils

    near = process.extract(
        text, list(names), processor=utils.default_process, limit=4, score_cutoff=_NEAR
    )
    return f" Bedoelt u: {', '.join(name for name, *_ in near)}?" if near else ""
