"""Pages of a workbook that hold a table of the publication, as both sheets make them.

Which tables a workbook has is decided in `driehoek.workbook` and `raad.workbook`; how a page looks,
in `workbooks`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from assets.factsheets.sheet import Annex, Chart


@dataclass(frozen=True)
class Page:
    """A page with a complete table; its chart is drawn if the table has the columns for it."""

    title: str
    table: str
    note: str
    chart: Chart | None = None

    def filled(self, frame: pd.DataFrame, hidden: Collection[str]) -> Annex:
        """The page with a table, without its `hidden` columns."""
        shown = frame[[column for column in frame.columns if column not in hidden]]
        chart = self.chart
        if chart is not None and not {chart.labels, *chart.values} <= {*shown.columns}:
            chart = None
        return Annex(self.title, self.note, shown, chart, self.table)
