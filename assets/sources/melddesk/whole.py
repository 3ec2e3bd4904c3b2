"""What a row of a large delivery must know of the rows in its other parts: which words occur once,
and which reports were split up. A delivery that is made in one piece does not need it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from assets.deliveries.batch import Batch
from assets.sources.melddesk.systems import were_split

_FIELDS = ("hoofdcategorie", "subcategorie", "kanaal")


@dataclass(frozen=True)
class WholeDelivery:
    """`rows`: of the delivery. `words`: field -> casefolded text -> its number of rows.
    `split_up`: the numbers of the reports that were closed by splitting them."""

    rows: int
    words: dict[str, Counter[str]]
    split_up: frozenset[str]


def whole_delivery(parts: Iterable[Batch]) -> WholeDelivery:
    """What the parts of one delivery have together."""
    rows = 0
    words = {field: Counter() for field in _FIELDS}
    split_up: set[str] = set()
    for part in parts:
        raw = part.frame
        rows += len(raw)
        for field, counts in words.items():
            counts.update(raw[field].str.casefold().value_counts().to_dict())
        split_up.update(raw.loc[were_split(raw), "meldingnummer"])
    return WholeDelivery(rows, words, frozenset(split_up))
