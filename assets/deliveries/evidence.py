"""What the values of a column say about the field it could be: known words, dates that come first,
a number of its own in each row. No value leaves this module, only which field it speaks for.

Headers are judged in `proposals`, which weighs both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from assets.deliveries import shapes
from assets.deliveries.shapes import Shape
from assets.formats.moments import parse_moments
from schemas.layout import Layout, fold_header

KnownWords = Mapping[str, frozenset[str]]  # field -> its known words, folded

_MOSTLY_KNOWN = 0.6  # of the rows with a value
_ALL = 0.98
_STREET = r"(?i)\b\w*(?:straat|str\.?|weg|laan|plein|dreef|singel|steeg|gracht|kade|pad|hof)\b"
_NUMBERED = r"(?i)(?=.*\d)[\w./-]{1,30}"
# Field of a moment -> whether it is the first of the moments of a case, or the last.
_FIRST = {"ontvangen": True, "pleegmoment": True, "kennisname": False}


def speaks_for(
    cells: Sequence[pd.Series], column_shapes: Sequence[Shape], layout: Layout, words: KnownWords
) -> dict[int, str]:
    """Position of a column -> the field that its values speak for. Columns that could be the same
    field are not told apart: the one with most known words, or the leftmost, has it."""
    rows = max((len(column) for column in cells), default=0)
    fields = {field.name for field in layout.fields}
    found: dict[int, str] = {}
    for name, position in (
        *_by_words(cells, column_shapes, words),
        *_by_moments(cells, column_shapes, layout, rows),
        (layout.identity, _numbering(cells, column_shapes, rows)),
        ("straat", _streets(cells, column_shapes)),
    ):
        is_free = position not in found and name not in found.values()
        if name in fields and position is not None and is_free:
            found[position] = name
    return found


def _by_words(
    cells: Sequence[pd.Series], column_shapes: Sequence[Shape], words: KnownWords
) -> list[tuple[str, int]]:
    """Field and column, the surest first."""
    shares = []
    for position, (column, shape) in enumerate(zip(cells, column_shapes, strict=True)):
        if shape.kind in {shapes.EMPTY, shapes.LONG, shapes.DATE} or shape.distinct > 1000:
            continue
        counts = column[column.ne("")].value_counts()
        folded = counts.index.map(fold_header)
        for name, known in words.items():
            share = counts[folded.isin(known)].sum() / counts.sum()
            if share >= _MOSTLY_KNOWN:
                shares.append((-share, position, name))
    return [(name, position) for _, position, name in sorted(shares)]


def _by_moments(
    cells: Sequence[pd.Series], column_shapes: Sequence[Shape], layout: Layout, rows: int
) -> list[tuple[str, int]]:
    """The moment that decides the month: it is there in every row, and comes before others (when a
    report came in) or after them (when the police learned of it)."""
    moments = {}
    for position, (column, shape) in enumerate(zip(cells, column_shapes, strict=True)):
        if shape.kind == shapes.DATE and shape.filled >= _ALL * rows:
            read = parse_moments(column, (*layout.date_formats, *shape.formats))
            moments[position] = read.astype("int64").where(read.notna()).median()
    if not moments:
        return []
    found = []
    for name, is_first in _FIRST.items():
        chosen = min(moments, key=moments.get) if is_first else max(moments, key=moments.get)
        if name == layout.month_field or len(moments) > 1:
            found.append((name, chosen))
    return sorted(found, key=lambda pair: pair[0] != layout.month_field)


def _numbering(cells: Sequence[pd.Series], column_shapes: Sequence[Shape], rows: int) -> int | None:
    """The leftmost column with a number of its own in every row."""
    for position, (column, shape) in enumerate(zip(cells, column_shapes, strict=True)):
        is_number = shape.kind in {shapes.TEXT, shapes.WHOLE, shapes.CODE, *shapes.POINTS}
        if not (is_number and shape.filled == rows and shape.distinct >= _ALL * rows):
            continue
        if column.str.fullmatch(_NUMBERED).mean() >= _ALL:
            return position
    return None


def _streets(cells: Sequence[pd.Series], column_shapes: Sequence[Shape]) -> int | None:
    """The column in which most texts name a street."""
    shares = {
        position: column[column.ne("")].str.contains(_STREET, regex=True).mean()
        for position, (column, shape) in enumerate(zip(cells, column_shapes, strict=True))
        if shape.kind in {shapes.TEXT, shapes.CHOICE}
    }
    best = max(shares, key=shares.get, default=None)
    return best if best is not None and shares[best] >= _MOSTLY_KNOWN else None
