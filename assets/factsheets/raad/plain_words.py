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

_BREAKS = re.compile(r"trendbreuk: (?P<names>[^;]+)")
_FIRST_WORDS = re.compile(r"[^(,;:+]+")  # what `cells.split_breaks` does not split
_YEAR_ONLY = "12 maanden: "  # before a reason that does not concern the half-year


def in_plain_words(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The tables of the council's sheet with plain names of indicators and of breaks."""
    return {name: _told(frame) for name, frame in wording.in_plain_words(tables).items()}


def comparison_notes(rows: Sequence[SimpleNamespace], shared: str) -> list[str]:
    """The notes under a table of figures: what its marks mean, and each reason once why there is no
    figure or no comparison."""
    notes = [note for note in cells.mark_notes(rows, shared) if note.startswith("Tekens: ")]
    found = dict.fromkeys(
        reason for row in rows for reason in str(row.geen_vergelijking or "").split("; ") if reason
    )
    reasons = [reason for reason in found if not reason.startswith(_YEAR_ONLY)]
    of_year = [reason.removeprefix(_YEAR_ONLY) for reason in found if reason not in reasons]
    of_year = [reason for reason in of_year if reason not in reasons]
    if reasons:
        has_gap = any(numbers.is_unknown(row.nu) for row in rows)
        heading = "Geen cijfer of geen vergelijking" if has_gap else "Geen vergelijking"
        notes.append(f"{heading}: {'; '.join(cells.plain(reason, 120) for reason in reasons)}.")
    if of_year:
        words = "; ".join(cells.plain(reason, 120) for reason in of_year)
        notes.append(f"Geen vergelijking over twaalf maanden: {words}.")
    return notes


def _told(frame: pd.DataFrame) -> pd.DataFrame:
    columns: dict[str, Callable[[str], str]] = {
        "trendbreuk": _names,
        "geen_vergelijking": lambda text: _BREAKS.sub(lambda found: _names(found["names"]), text),
        "toelichting": lambda text: _BREAKS.sub(
            lambda found: f"let op: {_names(found['names'])}", text
        ),
    }
    present = {name: told for name, told in columns.items() if name in frame}
    return frame.assign(**{name: frame[name].map(told, "ignore") for name, told in present.items()})


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
