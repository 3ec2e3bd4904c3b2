"""Tests of the drawings of series through time, and of their text alternatives."""

from __future__ import annotations

import re

from factsheet_tables import DRIEHOEK, RAAD, driehoek_tables, figures_of, raad_tables

from assets.factsheets import charts
from assets.factsheets.driehoek import driehoek
from assets.factsheets.raad import raad


def test_every_drawing_has_a_text_alternative():
    for sheet in (driehoek(driehoek_tables(), DRIEHOEK), raad(raad_tables(), RAAD)):
        drawn = list(figures_of(sheet))
        assert len(drawn) > 8
        for figure in drawn:
            assert figure.title in figure.alt
            assert len(figure.alt.split()) > 8
            assert re.search(r"\d", figure.alt)


def test_the_text_alternative_of_a_course_has_its_figures():
    points = [charts.Point(2019 + at / 12, f"m{at}", 100.0 + at, 90, 120) for at in range(13)]
    figure = charts.rolling(
        "n", "Fietsen", points, [charts.Stretch(2019.5, 2020, "corona")], (36, 19)
    )
    assert figure.alt == (
        "Fietsen: in de twaalf maanden tot en met m12 112 (95%-interval 90 tot 120), een jaar "
        "eerder 100. Hoogste 112 (m12), laagste 100 (m0). Aangegeven: corona."
    )


def test_no_line_is_drawn_across_a_gap_and_none_across_a_break_of_method():
    values = [10.0, 11.0, None, 12.0, 13.0]
    points = [charts.Point(2019 + at / 12, str(at), value) for at, value in enumerate(values)]
    drawn = charts.rolling("n", "t", points, [], (36, 19)).svg
    lines = re.findall(r'<path[^>]*stroke="#1f4e79"[^>]*stroke-width="1.4"', drawn)
    assert len(lines) == 2
    measured = [
        charts.Point(year, str(year), 5.0, 4, 6, "oud" if year < 2021 else "nieuw")
        for year in (2017, 2019, 2021, 2023)
    ]
    drawn = charts.measured("n", "t", measured, [], (36, 19)).svg
    assert len(re.findall(r'<path[^>]*stroke="#1f4e79"[^>]*stroke-width="0.9"', drawn)) == 2


def test_a_break_is_drawn_within_the_series_only():
    points = [charts.Point(2019 + at / 12, str(at), 5.0) for at in range(13)]
    for stretch, is_drawn in (
        (charts.Stretch(2019.5, 2019.5, "x"), True),
        (charts.Stretch(2015, 2015, "x"), False),
    ):
        drawn = charts.rolling("n", "t", points, [stretch], (36, 19))
        assert ("stroke-dasharray" in drawn.svg) is is_drawn
        assert ("Aangegeven: x" in drawn.alt) is is_drawn
