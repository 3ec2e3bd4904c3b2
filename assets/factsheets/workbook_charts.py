"""The native charts of a workbook, on a page of their own: Excel draws them from the tables.

They remain distinguishable when printed in grey: one series is hatched, the other solid.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.chart import Chart

from assets.factsheets import numbers
from assets.factsheets.workbook_columns import BookColumn, BookPage

HEADINGS = 3  # the row with the headings of a table, from 0
_BARS = 30  # rows of a bar chart
_ACROSS = 3  # charts side by side
_WIDTH, _HEIGHT = 400, 230  # of a line chart, in pixels
_ROW = 20  # the height of a row, in pixels
_THIN = {"color": "#D0D0D0", "width": 0.5}
_STYLES = (
    {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": "#5B6B7A"}},
    {"fill": {"color": "#1F4E79"}},
)


@dataclass(frozen=True)
class _Drawn:
    """A chart with the column it is named after, and its height in pixels."""

    chart: Chart
    column: BookColumn
    height: int


def add(book: xlsxwriter.Workbook, pages: Sequence[BookPage]) -> None:
    """Add the page of charts, if any of the pages has a chart and rows."""
    charted = [page for page in pages if page.annex.chart is not None and page.row_count]
    if not charted:
        return
    worksheet = book.add_worksheet("Grafieken")
    worksheet.fit_to_pages(1, 0)
    worksheet.hide_gridlines(2)
    top = 0
    for page in charted:
        charts = _bars(book, page) if page.annex.chart.kind == "bars" else _lines(book, page)
        rows = -(-charts[0].height // _ROW) + 1  # of the worksheet, including the space below
        for number, drawn in enumerate(charts):
            description = f"{page.annex.title}: {drawn.column.heading.lower()}"
            place = {"x_offset": number % _ACROSS * (_WIDTH + 10), "description": description}
            worksheet.insert_chart(top + number // _ACROSS * rows, 0, drawn.chart, place)
        top += -(-len(charts) // _ACROSS) * rows


def _series(page: BookPage, column: BookColumn, last: int) -> dict[str, object]:
    """The references to the cells of a series, up to and including the row `last`."""
    title, labels = page.annex.title, page.column(page.annex.chart.labels).position
    return {
        "name": [title, HEADINGS, column.position],
        "categories": [title, HEADINGS + 1, labels, last, labels],
        "values": [title, HEADINGS + 1, column.position, last, column.position],
    }


def _lines(book: xlsxwriter.Workbook, page: BookPage) -> list[_Drawn]:
    """A chart per column."""
    last = HEADINGS + page.row_count
    charts = []
    for column in map(page.column, page.annex.chart.values):
        chart = book.add_chart({"type": "line"})
        series = _series(page, column, last)
        chart.add_series({**series, "line": {"color": "#1F4E79", "width": 2}})
        chart.set_legend({"none": True})
        chart.set_title({"name": series["name"], "name_font": {"size": 10}})
        chart.set_y_axis(
            {"min": 0, "num_format": "#,##0", "major_gridlines": {"visible": True, "line": _THIN}}
        )
        chart.set_x_axis({"interval_unit": 6, "num_font": {"rotation": 0, "size": 8}})
        chart.set_size({"width": _WIDTH, "height": _HEIGHT})
        charts.append(_Drawn(chart, column, _HEIGHT))
    return charts


def _bars(book: xlsxwriter.Workbook, page: BookPage) -> list[_Drawn]:
    """One chart of all columns, with the first rows of the table."""
    columns = [page.column(name) for name in page.annex.chart.values]
    last = HEADINGS + min(page.row_count, _BARS)
    height = 110 + 26 * (last - HEADINGS)
    chart = book.add_chart({"type": "bar"})
    for column, style in zip(columns, _STYLES[-len(columns) :], strict=True):
        chart.add_series(
            {
                **_series(page, column, last),
                "border": {"color": "#1B2A3A", "width": 0.5},
                "gap": 60,
                **style,
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
    chart.set_legend({"position": "top"} if len(columns) > 1 else {"none": True})
    shown = numbers.count(last - HEADINGS)
    more = f" (eerste {shown} rijen)" if page.row_count > _BARS else ""
    chart.set_title({"name": f"{page.annex.title}{more}", "name_font": {"size": 12}})
    chart.set_size({"width": 2 * _WIDTH, "height": height})
    return [_Drawn(chart, columns[-1], height)]
