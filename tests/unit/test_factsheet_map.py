"""Tests of the map of neighbourhoods: its layouts, shades, labels and text alternative."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from factsheet_tables import driehoek_tables, seed
from hypothesis import given
from hypothesis import strategies as st

from assets.factsheets import tilemap
from assets.reference.map_places import tile_layout


def _areas(number, district=9):
    return [
        tilemap.Area(f"BU{at:04d}", f"Buurt {at}", f"W{at // district}", at / 9, at + 1)
        for at in range(number)
    ]


def test_the_layout_of_maastricht_gives_each_neighbourhood_a_tile_of_its_own():
    places = tile_layout("GM0935")
    codes = {
        code for code in driehoek_tables()["driehoek_buurten"]["buurtcode"] if code.startswith("BU")
    }
    assert set(places) == codes
    assert len(set(places.values())) == 44
    districts = {row["buurtcode"]: row["wijkcode"] for row in seed("GM0935", "buurten.csv")}
    for district in set(districts.values()):
        own = {place for code, place in places.items() if districts[code] == district}
        reached = {min(own)}
        for _ in own:
            reached |= {
                place
                for place in own
                for row, column in reached
                if abs(place[0] - row) + abs(place[1] - column) == 1
            }
        assert reached == own, district  # a district is one piece


@pytest.mark.parametrize("code", ["GM9999", "../GM0935", ""])
def test_another_municipality_has_no_layout(code):
    assert tile_layout(code) == {}


@pytest.mark.parametrize("number", [1, 3, 44, 120])
def test_tiles_do_not_overlap_and_are_within_the_drawing(number):
    figure = tilemap.draw("Kaart", _areas(number), {}, None, (100, 78))
    boxes = re.findall(
        r'<rect fill="[^"]+" stroke="#8a97a3" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" '
        r'height="([\d.]+)"',
        figure.svg,
    )
    assert len(boxes) == number
    spots = [tuple(float(side) for side in box) for box in boxes]
    assert len({(x, y) for x, y, _, _ in spots}) == number
    wide, high = (float(side) for side in re.search(r"0 0 ([\d.]+) ([\d.]+)", figure.svg).groups())
    assert all(x >= 0 and x + w <= wide and y + h <= high for x, y, w, h in spots)


def test_outlines_are_drawn_if_every_area_has_one():
    import geopandas
    from shapely.geometry import box

    areas = _areas(3)
    shapes = geopandas.GeoDataFrame(
        {"buurtcode": [area.code for area in areas]},
        geometry=[box(at, 0, at + 1, 1) for at in range(3)],
        crs="EPSG:28992",
    )
    drawn = tilemap.draw("Kaart", areas, {}, shapes, (100, 78)).svg
    assert drawn.count('stroke-width="0.5"') == 3
    assert "<rect fill" in tilemap.draw("Kaart", areas, {}, shapes.iloc[:2], (100, 78)).svg


def test_an_unknown_figure_is_hatched_and_a_sign_is_drawn_and_told():
    areas = [
        tilemap.Area("a", "Hoog", "W1", 4.0, 1, "▲", "8, verwacht 2"),
        tilemap.Area("b", "Laag", "W1", 0.2, 2, "▼", "1, verwacht 5"),
        tilemap.Area("c", "Onbekend", "W9", None),
    ]
    drawn = tilemap.draw("Kaart", areas, {}, None, (100, 78))
    assert drawn.svg.count('fill="url(#geen)"') == 2  # a tile and the legend
    assert drawn.svg.count(tilemap.SHADES[-1]) == 2
    assert ">1▲</text>" in drawn.svg and "<title>Hoog: 8, verwacht 2</title>" in drawn.svg
    assert drawn.alt == (
        "Kaart, 3 buurten. Hoogste: Hoog 8, verwacht 2 en Laag 1, verwacht 5. Laagste: Laag "
        "1, verwacht 5. Signaal omhoog: Hoog. Signaal omlaag: Laag."
    )


@given(st.floats(0.01, 640), st.floats(0.01, 640))
def test_a_shade_never_holds_what_is_far_apart(first, second):
    """49 and 647 once had one colour: they differ by a factor of thirteen."""
    ratios = sorted((first, second, 647 / 49 * first))
    step = tilemap.step_of([ratio for ratio in ratios if ratio <= tilemap._FARTHEST])
    for low, high in pairwise(ratio for ratio in ratios if 1 / 16 <= ratio <= tilemap._FARTHEST):
        if high / low >= 647 / 49 * 0.999:
            assert tilemap.shade(low, step) != tilemap.shade(high, step)
        assert tilemap.shade(low, step) <= tilemap.shade(high, step)


def test_the_middle_is_neutral_and_half_and_double_are_equally_far():
    assert [tilemap.shade(ratio, 2.0) for ratio in (0, 0.2, 0.5, 0.8, 1, 1.3, 2, 5)] == [
        0,
        0,
        1,
        2,
        2,
        2,
        3,
        4,
    ]
    assert tilemap.shade(None, 2.0) is None


def _luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _contrast(first, second):
    high, low = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_text_on_a_shade_is_readable_and_shades_differ_in_grey():
    for at, shade in enumerate(tilemap.SHADES):
        ink = tilemap._PAPER if at >= tilemap._LIGHT else tilemap._INK
        assert _contrast(shade, ink) >= 4.5
    greys = [_luminance(shade) for shade in tilemap.SHADES]
    assert greys == sorted(greys, reverse=True)
    assert all(
        _contrast(light, dark) > 1.15
        for light, dark in zip(tilemap.SHADES, tilemap.SHADES[1:], strict=False)
    )
