"""Longitude and latitude that stand in each other's column, as in the export of Signalen, where
`lat` is ST_X and `lng` is ST_Y. In the Netherlands the two cannot be mistaken for each other.

Whether a point lies in the country or in a neighbourhood is found out at the doors.
"""

from __future__ import annotations

import pandas as pd

from schemas.layout import Layout

_LONGITUDE = r"\s*[3-7](?:[.,]\d+)?\s*"
_LATITUDE = r"\s*5[0-3](?:[.,]\d+)?\s*"


def put_right(frame: pd.DataFrame, layout: Layout) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """`frame` with x and y in their own column, and what to tell of it.

    They are exchanged only where every point of the file that lies in the Netherlands does so
    after the exchange; a single row that differs stays as it is, and is a field fault later.
    """
    if layout.coordinates != "WGS84":
        return frame, ()
    x, y = frame["x"], frame["y"]
    right = x.str.fullmatch(_LONGITUDE) & y.str.fullmatch(_LATITUDE)
    exchanged = x.str.fullmatch(_LATITUDE) & y.str.fullmatch(_LONGITUDE)
    if right.any() or not exchanged.any():
        return frame, ()
    note = (
        "lengte en breedte staan in elkaars kolom "
        f"(bij {int(exchanged.sum())} van {len(frame)} rijen, bij geen enkele andersom); "
        "dat is rechtgezet"
    )
    return frame.assign(x=y, y=x), (note,)
