"""The charts of the site: within their frame, with gaps for hidden figures, and in words."""

from __future__ import annotations

import re

import public_tables as public
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.website import charts
from assets.website.figures import Figure

values = st.one_of(st.none(), st.integers(0, 10**6))


@given(st.lists(values, min_size=1, max_size=60), st.sampled_from(["inbraak", "onveilig", "drugs"]))
def test_a_chart_stays_within_its_frame(quarters: list[int | None], indicator_id: str) -> None:
    series = {
        f"{2005 + age // 4}-Q{age % 4 + 1}": Figure(value, "x" if value is None else "")
        for age, value in enumerate(quarters)
    }
    chart = charts.draw(public.indicator(indicator_id), {"kwartaal": series})
    points = [(x, y) for x, y, _ in chart.labels + chart.marks]
    points += [(x, 0) for x, _ in chart.years] + [(0, y) for y, _ in chart.ticks]
    points += [
        (float(x), 0) for path in chart.paths.values() for x in re.findall(r"M(-?[\d.]+)", path)
    ]
    assert all(0 <= x <= charts.WIDTH and -1 <= y <= charts.HEIGHT for x, y in points)
    assert "None" not in str(chart.paths)


def test_a_hidden_figure_is_a_gap_with_its_mark() -> None:
    series = {"2019-Q2": Figure(10), "2020-Q1": Figure(None, "x"), "2020-Q2": Figure(8)}
    chart = charts.draw(public.indicator("inbraak"), {"kwartaal": series})
    assert [mark for *_, mark in chart.marks] == ["x"]
    assert chart.paths["nu"].count("M") == 2


@pytest.mark.parametrize(
    ("quarters", "expected"),
    [
        ((10, 7, None), "2 van de 3 cijfers zijn getekend; 1 is geheim; laagste: 7"),
        ((10, 7, None), "nieuwste dat getoond mag worden: 7 (tweede kwartaal van 2019)"),
        ((None, None, 7), "1 van de 3 cijfers is getekend; 2 zijn geheim; "),
        ((None, None, 7), "2 zijn geheim; het is 7 (derde kwartaal van 2019)."),
        ((7,), "Er is één cijfer: 7 (eerste kwartaal van 2019)."),
        ((10, 7, 8), "nieuwste: 8 (derde kwartaal van 2019)"),
        ((0, 0, None), "1 is geheim; alle getekende cijfers zijn 0."),
        ((None, None), "Er is geen getal dat getoond mag worden; 2 zijn geheim."),
    ],
)
def test_a_chart_in_words(quarters: tuple, expected: str) -> None:
    series = {
        f"2019-Q{part}": Figure(value, "x" if value is None else "-" if value == 0 else "")
        for part, value in enumerate(quarters, start=1)
    }
    chart = charts.draw(public.indicator("inbraak"), {"kwartaal": series})
    assert expected in chart.description


def test_a_break_is_explained_by_its_month() -> None:
    series = {f"{year}-Q1": Figure(9) for year in (2017, 2018, 2019)}
    legend = " ".join(charts.draw(public.indicator("inbraak"), {"kwartaal": series}).legend)
    assert "Verticale streepjeslijn: anders geteld vanaf juli 2018." in legend
    assert "samenloop" not in legend


def test_a_survey_was_asked_otherwise_not_counted() -> None:
    series = {year: Figure(9) for year in ("2017", "2019", "2021", "2023")}
    legend = " ".join(charts.draw(public.indicator("onveilig"), {"jaar": series}).legend)
    assert "Verticale streepjeslijn: anders gevraagd vanaf januari 2021." in legend
    assert "geteld" not in legend
