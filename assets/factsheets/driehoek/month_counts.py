"""The months behind a signal: counts in its window through 24 months, with the limits and verdicts
of `oordelen`, as a drawing and as a table. Which signals are drawn is decided in `findings`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import SimpleNamespace

import pandas as pd

from assets.factsheets import cells, charts, limits, numbers, series
from assets.factsheets.driehoek import sentences
from assets.factsheets.sheet import Figure
from assets.factsheets.table import Cell, Column, Table

_MONTHS = 24
_MARKED = 4  # breaks that the legend names
_ISSUE = 2  # months from one issue to the next
_SIGNS = "▲ ▼: signaal."
_BY_SUM = "▲ ▼: signaal (in de band: door de maanden samen)."
_FIELD = "Licht vlak vanaf stippellijn"
_LATE = "; ervoor is de reeks te kort"
_KEYS = ["indicator_id", "gebied_code"]
_JUDGED = [*_KEYS, *"venster periode nu onder boven uitkomst".split()]


class MonthCounts:
    """The months of every signal of an issue."""

    def __init__(self, tables: Mapping[str, pd.DataFrame]) -> None:
        judged: dict[tuple[str, str], dict[tuple[str, str], SimpleNamespace]] = {}
        for row in cells.records(tables, "oordelen", _JUDGED):
            key = (row.indicator_id, row.gebied_code)
            judged.setdefault(key, {})[row.venster, row.periode] = row
        self._judged = judged
        counted: dict[tuple[str, str], dict[str, float]] = {}
        fields = [*_KEYS, "periode_soort", "periode", "waarde"]
        for row in cells.records(tables, "indicatorwaarden", fields):
            if row.periode_soort == "maand" and row.waarde is not None:
                key = (row.indicator_id, row.gebied_code)
                counted.setdefault(key, {})[row.periode] = float(row.waarde)
        self._counted = counted
        courses: dict[str, list[SimpleNamespace]] = {}
        for row in cells.records(
            tables, "driehoek_verloop", ["indicator_id", "maand", "trendbreuk"]
        ):
            courses.setdefault(row.indicator_id, []).append(row)
        self._courses = courses

    def was_signal_before(self, row: SimpleNamespace) -> bool | None:
        """Whether the issue before had a signal in the same direction; None if not known."""
        before = self.issue_before(row)
        found = self._judged.get((row.indicator_id, row.gebied_code), {}).get((row.venster, before))
        return None if found is None else found.uitkomst == f"signaal {row.richting}"

    def issue_before(self, row: SimpleNamespace) -> str:
        """The last month of the issue before that of a signal."""
        return _ending(str(row.periode_tot), _ISSUE + 1)[0]

    def months(self, row: SimpleNamespace) -> list[limits.Month]:
        """The 24 months up to the last of a signal, each with the count of the window that ends
        there."""
        key = (row.indicator_id, row.gebied_code)
        judged, counted = self._judged.get(key, {}), self._counted.get(key, {})
        return [
            _month(month, judged.get((row.venster, month)), _sum(counted, month, _length(row)))
            for month in _ending(str(row.periode_tot), _MONTHS)
        ]

    def drawing(
        self, number: int, row: SimpleNamespace, size: tuple[float, float]
    ) -> Figure | None:
        """The drawing of a signal; None if no month of it is known."""
        return limits.draw(
            f"maanden-{number}", _title(row), self.months(row), self._stretches(row), size
        )

    def legend(self, rows: Sequence[SimpleNamespace]) -> str:
        """What the drawings show, and what is marked in them."""
        lengths = sorted({_length(row) for row in rows})
        each = numbers.enumerated([str(length) for length in lengths])
        marked = {
            one.name: _FIELD if one.end > one.start else "Streeplijn"
            for row in rows
            for one in limits.visible(self.months(row), self._stretches(row))
        }
        named = [
            f"{mark}: {sentences.shortened(name, 5, 40)}."
            for name, mark in list(marked.items())[:_MARKED]
        ]
        window = "maand" if each == "1" else "maanden"
        if any(row.gebiedsniveau != "gemeente" for row in rows):
            named.append("Een kleiner gebied is om de twee maanden beoordeeld.")
        late = _LATE if any(limits.begins_late(self.months(row)) for row in rows) else ""
        signs = _BY_SUM if any(map(sentences.is_by_sum, rows)) else _SIGNS
        points = f"Elk punt telt {each} {window}."
        return " ".join((points, f"{limits.LEGEND}{late}.", signs, *named))

    def table(self, rows: Sequence[SimpleNamespace]) -> Table | None:
        """The values of the drawings: one row per month, one column per signal."""
        columns: dict[str, dict[str, limits.Month]] = {}
        for row in rows:
            columns[_title(row)] = {month.label: month for month in self.months(row)}
        labels = list(dict.fromkeys(label for months in columns.values() for label in months))
        if not labels:
            return None
        return Table.of(
            "kern-tabel",
            "Aantal in het venster tot en met de maand, met wat gewoon is",
            (
                Column("Tot en met", lambda label: Cell(label), share=0.1),
                *(_column(title, months) for title, months in columns.items()),
            ),
            labels,
            most=_MONTHS,
        )

    def _stretches(self, row: SimpleNamespace) -> list[charts.Stretch]:
        return series.stretches_of(
            sorted(self._courses.get(row.indicator_id, []), key=lambda month: str(month.maand))
        )


def _column(title: str, months: Mapping[str, limits.Month]) -> Column[str]:
    def cell(label: str) -> Cell:
        month = months.get(label)
        if month is None or month.count is None:
            return cells.count(None)
        usual = (
            f"{numbers.count(month.low)}\u2013{numbers.count(month.high)}"
            if month.low is not None and month.high is not None
            else ""
        )
        icon = month.verdict if month.verdict in (cells.UP, cells.DOWN) else ""
        return Cell(numbers.count(month.count), small=usual, icon=icon)

    return Column(title, cell)


def _month(month: str, verdict: SimpleNamespace | None, total: float | None) -> limits.Month:
    at, label = charts.moment(month), numbers.month(month)
    if verdict is None:
        return limits.Month(at, label, total)
    return limits.Month(
        at,
        label,
        total if verdict.nu is None else float(verdict.nu),
        numbers.as_float(verdict.onder),
        numbers.as_float(verdict.boven),
        str(verdict.uitkomst),
    )


def _sum(counted: Mapping[str, float], month: str, length: int) -> float | None:
    window = _ending(month, length)
    if not all(one in counted for one in window):
        return None
    return sum(counted[one] for one in window)


def _ending(month: str, length: int) -> list[str]:
    """The months of a period of this length that ends with a month."""
    return pd.period_range(end=month, periods=length, freq="M").strftime("%Y-%m").tolist()


def _length(row: SimpleNamespace) -> int:
    """Months in the window of a signal: 2 for 2m."""
    digits = str(row.venster).rstrip("m")
    return int(digits) if digits.isdecimal() else _ISSUE


def _title(row: SimpleNamespace) -> str:
    return f"{sentences.name_of(row)}, {sentences.area(row)}, per {_length(row)} maanden"
