"""The course of a goal through time, as a drawing with its text alternative.

Which figures belong in it: those of the whole municipality that stand elsewhere on the sheet. How
it is drawn is in `goal_drawing`; what is said of it, in `sentences`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from types import SimpleNamespace

import pandas as pd

from assets.factsheets import cells, goal_drawing, numbers
from assets.factsheets.charts import Point, Stretch
from assets.factsheets.goal_drawing import Mark
from assets.factsheets.raad import sentences
from assets.factsheets.sheet import Figure
from assets.indicators.goals import year_of

SIZE = (59.0, 33.0)  # of a drawing, in mm
_HALF_QUARTER = 0.125
_TOLD = 5  # figures in a text alternative
_COUNTED = "indicator_id maand twaalf_maanden ondergrens bovengrens trendbreuk".split()
_ASKED = (
    "indicator_id gebiedsniveau jaar waarde marge_onder marge_boven nederland reeks eenheid"
).split()
_REGISTERED = "indicator_id periode periode_soort waarde".split()


def figure(
    tables: Mapping[str, pd.DataFrame], row: SimpleNamespace, unit: str, name: str
) -> Figure | None:
    """The drawing of a goal; None if a figure or the path to its target is not known."""
    ends = (row.nulmeting, row.nulmeting_jaar, row.streefwaarde, row.streefjaar, row.nu)
    if any(numbers.is_unknown(value) or math.isinf(float(value)) for value in ends):
        return None
    now = year_of(row.nu_periode)
    if math.isnan(now) or row.streefjaar == row.nulmeting_jaar:
        return None
    points, stretches, national = _history(tables, row.indicator_id, now)
    drawn = goal_drawing.Course(
        points=tuple(points),
        start=Mark(float(row.nulmeting_jaar), float(row.nulmeting)),
        target=Mark(
            float(row.streefjaar),
            float(row.streefwaarde),
            f"doel {_short(row.streefwaarde, unit)}",
        ),
        now=Mark(now, float(row.nu), _short(row.nu, unit)),
        low=_finite(row.nu_van),
        high=_finite(row.nu_tot),
        national=None
        if national is None
        else replace(national, text=f"NL {_short(national.value, unit)}"),
        stretches=tuple(stretches),
        from_zero=unit in (*sentences.COUNTED, sentences.NUMBER, sentences.PERCENT),
    )
    return Figure(
        name,
        _title(row),
        goal_drawing.svg(drawn, SIZE),
        _words(row, unit, points, drawn.shown, national),
        *SIZE,
    )


def legend(figures: Sequence[Figure]) -> str:
    """What the marks in drawings mean; of the country only if it is in one of them."""
    country = " Vierkantje: Nederland." if any(">NL " in each.svg for each in figures) else ""
    has_corona = any("corona" in each.alt for each in figures)
    corona = " Licht vlak: twaalf maanden waarin de coronaperiode valt." if has_corona else ""
    has_break = any(goal_drawing.BREAK in each.svg for each in figures)
    broken = " Staande stippellijn: vanaf daar is anders geteld of gevraagd." if has_break else ""
    return (
        "Lijn of stippen: het cijfer tot nu, met het 95%-interval als band of streepje. "
        "Streeplijn: de rechte lijn van de nulmeting (rondje) naar het doel (ruit). Elke grafiek "
        "heeft een eigen schaal, bij aantallen en percentages vanaf nul. Een cijfer over twaalf "
        "maanden staat bij het midden daarvan."
        f"{country}{corona}{broken}"
    )


def _title(row: SimpleNamespace) -> str:
    verdict = cells.UNDECIDED if numbers.is_unknown(row.oordeel) else row.oordeel
    return f"{cells.plain(row.doel, 60)}: {cells.plain(verdict, 40)}"


def _history(
    tables: Mapping[str, pd.DataFrame], indicator: str, until: float
) -> tuple[list[Point], list[Stretch], Mark | None]:
    """The known figures of an indicator up to a moment, what they may not be compared across, and
    the outcome of the country at that moment. From the first table that has any."""
    until += 0.01
    counted = [
        row
        for row in _rows_of(tables, "raad_verloop", _COUNTED, indicator)
        if _end(row.maand) <= until
    ]
    points = [
        _point(at, numbers.month(row.maand), row.twaalf_maanden, row.ondergrens, row.bovengrens)
        for row in counted
        for at in [_end(row.maand)]
    ]
    if any(point.value is not None for point in points):
        return _known(points), _stretches(counted), None
    asked = [
        row
        for row in _rows_of(tables, "raad_veiligheidsmonitor", _ASKED, indicator)
        if row.gebiedsniveau == "gemeente"
        and not numbers.is_unknown(row.jaar)
        and float(row.jaar) <= until
    ]
    asked.sort(key=lambda row: int(row.jaar))
    if asked:
        outcomes = [
            _point(
                float(row.jaar),
                str(int(row.jaar)),
                *(row.waarde, row.marge_onder, row.marge_boven),
                str(row.reeks or ""),
            )
            for row in asked
        ]
        breaks = [
            Stretch(year, year, "breuk in de methode")
            for before, after in pairwise(outcomes)
            if before.series != after.series
            for year in [(before.at + after.at) / 2]
        ]
        compared = [row for row in asked if _finite(row.nederland) is not None]
        country = [Mark(float(row.jaar), float(row.nederland)) for row in compared[-1:]]
        return _known(outcomes), breaks, country[0] if country else None
    registered = [
        _point(float(row.periode), str(row.periode), row.waarde)
        for row in _rows_of(tables, "raad_prestaties", _REGISTERED, indicator)
        if row.periode_soort == "jaar"
        and str(row.periode).isdecimal()
        and float(row.periode) <= until
    ]
    return _known(sorted(registered, key=lambda point: point.at)), [], None


def _rows_of(
    tables: Mapping[str, pd.DataFrame], table: str, columns: list[str], indicator: str
) -> list[SimpleNamespace]:
    rows = cells.records(tables, table, columns)
    return [row for row in rows if row.indicator_id == indicator]


def _point(
    at: float, label: str, value: object, low: object = None, high: object = None, series: str = ""
) -> Point:
    return Point(at, label, _finite(value), _finite(low), _finite(high), series)


def _known(points: Iterable[Point]) -> list[Point]:
    return [point for point in points if point.value is not None]


def _finite(value: object) -> float | None:
    number = numbers.as_float(value)
    return None if number is None or not math.isfinite(number) else number


def _end(month: object) -> float:
    """Where twelve months stand: those of 2019 at 2019, those to June 2020 at 2019.5."""
    year, _, number = str(month).partition("-")
    return int(year) - 1 + int(number) / 12


def _stretches(rows: Sequence[SimpleNamespace]) -> list[Stretch]:
    """The corona period from its first to its last quarter; any other break where it begins."""
    moments: dict[str, list[float]] = {}
    for row in rows:
        for name in cells.split_breaks(row.trendbreuk):
            moments.setdefault(name, []).append(_end(row.maand))
    return [
        Stretch(start, max(at) + _HALF_QUARTER if cells.is_corona(name) else start, name)
        for name, at in moments.items()
        for start in [min(at) - _HALF_QUARTER]
    ]


def _short(value: object, unit: str) -> str:
    """A value in a drawing, whose title says what is counted."""
    if unit in (*sentences.COUNTED, sentences.NUMBER):
        return goal_drawing.short(float(value))
    return numbers.percent(value, 1) if unit == sentences.PERCENT else numbers.decimal(value)


def _words(
    row: SimpleNamespace,
    unit: str,
    points: Sequence[Point],
    stretches: Sequence[Stretch],
    national: Mark | None,
) -> str:
    words = [f"Grafiek van het doel {_title(row)}. {sentences.goal(row, unit)}"]
    earlier = [
        f"{sentences.amount(point.value, unit)} in {point.label}" for point in points[-_TOLD:-1]
    ]
    if earlier:
        words.append(f"Daarvoor was het {numbers.enumerated(earlier)}.")
    if national is not None:
        words.append(f"Nederland in {national.at:.0f}: {sentences.amount(national.value, unit)}.")
    names = list(dict.fromkeys(cells.plain(stretch.name, 90) for stretch in stretches))
    if names:
        words.append(f"Aangegeven: {numbers.enumerated(names)}.")
    return " ".join(words)
