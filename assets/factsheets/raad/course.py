"""Small multiples: the totals of four quarters of the largest indicators, police first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import SimpleNamespace

import pandas as pd

from assets.factsheets import series
from assets.factsheets.sheet import About, Section

_MOST = 12  # drawings


def sections(
    tables: Mapping[str, pd.DataFrame], figures: Sequence[SimpleNamespace], about: About
) -> list[Section]:
    """A section with the drawings, or none if nothing can be drawn."""
    year, _, half = about.period.partition("-")
    last = f"{year}-{'06' if half == 'H1' else '12'}"
    counted = [row for row in series.main_indicators(tables, figures) if row.bron != "register"]
    counted.sort(key=lambda row: (row.bron != "politie", -float(row.twaalf_maanden or row.nu or 0)))
    chosen = [(row.indicator_id, row.indicator) for row in counted[:_MOST]]
    drawn = series.courses(
        tables, chosen, last, across=4, size=(44.5, 23.0), course=series.QUARTERLY
    )
    if drawn is None:
        return []
    return [Section("verloop", "Verloop over twaalf maanden", (drawn,))]
