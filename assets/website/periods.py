"""Periods of public figures: their order, the same period a year earlier, and their names.

No figures here. A period is written 2020-06, 2020-Q2, 2020-H1, 2020, 2019--2020 (years together)
or 2019-07--2020-06 (twelve months).
"""

from __future__ import annotations

import re

from assets.formats import periods
from schemas import dutch

MONTH, QUARTER, HALF, YEAR = "maand", "kwartaal", "halfjaar", "jaar"
YEARS, ROLLING = "meerjarig", "12m"
_MONTH = r"\d{4}-(0[1-9]|1[0-2])"
# The notation of each kind of period; the kind that a page shows first comes first.
FORMS = {
    QUARTER: re.compile(r"\d{4}-Q[1-4]"),
    HALF: re.compile(r"\d{4}-H[12]"),
    MONTH: re.compile(_MONTH),
    YEAR: re.compile(r"\d{4}"),
    YEARS: re.compile(r"\d{4}--\d{4}"),
    ROLLING: re.compile(rf"{_MONTH}--{_MONTH}"),
}
# The kinds that divide a year: the name of a part, and a narrow column heading for each part.
PARTS: dict[str, tuple[str, tuple[str, ...]]] = {
    QUARTER: ("Kwartaal", ("1e", "2e", "3e", "4e")),
    HALF: ("Halfjaar", ("1e", "2e")),
    MONTH: ("Maand", dutch.month_names(short=True)),
}
_SHORT = {QUARTER: " kwartaal", HALF: " helft", MONTH: ""}
_SAME = {QUARTER: "hetzelfde kwartaal van", HALF: "dezelfde helft van", MONTH: "dezelfde maand van"}


def year_of(period: str) -> int:
    """The year of a period; the last one of a span: `2019-07--2020-06` -> 2020."""
    return int(period.rpartition("--")[2][:4])


def part_of(period: str) -> int:
    """Its place in the year, counted from 1: `2020-Q2` -> 2, `2020-06` -> 6.

    Twelve months have the place of the quarter in which they end; years have 0.
    """
    first, span, last = period.partition("--")
    if span:
        return -(-int(last[5:7]) // 3) if len(first) == 7 else 0
    return int(period[5:].lstrip("QH") or 0)


def ends_a_quarter(period: str) -> bool:
    """Whether twelve months end in March, June, September or December."""
    return int(period[-2:]) % 3 == 0


def year_earlier(period: str) -> str:
    """The same period one year before: `2020-Q2` -> `2019-Q2`."""
    return re.sub(r"(?<!\d)\d{4}(?!\d)", lambda year: f"{int(year[0]) - 1:04}", period)


def months(period: str) -> tuple[str, str]:
    """The first and the last month of a period, as `2020-06`."""
    if FORMS[ROLLING].fullmatch(period):
        first, _, last = period.partition("--")
        return first, last
    inside = periods.months(period)
    return inside[0], inside[-1]


def words(period: str) -> str:
    """`tweede kwartaal van 2020`, `2020`, `2019 en 2020 samen`, `juli 2019 tot en met …`."""
    first, span, last = period.partition("--")
    if not span:
        return dutch.period(period)
    if len(first) == 7:
        return f"{dutch.month(first)} tot en met {dutch.month(last)}"
    return f"{years(period)} samen"


def years(period: str) -> str:
    """The years of a span: `2019 en 2020`, `2018 tot en met 2020`."""
    first, _, last = period.partition("--")
    return f"{first} {'en' if int(last) == int(first) + 1 else 'tot en met'} {last}"


def short(period: str) -> str:
    """For a narrow column: `2e kwartaal 2020`, `1e helft 2020`, `jun 2020`, `2019–2020`."""
    first, span, last = period.partition("--")
    if span:
        return f"{short(first)}–{short(last)}"
    year, part = period[:4], part_of(period)
    if not part:
        return year
    kind = {"Q": QUARTER, "H": HALF}.get(period[5], MONTH)
    return f"{PARTS[kind][1][part - 1]}{_SHORT[kind]} {year}"


def within(period: str) -> str:
    """`in het tweede kwartaal van 2020`, `in 2020`, `in de twaalf maanden van juli 2019 …`."""
    if FORMS[ROLLING].fullmatch(period):
        return f"in de twaalf maanden van {words(period)}"
    article = {"Q": "het ", "H": "de "}.get(period[5:6], "")
    return f"in {article}{words(period)}"


def same_as(period: str, kind: str) -> str:
    """An earlier period of the same kind, seen from a later one: `hetzelfde kwartaal van 2019`."""
    if kind == ROLLING:
        return f"de twaalf maanden van {words(period)}"
    return f"{_SAME[kind]} {period[:4]}" if kind in _SAME else words(period)
