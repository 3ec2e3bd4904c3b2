"""Tests of the drawings of series through time, and of their text alternatives."""

from __future__ import annotations

import re

import pandas as pd
from factsheet_tables import DRIEHOEK, RAAD, driehoek_tables, figures_of, raad_tables

from assets.factsheets import charts, goal_drawing, series
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


def test_a_legend_names_only_what_is_in_a_drawing():
    """The course begins at its first whole year, so what was before it is drawn nowhere."""
    tables = raad_tables()
    course = tables["raad_verloop"]
    course["trendbreuk"] = course["trendbreuk"].mask(course["maand"].eq("2018-07"), "vroeger")
    events = pd.DataFrame(
        [("Kermis", "2018-05"), ("Markt", "2019-03"), ("Optocht", "2020-06"), ("Later", "2020-07")],
        columns=["naam", "maand_van"],
    )
    day = pd.to_datetime(events["maand_van"] + "-03")
    tables["evenementen"] = events.assign(maand_tot=events["maand_van"], van=day, tot=day)
    chosen = [("bedreiging", "Bedreiging"), ("straatroof", "Straatroof")]
    drawn = series.courses(tables, chosen, "2020-06", course=series.QUARTERLY)
    assert drawn is not None
    assert "vroeger" not in drawn.legend
    assert "Staande streeplijn: samenloop." in drawn.legend
    assert "1 Markt (3 mrt 2019); 2 Optocht (3 jun 2020)." in drawn.legend
    assert not any(name in drawn.legend for name in ("Kermis", "Later"))
    assert not any("vroeger" in figure.alt for figure in drawn.figures)


def test_a_number_at_the_right_end_stands_before_its_dot():
    """There is the edge of the corona period, which would run through the number."""
    points = [charts.Point(2019 + at / 12, f"m{at}", 9.0) for at in range(13)]
    events = [charts.Known(1, "Markt", (2019.5,)), charts.Known(2, "Optocht", (2020.0,))]
    drawn = charts.rolling("n", "t", points, [], (36, 19), events).svg
    anchors = {
        text: anchor
        for anchor, text in re.findall(r'<text text-anchor="(\w+)"[^>]*>(\d)</text>', drawn)
        if text in "12"
    }
    assert anchors == {"1": "middle", "2": "end"}


def test_an_outcome_has_one_decimal_as_in_its_table():
    points = [charts.Point(2017, "2017", 21.5), charts.Point(2019, "2019", 22.0)]
    assert ">22,0</text>" in charts.measured("n", "t", points, [], (44, 23)).svg


def test_a_first_dot_does_not_cover_the_labels_beside_it():
    points = [charts.Point(2017, "2017", 6.0), charts.Point(2019, "2019", 5.8)]
    drawn = charts.measured("n", "t", points, [], (44, 23)).svg
    ends = [
        float(x) for x in re.findall(r'text-anchor="end" transform="translate\((-[\d.]+),', drawn)
    ]
    assert ends and max(ends) <= -6


def test_a_break_before_the_drawing_of_a_goal_is_not_shown():
    breaks = (charts.Stretch(2017.6, 2017.6, "vroeger"), charts.Stretch(2018.5, 2018.5, "nu"))
    points = (charts.Point(2018.5, "juni 2019", 9.0), charts.Point(2019.5, "juni 2020", 8.0))
    course = goal_drawing.Course(
        points, goal_drawing.Mark(2018, 9.0), goal_drawing.Mark(2022, 7.0), stretches=breaks
    )
    assert [stretch.name for stretch in course.shown] == ["nu"]
    assert goal_drawing.svg(course, (59, 33)).count(goal_drawing.BREAK) == 1
