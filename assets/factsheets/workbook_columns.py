"""The columns of a page of the workbook: heading, number format, width and values of each.

Made from the table of an annex. How they are written is decided in `workbooks`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from assets.factsheets import numbers
from assets.factsheets.sheet import Annex
from schemas import published
from schemas.published.contract import Table

WIDE = 46  # characters in the widest column; longer texts are wrapped
_MOST_CHARACTERS = 32_000  # in one cell: the limit of Excel is slightly higher
_MOST_HEADING = 60
_YEARS = ("jaar", "nulmeting_jaar", "streefjaar")
_WORDS = {
    "12m": "12 maanden",
    "pct": "%",
    "hic": "HIC",
    "vvc": "VVC",
    "melddesk": "MeldDesk",
    "pai": "PAI",
    "pei": "PEI",
}


@dataclass(frozen=True)
class BookColumn:
    """A column of a page. `name`: in the table of the annex; `position`: on the page, from 0.

    `form`: `year`, `whole`, `tenth`, `hundredth`, `day`, `moment`, or empty for text. `values`:
    text, numbers, datetimes or None. `width`: in characters.
    """

    name: str
    position: int
    heading: str
    form: str
    values: tuple[object, ...]
    width: float


@dataclass(frozen=True)
class BookPage:
    """An annex with its columns."""

    annex: Annex
    columns: tuple[BookColumn, ...]

    @classmethod
    def of(cls, annex: Annex) -> BookPage:
        """The page of an annex; headings that are equal to Excel are numbered."""
        frame = annex.frame
        headings = unique([heading(name) for name in frame.columns])
        columns = []
        for position, (name, shown) in enumerate(zip(frame.columns, headings, strict=True)):
            series = frame.iloc[:, position]
            values = tuple(_value(value) for value in series)
            form = _form(name, series)
            columns.append(BookColumn(name, position, shown, form, values, _width(shown, values)))
        return cls(annex, tuple(columns))

    @property
    def row_count(self) -> int:
        """The number of rows of the table."""
        return len(self.annex.frame)

    def column(self, name: str) -> BookColumn:
        """The first column with this name in the table of the annex."""
        return next(column for column in self.columns if column.name == name)


def heading(name: object) -> str:
    """`hic_12m_per_1000` -> `HIC 12 maanden per 1000`; a name without `_` is left as is."""
    words = [_WORDS.get(word, word) for word in clean(str(name)).split("_")]
    return numbers.capital(" ".join(words))[:_MOST_HEADING] or "Kolom"


def meaning_of(annex: Annex, column: str) -> str:
    """What a column means in the published table that a page shows, with other columns under the
    heading that they have in the workbook; empty for a column that is not described."""
    if column in annex.meanings:
        return annex.meanings[column]
    if not annex.table or column not in published.table(annex.table).names:
        return ""
    return explained(published.table(annex.table))[column]


def explained(contract: Table) -> dict[str, str]:
    """Column -> what it means, with the columns that it names under their headings."""

    def headed(named: re.Match[str]) -> str:
        return f"«{heading(named[1])}»" if named[1] in contract.names else named[1]

    return {c.name: re.sub("`([^`]+)`", headed, c.comment) for c in contract.columns}


def unique(headings: Sequence[str]) -> list[str]:
    """The headings, numbered if they differ in case only: Excel takes each only once."""
    seen: dict[str, int] = {}
    numbered = []
    for text in headings:
        seen[text.casefold()] = times = seen.get(text.casefold(), 0) + 1
        numbered.append(text if times == 1 else f"{text} ({times})")
    return numbered


def clean(text: str) -> str:
    """The text without characters that XML cannot hold, cut to what a cell can hold."""
    letters = (
        letter if letter in "\t\n" or unicodedata.category(letter) not in ("Cc", "Cs") else " "
        for letter in text[:_MOST_CHARACTERS]
    )
    return "".join(letters)


def _form(name: str, values: pd.Series) -> str:
    """The number format of a column, by its name and values."""
    if name in _YEARS:
        return "year"
    if values.dtype.kind in "iu":
        return "whole"
    if values.dtype.kind == "f":
        known = values.dropna()
        if (known == known.round()).all():
            return "whole"
        return "hundredth" if known.abs().max() < 10 else "tenth"
    if values.dtype.kind == "M":
        known = values.dropna()
        return "day" if (known == known.dt.normalize()).all() else "moment"
    return ""


def _width(heading: str, values: Sequence[object]) -> float:
    """As wide as the longest word of the heading, or the longest text or number."""
    longest_word = max(len(word) for word in heading.split())
    lengths = [
        len(value) if isinstance(value, str) else min(len(str(value)), 11) + 1
        for value in values
        if value is not None
    ]
    return min(max([longest_word + 3, *(length + 1 for length in lengths)]), WIDE)


def _value(value: object) -> object:
    """A value as Excel takes it: text, a number, a datetime, or None."""
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return None
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, bool) or type(value).__name__ == "bool_":
        return "ja" if value else "nee"
    if isinstance(value, pd.Timestamp):
        return value.to_pydatetime().replace(tzinfo=None)
    if hasattr(value, "isoformat"):
        return datetime(value.year, value.month, value.day)
    number = float(value)
    return number if abs(number) != float("inf") else "oneindig"
