"""Public figures and how one is written in a table or a sentence.

Also the lookup of all figures of an edition. Which figure is shown where is decided elsewhere. A
hidden or unknown figure has no value here, so that no page can reveal it. A count of nothing is
written 0, whatever its mark: the mark `-` is of the files alone, and means nothing here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from schemas import dutch
from schemas.public import PROVISIONAL, SECRET, UNKNOWN, WITHOUT_VALUE

# Besides the marks of `schemas.public`. The factsheets use the same letter; their `h` is another.
REVISED = "r"
MEANING = {
    SECRET: "geheim",
    UNKNOWN: "onbekend",
    PROVISIONAL: "voorlopig",
    REVISED: "herzien",
}
_SHARES = ("%", "procent")


@dataclass(frozen=True)
class Figure:
    """A figure with its marks. `value` is None exactly if it is hidden or unknown.

    `low` and `high` are the margins of a survey outcome, in the unit of the value.
    """

    value: float | None
    mark: str = ""
    status: str = ""
    unit: str = "aantal"
    low: float | None = None
    high: float | None = None

    @property
    def is_secret(self) -> bool:
        """Whether the figure exists but is hidden."""
        return self.mark == SECRET

    @property
    def text(self) -> str:
        """The number, or the mark that replaces it."""
        if self.mark in WITHOUT_VALUE:
            return self.mark
        return UNKNOWN if self.value is None else amount(self.value, self.unit)

    @property
    def marks(self) -> tuple[str, ...]:
        """All its marks, including one that replaces the number."""
        marks = [self.text] if self.text in WITHOUT_VALUE else []
        is_provisional = self.mark == PROVISIONAL or self.status == "voorlopig"
        if is_provisional and self.text not in WITHOUT_VALUE:
            marks.append(PROVISIONAL)
        if self.status == "herzien":
            marks.append(REVISED)
        return tuple(marks)

    @property
    def suffix(self) -> str:
        """The marks to write behind the number."""
        return "".join(mark for mark in self.marks if mark != self.text)

    @property
    def spoken(self) -> str:
        """The marks in words, for screen readers; empty without marks."""
        return ", ".join(MEANING[mark] for mark in self.marks)

    @property
    def margin(self) -> str:
        """`1,9 tot 3,3`; empty if the margins are not known."""
        if self.value is None or self.low is None or self.high is None:
            return ""
        return f"{amount(self.low, self.unit)} tot {amount(self.high, self.unit)}"


# Stands in for a figure that an edition lacks.
NOTHING = Figure(None, UNKNOWN)

Series = dict[str, Figure]  # by period, in chronological order
Table = Mapping[str, Series]  # by kind of period


def amount(value: float, unit: str) -> str:
    """`1.234` for a count; a share or score with one decimal: `7,1`."""
    return dutch.count(value) if unit == "aantal" else dutch.decimal(value, 1)


def with_unit(value: float, unit: str) -> str:
    """As in a sentence: `2,5 procent`, `7,1`."""
    return f"{amount(value, unit)} procent" if unit in _SHARES else amount(value, unit)


def unit_words(unit: str) -> str:
    """The name of a unit: `%` -> `procent`; other units are names already."""
    return "procent" if unit in _SHARES else unit


def by_area(
    frame: pd.DataFrame, units: Mapping[str, str]
) -> dict[str, dict[str, dict[str, Series]]]:
    """`openbare_cijfers` -> area code -> indicator id -> kind of period -> series.

    `units` maps an indicator id to its unit.
    """
    columns = (
        "gebied_code indicator_id periode_soort periode waarde teken status marge_onder marge_boven"
    ).split()
    areas: dict[str, dict[str, dict[str, Series]]] = {}
    for row in frame[columns].sort_values(columns[:4]).itertuples(index=False):
        area, indicator, kind, period, value, mark, status, low, high = row
        series = areas.setdefault(area, {}).setdefault(indicator, {}).setdefault(kind, {})
        series[period] = Figure(
            number(value), text(mark), text(status), units[indicator], number(low), number(high)
        )
    return areas


def number(value: object) -> float | None:
    """A number from a frame; None if it is missing."""
    return None if value is None or pd.isna(value) else float(value)


def text(value: object) -> str:
    """A text from a frame; empty if it is missing."""
    return "" if value is None or pd.isna(value) else str(value)
