"""What the team wrote of a signal: of its row itself, or of the same series about months that
overlap it. How much of it is told where is up to the sections.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import SimpleNamespace

import pandas as pd

from assets.factsheets import cells, numbers
from assets.formats.periods import months

_OF_SIGNAL = (
    "indicator_id gebied_code periode_van periode_tot sinds_maand duiding duiding_auteur "
    "duiding_datum"
).split()
_FIELDS = "indicator_id gebied_code periode duiding auteur datum is_nieuwste".split()


@dataclass(frozen=True)
class Interpretation:
    """What the team wrote, by whom, when, and about which period if that is not the issue's."""

    words: str
    author: str = ""
    period: str = ""
    day: object = None

    @property
    def about(self) -> str:
        """What stands before the words: the period, if it is not the issue's."""
        return f"Over {numbers.period_in_sentence(self.period)}: " if self.period else ""


def written(tables: Mapping[str, pd.DataFrame]) -> list[SimpleNamespace]:
    """The interpretations that count, each with the first and last month it is about."""
    rows = [row for row in cells.records(tables, "duidingen", _FIELDS) if row.is_nieuwste]
    return [SimpleNamespace(**vars(row), months=_span(str(row.periode))) for row in rows]


def _span(period: str) -> tuple[str, str]:
    first, _, last = period.partition("--")
    return months(first)[0], months(last or first)[-1]


def interpretation_of(
    row: SimpleNamespace, known: Iterable[SimpleNamespace]
) -> Interpretation | None:
    """What the team wrote of the row itself, or else the newest that it wrote of the same indicator
    and area about a period that overlaps the change.

    `row`: of `driehoek_signalen`. `known`: what `written` returns.
    """
    if not numbers.is_unknown(row.duiding):
        return Interpretation(str(row.duiding), _text(row.duiding_auteur), day=row.duiding_datum)
    start = row.periode_van if numbers.is_unknown(row.sinds_maand) else row.sinds_maand
    fitting = [
        words
        for words in known
        if (words.indicator_id, words.gebied_code) == (row.indicator_id, row.gebied_code)
        and words.months[0] <= row.periode_tot
        and words.months[1] >= start
    ]
    if not fitting:
        return None
    newest = max(fitting, key=lambda words: (words.months[1], pd.Timestamp(words.datum)))
    period = str(newest.periode)
    return Interpretation(str(newest.duiding), _text(newest.auteur), period, newest.datum)


def remark(row: SimpleNamespace, known: Iterable[SimpleNamespace], most: int) -> str:
    """The same in one line of at most so many characters, with author and day; empty if there is
    none."""
    found = interpretation_of(row, known)
    if found is None:
        return ""
    return found.about + cells.remark(found.words, found.author, found.day, most)


def filled(tables: Mapping[str, pd.DataFrame], name: str) -> pd.DataFrame:
    """The table of signals, each with what `interpretation_of` finds."""
    frame, known = tables[name], written(tables)
    found = [interpretation_of(row, known) for row in cells.records(tables, name, _OF_SIGNAL)]
    texts = [one and f"{one.about}{one.words}" for one in found]
    return frame.assign(
        duiding=pd.Series(texts, index=frame.index, dtype="str"),
        duiding_auteur=pd.Series(
            [(one and one.author) or None for one in found], index=frame.index
        ),
        duiding_datum=pd.to_datetime(
            pd.Series([one and one.day for one in found], index=frame.index)
        ),
    )


def _text(value: object) -> str:
    return "" if numbers.is_unknown(value) else str(value)
