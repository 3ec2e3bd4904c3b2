"""Where neighbourhoods stand on a map: each on a tile of its own, with the outline that it has."""

from __future__ import annotations

import json
from collections.abc import Callable

import geopandas
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point, box, shape

from assets.reference.divisions import Division
from assets.reference.map_places import map_places, tile_layout
from assets.reference.tables import Reference


def _division(districts: list[int], outlines: geopandas.GeoDataFrame | None = None) -> Division:
    codes = [f"BU0014{number:04d}" for number in range(len(districts))]
    areas = pd.DataFrame(
        {
            "buurtcode": codes,
            "buurtnaam": codes,
            "wijkcode": [f"WK0014{district:02d}" for district in districts],
            "wijknaam": "",
        }
    )
    empty = pd.DataFrame()
    return Division(None, None, areas, empty, empty, empty, empty, empty, outlines)


@given(st.lists(st.integers(0, 12), min_size=1, max_size=120))
def test_without_a_layout_every_neighbourhood_has_a_tile_among_its_district(
    districts: list[int],
) -> None:
    division = _division(districts)
    placed = map_places(division, "GM0014").merge(division.buurten, on="buurtcode")
    assert len(placed) == len(districts)
    assert not placed.duplicated(["rij", "kolom"]).any()
    assert placed["rij"].min() == placed["kolom"].min() == 1
    assert placed.groupby("rij")["wijkcode"].nunique().max() == 1
    assert placed["omtrek"].isna().all()


def test_a_layout_counts_only_if_it_has_every_neighbourhood(
    reference: Reference, divided: Callable[..., Reference]
) -> None:
    known = tile_layout("GM0935")
    division = reference.indelingen[-1]
    inside = map_places(division, "GM0935").set_index("buurtcode")
    if set(division.buurten["buurtcode"]) <= set(known):
        code = division.buurten["buurtcode"].iloc[0]
        assert (inside.at[code, "rij"], inside.at[code, "kolom"]) == known[code]
    assert tile_layout("GM9999") == {}
    assert tile_layout("../GM0935") == {}


def test_an_outline_is_simplified_and_one_that_is_no_area_is_left_out() -> None:
    square = box(100_000.4, 400_000.4, 101_000.4, 401_000.4)
    known = geopandas.GeoDataFrame(
        {"buurtcode": ["BU00140000", "BU00140001"]},
        geometry=[square.buffer(0.5), Point(1, 2)],
        crs="EPSG:28992",
    )
    placed = map_places(_division([0, 0], known), "GM0014").set_index("buurtcode")
    drawn = shape(json.loads(placed.at["BU00140000", "omtrek"]))
    assert len(drawn.exterior.coords) == 5
    assert all(x == round(x) and y == round(y) for x, y in drawn.exterior.coords)
    assert drawn.symmetric_difference(square).area < 5_000
    assert pd.isna(placed.at["BU00140001", "omtrek"])
