"""Tests of longitude and latitude in each other's column."""

from __future__ import annotations

import pandas as pd
import pytest

from assets.formats.swapped import exchanged, notes_of
from schemas.report_systems import FIXMYSTREET, MELDDESK, SYSTEMS

RIGHT, WRONG, NOWHERE, NOTHING = ("5.7", "50.8"), ("50.8", "5.7"), ("0", "0"), ("", "")


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ([WRONG, WRONG], [RIGHT, RIGHT]),
        ([WRONG, NOWHERE, NOTHING], [RIGHT, NOWHERE, NOTHING]),
        ([("50,8", "5,7")], [("5,7", "50,8")]),
        ([RIGHT, RIGHT], None),
        ([RIGHT, WRONG], None),
        ([NOWHERE, NOTHING], None),
        ([("51.0", "0.1")], None),  # another country
        ([], None),
    ],
)
def test_they_are_exchanged_if_the_whole_file_has_them_swapped(points, expected):
    frame = pd.DataFrame(points, columns=["x", "y"], dtype="str")
    notes = notes_of(frame, SYSTEMS[FIXMYSTREET].layout)
    corrected = exchanged(frame) if notes else frame
    assert list(corrected[["x", "y"]].itertuples(index=False, name=None)) == (expected or points)
    assert len(notes) == (expected is not None)
    assert not any("50" in note for note in notes)


def test_rd_is_unchanged():
    frame = pd.DataFrame({"x": ["50.8"], "y": ["5.7"]}, dtype="str")
    assert notes_of(frame, SYSTEMS[MELDDESK].layout) == ()
