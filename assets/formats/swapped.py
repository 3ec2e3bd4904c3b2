"""Longitude and latitude in each other's column, as in the export of Signalen, where `lat` is
ST_X and `lng` is ST_Y. In the Netherlands the ranges of the two do not overlap.

Whether a point is in the country or in a neighbourhood is checked where rows are placed.
"""

from __future__ import annotations

import pandas as pd

from schemas.layout import Layout

_LONGITUDE = r"\s*[3-7](?:[.,]\d+)?\s*"
_LATITUDE = r"\s*5[0-3](?:[.,]\d+)?\s*"


def notes_of(frame: pd.DataFrame, layout: Layout) -> tuple[str, ...]:
    """A note if x and y of `frame` (text) are in each other's column and must be exchanged; of a
    table in parts, `frame` has all rows.

    They are exchanged only if that puts every point of the file that is in the Netherlands right;
    a single odd row stays as it is, and is reported as a fault later.
    """
    if layout.coordinates != "WGS84":
        return ()
    x, y = frame["x"], frame["y"]
    correct = x.str.fullmatch(_LONGITUDE) & y.str.fullmatch(_LATITUDE)
    swapped = x.str.fullmatch(_LATITUDE) & y.str.fullmatch(_LONGITUDE)
    if correct.any() or not swapped.any():
        return ()
    return (
        "lengte en breedte staan in elkaars kolom "
        f"(bij {int(swapped.sum())} van {len(frame)} rijen, bij geen enkele andersom); "
        "dat is rechtgezet",
    )


def exchanged(frame: pd.DataFrame) -> pd.DataFrame:
    """`frame` with x and y exchanged."""
    return frame.assign(x=frame["y"], y=frame["x"])
