"""The native charts of a workbook, on a page of their own: Excel draws them from the tables.

Printed in grey they can be told apart: one series is hatched, the other solid.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import xlsxwriter
from xlsxwriter.chart import Chart

from assets.factsheets import numbers
from assets.factsheets.sheet import Annex

HEADS = 3  # the row of the heads of a table
_BARS = 30  # rows of a bar chart
_ACROSS = 3  # charts beside each other
_WIDTH, _HEIGHT = 400, 230  # of a line chart, in pixels
_ROW = 20  # pixels
_THIN = {"color": "#D0D0D0", "width": 0.5}
_LOOKS = (
    {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": "#5B6B7A"}},
    {"fill": {"color": "#1F4E79"}},
)


def add(
    book: xlsxwriter.Workbook, annexes: Sequence[Annex], heads: Mapping[str, Sequence[str]]
) -> None:
    """Add the page of charts, where an annex has one. `heads`: of each table, by its title."""
    charted = [annex for annex in annexes if annex.chart and len(annex.frame)]
    if not charted:
        return
    page = book.add_worksheet("Grafieken")
    page.fit_to_pages(1, 0)
    page.hide_gridlines(2)
    top = 0
    for annex in charted:
        charts = _bars(book, annex) if annex.chart == "bars" else _lines(book, annex)
        rows = -(-charts[0][2] // _ROW) + 1  # of the page, for a chart and the space below it
        for at, (chart, position, _) in enumerate(charts):
            words = f"{annex.title}: {heads[annex.title][position].lower()}"
            place = {"x_offset": at % _ACROSS * (_WIDTH + 10), "description": words}
            page.insert_chart(top + at // _ACROSS * rows, 0, chart, place)
        top += -(-len(charts) // _ACROSS) * rows


def _lines(book: xlsxwriter.Workbook, annex: Annex) -> list[tuple[Chart, int, int]]:
    """A chart for each column: (chart, position of the column, height)."""
    labels, *values = _positions(annex)
    last = HEADS + len(annex.frame)
    made = []
    for position in values:
        chart = book.add_chart({"type": "line"})
        chart.add_series(
            {
                "name": [annex.title, HEADS, position],
                "categories": [annex.title, HEADS + 1, labels, last, labels],
                "values": [annex.title, HEADS + 1, position, last, position],
                "line": {"color": "#1F4E79", "width": 2},
            }
        )
        chart.set_legend({"none": True})
        chart.set_title({"name": [annex.title, HEADS, position], "name_font": {"size": 10}})
        chart.set_y_axis(
            {"min": 0, "num_format": "#,##0", "major_gridlines": {"visible": True, "line": _THIN}}
        )
        chart.set_x_axis({"interval_unit": 6, "num_font": {"rotation": 0, "size": 8}})
        chart.set_size({"width": _WIDTH, "height": _HEIGHT})
        made.append((chart, position, _HEIGHT))
    return made


def _bars(book: xlsxwriter.Workbook, annex: Annex) -> list[tuple[Chart, int, int]]:
    """One chart of all columns, the first rows of the table: (chart, column, height)."""
    labels, *values = _positions(annex)
    last = HEADS + min(len(annex.frame), _BARS)
    height = 110 + 26 * (last - HEADS)
    chart = book.add_chart({"type": "bar"})
    for position, look in zip(values, _LOOKS[-len(values) :], strict=True):
        chart.add_series(
            {
                "name": [annex.title, HEADS, position],
                "categories": [annex.title, HEADS + 1, labels, last, labels],
                "values": [annex.title, HEADS + 1, position, last, position],
                "border": {"color": "#1B2A3A", "width": 0.5},
                "gap": 60,
                **look,
            }
        )
    chart.set_y_axis({"reverse": True, "num_font": {"size": 8}})
    chart.set_x_axis(
        {
            "num_format": "#,##0",
            "min": 0,
            "label_position": "high",
            "major_gridlines": {"visible": True, "line": _THIN},
        }
    )
    chart.set_legend({"position": "top"} if len(values) > 1 else {"none": True})
    shown = numbers.count(last - HEADS)
    more = f" (eerste {shown} rijen)" if len(annex.frame) > _BARS else ""
    chart.set_title({"name": f"{annex.title}{more}", "name_font": {"size": 12}})
    chart.set_size({"width": 2 * _WIDTH, "height": height})
    return [(chart, values[-1], height)]


def _positions(annex: Annex) -> list[int]:
    columns = list(annex.frame.columns)
    return [columns.index(column) for column in annex.charted]
