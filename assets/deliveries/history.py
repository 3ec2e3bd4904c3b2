"""What came before a delivery: which deliveries count for it, and what they hold of each month.

Only counts of rows stand here, by month and code; the gates that compare them stand in `gates`.
"""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import median


@dataclass
class Delivery:
    """A delivery as the gates see it.

    `months`: those it covers; `codes`: the incident codes to which it is limited, or None;
    `headers`: folded header -> header; `cells`: accepted rows by month and code; `streets`: rows
    by street; `shares`: which part of its rows found a street, an area and a street known before.
    """

    levering_id: str
    order: tuple[str, str, str]
    received: str
    months: tuple[str, ...]
    codes: frozenset[str] | None
    headers: dict[str, str]
    cells: dict[str, Counter] = field(default_factory=dict)
    streets: Counter = field(default_factory=Counter)
    shares: dict[str, float] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """Accepted rows."""
        return sum(counts.total() for counts in self.cells.values())

    def rows_of(self, month: str, codes: frozenset[str] | None = None) -> int:
        """Accepted rows of a month, of some codes or of all."""
        counts = self.cells.get(month, Counter())
        return counts.total() if codes is None else sum(counts[code] for code in codes)


class History:
    """The deliveries of one source that count for the delivery that is looked at now."""

    def __init__(self) -> None:
        self.deliveries: list[Delivery] = []
        self._versions: dict[str, list[Delivery]] = {}

    def admit(self, delivery: Delivery) -> None:
        """Let a delivery count, at its own place in the order of receipt."""
        insort(self.deliveries, delivery, key=lambda one: one.order)
        for month in delivery.months:
            insort(self._versions.setdefault(month, []), delivery, key=lambda one: one.order)

    @property
    def months(self) -> list[str]:
        """Every month that was covered, in order."""
        return sorted(self._versions)

    def newest(self, month: str, codes: frozenset[str] | None) -> Delivery | None:
        """The delivery whose figures of a month one limited to `codes` would replace."""
        for version in reversed(self._versions.get(month, ())):
            if version.codes is None or version.codes == codes:
                return version
        return None

    def rows(self, month: str, codes: frozenset[str] | None) -> int | None:
        """Rows of a month (of `codes`) as they count now; None where nobody delivered it."""
        version = self.newest(month, codes)
        return None if version is None else version.rows_of(month, codes)

    def usual(self, month: str, codes: frozenset[str] | None) -> float | None:
        """What the month should hold: the median of the same month of earlier years, if there are
        two of them; else of the twelve delivered months before it; None where there are none."""
        before = [one for one in self.months if one < month]
        same = self._counts((one for one in before if one[5:] == month[5:]), codes)
        counts = same if len(same) > 1 else self._counts(before[-12:], codes)
        return median(counts) if counts else None

    def usual_codes(self) -> dict[str, float]:
        """Code -> median of its rows in the twelve newest months that were delivered whole."""
        whole = [(month, self.newest(month, None)) for month in self.months]
        cells = [version.cells.get(month, Counter()) for month, version in whole if version][-12:]
        every = set().union(*cells)
        return {code: median(counts[code] for counts in cells) for code in every}

    def previous(self, least: int) -> Delivery | None:
        """The last delivery with at least `least` rows."""
        return next((one for one in reversed(self.deliveries) if one.rows >= least), None)

    def streets(self) -> set[str]:
        """Every street that was delivered."""
        return set().union(*(one.streets for one in self.deliveries))

    def _counts(self, months: Iterable[str], codes: frozenset[str] | None) -> list[int]:
        return [rows for month in months if (rows := self.rows(month, codes)) is not None]
