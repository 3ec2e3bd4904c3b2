"""Tests of longitude and latitude in each other's column."""

from __future__ import annotations

import pandas as pd
import pytest

from assets.formats.swapped import put_right
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
    corrected, notes = put_right(frame, SYSTEMS[FIXMYSTREET].layout)
    assert list(corrected[["x", "y"]].itertuples(index=False, name=None)) == (expected or points)
    assert len(notes) == (expected is not None)
    assert not any("50" in note for note in notes)


def test_rd_is_unchanged():
    frame = pd.DataFrame({"x": ["50.8"], "y": ["5.7"]}, dtype="str")
    assert put_right(frame, SYSTEMS[MELDDESK].layout) == (frame, ())
