"""The marks that readers see, and a status that discloses nothing."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from assets.disclosure.publish.marks import with_marks


def test_secret_unknown_provisional_and_nil_are_told_apart():
    figures = pd.DataFrame(
        {
            "waarde": [3.0, np.nan, 8.0, 0.0, 0.0, 9.0],
            "status": ["herzien", "definitief", "voorlopig", "definitief", "voorlopig", "herzien"],
            "periode_soort": "kwartaal",
            "periode": ["2019-Q1", "2019-Q1", "2019-Q4", "2019-Q1", "2019-Q4", "2019-Q1"],
            "marge_onder": 1.0,
            "marge_boven": 2.0,
        }
    )
    suppressed = pd.Series([True, False, False, False, False, False])
    marked = with_marks(figures, suppressed, pd.Series("politie", figures.index))
    assert marked["teken"].fillna("").tolist() == ["x", ".", "*", "-", "*", ""]
    assert marked["waarde"].isna().tolist() == [True, True, False, False, False, False]
    assert marked["marge_onder"].isna().tolist() == marked["waarde"].isna().tolist()
    assert marked["status"][0] == "definitief"
    assert marked["status"][5] == "herzien"


@pytest.mark.parametrize("status", ["definitief", "voorlopig", "herzien"])
def test_a_suppressed_figure_has_the_status_of_its_source_and_period(status: str):
    """Whatever its own is: 2019-Q4 is provisional for the police, and for no other source."""
    figures = pd.DataFrame(
        {
            "waarde": [8.0, 9.0, 3.0, 3.0, 3.0, np.nan],
            "status": ["voorlopig", "herzien", status, status, status, status],
            "periode_soort": "kwartaal",
            "periode": ["2019-Q4", "2019-Q1", "2019-Q4", "2019-Q1", "2019-Q4", "2019-Q4"],
            "marge_onder": np.nan,
            "marge_boven": np.nan,
        }
    )
    source = pd.Series(["politie"] * 4 + ["melddesk", "politie"])
    suppressed = pd.Series([False, False, True, True, True, False])
    marked = with_marks(figures, suppressed, source)
    assert marked["status"].tolist() == [
        "voorlopig",
        "herzien",
        "voorlopig",
        "definitief",
        "definitief",
        "voorlopig",
    ]
    assert marked["teken"].tolist()[2:] == ["x", "x", "x", "."]
