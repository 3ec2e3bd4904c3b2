"""The months: of each source of rows, the months in which its rows count."""

from __future__ import annotations

import dagster as dg

from assets.formats.moments import ZONE


def monthly(first: str) -> dg.MonthlyPartitionsDefinition:
    """Every whole month from `first` (`2018-01`) on."""
    return dg.MonthlyPartitionsDefinition(start_date=first, fmt="%Y-%m", timezone=ZONE)
