"""Tests of the drawing of months with their limits, and of the legend that explains it."""

from __future__ import annotations

import re

import pypdfium2
import pytest
from factsheet_tables import DRIEHOEK, driehoek_tables
from hypothesis import given
from hypothesis import strategies as st

from assets.factsheets import html, limits, pdf
from assets.factsheets.charts import Stretch
from assets.factsheets.driehoek import driehoek, findings
from assets.factsheets.driehoek.month_counts import MonthCounts


def _months(counts, first_limit=0):
    return [
        limits.Month(
            2019 + at / 12,
            f"m{at}",
            count,
            *((count * 0.9, count * 1.1) if at >= first_limit else (None, None)),
        )
        for at, count in enumerate(counts)
    ]


@given(st.lists(st.integers(0, 100_000), min_size=2, max_size=24))
def test_the_axis_begins_at_zero(counts):
    drawn = limits.draw("n", "t", _months([float(count) for count in counts]), [], (64, 27)).svg
    first = re.search(r'text-anchor="end">([^<]+)<', drawn)[1]
    assert first == "0"


@pytest.mark.parametrize(("first", "is_said"), [(0, False), (9, True), (99, False)])
def test_a_band_that_begins_later_than_the_line_is_explained(first, is_said):
    assert limits.begins_late(_months([10.0] * 24, first)) is is_said


def test_every_mark_in_the_drawings_is_explained():
    tables = driehoek_tables()
    found = findings.changes(tables)
    rows = [change.row for change in found]
    judged = tables["oordelen"]
    late = judged.assign(onder=judged["onder"].where(judged["periode"] > "2019-06"))
    told = MonthCounts({**tables, "oordelen": late}).legend(rows)
    assert "Licht vlak vanaf stippellijn: corona." in told
    assert "Band: wat door toeval kan; ervoor is de reeks te kort." in told
    assert "te kort" not in MonthCounts(tables).legend(rows[:1])


def test_a_break_has_a_dashed_line_and_a_period_a_field_from_a_dotted_line():
    stretches = [Stretch(2019.5, 2020.5, "corona"), Stretch(2019.25, 2019.25, "codes")]
    drawn = limits.draw("n", "t", _months([10.0] * 24), stretches, (64, 27)).svg
    assert drawn.count('stroke-dasharray="1 2"') == drawn.count('stroke-dasharray="4 2"') == 1


def test_the_legend_stands_above_the_drawings():
    sheet = driehoek(driehoek_tables(), DRIEHOEK)
    page = html.render(sheet).decode()
    assert page.index("Het ernstigste eerst") < page.index("Burengerucht (relatieproblemen): meer")
    with pypdfium2.PdfDocument(pdf.render(sheet)) as paper:
        words = paper[0].get_textpage().get_text_bounded()
    assert words.index("Het ernstigste eerst") < words.index("Burengerucht")
