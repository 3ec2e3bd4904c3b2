"""Years side by side: a table with a column a year, as rows of one year each.

Only the turning; which table it is, is told in `reading`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assets.formats.sheets import MALFORMED

_YEAR = re.compile(r"^j?((?:19|20)\d{2})\*?$", re.IGNORECASE)
YEAR, VALUE = "Jaar", "Waarde"


def header(names: Sequence[str]) -> list[str]:
    """The header after turning; as it was where no column is a year."""
    years = [name for name in names if _YEAR.match(name.strip())]
    if not years:
        return list(names)
    return [*(name for name in names if not _YEAR.match(name.strip())), YEAR, VALUE]


def one_year_a_row(rows: Sequence[Sequence[object]], number: int) -> list[Sequence[object]]:
    """The header and the rows under it, a row a year; an empty cell is no figure.

    A row of another width than the header stays one row, and stays of another width.
    """
    names = [_text(cell) for cell in rows[number]]
    while names and not names[-1]:
        names.pop()
    years = {place: found[1] for place, name in enumerate(names) if (found := _YEAR.match(name))}
    others = [place for place in range(len(names)) if place not in years]
    turned: list[Sequence[object]] = [[*(names[place] for place in others), YEAR, VALUE]]
    for row in rows[number + 1 :]:
        if not any(map(_text, row)):
            continue
        if len(row) < len(names) or any(map(_text, row[len(names) :])):
            turned.append(MALFORMED)
            continue
        fixed = [row[place] for place in others]
        turned += [[*fixed, year, row[place]] for place, year in years.items() if _text(row[place])]
    return turned


def _text(cell: object) -> str:
    """A cell as a header; a year in a workbook is a number."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()
