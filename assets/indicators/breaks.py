"""Breaks in series: which periods may not be compared, and which only with a flag.

The breaks themselves are data, in `dbt_like_sql/seeds/breuken.csv`. A changed definition of one of
our own indicators is not a break in a source and does not belong here (`indicator_versies`).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from assets.basis.errors import AnalystError
from assets.indicators.months import Period, month_number
from assets.reference.files import SEEDS

BREAK, FLAG, EVERY_SOURCE = "breuk", "vlag", "alle"
_COLUMNS = ("breuk_id", "naam", "bron", "codes", "van", "tot", "soort", "toelichting", "herkomst")
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


@dataclass(frozen=True, eq=False)  # each row is itself, and quick to look up
class Break:
    """A row of `breuken.csv`. `breuk`: months before `van` are never compared with later ones;
    with a `tot`, the months from `van` to `tot` belong to neither side. `vlag`: periods that
    overlap `van` to `tot` are compared, but flagged. `codes` empty: the whole source. Months are
    written 2018-07.
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
        """Whether an indicator of this source, which counts these codes, is affected.

        One affected code is enough. A variant of a source is written after its name, as in
        `politie (open data)`, and is affected with it.
        """
        same_source = self.bron in (EVERY_SOURCE, source) or source.startswith(f"{self.bron} (")
        return same_source and (not self.codes or not self.codes.isdisjoint(codes))

    def touches(self, period: Period) -> bool:
        """Whether a month of the period is between `van` and `tot`."""
        return period[1] >= self.van and (self.tot is None or period[0] <= self.tot)

    def separates(self, first: Period, second: Period) -> bool:
        """Whether the two periods are not both wholly before or both wholly after the break."""
        both_before = max(first[1], second[1]) < self.van
        earliest = min(first[0], second[0])
        both_after = earliest >= self.van if self.tot is None else earliest > self.tot
        return not (both_before or both_after)


@dataclass(frozen=True)
class Comparability:
    """`reden`: why two periods may not be compared, or None; `vlaggen`: the flags on them."""

    reden: str | None
    vlaggen: tuple[str, ...]


def load_breaks(path: Path = SEEDS / "breuken.csv") -> tuple[Break, ...]:
    """The breaks of a CSV file, in its order. Raises `AnalystError` naming the row and column."""
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
    return compare(concerning(breaks, source, codes), now, past)


def concerning(breaks: Iterable[Break], source: str, codes: Iterable[str]) -> tuple[Break, ...]:
    """The breaks that affect an indicator of this source and these codes, in their order."""
    codes = frozenset(codes)
    return tuple(break_ for break_ in breaks if break_.concerns(source, codes))


def compare(relevant: tuple[Break, ...], now: Period, past: Period) -> Comparability:
    """Whether `now` may be compared with `past` where these breaks are relevant."""
    reasons = [
        break_.naam for break_ in relevant if break_.soort == BREAK and break_.separates(now, past)
    ]
    flags = [
        break_.naam
        for break_ in relevant
        if break_.soort == FLAG and (break_.touches(now) or break_.touches(past))
    ]
    return Comparability(f"trendbreuk: {', '.join(reasons)}" if reasons else None, tuple(flags))


def cuts(breaks: Iterable[Break], source: str, codes: Iterable[str]) -> list[int]:
    """Month numbers at which the history of an indicator starts afresh, ascending."""
    codes = frozenset(codes)
    starts: set[int] = set()
    for break_ in breaks:
        if break_.soort == BREAK and break_.concerns(source, codes):
            starts.add(month_number(break_.van))
            starts.update([month_number(break_.tot) + 1] if break_.tot else [])
    return sorted(starts)


def flagged_months(
    breaks: Iterable[Break], source: str, codes: Iterable[str], last: str
) -> frozenset[int]:
    """Month numbers up to `last` that carry a flag, and are therefore left out of a baseline."""
    codes = frozenset(codes)
    flagged: set[int] = set()
    for break_ in breaks:
        if break_.soort == FLAG and break_.concerns(source, codes):
            end = last if break_.tot is None else min(break_.tot, last)
            flagged.update(range(month_number(break_.van), month_number(end) + 1))
    return frozenset(flagged)


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
