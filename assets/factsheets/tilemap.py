"""A map of neighbourhoods as SVG: one tile each in a fixed layout, or their real outlines.

Without a layout the tiles are laid out in rows by district. The shade shows how far a figure is
from a middle, as a ratio on a scale where half and double are equally far; a sign says which way
it changed, so that the map is readable in grey; a tile without a figure is hatched. Where a tile
stands is in `assets.reference.map_places`; what is drawn, in `driehoek.area_map`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree as Xml

from assets.factsheets import numbers, typeface
from assets.factsheets.sheet import Figure

if TYPE_CHECKING:
    import geopandas

_MM = 72 / 25.4
# From far below the middle to far above it. Lightness falls all the way, so that the order holds in
# grey; text on each shade has a contrast of at least 4.5.
SHADES = ("#eaf3fb", "#c3d9ec", "#b5b1ab", "#96561b", "#5a2809")
_LIGHT = 3  # the number of shades with dark text
_INK, _PAPER, _EDGE = "#1b2a3a", "#ffffff", "#1b2a3a"
_TYPE = 9.0  # points: no text on paper is smaller
_ROW = 12.0  # the height of a row of the legend, in points
_ACROSS = 3  # classes in a row of the legend
_LEAST = 10.5  # the least side, in points, of a tile that shows its number
_FARTHEST = 64.0  # a ratio beyond this does not stretch the scale


@dataclass(frozen=True)
class Area:
    """A neighbourhood: its district, its ratio to the middle (None: no figure), its number in the
    list beside the map, a sign that is drawn with it, and the figure in words."""

    code: str
    name: str
    district: str
    value: float | None
    number: int | None = None
    sign: str = ""
    words: str = ""


def draw(
    title: str,
    areas: Sequence[Area],
    places: Mapping[str, tuple[int, int]],
    outlines: geopandas.GeoDataFrame | None,
    size: tuple[float, float],
    step: float | None = None,
) -> Figure:
    """The map in `size` (mm): with outlines if every area has one, otherwise with tiles.

    `places` is used if it has every area; otherwise the tiles are laid out in rows by district.
    `step`: the factor that a class spans; without it, as the figures need.
    """
    width, height = (side * _MM for side in size)
    root = Xml.Element(
        "svg", xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {width:.1f} {height:.1f}"
    )
    step = step or step_of([area.value for area in areas if area.value is not None])
    _hatch(root)
    room = (width, height - 2 * _ROW - 4)
    shapes = shapes_of(areas, outlines)
    if shapes is not None:
        _draw_outlines(root, areas, shapes, step, room)
    else:
        is_complete = all(area.code in places for area in areas)
        spots = places if is_complete else _rows(areas, room)
        _draw_tiles(root, areas, spots, step, room)
    _draw_legend(root, step, (width, height))
    svg = Xml.tostring(root, encoding="unicode")
    return Figure("kaart", title, svg, _words(title, areas), *size)


def step_of(ratios: Sequence[float]) -> float:
    """The factor that a class spans: two, or more if the farthest ratio lies far from the middle.

    So the outer classes span about one factor as well, and never hold what is far apart.
    """
    distances = [max(ratio, 1 / ratio) for ratio in ratios if ratio > 0]
    farthest = min(max(distances, default=1.0), _FARTHEST)
    return float(max(2, math.ceil(farthest ** (1 / 2.5))))


def shade(ratio: float | None, step: float) -> int | None:
    """The index of the shade; the middle one is from the root of a step below 1 to that above."""
    if ratio is None:
        return None
    middle = len(SHADES) // 2
    if ratio <= 0:
        return 0
    steps = math.floor(math.log(ratio) / math.log(step) + 0.5)
    return min(max(steps + middle, 0), len(SHADES) - 1)


def _rows(areas: Sequence[Area], room: tuple[float, float]) -> dict[str, tuple[int, int]]:
    """A row per district, or several if it is long; in about the proportions of the room."""
    districts: dict[str, list[Area]] = {}
    for area in areas:
        districts.setdefault(area.district, []).append(area)
    across = max(1, math.ceil(math.sqrt(len(areas) * room[0] / room[1] / 1.2)))
    spots, row = {}, 0
    for members in districts.values():
        for at, area in enumerate(members):
            row += at % across == 0
            spots[area.code] = (row, at % across + 1)
    return spots


def _draw_tiles(
    root: Xml.Element,
    areas: Sequence[Area],
    spots: Mapping[str, tuple[int, int]],
    step: float,
    room: tuple[float, float],
) -> None:
    """A tile per area with its name and figure, and lines between districts."""
    rows = max((spots[area.code][0] for area in areas), default=1)
    columns = max((spots[area.code][1] for area in areas), default=1)
    wide = min(room[0] / columns, 60)
    high = min(room[1] / rows, wide)
    shift = (room[0] - columns * wide) / 2
    district = {spots[area.code]: area.district for area in areas}
    for area in areas:
        row, column = spots[area.code]
        x, y = shift + (column - 1) * wide, (row - 1) * high
        tile = Xml.SubElement(root, "g")
        own = shade(area.value, step)
        box = {"x": x + 0.6, "y": y + 0.6, "width": wide - 1.2, "height": high - 1.2}
        _add(tile, "title").text = f"{area.name}: {area.words}"
        _add(tile, "rect", fill=_fill(own), stroke="#8a97a3", **box)
        _draw_label(tile, area, (x + wide / 2, y + high / 2), min(wide, high), own)
    _draw_borders(root, district, (wide, high), shift)


def _draw_borders(
    root: Xml.Element,
    district: Mapping[tuple[int, int], str],
    tile: tuple[float, float],
    shift: float,
) -> None:
    """A heavy line along the edges of districts, so that they can be recognised."""
    wide, high = tile
    path = []
    for (row, column), own in sorted(district.items()):
        left, top = shift + (column - 1) * wide, (row - 1) * high
        right, bottom = left + wide, top + high
        sides = {
            (row - 1, column): (left, top, right, top),
            (row + 1, column): (left, bottom, right, bottom),
            (row, column - 1): (left, top, left, bottom),
            (row, column + 1): (right, top, right, bottom),
        }
        for neighbour, (x, y, to_x, to_y) in sides.items():
            if district.get(neighbour) != own:
                path.append(f"M{x:.1f},{y:.1f}L{to_x:.1f},{to_y:.1f}")
    _add(
        root,
        "path",
        d="".join(path),
        stroke=_EDGE,
        fill="none",
        **{"stroke-width": 1.1, "stroke-linecap": "round"},
    )


def _draw_label(
    tile: Xml.Element, area: Area, middle: tuple[float, float], side: float, own: int | None
) -> None:
    """The number in the list and the sign, where there is room for them."""
    label = f"{'' if area.number is None else area.number}{area.sign}"
    if label and side >= _LEAST:
        ink = _PAPER if own is not None and own >= _LIGHT else _INK
        _write(tile, label, (middle[0], middle[1] + 3.2), ink, bold=True, has_halo=own is None)


def _draw_outlines(
    root: Xml.Element,
    areas: Sequence[Area],
    shapes: Mapping[str, object],
    step: float,
    room: tuple[float, float],
) -> None:
    """The outline of every area, with its number in the table if it has one."""
    edges = [shape.bounds for shape in shapes.values()]
    left, top = min(edge[0] for edge in edges), max(edge[3] for edge in edges)
    right, bottom = max(edge[2] for edge in edges), min(edge[1] for edge in edges)
    scale = min(room[0] / max(right - left, 1e-9), room[1] / max(top - bottom, 1e-9)) * 0.98
    shift = (room[0] - (right - left) * scale) / 2

    def place(x: float, y: float) -> tuple[float, float]:
        return shift + (x - left) * scale, (top - y) * scale + 2

    for area in areas:
        shape = shapes[area.code].simplify(0.4 / scale)
        path = "".join(
            "M" + "L".join("{:.1f},{:.1f}".format(*place(x, y)) for x, y, *_ in ring.coords) + "Z"
            for part in getattr(shape, "geoms", [shape])
            for ring in (part.exterior, *part.interiors)
        )
        fill = _fill(shade(area.value, step))
        path_of = _add(root, "path", d=path, fill=fill, stroke=_EDGE, **{"stroke-width": 0.5})
        _add(path_of, "title").text = f"{area.name}: {area.words}"
    for area in areas:
        label = f"{'' if area.number is None else area.number}{area.sign}"
        if label:
            spot = shapes[area.code].representative_point()
            x, y = place(spot.x, spot.y)
            _write(root, label, (x, y + 3.2), _INK, bold=True, has_halo=True)


def shapes_of(
    areas: Sequence[Area], outlines: geopandas.GeoDataFrame | None
) -> dict[str, object] | None:
    """buurtcode -> outline, or None unless every area has one."""
    if outlines is None or not areas:
        return None
    known = dict(zip(outlines["buurtcode"], outlines.geometry, strict=True))
    shapes = {area.code: known.get(area.code) for area in areas}
    is_complete = all(
        shape is not None and shape.geom_type in ("Polygon", "MultiPolygon") and not shape.is_empty
        for shape in shapes.values()
    )
    return shapes if is_complete else None


def _draw_legend(root: Xml.Element, step: float, size: tuple[float, float]) -> None:
    """The ratios of each shade, and the hatching."""
    width, height = size
    bounds = [step ** (at - 1.5) for at in range(len(SHADES) - 1)]
    named = [numbers.decimal(bound, 0 if bound >= 10 else 1) for bound in bounds]
    entries = [
        (SHADES[0], f"onder ×{named[0]}"),
        (SHADES[1], f"×{named[0]}\u2013{named[1]}"),
        (SHADES[2], f"×{named[1]}\u2013{named[2]}"),
        (SHADES[3], f"×{named[2]}\u2013{named[3]}"),
        (SHADES[4], f"boven ×{named[3]}"),
        (_fill(None), "te klein"),
    ]
    for at, (fill, label) in enumerate(entries):
        x = at % _ACROSS * width / _ACROSS + 0.5
        y = height - (2 - at // _ACROSS) * _ROW + 1
        _add(root, "rect", x=x, y=y, width=9, height=9, fill=fill, stroke="#8a97a3")
        _write(root, label, (x + 12, y + 7.8), _INK, anchor="start")


def _words(title: str, areas: Sequence[Area]) -> str:
    """The text alternative: the highest and the lowest figures."""
    known = sorted(
        (area for area in areas if area.value is not None),
        key=lambda area: (-area.value, area.name),
    )
    if not known:
        return f"{title}: van geen van de {len(areas)} buurten is een cijfer bekend."
    top = [f"{area.name} {area.words}" for area in known[:5]]
    words = (
        f"{title}, {numbers.counted(len(areas), 'buurt', 'buurten')}. "
        f"Hoogste: {numbers.enumerated(top)}. Laagste: {known[-1].name} {known[-1].words}."
    )
    for sign, meaning in (("▲", "signaal omhoog"), ("▼", "signaal omlaag")):
        names = [area.name for area in areas if area.sign == sign]
        if names:
            words += f" {numbers.capital(meaning)}: {numbers.enumerated(names)}."
    return words


def _fill(own: int | None) -> str:
    return "url(#geen)" if own is None else SHADES[own]


def _hatch(root: Xml.Element) -> None:
    """Define the hatching for areas without a figure."""
    pattern = _add(
        _add(root, "defs"), "pattern", id="geen", width=4, height=4, patternUnits="userSpaceOnUse"
    )
    _add(pattern, "path", d="M0,4L4,0", stroke="#8a97a3", **{"stroke-width": 0.6})


def _write(
    parent: Xml.Element,
    words: str,
    where: tuple[float, float],
    ink: str,
    *,
    bold: bool = False,
    anchor: str = "middle",
    has_halo: bool = False,
) -> None:
    """Text at a place; with a halo it is readable on any shade."""
    style: dict[str, object] = {
        "font-family": typeface.FAMILY,
        "font-size": _TYPE,
        "text-anchor": anchor,
    }
    style |= {"font-weight": "bold"} if bold else {}
    if has_halo:
        style |= {"stroke": _PAPER, "stroke-width": 2.4, "paint-order": "stroke"}
    _add(parent, "text", x=where[0], y=where[1], fill=ink, **style).text = words


def _add(parent: Xml.Element, tag: str, **attributes: object) -> Xml.Element:
    """Add a child element with attributes; floats are written with one decimal."""
    return Xml.SubElement(
        parent,
        tag,
        {
            name: f"{value:.1f}" if isinstance(value, float) else str(value)
            for name, value in attributes.items()
        },
    )
