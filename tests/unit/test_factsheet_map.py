"""Tests of the map of neighbourhoods: its layouts, shades, labels and text alternative."""

from __future__ import annotations

import re

import pytest
from factsheet_tables import driehoek_tables, seed

from assets.factsheets import tilemap
from assets.factsheets.wrapping import wrap
from assets.reference.map_places import tile_layout


def _areas(number, district=9):
    return [
        tilemap.Area(f"BU{at:04d}", f"Buurt {at}", f"W{at // district}", float(at), at + 1)
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
    assert drawn.count("<circle") == 3
    assert "<rect fill" in tilemap.draw("Kaart", areas, {}, shapes.iloc[:2], (100, 78)).svg


def test_an_unknown_figure_is_hatched_and_the_highest_darkest():
    areas = [*_areas(6), tilemap.Area("x", "Onbekend", "W9", None)]
    drawn = tilemap.draw("Kaart", areas, {}, None, (100, 78))
    assert 'fill="url(#geen)"' in drawn.svg
    assert "niet bekend" in drawn.svg
    assert drawn.svg.count(tilemap.SHADES[-1]) == 3  # two tiles and the legend
    assert drawn.alt.startswith("Kaart, 7 buurten. Hoogste: Buurt 5 5, Buurt 4 4")


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


@pytest.mark.parametrize(
    ("name", "most", "lines", "expected"),
    [
        ("Wyck", 11, 2, ["Wyck"]),
        ("Boschstraatkwartier", 11, 2, ["Boschstraat-", "kwartier"]),
        ("Sint Maartenspoort", 11, 2, ["Sint", "Maartenspoort"]),
        ("Oud-Caberg", 8, 2, ["Oud-", "Caberg"]),
        ("Een heel lange naam van een buurt", 8, 2, ["Een heel", "lange…"]),
        ("x" * 40, 8, 2, ["xxxxxxx-", "xxxxxxx…"]),
    ],
)
def test_a_name_that_does_not_fit_is_broken_into_lines(name, most, lines, expected):
    assert wrap(name, most, lines) == expected
