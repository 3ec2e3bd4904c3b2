"""Years side by side: a table with a column per year, turned into one row per year.

Only the turning; which tables are wide is decided in `headers` and `reading`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import itemgetter

import pandas as pd

from assets.formats.cells import header_texts
from assets.formats.sheets import MALFORMED

_YEAR = re.compile(r"^j?((?:19|20)\d{2})\*?$", re.IGNORECASE)
YEAR, VALUE = "Jaar", "Waarde"


def header(names: Sequence[str]) -> list[str]:
    """The header after turning; unchanged if no column is a year."""
    others = [name for name in names if not _YEAR.match(name.strip())]
    return [*others, YEAR, VALUE] if len(others) < len(names) else list(names)


def one_row_per_year(rows: Sequence[Sequence[object]], number: int) -> list[Sequence[str]]:
    """The header and the rows below it as text, one per year; an empty cell gives no row.

    `number`: the row of the header, from 0. A row of another width than the header stays one row,
    and stays of another width; blank rows are dropped.
    """
    names = header_texts(rows[number])
    while names and not names[-1]:
        names.pop()
    years = {place: match[1] for place, name in enumerate(names) if (match := _YEAR.match(name))}
    others = [place for place in range(len(names)) if place not in years]
    whole: dict[int, list[str]] = {}
    turned: list[tuple[int, Sequence[str]]] = []
    for place, row in enumerate(map(header_texts, rows[number + 1 :])):
        if len(row) >= len(names) and not any(row[len(names) :]):
            whole[place] = row[: len(names)]
        elif any(row):
            turned.append((place, MALFORMED))
    frame = pd.DataFrame(
        list(whole.values()), index=list(whole), columns=range(len(names)), dtype="str"
    )
    long = frame.melt(others, list(years), YEAR, VALUE, ignore_index=False)
    long = long[long[VALUE].ne("")]
    long[YEAR] = long[YEAR].map(years)
    turned += zip(long.index, long.itertuples(index=False, name=None), strict=True)
    in_order = sorted(turned, key=itemgetter(0))  # stable: the years of a row keep their order
    return [[*(names[place] for place in others), YEAR, VALUE], *(row for _, row in in_order)]
