"""Breaks in series, as data: which periods may not be compared, and which only with a mark.

What breaks there are stands in `dbt_like_sql/seeds/breuken.csv`; versions of the definitions of the
house itself are another thing (`indicator_versies`). Months are written 2018-07.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from assets.basis.errors import AnalystError
from assets.reference.files import SEEDS

BREAK, FLAG, EVERY_SOURCE = "breuk", "vlag", "alle"
_COLUMNS = ("breuk_id", "naam", "bron", "codes", "van", "tot", "soort", "toelichting", "herkomst")
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")

Period = tuple[str, str]  # first and last month


@dataclass(frozen=True)
class Break:
    """`breuk`: what lies before `van` is never compared with what lies after; with `tot` the
    months from `van` to `tot` themselves belong to neither side. `vlag`: periods that touch
    `van` to `tot` are compared, and marked. `codes` empty: all of the source.
    """

    breuk_id: str
    naam: str
    bron: str
    codes: frozenset[str]
    van: str
    tot: str | None
    soort: str
    toelichting: str
    herkomst: str

    def concerns(self, source: str, codes: Iterable[str]) -> bool:
        """Whether it holds for an indicator of this source, made of these codes.

        An indicator is touched where one of its codes is. A kind of a source is written after its
        name, as in `politie (open data)`.
        """
        named = (
            self.bron == EVERY_SOURCE or source == self.bron or source.startswith(f"{self.bron} (")
        )
        return named and (not self.codes or not self.codes.isdisjoint(codes))

    def touches(self, period: Period) -> bool:
        """Whether a month of the period lies in `van` to `tot`."""
        return period[1] >= self.van and (self.tot is None or period[0] <= self.tot)

    def parts(self, one: Period, other: Period) -> bool:
        """Whether the two periods do not lie wholly on the same side."""
        before = max(one[1], other[1]) < self.van
        first = min(one[0], other[0])
        after = first >= self.van if self.tot is None else first > self.tot
        return not (before or after)


@dataclass(frozen=True)
class Comparability:
    """`reden`: why two periods may not be compared, or None; `vlaggen`: the marks they carry."""

    reden: str | None
    vlaggen: tuple[str, ...]


def load_breaks(path: Path = SEEDS / "breuken.csv") -> tuple[Break, ...]:
    """The breaks of a table, in its order. Raises `AnalystError` naming the row and column."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = [name for name in _COLUMNS if name not in (reader.fieldnames or ())]
        if missing:
            raise AnalystError(f"In {path.name} ontbreekt de kolom {', '.join(missing)}.")
        return tuple(_break(row, path.name, number) for number, row in enumerate(reader, start=2))


def judge(
    breaks: Iterable[Break], source: str, codes: Iterable[str], now: Period, past: Period
) -> Comparability:
    """Whether `now` may be compared with `past` for an indicator of this source and these codes."""
    codes = frozenset(codes)
    concerned = [one for one in breaks if one.concerns(source, codes)]
    reasons = [one.naam for one in concerned if one.soort == BREAK and one.parts(now, past)]
    flags = [
        one.naam
        for one in concerned
        if one.soort == FLAG and (one.touches(now) or one.touches(past))
    ]
    return Comparability(f"trendbreuk: {', '.join(reasons)}" if reasons else None, tuple(flags))


def cuts(breaks: Iterable[Break], source: str, codes: Iterable[str]) -> list[int]:
    """The months (year * 12 + month - 1) at which the history of an indicator starts anew."""
    codes = frozenset(codes)
    found = set()
    for one in breaks:
        if one.soort == BREAK and one.concerns(source, codes):
            found.add(month_number(one.van))
            found.update([month_number(one.tot) + 1] if one.tot else [])
    return sorted(found)


def flagged_months(
    breaks: Iterable[Break], source: str, codes: Iterable[str], last: str
) -> frozenset[int]:
    """The months up to `last` that carry a mark, and so are no measure of what is usual."""
    codes = frozenset(codes)
    found: set[int] = set()
    for one in breaks:
        if one.soort == FLAG and one.concerns(source, codes):
            end = last if one.tot is None else min(one.tot, last)
            found.update(range(month_number(one.van), month_number(end) + 1))
    return frozenset(found)


def month_number(month: str) -> int:
    """2018-07 -> year * 12 + month - 1."""
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _break(row: dict[str, str], file: str, number: int) -> Break:
    values = {name: (row[name] or "").strip() for name in _COLUMNS}
    for column, good in (
        ("breuk_id", bool(values["breuk_id"])),
        ("naam", bool(values["naam"])),
        ("bron", bool(values["bron"])),
        ("van", bool(_MONTH.fullmatch(values["van"]))),
        ("tot", not values["tot"] or bool(_MONTH.fullmatch(values["tot"]))),
        ("tot", not values["tot"] or values["tot"] >= values["van"]),
        ("soort", values["soort"] in (BREAK, FLAG)),
    ):
        if not good:
            raise AnalystError(
                f"{file}, rij {number}: kolom {column} is niet bruikbaar. Een maand is zoals "
                f"2018-07, tot ligt niet voor van, soort is {BREAK} of {FLAG}, en breuk_id, naam "
                "en bron zijn ingevuld."
            )
    values["codes"] = frozenset(values["codes"].split())
    return Break(**{**values, "tot": values["tot"] or None})
