"""An edition of the public figures: everything that anyone may read, and nothing else.

The files, the site and openbaar.duckdb are written from it alone, so that no suppressed value can
reach them. How an edition is made does not belong here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd


@dataclass(frozen=True)
class Edition:
    """One edition; the frames have the columns of their contract (`schemas.published`)."""

    number: str  # 2020-Q2; a corrected one is 2020-Q2.2
    quarter: str  # the newest quarter in it
    published: date
    known_until: date  # figures as known on this day
    municipality_code: str
    municipality: str
    figures: pd.DataFrame  # openbare_cijfers
    indicators: pd.DataFrame  # openbare_indicatoren
    areas: pd.DataFrame  # openbare_gebieden
    revisions: pd.DataFrame  # openbare_herzieningen: of all editions
    editions: pd.DataFrame  # openbare_uitgaven: this one and all before it, the newest first
    verdicts: pd.DataFrame  # openbare_oordelen
