"""Longitude and latitude in each other's column, as in the export of Signalen, where `lat` is
ST_X and `lng` is ST_Y. In the Netherlands the ranges of the two do not overlap.

Whether a point is in the country or in a neighbourhood is checked where rows are placed.
"""

from __future__ import annotations

import pandas as pd

from schemas.layout import Layout

_LONGITUDE = r"\s*[3-7](?:[.,]\d+)?\s*"
_LATITUDE = r"\s*5[0-3](?:[.,]\d+)?\s*"


def put_right(frame: pd.DataFrame, layout: Layout) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """`frame` (fields `x` and `y` as text) with x and y in their own column, and notes about it.

    They are exchanged only if that puts every point of the file that is in the Netherlands right;
    a single odd row stays as it is, and is reported as a fault later.
    """
    if layout.coordinates != "WGS84" or not is_swapped(frame):
        return frame, ()
    swapped = int(
        (frame["x"].str.fullmatch(_LATITUDE) & frame["y"].str.fullmatch(_LONGITUDE)).sum()
    )
    note = (
        "lengte en breedte staan in elkaars kolom "
        f"(bij {swapped} van {len(frame)} rijen, bij geen enkele andersom); dat is rechtgezet"
    )
    return exchanged(frame), (note,)


def is_swapped(frame: pd.DataFrame) -> bool:
    """Whether some point of `frame` has its x and y in each other's column, and none in its own."""
    x, y = frame["x"], frame["y"]
    correct = x.str.fullmatch(_LONGITUDE) & y.str.fullmatch(_LATITUDE)
    swapped = x.str.fullmatch(_LATITUDE) & y.str.fullmatch(_LONGITUDE)
    return bool(swapped.any() and not correct.any())


def exchanged(frame: pd.DataFrame) -> pd.DataFrame:
    """`frame` with x and y exchanged."""
    return frame.assign(x=frame["y"], y=frame["x"])
