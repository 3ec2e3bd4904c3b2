"""Why figures on the council's sheet cannot be compared, in plain words.

The tables name a break by the short name that the team knows. A member of the council is told what
changed. How indicators are named is decided in `wording`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from types import SimpleNamespace

import pandas as pd

from assets.factsheets import cells, numbers, wording
from assets.indicators.breaks import load_breaks

_BREAK = "trendbreuk: "  # before the names of breaks
_BREAKS = re.compile(rf"{_BREAK}(?P<names>[^;]+)")
_FIRST_WORDS = re.compile(r"[^(,;:+]+")  # what `cells.split_breaks` does not split
_YEAR_ONLY = "12 maanden: "  # before a reason that does not concern the half-year
_LONGEST_REASON = 200  # of several breaks in words


def in_plain_words(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The tables of the council's sheet with plain names of indicators and of breaks."""
    return {name: _told(frame) for name, frame in wording.in_plain_words(tables).items()}


def comparison_notes(rows: Sequence[SimpleNamespace], shared: str) -> list[str]:
    """The notes under a table of figures: what its marks mean, and each reason once why there is no
    figure or no comparison."""
    found = dict.fromkeys(
        reason for row in rows for reason in str(row.geen_vergelijking or "").split("; ") if reason
    )
    reasons = [reason for reason in found if not reason.startswith(_YEAR_ONLY)]
    of_year = [reason.removeprefix(_YEAR_ONLY) for reason in found if reason not in reasons]
    of_year = [reason for reason in of_year if reason not in reasons]
    shown = [cells.plain(reason, _LONGEST_REASON) for reason in reasons]
    notes = [*cells.meaning_notes(rows, shared), *cells.reason_notes(rows, shown)]
    if of_year:
        words = "; ".join(cells.plain(reason, _LONGEST_REASON) for reason in of_year)
        notes.append(f"Geen vergelijking over twaalf maanden: {words}.")
    return notes


def _told(frame: pd.DataFrame) -> pd.DataFrame:
    columns: dict[str, Callable[[str], str]] = {
        "trendbreuk": _names,
        "geen_vergelijking": lambda text: _BREAKS.sub(lambda found: _names(found["names"]), text),
        "toelichting": lambda text: "; ".join(map(_warned, text.split("; "))),
    }
    present = {name: told for name, told in columns.items() if name in frame}
    return frame.assign(**{name: frame[name].map(told, "ignore") for name, told in present.items()})


def _warned(part: str) -> str:
    """A part of the explanation of a goal: of known breaks what changed, any other as it is. What
    the team itself wrote may also begin with this word."""
    names = part.removeprefix(_BREAK).split(", ")
    if not part.startswith(_BREAK) or not any(name in _changes() for name in names):
        return part
    return f"let op: {', '.join(_changes().get(name, name) for name in names)}"


def _names(names: str) -> str:
    """What changed at each of these breaks; a name that is not in the list of breaks as it is."""
    return ", ".join(_changes().get(name, name) for name in cells.split_breaks(names))


@lru_cache
def _changes() -> Mapping[str, str]:
    """Name of a break -> the first words of its explanation, which say what changed and when. The
    corona period needs none, and is recognised by its name."""
    return {
        known.naam: numbers.uncapital(found[0].strip())
        for known in load_breaks()
        if not cells.is_corona(known.naam) and (found := _FIRST_WORDS.match(known.toelichting))
    }
