"""What only a whole file decides: whether x and y are swapped (`swapped`), and whether the day or
the month comes first in its dates (`date_styles`). Each part of the file is put right accordingly.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from assets.formats import date_styles, swapped
from assets.formats.date_styles import Seen, Verdict
from assets.formats.text_table import TextTable


@dataclass(frozen=True)
class Decided:
    """What was decided. `orders`: field -> separator -> how dates with it are read, for the fields
    that have dates of which the settings alone do not say how."""

    exchange: bool
    orders: Mapping[str, Mapping[str, Verdict]]
    notes: tuple[str, ...]

    def put_right(self, part: TextTable) -> TextTable:
        """A part of the file, as decided, with all notes."""
        frame = swapped.exchanged(part.frame) if self.exchange else part.frame
        formats = part.layout.date_formats
        dates = {
            field: date_styles.rewritten(frame[field], verdicts, formats)
            for field, verdicts in self.orders.items()
        }
        notes = (*part.notes, *self.notes)
        return replace(part, frame=frame.assign(**dates) if dates else frame, notes=notes)


def decided(first: TextTable, every: Callable[[], Iterable[TextTable]] | None) -> Decided:
    """What a file decides. `every`: all its parts, read anew; None if `first` is all of it.

    The parts are read anew only if the first shows that something is to be decided.
    """
    layout = first.layout
    seen = _seen(first)
    points = layout.coordinates == "WGS84"
    parts: list[pd.DataFrame] = [first.frame[["x", "y"]]] if points else []
    if every is not None and (points or not all(map(date_styles.is_plain, seen.values()))):
        seen, parts = {field: Counter() for field in seen}, []
        for part in every():
            for field, counts in _seen(part).items():
                seen[field] += counts
            if points:
                parts.append(part.frame[["x", "y"]])
    swap = swapped.notes_of(pd.concat(parts), layout) if points else ()
    orders, notes = {}, [*swap]
    for field, counts in seen.items():
        if not date_styles.is_plain(counts):
            orders[field] = date_styles.judged(counts, layout.date_formats)
            name = layout.field(field).headers[0]
            notes += date_styles.notes_of(counts, orders[field], layout.date_formats, name)
    return Decided(bool(swap), orders, tuple(notes))


def _seen(part: TextTable) -> dict[str, Counter[Seen]]:
    return {
        field: date_styles.seen(part.frame[field], part.layout.date_formats)
        for field in part.layout.moments
        if field in part.positions
    }
