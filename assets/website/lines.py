"""Charts of rates over the years: an area beside its district and the city, as positions in an SVG.

Geometry alone; the markup is in `templates/lijnen.svg.j2`. The lines differ in form as well as in
shade, and the value axis starts at 0.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from assets.website.figures import Figure
from assets.website.rates import PER_1000, Rate, Rates
from assets.website.tables import Grid, Row
from schemas import dutch

_LEFT, _RIGHT, _TOP, _BOTTOM = 40, 340, 24, 172
HERE, DISTRICT, CITY = "hier", "wijk", "stad"  # the forms of a line
_LEGEND = {HERE: "Dikke lijn", DISTRICT: "Streepjes", CITY: "Stippels"}


@dataclass(frozen=True)
class Beside:
    """An area whose rates stand side by side with those of others."""

    form: str
    code: str
    name: str


@dataclass(frozen=True)
class Lines:
    """A chart ready for the template; coordinates are in units of the view box."""

    id: str
    title: str
    description: str
    legend: str
    ticks: tuple[tuple[float, str], ...]  # (y, text)
    years: tuple[tuple[float, str], ...]  # (x, text)
    paths: tuple[tuple[str, str], ...]  # (class, path data)
    labels: tuple[tuple[float, float, str], ...]  # (x, y, text) of the area itself
    table: Grid  # every figure that is drawn


def draw(rates: Rates, areas: Sequence[Beside]) -> Lines | None:
    """The rates of areas, the first of which the page is about, in all years that may be compared.

    None with fewer than two such years: a point is no course.
    """
    code = areas[0].code
    years = [year for year in rates.comparable_years(code) if rates.rate(code, year)]
    if len(years) < 2:
        return None
    known = [
        (beside, {year: rate for year in years if (rate := rates.rate(beside.code, year))})
        for beside in areas
    ]
    return _drawn(rates, years, [(beside, series) for beside, series in known if series])


def _drawn(rates: Rates, years: list[str], drawn: list[tuple[Beside, dict[str, Rate]]]) -> Lines:
    highest = max(rate.value for _, series in drawn for rate in series.values())
    step = _step(highest)
    top = step * math.ceil(highest / step)
    pitch = (_RIGHT - _LEFT) / len(years)
    x = {year: round(_LEFT + (at + 0.5) * pitch, 1) for at, year in enumerate(years)}

    def y(value: float) -> float:
        return round(_BOTTOM - (_BOTTOM - _TOP) * value / top, 1)

    last = years[-1]
    return Lines(
        id=f"l-{rates.indicator.id}",
        title=f"Grafiek: {rates.indicator.heading}, {PER_1000}",
        description=" ".join(
            f"{beside.name}: {'; '.join(f'{year} {rate.text}' for year, rate in series.items())}."
            for beside, series in drawn
        ),
        legend=f"{rates.indicator.heading} {PER_1000}, {years[0]} tot en met {last}. "
        + " ".join(f"{_LEGEND[beside.form]}: {beside.name}." for beside, _ in drawn),
        ticks=tuple(
            (y(step * at), dutch.count(round(step * at, 6))) for at in range(round(top / step) + 1)
        ),
        years=tuple((x[year], year) for year in years),
        paths=tuple(
            (beside.form, _path([(x[year], y(rate.value)) for year, rate in series.items()]))
            for beside, series in reversed(drawn)
        ),
        labels=tuple(
            (x[year], round(y(rate.value) - 8, 1), rate.text) for year, rate in drawn[0][1].items()
        ),
        table=_table(rates, years, drawn),
    )


def _table(rates: Rates, years: list[str], drawn: list[tuple[Beside, dict[str, Rate]]]) -> Grid:
    """What is drawn, for who cannot see it: a row per area, a column per year."""
    return Grid(
        id=f"l-{rates.indicator.id}-tabel",
        caption="Alle getallen van de grafiek",
        about=f"{rates.indicator.heading}, {PER_1000}",
        stub_head=dutch.capital(PER_1000),
        columns=tuple(years),
        rows=tuple(
            Row(
                dutch.capital(beside.name),
                tuple(
                    Figure(series[year].value, unit=PER_1000) if year in series else ""
                    for year in years
                ),
            )
            for beside, series in drawn
        ),
        emphasised=len(years) - 1,
        is_folded=True,
    )


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "".join(f"{'L' if at else 'M'}{x:g} {y:g}" for at, (x, y) in enumerate(points))


def _step(highest: float) -> float:
    """A round distance between ticks, of which some three fit below the highest value."""
    rough = highest / 3
    power = 10 ** math.floor(math.log10(rough))
    return next(power * step for step in (1, 2, 2.5, 5, 10) if power * step >= rough * 0.999)
