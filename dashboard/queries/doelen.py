"""The goals of the programme, and whether they are on course."""

from __future__ import annotations

import pandas as pd

from dashboard.publication import Publication


def goals(publication: Publication) -> pd.DataFrame:
    """The rows of `raad_doelen`, in the order of the programme."""
    return publication.ask("from raad_doelen order by hoofddoel, doel_id")
