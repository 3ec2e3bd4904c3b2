"""The deliveries that precede a delivery: which of them count, and their rows of each month.

Only counts of rows, by month and code; the comparisons are in `gates`.
"""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import attrgetter
from statistics import median

from assets.deliveries.overlap import MIN_PERIODS, Overlap, Watch


@dataclass
class Delivery:
    """A delivery as the gates see it.

    `months`: those it covers. `codes`: the incident codes to which it is limited, or None.
    `headers`: folded header -> header. `cells`: accepted rows by month and code. `streets`: rows
    by street. `accepted`: accepted rows, also of a source without months. `refused`: rejected rows
    by column and reason. `shares`: the shares of its rows with a street (`straat`), with an area
    (`buurt`), and, of those with a street, in one that was delivered before (`bekend`). `overlap`:
    how those lie in the streets of the deliveries before it; None if that cannot be said.
    """

    levering_id: str
    order: tuple
    received: str
    months: tuple[str, ...]
    codes: frozenset[str] | None
    headers: dict[str, str]
    cells: dict[str, Counter] = field(default_factory=dict)
    streets: Counter = field(default_factory=Counter)
    shares: dict[str, float] = field(default_factory=dict)
    accepted: int = 0
    refused: Counter[tuple[str, str]] = field(default_factory=Counter)
    overlap: Overlap | None = None

    @property
    def rows(self) -> int:
        """Accepted rows."""
        return sum(counts.total() for counts in self.cells.values())

    def rows_of(self, month: str, codes: frozenset[str] | None = None) -> int:
        """Accepted rows of a month, of some codes or of all."""
        counts = self.cells.get(month, Counter())
        return counts.total() if codes is None else sum(counts[code] for code in codes)


class History:
    """The deliveries of one source that count for the delivery being judged."""

    def __init__(self) -> None:
        self.deliveries: list[Delivery] = []
        self._versions: dict[str, list[Delivery]] = {}

    def admit(self, delivery: Delivery) -> None:
        """Let a delivery count, at its own place in the order of receipt."""
        insort(self.deliveries, delivery, key=attrgetter("order"))
        for month in delivery.months:
            insort(self._versions.setdefault(month, []), delivery, key=attrgetter("order"))

    @property
    def months(self) -> list[str]:
        """Every month that a delivery covers, in order."""
        return sorted(self._versions)

    def newest(self, month: str, codes: frozenset[str] | None) -> Delivery | None:
        """The delivery that one limited to `codes` would replace for this month, or None."""
        for version in reversed(self._versions.get(month, ())):
            if version.codes is None or version.codes == codes:
                return version
        return None

    def rows(self, month: str, codes: frozenset[str] | None) -> int | None:
        """Rows of a month, limited to `codes`, as they count now; None if it was not delivered."""
        version = self.newest(month, codes)
        return None if version is None else version.rows_of(month, codes)

    def usual(self, month: str, codes: frozenset[str] | None) -> float | None:
        """The usual number of rows of a month: the median of the same month in earlier years if
        there are at least two, else of the last twelve months before it; None if there are none."""
        earlier = [other for other in self.months if other < month]
        same_month = self._counts((other for other in earlier if other[5:] == month[5:]), codes)
        counts = same_month if len(same_month) > 1 else self._counts(earlier[-12:], codes)
        return median(counts) if counts else None

    def usual_codes(self) -> dict[str, float]:
        """Code -> median of its rows in the twelve latest months that were delivered completely."""
        versions = [(month, self.newest(month, None)) for month in self.months]
        cells = [version.cells.get(month, Counter()) for month, version in versions if version][
            -12:
        ]
        codes = set().union(*cells)
        return {code: median(counts[code] for counts in cells) for code in codes}

    def previous(self, least: int) -> Delivery | None:
        """The latest delivery with at least `least` rows; None if there is none."""
        newest_first = reversed(self.deliveries)
        return next((delivery for delivery in newest_first if delivery.rows >= least), None)

    def streets(self) -> set[str]:
        """Every street in the deliveries that count."""
        return set().union(*(delivery.streets for delivery in self.deliveries))

    def overlap(self, delivery: Delivery) -> Overlap | None:
        """How many rows of a delivery are in the streets of the last twelve deliveries that count
        for some month, beside what is usual for this source. Deliveries before the last accepted
        change of streets do not take part."""
        counting = {versions[-1].levering_id for versions in self._versions.values()}
        watch, latest = Watch(), []
        for earlier in self.deliveries:
            if earlier.overlap is not None and earlier.overlap.breaks:
                latest = []
            elif earlier.overlap is not None:
                watch.learn(earlier.overlap)
            if earlier.levering_id in counting and earlier.streets:
                latest = [*latest[-11:], earlier.streets]
        if len(latest) < MIN_PERIODS:
            return None
        seen, periods = Counter[str](), Counter[str]()
        for streets in latest:
            seen.update(streets)
            periods.update(streets.keys())
        new = [rows for street, rows in delivery.streets.items() if street not in seen]
        alone = sum(rows for street, rows in seen.items() if periods[street] == 1)
        # One street that appears is no break.
        return watch.judge(
            delivery.streets.total(), sum(new) - max(new, default=0), seen.total(), alone
        )

    def _counts(self, months: Iterable[str], codes: frozenset[str] | None) -> list[int]:
        return [rows for month in months if (rows := self.rows(month, codes)) is not None]
