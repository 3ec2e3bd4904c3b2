"""The parts of the week that Dutch has plain words for: sets of its 28 cells, each with its name.

Which of them stands out in a street is decided in `week_patterns`. A night is named after the
evening before it, as people do: `vrijdagnacht` is the night that ends on Saturday, so it is the
cell of Saturday.
"""

from __future__ import annotations

from itertools import chain

import numpy as np

from schemas.staged import CELLS, PARTS_OF_THE_DAY, WEEKDAYS

_NIGHT, _MORNING, _AFTERNOON, _EVENING = range(4)
_SOME_PARTS = {
    (_MORNING, _AFTERNOON): "overdag",
    (_AFTERNOON, _EVENING): "'s middags en 's avonds",
    (_EVENING, _NIGHT): "'s avonds en 's nachts",
}
_EVERY_DAY, _WORKING_DAYS = tuple(range(7)), tuple(range(5))
_DAYS_AND_PAIRS = (
    *((day,) for day in range(7)),
    *((day, (day + 1) % 7) for day in range(7)),
)
_RUNS = (*_DAYS_AND_PAIRS, (0, 1, 2, 3), (4, 5, 6))
_PLURAL = ("nachten", "ochtenden", "middagen", "avonden")


def _cells(days: tuple[int, ...], parts: tuple[int, ...]) -> frozenset[int]:
    """For whole days, the night is that of the day itself; otherwise it is the night that follows
    the evening."""
    later = 1 if len(parts) < len(PARTS_OF_THE_DAY) else 0
    return frozenset(
        4 * ((day + later * (part == _NIGHT)) % 7) + part for day in days for part in parts
    )


def _run(days: tuple[int, ...], ending: str = "") -> str:
    """`vrijdag`, `vrijdag en zaterdag`, `vrijdag tot en met zondag`; with an ending (nacht):
    `vrijdag- en zaterdagnacht`."""
    first, last = WEEKDAYS[days[0]], WEEKDAYS[days[-1]] + ending
    if len(days) == 1:
        return last
    return f"{first}{'-' if ending else ''} {'en' if len(days) == 2 else 'tot en met'} {last}"


def _of_one_part(part: int) -> dict[str, frozenset[int]]:
    word = PARTS_OF_THE_DAY[part]
    named = {_run(days, word): _cells(days, (part,)) for days in _RUNS}
    if part != _NIGHT:  # the night after Friday is no night of a working day
        named[f"doordeweekse {_PLURAL[part]}"] = _cells(_WORKING_DAYS, (part,))
    return named | {f"'s {word}s": _cells(_EVERY_DAY, (part,))}


def _of_more_parts(parts: tuple[int, ...], words: str) -> dict[str, frozenset[int]]:
    named = {f"{_run(days)} {words}": _cells(days, parts) for days in _DAYS_AND_PAIRS}
    if _NIGHT not in parts:
        named[f"doordeweeks {words}"] = _cells(_WORKING_DAYS, parts)
    return named | {words: _cells(_EVERY_DAY, parts)}


def _of_whole_days() -> dict[str, frozenset[int]]:
    parts = tuple(range(4))
    named = {_run(days): _cells(days, parts) for days in _RUNS}
    return named | {"doordeweeks": _cells(_WORKING_DAYS, parts)}


# Name -> its cells. `doordeweeks`: Monday to Friday.
PARTS: dict[str, frozenset[int]] = dict(
    chain(
        *(_of_one_part(part).items() for part in range(4)),
        *(_of_more_parts(parts, words).items() for parts, words in _SOME_PARTS.items()),
        _of_whole_days().items(),
    )
)
NAMES = tuple(PARTS)
# [cell, part of the week]: 1 where the cell is in it.
MEMBERS = np.array([[float(cell in cells) for cells in PARTS.values()] for cell in range(CELLS)])
