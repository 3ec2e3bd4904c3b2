"""Points of which the neighbourhood is known: postcodes and addresses with a place on the map.

They stand in for outlines, which not every municipality has. A point lies where the nearest known
point does, if that is near and no other neighbourhood is nearly as near.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
import pandas as pd

from assets.reference.divisions import Version
from assets.reference.files import SourceFile, first_day, read_text, year_in

POINT = ("x", "y")
FARTHEST = 150.0  # metres
# How near the nearest point must be, as a share of the distance to another neighbourhood. Measured
# against the outlines of Maastricht, with its postcodes as known points: within both limits 98.7 %
# of 814 addresses are right, 98 % of places with an error of 80 m, and 96 % of points anywhere.
CLEAREST = 0.5


class KnownPoints:
    """Points with their neighbourhoods."""

    def __init__(self, points: pd.DataFrame | None) -> None:
        """`points`: x, y (RD metres), buurtcode; None: none."""
        self._points = points

    @cached_property
    def _trees(self) -> dict[str, object]:
        from scipy.spatial import KDTree  # only where a point is looked up

        return {
            str(code): KDTree(known[[*POINT]].to_numpy(dtype="float64"))
            for code, known in self._points.groupby("buurtcode")
        }

    def nearest(self, x: pd.Series, y: pd.Series) -> pd.Series:
        """The neighbourhood of each point, on the index of `x`; missing where it is not clear."""
        found = pd.Series(None, index=x.index, dtype="str")
        known = (np.isfinite(x) & np.isfinite(y)).to_numpy()
        if self._points is None or self._points.empty or not known.any():
            return found
        asked = np.column_stack([x[known], y[known]])
        enough = FARTHEST / CLEAREST
        far = np.column_stack(
            [tree.query(asked, distance_upper_bound=enough)[0] for tree in self._trees.values()]
        )
        codes = np.array([*self._trees], dtype=object)[far.argmin(axis=1)]
        nearest = far.min(axis=1)
        np.put_along_axis(far, far.argmin(axis=1)[:, None], np.inf, axis=1)
        clear = (nearest <= FARTHEST) & (nearest <= CLEAREST * far.min(axis=1))
        found[known] = np.where(clear, codes, None)
        return found


def read_points(file: SourceFile) -> Version | None:
    """x, y, buurtcode of a list of postcodes or addresses that has places; None if it has none."""
    table = read_text(file, ("buurtcode",))
    if not {*POINT} <= set(table.columns):
        return None
    points = table[["buurtcode"]].assign(
        **{axis: pd.to_numeric(table[axis], errors="coerce") for axis in POINT}
    )
    points = points.dropna(ignore_index=True)[[*POINT, "buurtcode"]]
    return Version(file.geldig_van or first_day(year_in(file.path.stem)), points)


def points_of(tables: list[pd.DataFrame]) -> pd.DataFrame | None:
    """The points of all tables that lie in a known neighbourhood; None without any."""
    known = [table.loc[table["buurtcode"].ne(""), [*POINT, "buurtcode"]] for table in tables]
    points = pd.concat([pd.DataFrame(columns=[*POINT, "buurtcode"]), *known]).dropna()
    return points.drop_duplicates(ignore_index=True) if len(points) else None
