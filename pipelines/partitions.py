"""The months. A month is the month in which a registration or a report counts."""

from __future__ import annotations

import dagster as dg

from assets.formats.moments import ZONE


def monthly(first: str) -> dg.MonthlyPartitionsDefinition:
    """Every whole month from `first` (`2018-01`) on."""
    return dg.MonthlyPartitionsDefinition(start_date=first, fmt="%Y-%m", timezone=ZONE)
