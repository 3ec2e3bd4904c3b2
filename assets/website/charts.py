"""Charts of one indicator over time: the position of every bar, dot and label.

Only geometry, in units of the SVG view box; the markup is in `templates/chart.svg.j2`. The value
axis starts at 0. Dark and light bars, dashed edges and marks also differ in form, so that nothing
depends on colour. A hidden or unknown figure is a gap with its mark: it has no value to draw.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from assets.website import periods
from assets.website.figures import MEANING, Figure, Series, Table, amount, unit_words
from assets.website.indicator import Indicator
from assets.website.tables import main_kind, quarterly, recent
from schemas import dutch

WIDTH, HEIGHT = 360, 200
_LEFT, _RIGHT, _TOP, _BOTTOM = 40, 352, 22, 172  # the plot area, without axis labels
_YEAR_LABEL = 34  # horizontal room for the label of a year
_VALUE_LABEL = 30  # horizontal room for a value above a dot
_IN_TABLE = "Alle getallen staan in de tabel bij deze grafiek."
_STEPS = (1, 2, 2.5, 5, 10)  # round distances between ticks, times a power of ten
# How the legend names the same part of every year.
_SAME = {
    periods.QUARTER: ("het {} kwartaal", dutch.ORDINALS),
    periods.HALF: ("de {} helft van het jaar", dutch.ORDINALS[:2]),
    periods.MONTH: ("{}", dutch.month_names()),
}


@dataclass
class Chart:
    """A chart ready for the template; all coordinates are in units of the view box."""

    id: str
    title: str
    description: str  # the content of the chart in words
    legend: list[str]
    ticks: list[tuple[float, str]] = field(default_factory=list)  # (y, text)
    years: list[tuple[float, str]] = field(default_factory=list)  # (x, text)
    year_boundaries: list[float] = field(default_factory=list)  # x
    breaks: dict[str, float] = field(default_factory=dict)  # month in words -> x of the break
    labels: list[tuple[float, float, str]] = field(default_factory=list)  # (x, y, text)
    marks: list[tuple[float, float, str]] = field(default_factory=list)  # (x, y, mark)
    paths: dict[str, str] = field(default_factory=dict)  # CSS class -> SVG path data


def draw(indicator: Indicator, table: Table) -> Chart | None:
    """The chart of the main kind of period in the table; None without figures."""
    kind = main_kind(table)
    if not kind:
        return None
    series = recent(quarterly(table[kind]) if kind == periods.ROLLING else table[kind])
    scale = _Scale(kind, series)
    chart = Chart(f"g-{indicator.id}", _title(indicator, kind), _description(indicator, series), [])
    chart.ticks = [(scale.y(tick), _tick(tick, indicator.unit)) for tick in scale.ticks]
    chart.years, chart.year_boundaries = scale.years()
    starts = {note: scale.month_start(note.month) for note in indicator.break_notes}
    chart.breaks = {note.since: x for note, x in starts.items() if x is not None}
    if indicator.is_survey or kind == periods.ROLLING:
        _draw_dots(chart, indicator, series, scale)
    else:
        _draw_bars(chart, indicator, series, scale)
    chart.legend = _legend(chart, indicator, kind, series)
    return chart


class _Scale:
    """From periods to x and from values to y.

    The x axis consists of slots of equal width: one per part of a year, or one per period for years
    together. It starts and ends with a whole year.
    """

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
        steps = math.ceil(highest / step) if highest else 0
        self.ticks = [step * multiple for multiple in range(steps + 1)]
        self.top = self.ticks[-1] or 1

    def _slot(self, period: str) -> int:
        if self.kind == periods.YEARS:
            return self.order.index(period)
        return periods.year_of(period) * self.parts + max(periods.part_of(period), 1) - 1

    def x(self, period: str) -> float:
        """The centre of a period."""
        return round(_LEFT + (self._slot(period) - self.first + 0.5) * self.pitch, 1)

    def y(self, value: float) -> float:
        """The height of a value."""
        return round(_BOTTOM - (_BOTTOM - _TOP) * value / self.top, 1)

    def month_start(self, month: str) -> float | None:
        """The x at which a month starts; None outside the chart or if slots are not dated."""
        if self.kind in (periods.YEARS, periods.ROLLING):
            return None
        slot = (int(month[:4]) + (int(month[5:7]) - 1) / 12) * self.parts - self.first
        return round(_LEFT + slot * self.pitch, 1) if 0 < slot < self.slots else None

    def years(self) -> tuple[list[tuple[float, str]], list[float]]:
        """The labels below the x axis and the boundaries between years."""
        if self.kind == periods.YEARS:
            return [(self.x(period), period.replace("--", "–")) for period in self.order], []
        first_year = self.first // self.parts
        count = self.slots // self.parts
        width = self.pitch * self.parts
        step = math.ceil(_YEAR_LABEL / width)
        labels = [
            (round(_LEFT + (place + 0.5) * width, 1), str(first_year + place))
            for place in range((count - 1) % step, count, step)  # always label the newest year
        ]
        boundaries = [round(_LEFT + place * width, 1) for place in range(1, count)]
        return labels, boundaries if self.parts > 1 else []


def _draw_bars(chart: Chart, indicator: Indicator, series: Series, scale: _Scale) -> None:
    """A bar per period; those of the same part of the year as the newest are dark and labelled."""
    newest_part = periods.part_of(next(reversed(series)))
    width = round(min(scale.pitch * 0.72, 34), 1)
    for period, figure in series.items():
        x = scale.x(period)
        if figure.value is None:
            chart.marks.append((x, _BOTTOM - 4, figure.text))
            continue
        is_same_part = periods.part_of(period) == newest_part
        y = scale.y(figure.value)
        style = "nu" if is_same_part else "ander"
        style += "-voorlopig" if "*" in figure.marks else ""
        bar = f"M{_short(x - width / 2)} {_BOTTOM}V{_short(y)}h{_short(width)}V{_BOTTOM}z"
        chart.paths[style] = chart.paths.get(style, "") + bar
        if is_same_part:
            label = amount(figure.value, indicator.unit) + figure.suffix
            chart.labels.append((x, round(y - 4, 1), label))


def _draw_dots(chart: Chart, indicator: Indicator, series: Series, scale: _Scale) -> None:
    """A dot per period with its margin; a line joins dots that can be compared."""
    line, previous = "", ""
    label_every = math.ceil(_VALUE_LABEL / scale.pitch)
    newest_first = list(reversed(series))
    for period, figure in series.items():
        x = scale.x(period)
        if figure.value is None:
            chart.marks.append((x, _BOTTOM - 4, figure.text))
            previous = ""
            continue
        y = scale.y(figure.value)
        is_joined = previous and not indicator.is_broken_between(period, previous)
        line += f"{'L' if is_joined else 'M'}{_short(x)} {_short(y)}"
        previous = period
        dot = f"M{_short(x - 3.5)} {_short(y)}a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0z"
        chart.paths["punt"] = chart.paths.get("punt", "") + dot
        top = y
        if figure.margin:
            top, low = scale.y(figure.high), scale.y(figure.low)
            bar = f"M{_short(x)} {_short(low)}V{_short(top)}m-4 0h8M{_short(x - 4)} {_short(low)}h8"
            chart.paths["marge"] = chart.paths.get("marge", "") + bar
        if newest_first.index(period) % label_every == 0:
            chart.labels.append((x, round(top - 9, 1), amount(figure.value, indicator.unit)))
    if "L" in line:
        chart.paths["lijn"] = line


def _legend(chart: Chart, indicator: Indicator, kind: str, series: Series) -> list[str]:
    sentences = []
    if "ander" in chart.paths or "ander-voorlopig" in chart.paths:
        form, names = _SAME[kind]
        same = form.format(names[periods.part_of(next(reversed(series))) - 1])
        sentences.append(f"Donkere staven: {same}. Lichte staven: de rest van het jaar.")
    if any(style.endswith("-voorlopig") for style in chart.paths):
        sentences.append("Rand van streepjes: voorlopig.")
    if "marge" in chart.paths:
        sentences.append("Streep door de stip: de marge.")
    if chart.breaks:
        since = dutch.enumerated(list(chart.breaks))
        sentences.append(f"Verticale streepjeslijn: {indicator.otherwise} vanaf {since}.")
    drawn = "".join(text for *_, text in chart.labels + chart.marks)
    sentences += [
        f"{mark}: {words}." for mark, words in MEANING.items() if mark.isalpha() and mark in drawn
    ]
    return sentences


def _title(indicator: Indicator, kind: str) -> str:
    together = "uit de opgave over jaren" if indicator.has_own_time else "in jaren samen"
    per = {periods.ROLLING: "in twaalf maanden", periods.YEARS: together}
    unit = unit_words(indicator.unit)
    return f"Grafiek: {indicator.heading}, {unit} {per.get(kind, f'per {kind}')}"


def _description(indicator: Indicator, series: Series) -> str:
    """How many figures the chart shows, how many are secret, and the lowest, highest and newest."""
    known = [(period, figure) for period, figure in series.items() if figure.value is not None]
    hidden = sum(figure.is_secret for figure in series.values())
    secret = [f"{hidden} {'is' if hidden == 1 else 'zijn'} geheim"] if hidden else []
    if not known:
        return "; ".join(["Er is geen getal dat getoond mag worden", *secret]) + "."
    lowest = min(known, key=lambda pair: pair[1].value)
    highest = max(known, key=lambda pair: pair[1].value)
    if len(series) == 1:
        return f"Er is één cijfer: {_in_period(indicator, *known[0])}. {_IN_TABLE}"
    verb = "is" if len(known) == 1 else "zijn"
    phrases = [f"{len(known)} van de {len(series)} cijfers {verb} getekend", *secret]
    if highest[1].value == 0:
        phrases.append(f"{'alle getekende cijfers zijn' if len(known) > 1 else 'dat is'} 0")
        return f"{'; '.join(phrases)}. {_IN_TABLE}"
    if len(known) == 1:
        return f"{'; '.join(phrases)}; het is {_in_period(indicator, *known[0])}. {_IN_TABLE}"
    newest = "nieuwste"
    if known[-1][0] != next(reversed(series)):
        newest += " dat getoond mag worden"
    for name, pair in (("laagste", lowest), ("hoogste", highest), (newest, known[-1])):
        phrases.append(f"{name}: {_in_period(indicator, *pair)}")
    return f"{'; '.join(phrases)}. {_IN_TABLE}"


def _in_period(indicator: Indicator, period: str, figure: Figure) -> str:
    return f"{amount(figure.value or 0, indicator.unit)} ({indicator.when(period)})"


def _step(highest: float) -> float:
    """The distance between ticks: round, and some three fit below the highest value."""
    if highest <= 0:
        return 1
    rough = highest / 3
    power = 10 ** math.floor(math.log10(rough))
    return next(power * step for step in _STEPS if power * step >= rough * 0.999)


def _tick(value: float, unit: str) -> str:
    """The text of a tick; empty for a fraction of a count."""
    if unit == "aantal" and value != int(value):
        return ""
    return dutch.count(round(value, 6)) if value == int(value) else dutch.decimal(value, 1)


def _short(value: float) -> str:
    """A coordinate in as few characters as possible."""
    return f"{value:.1f}".removesuffix(".0")
