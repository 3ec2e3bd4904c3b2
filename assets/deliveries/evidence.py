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

KnownWords = Mapping[str, frozenset[str]]  # field -> its known words, folded; `afge*`: a beginning

_MOSTLY_KNOWN = 0.6  # of the rows with a value
_WORDS_KNOWN = 0.4  # of them for a list, of which each municipality has words of its own
_ALL = 0.98
_OF_WORDS = frozenset({shapes.CHOICE, shapes.TEXT, shapes.CODE})
_MOST_WORDS = 1000  # of a list
FEWEST = 3  # words of a list of categories
_CATEGORIES = ("hoofdcategorie", "subcategorie")
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
    by_words = _by_words(cells, column_shapes, words)
    found: dict[int, str] = {}
    for name, position in (
        *_categories(cells, column_shapes, [at for name, at in by_words if name in _CATEGORIES]),
        *by_words,
        *_by_moments(cells, column_shapes, layout, rows),
        (layout.identity, _numbering(cells, column_shapes, rows)),
        ("straat", next(iter(streets(cells, column_shapes)), None)),
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
    beginnings = {
        name: tuple(word[:-1] for word in known if word.endswith("*"))
        for name, known in words.items()
    }
    for position, (column, shape) in enumerate(zip(cells, column_shapes, strict=True)):
        if shape.kind not in _OF_WORDS or shape.distinct > _MOST_WORDS:
            continue
        counts = column[column.ne("")].value_counts()
        folded = [*map(fold_header, counts.index)]
        for name, known in words.items():
            is_known = [word in known or word.startswith(beginnings[name]) for word in folded]
            share = counts[is_known].sum() / counts.sum()
            if share >= (_ALL if name == "plaats" else _WORDS_KNOWN):
                shares.append((-share, position, name))
    return [(name, position) for _, position, name in sorted(shares)]


def _categories(
    cells: Sequence[pd.Series], column_shapes: Sequence[Shape], known: Sequence[int]
) -> list[tuple[str, int]]:
    """The columns of main and sub category. `known`: columns with words of categories, the surest
    first. A column is above another if each word of the other has one word of it."""
    if not known:
        return []
    lists = [at for at, shape in enumerate(column_shapes) if shape.kind == shapes.CHOICE]
    first = known[0]
    for other in [*known[1:], *(at for at in lists if at not in known)]:
        above, below = _is_below(cells[first], cells[other]), _is_below(cells[other], cells[first])
        fewer = column_shapes[other].distinct < column_shapes[first].distinct
        if above and (fewer or not below) and other in known:
            return [("hoofdcategorie", other), ("subcategorie", first)]
        if below:
            return [("hoofdcategorie", first), ("subcategorie", other)]
    return [("hoofdcategorie", first)]


def below(main: int, cells: Sequence[pd.Series], column_shapes: Sequence[Shape]) -> list[int]:
    """The columns whose list is below that of column `main`: each word has one word of it."""
    return [
        at
        for at, shape in enumerate(column_shapes)
        if at != main and shape.kind == shapes.CHOICE and _is_below(cells[at], cells[main])
    ]


def _is_below(lower: pd.Series, upper: pd.Series) -> bool:
    pairs = pd.DataFrame({"lower": lower, "upper": upper})
    pairs = pairs[pairs["lower"].ne("") & pairs["upper"].ne("")].drop_duplicates()
    several = pairs["upper"].nunique() > 1
    return several and len(pairs) > 1 and not pairs["lower"].duplicated().any()


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


def streets(cells: Sequence[pd.Series], column_shapes: Sequence[Shape]) -> list[int]:
    """The columns in which most texts name a street, the surest first."""
    shares = {
        position: column[column.ne("")].str.contains(_STREET, regex=True).mean()
        for position, (column, shape) in enumerate(zip(cells, column_shapes, strict=True))
        if shape.kind in {shapes.TEXT, shapes.CHOICE}
    }
    named = [position for position, share in shares.items() if share >= _MOSTLY_KNOWN]
    return sorted(named, key=lambda position: -shares[position])
