"""Drawings of one indicator through time: where every bar, dot and word of it stands.

Only geometry, in units of the drawing; the SVG itself is `templates/chart.svg.j2`. The axis begins
at 0. Dark and light, a dashed edge and a mark differ in form too, so that nothing leans on colour.
A hidden or unknown figure is a gap with its mark; it has no value that could be drawn.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from assets.factsheets import numbers
from assets.website import periods
from assets.website.described import Indicator
from assets.website.figures import MEANING, Figure, Series, Table, amount, unit_words
from assets.website.tables import main_kind, quarterly, recent

WIDTH, HEIGHT = 360, 200
_LEFT, _RIGHT, _TOP, _BOTTOM = 40, 352, 22, 172
_IN_TABLE = "Alle getallen staan in de tabel bij deze grafiek."
_STEPS = (1, 2, 2.5, 5, 10)
_SAME = {
    periods.QUARTER: ("het {} kwartaal", ("eerste", "tweede", "derde", "vierde")),
    periods.HALF: ("de {} helft van het jaar", ("eerste", "tweede")),
    periods.MONTH: ("{}", tuple(numbers.month(f"2000-{at:02}")[:-5] for at in range(1, 13))),
}


@dataclass
class Chart:
    """A drawing; the paths are of SVG, `labels` and `marks` are (x, y, text)."""

    id: str
    title: str
    words: str
    legend: list[str]
    ticks: list[tuple[float, str]] = field(default_factory=list)
    years: list[tuple[float, str]] = field(default_factory=list)
    parted: list[float] = field(default_factory=list)
    breaks: list[float] = field(default_factory=list)
    labels: list[tuple[float, float, str]] = field(default_factory=list)
    marks: list[tuple[float, float, str]] = field(default_factory=list)
    paths: dict[str, str] = field(default_factory=dict)  # by kind of line or surface


def draw(one: Indicator, table: Table) -> Chart | None:
    """The drawing of the kind of period that is told first; None where there is no figure."""
    kind = main_kind(table)
    if not kind:
        return None
    series = _shown(kind, table[kind])
    scale = _Scale(kind, series)
    chart = Chart(f"g-{one.id}", _title(one, kind), _words(one, series), [])
    chart.ticks = [(scale.y(tick), _tick(tick, one.unit)) for tick in scale.ticks]
    chart.years, chart.parted = scale.years()
    chart.breaks = [x for line in one.lines if (x := scale.moment(line.month)) is not None]
    (_dots if one.is_survey or kind == periods.ROLLING else _bars)(chart, one, series, scale)
    chart.legend = _legend(chart, one, kind, series)
    return chart


class _Scale:
    """Where a period and a value stand."""

    def __init__(self, kind: str, series: Series) -> None:
        self.kind, self.order = kind, list(series)
        self.parts = 4 if kind == periods.ROLLING else len(periods.PARTS.get(kind, ("", ("",)))[1])
        slots = [self._slot(period) for period in series]
        self.first = min(slots) - (min(slots) % self.parts)
        self.slots = max(slots) - self.first + 1
        if self.parts > 1:
            self.slots = math.ceil(self.slots / self.parts) * self.parts
        self.pitch = (_RIGHT - _LEFT) / self.slots
        highest = max((figure.high or figure.value or 0 for figure in series.values()), default=0)
        step = _step(highest)
        self.ticks = [step * at for at in range(math.ceil(highest / step) + 1)] if highest else [0]
        self.top = self.ticks[-1] or 1

    def _slot(self, period: str) -> int:
        if self.kind == periods.YEARS:
            return self.order.index(period)
        return periods.year_of(period) * self.parts + max(periods.part_of(period), 1) - 1

    def x(self, period: str) -> float:
        """The middle of a period."""
        return round(_LEFT + (self._slot(period) - self.first + 0.5) * self.pitch, 1)

    def y(self, value: float) -> float:
        """The height of a value."""
        return round(_BOTTOM - (_BOTTOM - _TOP) * value / self.top, 1)

    def moment(self, month: str) -> float | None:
        """Where a month begins; None outside the drawing."""
        if self.kind in (periods.YEARS, periods.ROLLING):
            return None
        at = (int(month[:4]) + (int(month[5:7]) - 1) / 12) * self.parts - self.first
        return round(_LEFT + at * self.pitch, 1) if 0 < at < self.slots else None

    def years(self) -> tuple[list[tuple[float, str]], list[float]]:
        """The names under the axis, and the lines between two years."""
        if self.kind == periods.YEARS:
            return [(self.x(one), one.replace("--", "–")) for one in self.order], []
        year = self.first // self.parts
        count = self.slots // self.parts
        room = self.pitch * self.parts
        step = math.ceil(34 / room)
        middles = [
            (round(_LEFT + (at + 0.5) * room, 1), str(year + at))
            for at in range((count - 1) % step, count, step)
        ]
        between = [round(_LEFT + at * room, 1) for at in range(1, count)]
        return middles, between if self.parts > 1 else []


def _bars(chart: Chart, one: Indicator, series: Series, scale: _Scale) -> None:
    newest = periods.part_of(next(reversed(series)))
    wide = round(min(scale.pitch * 0.72, 34), 1)
    for period, figure in series.items():
        x = scale.x(period)
        if figure.value is None:
            chart.marks.append((x, _BOTTOM - 4, figure.text))
            continue
        is_same = periods.part_of(period) == newest
        y = scale.y(figure.value)
        name = ("nu" if is_same else "ander") + ("-voorlopig" if "*" in figure.marks else "")
        bar = f"M{_short(x - wide / 2)} {_BOTTOM}V{_short(y)}h{_short(wide)}V{_BOTTOM}z"
        chart.paths[name] = chart.paths.get(name, "") + bar
        if is_same:
            chart.labels.append((x, round(y - 4, 1), amount(figure.value, one.unit) + figure.after))


def _dots(chart: Chart, one: Indicator, series: Series, scale: _Scale) -> None:
    line, before = "", ""
    every = math.ceil(30 / scale.pitch)
    from_end = list(reversed(series))
    for period, figure in series.items():
        x = scale.x(period)
        if figure.value is None:
            chart.marks.append((x, _BOTTOM - 4, figure.text))
            before = ""
            continue
        y = scale.y(figure.value)
        joined = before and not one.parted(period, before)
        line += f"{'L' if joined else 'M'}{_short(x)} {_short(y)}"
        before = period
        dot = f"M{_short(x - 3.5)} {_short(y)}a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0z"
        chart.paths["punt"] = chart.paths.get("punt", "") + dot
        top = y
        if figure.margin:
            top, low = scale.y(figure.high), scale.y(figure.low)
            bar = f"M{_short(x)} {_short(low)}V{_short(top)}m-4 0h8M{_short(x - 4)} {_short(low)}h8"
            chart.paths["marge"] = chart.paths.get("marge", "") + bar
        if from_end.index(period) % every == 0:
            chart.labels.append((x, round(top - 9, 1), amount(figure.value, one.unit)))
    if line.count("L"):
        chart.paths["lijn"] = line


def _shown(kind: str, series: Series) -> Series:
    return recent(quarterly(series) if kind == periods.ROLLING else series)


def _legend(chart: Chart, one: Indicator, kind: str, series: Series) -> list[str]:
    said = []
    if "ander" in chart.paths or "ander-voorlopig" in chart.paths:
        form, names = _SAME[kind]
        same = form.format(names[periods.part_of(next(reversed(series))) - 1])
        said.append(f"Donkere staven: {same}. Lichte staven: de rest van het jaar.")
    if any(name.endswith("-voorlopig") for name in chart.paths):
        said.append("Rand van streepjes: voorlopig.")
    if "marge" in chart.paths:
        said.append("Streep door de stip: de marge.")
    if chart.breaks:
        names = [line.name for line in one.lines]
        said.append(f"Verticale streepjeslijn: er is anders geteld ({numbers.enumerated(names)}).")
    drawn = "".join(text for *_, text in chart.labels + chart.marks)
    said += [
        f"{mark}: {words}." for mark, words in MEANING.items() if mark.isalpha() and mark in drawn
    ]
    return said


def _title(one: Indicator, kind: str) -> str:
    per = {periods.ROLLING: "in twaalf maanden", periods.YEARS: "in jaren samen"}
    unit = unit_words(one.unit)
    return f"Grafiek: {one.heading}, {unit} {per.get(kind, f'per {kind}')}"


def _words(one: Indicator, series: Series) -> str:
    known = [(period, figure) for period, figure in series.items() if figure.value is not None]
    hidden = sum(figure.is_secret for figure in series.values())
    secret = [f"{hidden} {'is' if hidden == 1 else 'zijn'} geheim"] if hidden else []
    if not known:
        return "; ".join(["Er is geen getal dat getoond mag worden", *secret]) + "."
    low = min(known, key=lambda pair: pair[1].value)
    high = max(known, key=lambda pair: pair[1].value)
    verb = "is" if len(known) == 1 else "zijn"
    told = [f"{len(known)} van de {len(series)} cijfers {verb} getekend"]
    told += secret
    if high[1].value == 0:
        told.append(f"{'alle getekende cijfers zijn' if len(known) > 1 else 'dat is'} 0")
        return f"{'; '.join(told)}. {_IN_TABLE}"
    newest = "nieuwste"
    if known[-1][0] != next(reversed(series)):
        newest += " dat getoond mag worden"
    for name, pair in (("laagste", low), ("hoogste", high), (newest, known[-1])):
        told.append(f"{name}: {_value(pair[1], one.unit)} ({periods.words(pair[0])})")
    return f"{'; '.join(told)}. {_IN_TABLE}"


def _value(figure: Figure, unit: str) -> str:
    return amount(figure.value or 0, unit)


def _step(highest: float) -> float:
    if highest <= 0:
        return 1
    rough = highest / 3
    power = 10 ** math.floor(math.log10(rough))
    return next(power * step for step in _STEPS if power * step >= rough * 0.999)


def _tick(value: float, unit: str) -> str:
    if unit == "aantal" and value != int(value):
        return ""
    return numbers.count(round(value, 6)) if value == int(value) else numbers.decimal(value, 1)


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
