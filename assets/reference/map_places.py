"""Where each neighbourhood stands on a map: a tile in a layout, and its outline where it is known.

A layout is a seed (`dbt_like_sql/seeds/<gemeentecode>/buurt_tegels.csv`: buurtcode, rij, kolom);
without one for every neighbourhood the tiles are laid out in rows by district. How a map is drawn
belongs to the products.
"""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import pandas as pd
from shapely import simplify, transform
from shapely.geometry import mapping

from assets.reference.divisions import Division

_SEEDS = Path(__file__).resolve().parents[2] / "dbt_like_sql" / "seeds"
_COARSE = 15.0  # metres by which an outline may be simplified: invisible on a map of a municipality


@lru_cache
def tile_layout(municipality: str) -> Mapping[str, tuple[int, int]]:
    """buurtcode -> (row, column), from 1; empty for a municipality without a layout."""
    path = _SEEDS / municipality / "buurt_tegels.csv"
    if not municipality.isalnum() or not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as lines:
        return {
            row["buurtcode"]: (int(row["rij"]), int(row["kolom"])) for row in csv.DictReader(lines)
        }


def map_places(division: Division, municipality: str) -> pd.DataFrame:
    """A row per neighbourhood of a division: buurtcode, rij, kolom (whole numbers from 1), and
    omtrek: its outline as GeoJSON in whole metres of EPSG:28992, or None if the reference has
    none."""
    areas = division.buurten.sort_values(["wijkcode", "buurtcode"])
    layout = tile_layout(municipality)
    if not set(areas["buurtcode"]) <= set(layout):
        layout = _by_district(areas)
    outlines = _outlines(division)
    rows = [(code, *layout[code], outlines.get(code)) for code in areas["buurtcode"]]
    frame = pd.DataFrame(rows, columns=["buurtcode", "rij", "kolom", "omtrek"])
    return frame.astype({"rij": "int64", "kolom": "int64", "omtrek": "str"})


def _by_district(areas: pd.DataFrame) -> dict[str, tuple[int, int]]:
    """Rows of tiles by district, about as many as there are columns."""
    across = max(1, math.ceil(math.sqrt(len(areas))))
    layout, row = {}, 0
    for _, members in areas.groupby("wijkcode", sort=True):
        for at, code in enumerate(members["buurtcode"]):
            row += at % across == 0
            layout[code] = (row, at % across + 1)
    return layout


def _outlines(division: Division) -> dict[str, str]:
    """buurtcode -> outline as GeoJSON, of every neighbourhood that has an area."""
    known = division.omtrekken
    if known is None:
        return {}
    coarse = transform(simplify(known.geometry.to_numpy(), _COARSE), lambda points: points.round())
    return {
        code: json.dumps(mapping(shape))
        for code, shape in zip(known["buurtcode"], coarse, strict=True)
        if shape is not None and shape.geom_type in ("Polygon", "MultiPolygon")
    }
