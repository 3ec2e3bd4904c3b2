"""One public figure as it is written in a table or a sentence, and all of them, ready to look up.

Which figure stands where is decided elsewhere. What is hidden or unknown has no value here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from assets.factsheets import numbers
from schemas.public import NIL, PROVISIONAL, SECRET, UNKNOWN, WITHOUT_VALUE

REVISED = "h"  # of the site itself, beside the marks of `schemas.public`
MEANING = {
    SECRET: "geheim",
    UNKNOWN: "onbekend",
    NIL: "nihil, niet voorgekomen",
    PROVISIONAL: "voorlopig",
    REVISED: "herzien",
}
_SHARES = ("%", "procent")


@dataclass(frozen=True)
class Figure:
    """A figure with its marks. `value` is None exactly where it is hidden or unknown."""

    value: float | None
    mark: str = ""
    status: str = ""
    unit: str = "aantal"
    low: float | None = None
    high: float | None = None

    @property
    def is_secret(self) -> bool:
        """Whether there is a figure that is not told."""
        return self.mark == SECRET

    @property
    def text(self) -> str:
        """What stands in the table: the number, or the mark in its place."""
        if self.mark in (*WITHOUT_VALUE, NIL):
            return self.mark
        return UNKNOWN if self.value is None else amount(self.value, self.unit)

    @property
    def marks(self) -> tuple[str, ...]:
        """The marks that go with it, the one in the place of a number too."""
        own = [self.text] if self.text in (*WITHOUT_VALUE, NIL) else []
        if PROVISIONAL in (self.mark, "*" if self.status == "voorlopig" else ""):
            own += [PROVISIONAL] if self.text not in WITHOUT_VALUE else []
        if self.status == "herzien":
            own.append(REVISED)
        return tuple(own)

    @property
    def after(self) -> str:
        """The marks that stand behind the number."""
        return "".join(mark for mark in self.marks if mark != self.text)

    @property
    def spoken(self) -> str:
        """The marks in words, for who hears the page; empty where there are none."""
        return ", ".join(MEANING[mark] for mark in self.marks)

    @property
    def margin(self) -> str:
        """`1,9 tot 3,3`; empty where the margins are not known."""
        if self.value is None or self.low is None or self.high is None:
            return ""
        return f"{amount(self.low, self.unit)} tot {amount(self.high, self.unit)}"


# What stands where an edition has no figure at all.
NOTHING = Figure(None, UNKNOWN)

Series = dict[str, Figure]  # by period, in order
Table = Mapping[str, Series]  # by kind of period


def amount(value: float, unit: str) -> str:
    """`1.234`; of a share or a score with one decimal: `7,1`."""
    return numbers.count(value) if unit == "aantal" else numbers.decimal(value, 1)


def with_unit(value: float, unit: str) -> str:
    """`2,5 procent`, `7,1`: as in a sentence."""
    return f"{amount(value, unit)} procent" if unit in _SHARES else amount(value, unit)


def unit_words(unit: str) -> str:
    """A unit for who reads it: `%` -> `procent`."""
    return "procent" if unit in _SHARES else unit


def by_area(
    frame: pd.DataFrame, units: Mapping[str, str]
) -> dict[str, dict[str, dict[str, Series]]]:
    """`openbare_cijfers` -> area -> indicator -> kind of period -> period -> figure."""
    columns = (
        "gebied_code indicator_id periode_soort periode waarde teken status marge_onder marge_boven"
    ).split()
    found: dict[str, dict[str, dict[str, Series]]] = {}
    for row in frame[columns].sort_values(columns[:4]).itertuples(index=False):
        area, indicator, kind, period, value, mark, status, low, high = row
        series = found.setdefault(area, {}).setdefault(indicator, {}).setdefault(kind, {})
        series[period] = Figure(
            number(value), text(mark), text(status), units[indicator], number(low), number(high)
        )
    return found


def number(value: object) -> float | None:
    """A value of a frame; None where it is missing."""
    return None if value is None or pd.isna(value) else float(value)


def text(value: object) -> str:
    """A text of a frame; empty where it is missing."""
    return "" if value is None or pd.isna(value) else str(value)
